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
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
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

    private static void refused(ThrowingCallable made, String field) {
        assertThatThrownBy(made).isInstanceOf(InvalidValue.class).hasMessageStartingWith(field + ": ");
    }

    private static SubscribeWebhook types(int count) {
        TreeSet<String> types = new TreeSet<>();
        for (int n = 0; n < count; n++) {
            types.add("campaign." + n);
        }
        return new SubscribeWebhook(ID, "https://shop.example/hooks", types, 0, OTTO, NOW);
    }

    @Test
    void a_subscription_has_limits() {
        assertThat(types(100).types()).hasSize(100);
        refused(() -> types(101), "types");
        refused(() -> types(0), "types");
        refused(() -> new SubscribeWebhook(ID, "https://a/", null, 0, OTTO, NOW), "types");

        String longest = "https://a/" + "x".repeat(1_990);
        assertThat(subscribe(longest, "campaign.").url()).hasSize(2_000);
        refused(() -> subscribe(longest + "x", "campaign."), "url");
        refused(() -> subscribe(null, "campaign."), "url");
        assertThat(subscribe("http://a/", "campaign." + "x".repeat(91)).types()).hasSize(1);
        refused(() -> subscribe("http://a/", "campaign." + "x".repeat(92)), "types");
    }

    @Test
    void a_position_is_not_negative() {
        refused(() -> new SubscribeWebhook(ID, SUBSCRIBE.url(), SUBSCRIBE.types(), -1, OTTO, NOW), "from");
        refused(() -> new ReplayWebhook(ID, -1, OTTO, NOW), "from");
        assertThat(new ReplayWebhook(ID, 0, OTTO, NOW).from()).isZero();
    }

    @Test
    void who_ends_a_subscription_says_why() {
        assertThat(new UnsubscribeWebhook(ID, "x".repeat(1_000), OTTO, NOW).reason())
                .hasSize(1_000);
        refused(() -> new UnsubscribeWebhook(ID, "x".repeat(1_001), OTTO, NOW), "reason");
        refused(() -> new UnsubscribeWebhook(ID, " ", OTTO, NOW), "reason");
        refused(() -> new UnsubscribeWebhook(ID, null, OTTO, NOW), "reason");
    }

    @Test
    void a_webhook_has_a_name_and_an_order_among_others() {
        refused(() -> new WebhookId("No spaces"), "webhook");
        assertThat(ID).hasToString("warehouse").isLessThan(new WebhookId("x"));
        assertThat(ID.compareTo(new WebhookId("warehouse"))).isZero();
    }
}
