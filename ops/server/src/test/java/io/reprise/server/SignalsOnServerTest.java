package io.reprise.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.axon.EventJson;
import io.reprise.domain.axon.Streams;
import io.reprise.domain.model.audience.AudienceEvent.SignalsReceived;
import io.reprise.domain.model.campaign.CampaignCommand.DraftCampaign;
import io.reprise.domain.model.campaign.Plan;
import io.reprise.domain.model.campaign.Plan.Guardrails;
import io.reprise.domain.model.campaign.Plan.PlannedItem;
import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.Role;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.TimeWindow;
import io.reprise.server.kafka.TestBroker;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole server beside a real broker: a signal may come by a call and from the topic, and counts once. */
class SignalsOnServerTest {

    private static final CampaignId SALE = new CampaignId("topical");
    private static final Instant NOW = Instant.parse("2026-11-09T09:00:00Z");
    private static final String TOPIC = "shop.signals";

    private static void draft(RehearsalServer server) {
        Plan plan = new Plan(
                "Topical",
                "GBP",
                ZoneId.of("Europe/London"),
                new TimeWindow(NOW, NOW.plus(Duration.ofHours(30))),
                24,
                180,
                0,
                0,
                1_000,
                4_000_000,
                new Guardrails(5_000, 500, 0, 4, 60),
                List.of(new PlannedItem(new Sku("LAMP"), "Lamp", 2_000, 700, 2_000)));
        server.get(CommandGateway.class)
                .sendAndWait(new DraftCampaign(SALE, plan, new Actor("mei", Set.of(Role.MARKETER)), NOW));
    }

    private static String line(String id) {
        return "{\"id\":\"" + id + "\",\"at\":\"" + NOW
                + "\",\"shopper\":\"anna\",\"action\":\"ORDER\",\"sku\":\"LAMP\",\"units\":1,\"priceCents\":1600}";
    }

    private static HttpResponse<String> call(RehearsalServer server, String person, String path, String body)
            throws Exception {
        String login = Base64.getEncoder().encodeToString((person + ":" + person).getBytes(StandardCharsets.UTF_8));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url() + path))
                .header("Authorization", "Basic " + login)
                .header("Content-Type", "application/x-ndjson")
                .method(body.isEmpty() ? "GET" : "POST", BodyPublishers.ofString(body));
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }

    private static List<String> recorded(RehearsalServer server) {
        return server.get(EventLog.class).readStream(Streams.signals(SALE), 0, 1_000).stream()
                .map(stored -> (SignalsReceived) EventJson.read(stored))
                .flatMap(event -> event.signals().stream())
                .map(signal -> signal.id())
                .toList();
    }

    private static void untilRecorded(RehearsalServer server, String id) throws InterruptedException {
        for (int tries = 0; tries < 300 && !recorded(server).contains(id); tries++) {
            Thread.sleep(100);
        }
        assertThat(recorded(server)).contains(id);
    }

    @Test
    void signalsComeFromTheTopicAndByCallsAndCountOnceAlsoAfterARestart(@TempDir Path folder) throws Exception {
        try (TestBroker broker = TestBroker.start(folder)) {
            Map<String, Object> settings = Map.of(
                    "REPRISE_KAFKA_BOOTSTRAP_SERVERS",
                    broker.bootstrap(),
                    "REPRISE_KAFKA_TOPIC",
                    TOPIC,
                    "REPRISE_KAFKA_CONFIG",
                    broker.config().toString());
            try (RehearsalServer server = RehearsalServer.start(folder, settings)) {
                draft(server);
                assertThat(call(
                                        server,
                                        "shop",
                                        "/api/v1/campaigns/topical/signals",
                                        line("both") + "\n" + line("called"))
                                .body())
                        .contains("\"recorded\":2");
                for (String id : List.of("both", "told", "told", "last")) {
                    broker.send(TOPIC, List.of(TestBroker.record(TOPIC, SALE.value(), line(id))));
                }
                untilRecorded(server, "last");
                assertThat(recorded(server)).containsExactly("both", "called", "told", "last");
                assertThat(call(server, "otto", "/actuator/prometheus", "").body())
                        .contains("reprise_kafka_records_total 4.0", "reprise_kafka_signals_total 2.0");
            }
            broker.send(TOPIC, List.of(TestBroker.record(TOPIC, SALE.value(), line("while away"))));
            try (RehearsalServer again = RehearsalServer.start(folder, settings)) {
                untilRecorded(again, "while away");
                assertThat(recorded(again)).containsExactly("both", "called", "told", "last", "while away");
                assertThat(call(again, "otto", "/actuator/prometheus", "").body())
                        .as("nothing was read again")
                        .contains("reprise_kafka_records_total 1.0");
            }
        }
    }
}
