package io.reprise.http.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.sun.net.httpserver.HttpServer;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import io.reprise.domain.axon.EventJson;
import io.reprise.domain.axon.LogWebhooks;
import io.reprise.domain.model.port.NewEvent;
import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.domain.model.vocabulary.Role;
import io.reprise.domain.model.webhook.Webhook;
import io.reprise.domain.model.webhook.WebhookCommand.ReplayWebhook;
import io.reprise.domain.model.webhook.WebhookCommand.SubscribeWebhook;
import io.reprise.domain.model.webhook.WebhookId;
import io.reprise.http.api.TestLog;
import io.reprise.http.cloudevent.TestCloudEvents;
import io.reprise.projections.webhook.WebhookPositions;
import io.reprise.projections.webhook.WebhookPositions.Progress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages go over real connections; time is moved. */
class WebhookDeliveryTest {

    private static final WebhookId ID = new WebhookId("warehouse");
    private static final Actor OTTO = new Actor("otto", Set.of(Role.OPERATOR));

    private final MongoServer mongo = new MongoServer(H2Backend.inMemory());
    private final MongoClient client = MongoClients.create(mongo.bindAndGetConnectionString());
    private final WebhookPositions positions = new WebhookPositions(client.getDatabase("test"));
    private final TestLog log = new TestLog();
    private final LogWebhooks webhooks = new LogWebhooks(log.log());
    private final WebhookSecrets secrets = new WebhookSecrets("key".getBytes(StandardCharsets.UTF_8));
    private final List<JsonNode> taken = new CopyOnWriteArrayList<>();
    private final List<String> signatures = new CopyOnWriteArrayList<>();
    private volatile int status = 204;
    private HttpServer target;
    private int port;
    private Instant now = Instant.parse("2026-11-11T10:00:00Z");
    private WebhookDelivery delivery = delivery(true);

    private WebhookDelivery delivery(boolean toPrivateNetworks) {
        TargetGuard guard = new TargetGuard(toPrivateNetworks, SystemDefaultDnsResolver.INSTANCE);
        return new WebhookDelivery(
                log.log(), webhooks, positions, secrets, TestCloudEvents.create(), new WebhookPost(guard));
    }

    private void targetIsUp() throws IOException {
        target = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        port = target.getAddress().getPort();
        target.createContext("/hooks", call -> {
            byte[] body = call.getRequestBody().readAllBytes();
            if (status == 204) {
                taken.add(EventJson.mapper().readTree(body));
                signatures.add(call.getRequestHeaders().getFirst("webhook-signature") + " expected "
                        + signature(
                                call.getRequestHeaders().getFirst("webhook-id") + "."
                                        + call.getRequestHeaders().getFirst("webhook-timestamp") + ".",
                                body));
            }
            call.getResponseHeaders().add("Location", "http://127.0.0.1:1/elsewhere");
            call.sendResponseHeaders(status, -1);
            call.close();
        });
        target.start();
    }

    /** As whoever is told makes it, of the secret they were given. */
    private String signature(String head, byte[] body) {
        try {
            byte[] key = Base64.getDecoder().decode(secrets.text(ID, 1).substring("whsec_".length()));
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update(head.getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterEach
    void close() {
        if (target != null) {
            target.stop(0);
        }
        client.close();
        mongo.shutdownNow();
    }

    private void subscribe(long from) {
        webhooks.handle(new SubscribeWebhook(
                ID, "http://127.0.0.1:" + port + "/hooks", new TreeSet<>(Set.of("campaign.")), from, OTTO, now));
    }

    private void happens(String name) {
        String stream = "of/" + name;
        log.log()
                .append(List.of(new NewEvent(
                        "id",
                        stream,
                        log.log().lastSequence(stream).orElse(-1) + 1,
                        "Test",
                        name,
                        1,
                        now,
                        "{\"n\":1}".getBytes(StandardCharsets.UTF_8),
                        new byte[0])));
    }

    /** Steps, and moves time on to the next one, until so much of it has gone by. */
    private void run(Duration span) {
        Instant until = now.plus(span);
        while (now.isBefore(until)) {
            Duration wait = delivery.step(ID, now);
            now = now.plus(wait.isZero() ? Duration.ofMillis(10) : wait);
        }
    }

    private List<String> takenIds() {
        return taken.stream().map(event -> event.get("id").asText()).toList();
    }

    @Test
    void what_is_wanted_is_told_once_in_order_and_signed() throws IOException {
        targetIsUp();
        subscribe(0);
        happens("campaign.drafted");
        happens("stock.received");
        happens("campaign.launched");

        run(Duration.ofMinutes(1));

        assertThat(takenIds()).containsExactly("1", "3");
        assertThat(taken.getFirst().get("type").asText()).isEqualTo("io.reprise.campaign.drafted");
        assertThat(taken.getFirst().get("specversion").asText()).isEqualTo("1.0");
        assertThat(signatures)
                .allSatisfy(s -> assertThat(s.split(" expected ")[0]).isEqualTo(s.split(" expected ")[1]));
    }

    @Test
    void a_replay_does_not_wait_until_a_pause_is_over() throws Exception {
        targetIsUp();
        subscribe(0);
        happens("campaign.drafted");
        positions.save(
                ID,
                Progress.startOf(1, 0).failed(Instant.now(), Instant.now().plus(Duration.ofHours(1)), "answered 500"));
        TargetGuard guard = new TargetGuard(true, SystemDefaultDnsResolver.INSTANCE);
        WebhookSender sender = new WebhookSender(
                log.log(), webhooks, positions, secrets, TestCloudEvents.create(), new WebhookPost(guard));
        sender.start();
        try {
            Thread.sleep(2_500);
            assertThat(taken).as("it rests").isEmpty();

            webhooks.handle(new ReplayWebhook(ID, 0, OTTO, now));
            for (int tries = 0; tries < 100 && taken.isEmpty(); tries++) {
                Thread.sleep(100);
            }
            assertThat(takenIds()).contains("1");
        } finally {
            sender.stop();
        }
    }

    @Test
    void a_target_that_is_down_for_an_hour_loses_nothing_and_is_not_hammered() throws IOException {
        targetIsUp();
        subscribe(0);
        target.stop(0);
        List<String> expected = new ArrayList<>();
        Instant hourLater = now.plus(Duration.ofHours(1));
        while (now.isBefore(hourLater)) {
            happens("campaign.drafted");
            expected.add(Long.toString(log.log().head() - 1));
            run(Duration.ofMinutes(1));
        }
        assertThat(taken).isEmpty();
        assertThat(positions.find(ID).orElseThrow().failures()).isBetween(10, 30);

        targetIsUp();
        run(Duration.ofMinutes(6));

        assertThat(takenIds()).isEqualTo(expected);
        assertThat(positions.find(ID).orElseThrow().failures()).isZero();
    }

    @Test
    void another_server_goes_on_where_the_last_one_stood() throws IOException {
        targetIsUp();
        subscribe(0);
        happens("campaign.drafted");
        run(Duration.ofMinutes(1));
        happens("campaign.launched");

        delivery = delivery(true);
        run(Duration.ofMinutes(1));

        assertThat(takenIds()).containsExactly("1", "2");
        assertThat(positions.hold(ID, "one", now, now.plusSeconds(60))).isTrue();
        assertThat(positions.hold(ID, "two", now.plusSeconds(59), now.plusSeconds(120)))
                .isFalse();
        assertThat(positions.hold(ID, "two", now.plusSeconds(61), now.plusSeconds(120)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503, 404, 302, 200})
    void only_a_success_is_taken_for_one(int answered) throws IOException {
        targetIsUp();
        subscribe(0);
        happens("campaign.drafted");
        status = answered;

        delivery.step(ID, now);

        assertThat(positions.find(ID).orElseThrow().failures()).isEqualTo(answered == 200 ? 0 : 1);
    }

    @Test
    void what_fails_for_three_days_is_suspended_and_told_again_from_where_an_operator_says() throws IOException {
        targetIsUp();
        subscribe(0);
        happens("campaign.drafted");
        happens("campaign.launched");
        status = 503;

        run(Duration.ofDays(3).plusMinutes(10));

        assertThat(webhooks.load(ID).stage()).isEqualTo(Webhook.Stage.SUSPENDED);
        assertThat(webhooks.load(ID).suspended()).contains("answered 503", "2026-11-11T10:00:00");
        status = 204;
        run(Duration.ofMinutes(10));
        assertThat(taken).isEmpty();

        webhooks.handle(new ReplayWebhook(ID, 1, OTTO, now));
        run(Duration.ofMinutes(1));

        assertThat(takenIds()).containsExactly("1", "2");
        webhooks.handle(new ReplayWebhook(ID, 2, OTTO, now));
        run(Duration.ofMinutes(1));
        assertThat(takenIds()).containsExactly("1", "2", "2");
    }

    @Test
    void a_target_that_is_gone_is_suspended_at_once() throws IOException {
        targetIsUp();
        subscribe(0);
        happens("campaign.drafted");
        status = 410;

        delivery.step(ID, now);

        assertThat(webhooks.load(ID).stage()).isEqualTo(Webhook.Stage.SUSPENDED);
    }

    @Test
    void a_name_that_has_come_to_lead_into_a_private_network_is_not_followed() throws IOException {
        targetIsUp();
        subscribe(0);
        happens("campaign.drafted");

        delivery = delivery(false);
        delivery.step(ID, now);

        assertThat(taken).isEmpty();
        assertThat(positions.find(ID).orElseThrow().fault()).contains("private network");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1", "localhost", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254",
                "100.64.0.1", "198.18.0.1", "224.0.0.1", "255.255.255.255", "[::1]", "[fe80::1]", "[fd00::1]",
                "[::ffff:10.0.0.1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[2001:0:1::]"
            })
    void nobody_is_told_what_only_this_machine_can_reach(String host) {
        TargetGuard guard = new TargetGuard(false, SystemDefaultDnsResolver.INSTANCE);

        assertThatThrownBy(() -> guard.require("https://" + host + "/hooks"))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("private network");
    }

    @Test
    void others_are_by_encrypted_connections() throws Exception {
        assertThat(TargetGuard.isPublic(InetAddress.getByName("93.184.216.34"))).isTrue();
        assertThat(TargetGuard.isPublic(InetAddress.getByName("2606:2800:220:1::1")))
                .isTrue();
        TargetGuard guard = new TargetGuard(false, SystemDefaultDnsResolver.INSTANCE);
        guard.require("https://93.184.216.34/hooks");
        assertThatThrownBy(() -> guard.require("http://93.184.216.34/hooks")).hasMessageContaining("https");
    }
}
