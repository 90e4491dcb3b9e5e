package io.reprise.http.api;

import io.reprise.domain.model.identity.IdentityEvent;
import io.reprise.domain.model.identity.IdentityEvent.LogInRefused;
import io.reprise.domain.model.identity.IdentityEvent.LoggedIn;
import io.reprise.domain.model.identity.IdentityEvent.LoggedOut;
import io.reprise.domain.model.identity.IdentityEvent.Means;
import io.reprise.domain.model.identity.IdentityEvent.Reason;
import io.reprise.domain.model.port.LogIns;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.domain.model.vocabulary.Role;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Who came in and who did not. */
@RestController
@RequestMapping("/api/v1/log-ins")
class LogInController {

    private static final Listing<LogIns.Numbered> LINES = new Listing<>(line -> Long.toString(line.number()));

    private final LogIns logIns;

    LogInController(LogIns logIns) {
        this.logIns = logIns;
    }

    /** What happened. */
    enum Happened {
        LOGGED_IN,
        REFUSED,
        LOGGED_OUT
    }

    /**
     * A log-in, a refused one or a log-out.
     *
     * @param name of a person who is known here, @param pseudonym of a name that is not
     * @param from the network, not the address
     * @param notRecorded how many more were refused before it that are not listed
     */
    record Line(
            long number,
            Instant at,
            Happened happened,
            Optional<String> name,
            Optional<String> pseudonym,
            Set<Role> roles,
            Optional<Means> means,
            Optional<Reason> reason,
            Optional<String> from,
            long notRecorded) {

        static Line of(LogIns.Numbered numbered) {
            return of(numbered.number(), numbered.event());
        }

        private static Line of(long number, IdentityEvent event) {
            return switch (event) {
                case LoggedIn e ->
                    new Line(
                            number,
                            e.at(),
                            Happened.LOGGED_IN,
                            Optional.of(e.name()),
                            Optional.empty(),
                            e.roles(),
                            Optional.of(e.means()),
                            Optional.empty(),
                            Optional.of(e.from()),
                            0);
                case LogInRefused e ->
                    new Line(
                            number,
                            e.at(),
                            Happened.REFUSED,
                            e.name(),
                            e.pseudonym(),
                            Set.of(),
                            Optional.of(e.means()),
                            Optional.of(e.reason()),
                            Optional.of(e.from()),
                            e.notRecorded());
                case LoggedOut e ->
                    new Line(
                            number,
                            e.at(),
                            Happened.LOGGED_OUT,
                            Optional.of(e.name()),
                            Optional.empty(),
                            Set.of(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            0);
            };
        }
    }

    /** The number behind which a page of a list begins. */
    static long number(String key) {
        InvalidValue.unless(key.matches("\\d{0,18}"), "cursor", "must be one that Link: rel=next of this list has");
        return key.isEmpty() ? Long.MAX_VALUE : Long.parseLong(key);
    }

    @Operation(operationId = "listLogIns", summary = "Log-ins, refused log-ins and log-outs, the latest first")
    @GetMapping
    @Paged
    ResponseEntity<List<Line>> logIns(HttpServletRequest request) {
        return LINES.page(request, (after, most) -> logIns.before(number(after), most), Line::of);
    }
}
