package io.reprise.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.reprise.domain.model.decision.Tensor;
import io.reprise.domain.model.registry.ModelReleaseId;
import io.reprise.ml.features.PurchaseFeatures;
import io.reprise.ml.serving.ArtifactId;
import io.reprise.ml.serving.ModelServing;
import io.reprise.projections.models.ModelReleases;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** What operators are promised of a running server: measurements behind every alert, health, and traces with ids. */
class ObservabilityTest {

    private static final Path OPS = Path.of("..");
    private static final Pattern METRIC = Pattern.compile("\\b(?:reprise|http|jvm|disk)_[a-z0-9_]+");
    private static final Queue<byte[]> TRACES = new ConcurrentLinkedQueue<>();

    private static final String PLAN = """
            {"campaignId": "watched", "plan": {"name": "Watched", "currency": "GBP", "zone": "Europe/London",
             "within": {"from": "2026-11-10T18:00:00Z", "to": "2026-11-12T06:00:00Z"}, "lengthHours": 24,
             "monitorMinutes": 30, "pushWaves": 1, "extraPushWaves": 0, "holdOutBps": 1000, "discountBudgetCents": 100000,
             "guardrails": {"discountBpsMax": 4000, "marginBpsMin": 500, "automaticStepBpsMax": 500,
                            "priceChangesPerHourMax": 2, "cooldownMinutes": 90},
             "items": [{"sku": "85123A", "name": "Heart", "regularPriceCents": 295, "unitCostCents": 150,
                        "discountBps": 1500}]}}""";

    private static HttpServer collector;
    private static RehearsalServer server;
    private static String scraped;

    @BeforeAll
    static void open(@TempDir Path folder) throws Exception {
        collector = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        collector.createContext("/v1/traces", exchange -> {
            TRACES.add(exchange.getRequestBody().readAllBytes());
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
        server = RehearsalServer.start(
                folder,
                Map.of(
                        "REPRISE_TRACING",
                        "true",
                        "management.otlp.tracing.endpoint",
                        "http://127.0.0.1:" + collector.getAddress().getPort() + "/v1/traces"));
        send("otto", "POST", "/api/v1/stock/receipts", """
                [{"receiptId": "r1", "sku": "85123A", "warehouse": "leeds", "units": 100}]""");
        assertThat(send("mei", "POST", "/api/v1/campaigns", PLAN).statusCode()).isEqualTo(201);
        send("mei", "POST", "/api/v1/campaigns/watched/submit", "{\"planVersion\": 1}");
        send("otto", "POST", "/api/v1/clock/advance", "{\"to\": \"2026-11-09T10:00:00Z\"}");
        ModelReleaseId purchase = server.get(ModelReleases.class).all().stream()
                .filter(line -> line.model.equals("purchase"))
                .map(line -> new ModelReleaseId(line.model, line.artifactSha256))
                .findFirst()
                .orElseThrow();
        server.get(ModelServing.class)
                .run(
                        new ArtifactId(purchase.model(), purchase.artifactSha256()),
                        new Tensor(3, PurchaseFeatures.COLUMNS, new float[3 * PurchaseFeatures.COLUMNS]),
                        OptionalInt.empty(),
                        Duration.ofSeconds(60));
        // Standings are looked at every ten seconds.
        for (int tries = 0; tries < 60 && (scraped == null || !scraped.contains("reprise_model_requests{")); tries++) {
            Thread.sleep(500);
            scraped = send("otto", "GET", "/actuator/prometheus", "").body();
        }
    }

    @AfterAll
    static void close() {
        collector.stop(0);
        if (server != null) {
            server.close();
        }
    }

    private static HttpResponse<String> send(String person, String method, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url() + path))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!person.isEmpty()) {
            String login = Base64.getEncoder().encodeToString((person + ":" + person).getBytes(StandardCharsets.UTF_8));
            request.header("Authorization", "Basic " + login);
        }
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }

    private static Set<String> metrics(String text) {
        return METRIC.matcher(text).results().map(r -> r.group()).collect(Collectors.toCollection(TreeSet::new));
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> alerts() throws IOException {
        Map<String, Object> file =
                new Yaml().load(Files.readString(OPS.resolve("deploy/helm/reprise/files/alerts.yml")));
        List<Map<String, Object>> groups = (List<Map<String, Object>>) file.get("groups");
        return (List<Map<String, Object>>) groups.getFirst().get("rules");
    }

    @Test
    void everyAlertAsksForWhatTheServerMeasures() throws IOException {
        Set<String> asked = alerts().stream()
                .flatMap(a -> metrics((String) a.get("expr")).stream())
                .collect(Collectors.toSet());
        assertThat(asked).hasSizeGreaterThan(10).contains("reprise_log_head", "reprise_tasks_overdue_seconds");
        assertThat(metrics(scraped)).containsAll(asked);
        assertThat(metrics(scraped)).doesNotContain("reprise_nobody_measures_this");
    }

    @Test
    void everyPanelShowsWhatTheServerMeasures() throws IOException {
        JsonNode dashboard = new ObjectMapper()
                .readTree(
                        OPS.resolve("deploy/helm/reprise/files/dashboard.json").toFile());
        Set<String> shown = StreamSupport.stream(dashboard.findValues("expr").spliterator(), false)
                .flatMap(expr -> metrics(expr.asText()).stream())
                .collect(Collectors.toSet());
        assertThat(shown).hasSizeGreaterThan(15);
        assertThat(metrics(scraped)).containsAll(shown);
    }

    @Test
    void everyAlertHasItsSectionInTheRunbookAndNoOtherHasOne() throws IOException {
        Set<String> sections = Files.readAllLines(OPS.resolve("docs/runbook.md")).stream()
                .filter(line -> line.startsWith("## "))
                .map(line -> line.substring(3))
                .collect(Collectors.toSet());
        assertThat(alerts().stream().map(a -> (String) a.get("alert")).collect(Collectors.toSet()))
                .isEqualTo(sections);
    }

    @Test
    void measurementsCountWhatHappened() {
        assertThat(scraped)
                .contains(
                        "reprise_command_seconds_count{command=\"DraftCampaign\",error=\"none\",outcome=\"accepted\"} 1")
                .contains("reprise_tasks{kind=\"PLAN_APPROVAL\"} 1.0")
                .contains("reprise_campaigns{phase=\"awaiting-approval\"} 1.0")
                .containsPattern("reprise_model_requests\\{artifact=\"[0-9a-f]{12}\",model=\"purchase\"} [1-9]");
    }

    @Test
    void measurementsAreForOperatorsOnly() throws Exception {
        assertThat(send("", "GET", "/actuator/prometheus", "").statusCode()).isEqualTo(401);
        assertThat(send("mei", "GET", "/actuator/prometheus", "").statusCode()).isEqualTo(403);
        assertThat(send("otto", "GET", "/actuator/env", "").statusCode()).isNotEqualTo(200);
    }

    @Test
    void healthSaysWhetherTheServerIsAliveAndReady() throws Exception {
        assertThat(send("", "GET", "/actuator/health/liveness", "").body()).contains("UP");
        assertThat(send("", "GET", "/actuator/health/readiness", "").body()).contains("UP");
    }

    @Test
    void aTraceSaysForWhichCampaignAndDecisionACommandWas() throws Exception {
        String all = "";
        for (int tries = 0; tries < 40 && !all.contains("TakeDecision"); tries++) {
            Thread.sleep(500);
            all = TRACES.stream()
                    .map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1))
                    .collect(Collectors.joining());
        }
        assertThat(all)
                .contains("TakeDecision")
                .contains("watched")
                .contains("decision")
                .contains("DraftCampaign");
    }
}
