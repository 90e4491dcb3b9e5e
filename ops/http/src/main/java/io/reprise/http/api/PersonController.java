package io.reprise.http.api;

import io.reprise.domain.model.port.CampaignClock;
import io.reprise.domain.model.port.Erasures;
import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.PersonKeys;
import io.reprise.domain.model.port.PersonKeys.Known;
import io.reprise.domain.model.port.SubjectAccess;
import io.reprise.domain.model.privacy.ErasureGround;
import io.reprise.domain.model.privacy.PersonCommand.ErasePerson;
import io.reprise.domain.model.privacy.PersonEvent;
import io.reprise.domain.model.privacy.PersonEvent.PersonErased;
import io.reprise.domain.model.privacy.PersonKey;
import io.reprise.domain.model.privacy.PersonRefusal;
import io.reprise.domain.model.privacy.SubjectRecord.InCampaign;
import io.reprise.domain.model.vocabulary.Outcome;
import io.reprise.http.CommandDesk;
import io.reprise.http.security.Actors;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What is kept of one shopper, and their erasure. Who it is comes in bodies, so that no address and no proxy's log has it. */
@RestController
@RequestMapping("/api/v1/people")
class PersonController {

    private static final Listing<Certificate> CERTIFICATES = new Listing<>(c -> Long.toString(c.number()));

    private final PersonKeys keys;
    private final Erasures erasures;
    private final SubjectAccess access;
    private final EventLog log;
    private final CampaignClock clock;

    PersonController(PersonKeys keys, Erasures erasures, SubjectAccess access, EventLog log, CampaignClock clock) {
        this.keys = keys;
        this.erasures = erasures;
        this.access = access;
        this.log = log;
        this.clock = clock;
    }

    record ExportBody(String shopper) {}

    record ErasureBody(String shopper, ErasureGround ground) {}

    /**
     * Everything that is kept of a shopper.
     *
     * @param known false for who never came and for who was erased: then nothing in the log can be told to be theirs
     * @param key what a certificate will name if they are erased
     * @param pseudonym what they are called in the log
     * @param logSize events that were looked through
     */
    record Export(
            boolean known,
            Optional<PersonKey> key,
            Optional<String> pseudonym,
            long logSize,
            List<InCampaign> campaigns) {}

    /**
     * That a key was destroyed.
     *
     * @param number place among the certificates, from 0
     * @param logSize events in the log when it was asked
     */
    record Certificate(long number, PersonKey key, ErasureGround ground, long logSize, String erasedBy, Instant at) {
        static Certificate of(long number, PersonErased e) {
            return new Certificate(
                    number, e.key(), e.ground(), e.logSize(), e.actor().name(), e.at());
        }
    }

    @Operation(operationId = "exportPerson", summary = "Everything that is kept of one shopper")
    @PostMapping("/exports")
    ResponseEntity<Export> export(@RequestBody ExportBody body) {
        SignalLines.requireShopper(body.shopper());
        Optional<Known> known = keys.find(body.shopper());
        long logSize = log.head();
        Export export = new Export(
                known.isPresent(),
                known.map(Known::key),
                known.map(person -> person.pseudonym().value()),
                logSize,
                known.map(person -> access.of(person.pseudonym()).campaigns()).orElse(List.of()));
        // Kept for a repeat of the call, it would outlive the person's erasure.
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(export);
    }

    @Operation(operationId = "erasePerson", summary = "Destroys the key of one shopper, and certifies it")
    @PostMapping("/erasures")
    Certificate erase(@RequestBody ErasureBody body, Authentication who) {
        SignalLines.requireShopper(body.shopper());
        PersonKey key = keys.find(body.shopper())
                .map(Known::key)
                .orElseThrow(() -> new CommandDesk.Refused(new PersonRefusal.NobodyKnown()));
        ErasePerson command = new ErasePerson(key, body.ground(), log.head(), Actors.of(who), clock.instant());
        if (erasures.handle(command) instanceof Outcome.Refused<PersonEvent> refused) {
            throw new CommandDesk.Refused(refused.reason());
        }
        keys.destroyErased();
        return certificates().stream()
                .filter(certificate -> certificate.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    @Operation(operationId = "listErasures", summary = "Certificates of erasures, the latest first")
    @GetMapping("/erasures")
    @Paged
    ResponseEntity<List<Certificate>> erasures(HttpServletRequest request) {
        return CERTIFICATES.page(
                request,
                (after, most) -> {
                    long before = LogInController.number(after);
                    return certificates().stream()
                            .filter(certificate -> certificate.number() < before)
                            .limit(most)
                            .toList();
                },
                certificate -> certificate);
    }

    /** The latest first. */
    private List<Certificate> certificates() {
        List<PersonErased> all = erasures.all().certificates();
        return IntStream.range(0, all.size())
                .map(i -> all.size() - 1 - i)
                .mapToObj(i -> Certificate.of(i, all.get(i)))
                .toList();
    }
}
