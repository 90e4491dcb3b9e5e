package io.reprise.domain.model.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.domain.model.vocabulary.Outcome;
import io.reprise.domain.model.vocabulary.Role;
import io.reprise.domain.model.webhook.WebhookCommand.ReplayWebhook;
import io.reprise.domain.model.webhook.WebhookCommand.SubscribeWebhook;
import io.reprise.domain.model.webhook.WebhookCommand.SuspendWebhook;
import io.reprise.domain.model.webhook.WebhookCommand.UnsubscribeWebhook;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookTest {

    private static final WebhookId ID = new WebhookId("warehouse");
    private static final Actor OTTO = new Actor("otto", Set.of(Role.OPERATOR));
    private static final Instant NOW = Instant.parse("2026-11-11T10:00:00Z");

    private Webhook webhook = Webhook.NONE;

    private static SubscribeWebhook subscribe(String url, String... types) {
        return new SubscribeWebhook(ID, url, new TreeSet<>(Set.of(types)), 7, OTTO, NOW);
    }

    private static final SubscribeWebhook SUBSCRIBE = subscribe("https://shop.example/hooks", "campaign.");
    private static final UnsubscribeWebhook UNSUBSCRIBE = new UnsubscribeWebhook(ID, "moved", OTTO, NOW);

    private String handle(WebhookCommand command) {
        return switch (Webhook.decide(webhook, command)) {
            case Outcome.Refused<WebhookEvent> refused -> refused.reason().code();
            case Outcome.Accepted<WebhookEvent> accepted -> {
                accepted.events().forEach(event -> webhook = Webhook.evolve(webhook, event));
                yield accepted.events().isEmpty() ? "nothing" : "done";
            }
        };
    }

    @Test
    void who_is_subscribed_is_told_of_its_types_from_a_position_on() {
        assertThat(handle(SUBSCRIBE)).isEqualTo("done");

        assertThat(webhook.stage()).isEqualTo(Webhook.Stage.ACTIVE);
        assertThat(webhook.from()).isEqualTo(7);
        assertThat(webhook.wants("campaign.drafted")).isTrue();
        assertThat(webhook.wants("stock.received")).isFalse();
        assertThat(handle(SUBSCRIBE)).as("the same again").isEqualTo("nothing");
        assertThat(handle(subscribe("https://shop.example/hooks", "stock."))).isEqualTo("WebhookExists");
    }

    @Test
    void a_replay_begins_another_run_and_ends_a_suspension() {
        handle(SUBSCRIBE);
        handle(new SuspendWebhook(ID, 9, "answered 503", Actor.ENGINE, NOW));
        assertThat(webhook.stage()).isEqualTo(Webhook.Stage.SUSPENDED);
        assertThat(webhook.suspended()).isEqualTo("answered 503");
        assertThat(handle(new SuspendWebhook(ID, 9, "answered 503", Actor.ENGINE, NOW)))
                .isEqualTo("nothing");

        assertThat(handle(new ReplayWebhook(ID, 3, OTTO, NOW))).isEqualTo("done");

        assertThat(webhook.stage()).isEqualTo(Webhook.Stage.ACTIVE);
        assertThat(webhook.run()).isEqualTo(2);
        assertThat(webhook.from()).isEqualTo(3);
        assertThat(webhook.key()).as("the secret stays").isEqualTo(1);
    }

    @Test
    void who_was_unsubscribed_may_come_back_with_another_secret() {
        handle(SUBSCRIBE);
        assertThat(handle(UNSUBSCRIBE)).isEqualTo("done");
        assertThat(handle(UNSUBSCRIBE)).isEqualTo("nothing");
        assertThat(handle(new ReplayWebhook(ID, 0, OTTO, NOW))).isEqualTo("UnknownWebhook");

        assertThat(handle(subscribe("https://other.example/", "model."))).isEqualTo("done");
        assertThat(webhook.key()).isEqualTo(2);
        assertThat(webhook.run()).isEqualTo(2);
    }

    @Test
    void only_operators_decide_who_is_told() {
        Actor mei = new Actor("mei", Set.of(Role.MARKETER));
        assertThat(handle(new SubscribeWebhook(ID, SUBSCRIBE.url(), SUBSCRIBE.types(), 0, mei, NOW)))
                .isEqualTo("OperatorsOnly");
        assertThat(handle(UNSUBSCRIBE)).isEqualTo("UnknownWebhook");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "shop.example",
                "ftp://shop.example/",
                "https://",
                "https://u:p@shop.example/",
                "https://a/#b"
            })
    void what_is_no_address_of_the_web_is_refused(String url) {
        assertThatThrownBy(() -> subscribe(url, "campaign."))
                .isInstanceOf(InvalidValue.class)
                .hasMessageStartingWith("url");
    }

    @ParameterizedTest
    @ValueSource(strings = {"audience.", "audience.signals-received", "identity.", "", "everything"})
    void what_shoppers_do_and_who_logs_in_is_told_to_nobody(String type) {
        assertThatThrownBy(() -> subscribe("https://shop.example/", type))
                .isInstanceOf(InvalidValue.class)
                .hasMessageStartingWith("types");
    }
}
