package io.reprise.http.api;

import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.domain.model.webhook.WebhookId;
import io.reprise.http.security.Actors;
import io.reprise.http.webhook.WebhookDesk;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who outside is told what happens. */
@RestController
@RequestMapping("/api/v1/webhooks")
class WebhookController {

    private final WebhookDesk webhooks;

    WebhookController(WebhookDesk webhooks) {
        this.webhooks = webhooks;
    }

    record SubscribeBody(String url, List<String> types, Optional<Long> from) {
        OptionalLong position() {
            return from.map(OptionalLong::of).orElse(OptionalLong.empty());
        }
    }

    record ReplayBody(long from) {}

    /** @param secret that messages are signed with, for whoever is told */
    record Subscribed(WebhookDesk.Line webhook, String secret) {}

    @Operation(operationId = "listWebhooks", summary = "Who is told what, and how far they have been told")
    @GetMapping
    List<WebhookDesk.Line> all() {
        return webhooks.all();
    }

    @Operation(
            operationId = "subscribeWebhook",
            summary = "Tells somebody what happens, from now on or from a position")
    @PutMapping("/{webhook}")
    ResponseEntity<Subscribed> subscribe(
            @PathVariable WebhookId webhook, @RequestBody SubscribeBody body, Authentication who) {
        body.types().forEach(type -> InvalidValue.unless(type != null, "types", "must be texts"));
        webhooks.subscribe(webhook, body.url(), new TreeSet<>(body.types()), body.position(), Actors.of(who));
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(new Subscribed(webhooks.find(webhook), webhooks.secret(webhook)));
    }

    @Operation(operationId = "replayWebhook", summary = "Tells once more from a position on; ends a suspension")
    @PostMapping("/{webhook}/replay")
    WebhookDesk.Line replay(@PathVariable WebhookId webhook, @RequestBody ReplayBody body, Authentication who) {
        webhooks.replay(webhook, body.from(), Actors.of(who));
        return webhooks.find(webhook);
    }

    @Operation(operationId = "unsubscribeWebhook", summary = "Tells somebody nothing any more")
    @DeleteMapping("/{webhook}")
    WebhookDesk.Line unsubscribe(
            @PathVariable WebhookId webhook, @RequestParam(defaultValue = "") String reason, Authentication who) {
        webhooks.unsubscribe(webhook, reason, Actors.of(who));
        return webhooks.find(webhook);
    }
}
