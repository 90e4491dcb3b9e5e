package io.reprise.http.api;

import io.reprise.domain.model.campaign.CampaignRefusal;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.http.CommandDesk;
import io.reprise.http.stream.EventStreams;
import io.reprise.http.stream.LogStream;
import io.reprise.http.stream.SaleStream;
import io.reprise.projections.campaignpage.CampaignPages;
import io.swagger.v3.oas.annotations.Operation;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** What happens, as it happens. A client that was cut off goes on after the last message that it has seen. */
@RestController
class StreamController {

    private static final String LAST_EVENT_ID = "Last-Event-ID";

    private final EventStreams streams;
    private final SaleStream sales;
    private final LogStream log;
    private final CampaignPages pages;

    StreamController(EventStreams streams, SaleStream sales, LogStream log, CampaignPages pages) {
        this.streams = streams;
        this.sales = sales;
        this.log = log;
        this.pages = pages;
    }

    /** The second path is the console's, by whose log-in a page may read it. 204 tells a browser not to come again. */
    @Operation(operationId = "streamSale", summary = "How the sale goes, as it goes (server-sent events)")
    @GetMapping(
            path = {"/api/v1/campaigns/{id}/live", "/campaigns/{id}/live/events"},
            produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    ResponseEntity<SseEmitter> live(
            @PathVariable CampaignId id,
            @RequestHeader(name = LAST_EVENT_ID, defaultValue = "") String seen,
            Authentication who) {
        long after = position(LAST_EVENT_ID, seen).orElse(-1L);
        if (pages.find(id).isEmpty()) {
            throw new CommandDesk.Refused(new CampaignRefusal.UnknownCampaign(id));
        }
        if (after >= 0 && sales.hasEnded(id, after)) {
            return ResponseEntity.noContent().build();
        }
        return stream(streams.open(who.getName(), after, sales.of(id)));
    }

    /** @param after position that the caller has seen everything up to; where it is left out, what happens from now on */
    @Operation(
            operationId = "streamEvents",
            summary = "The log as CloudEvents, from a position on (server-sent events)")
    @GetMapping(path = "/api/v1/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    ResponseEntity<SseEmitter> events(
            @RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "") String type,
            @RequestHeader(name = LAST_EVENT_ID, defaultValue = "") String seen,
            Authentication who) {
        long from =
                position(LAST_EVENT_ID, seen).or(() -> position("after", after)).orElseGet(log::last);
        return stream(streams.open(who.getName(), from, log.of(name -> name.startsWith(type))));
    }

    private static Optional<Long> position(String field, String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        InvalidValue.unless(
                text.matches("-1|\\d{1,18}"),
                field,
                "must be a position in the log, such as 4711, or -1 for its start");
        return Optional.of(Long.parseLong(text));
    }

    /** Proxies that gather answers before they pass them on are asked not to. */
    private static ResponseEntity<SseEmitter> stream(SseEmitter emitter) {
        return ResponseEntity.ok()
                .header("Cache-Control", "no-store")
                .header("X-Accel-Buffering", "no")
                .body(emitter);
    }
}
