package io.reprise.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import io.reprise.server.faults.ServerProcess;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whoever is logged in at one of two servers is logged in at the other, with forms that one has shown and the other is sent, until
 * they log out at either; and goes on at the other where one is killed.
 */
class SharedSessionsTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void aPersonGoesFromOneServerToTheOtherAndIsStillThemselves() throws Exception {
        MongoServer mongo = new MongoServer(H2Backend.inMemory());
        mongo.bind();
        Path home = RehearsalHome.in(folder);
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
                ServerProcess first = server(home, mongo, postgres);
                ServerProcess second = server(home, mongo, postgres)) {
            String one = ready(first);
            String two = ready(second);
            approvesThere(one, two);
            logsOutThere(one, two);
            try (Connection table = postgres.getPostgresDatabase().getConnection()) {
                tableIsNoWayIn(one, two, table);
                sessionsEnd(one, table);
            }
            PersonOnServer finn = PersonOnServer.loggedIn(one, "finn");
            first.kill();
            assertThat(finn.get(two, "/inbox").body()).contains("finn");
        } finally {
            mongo.shutdownNow();
        }
    }

    private void approvesThere(String one, String two) throws Exception {
        String hash = proposal(one, "shared");
        PersonOnServer ana = PersonOnServer.loggedIn(one, "ana");
        HttpResponse<String> approved =
                ana.submit("/campaigns/shared", two, "/campaigns/shared/approve", "proposalHash=" + hash);
        assertThat(approved.statusCode()).as(approved.body()).isEqualTo(302);
        String next = URI.create(approved.headers().firstValue("Location").orElseThrow())
                .getPath();
        assertThat(ana.get(next).body()).as("what the other server told, here").contains("alert-success");
        assertThat(api(one, "mei", "/api/v1/campaigns/shared", null)
                        .get("phase")
                        .asText())
                .isNotEqualTo("awaiting-approval");
    }

    private static void logsOutThere(String one, String two) throws Exception {
        PersonOnServer otto = PersonOnServer.loggedIn(one, "otto");
        assertThat(otto.get(two, "/camunda/api/engine/engine/default/process-definition/count")
                        .body())
                .contains("\"count\"");
        assertThat(otto.submit("/operations", two, "/logout", "").statusCode()).isEqualTo(302);
        assertThat(otto.get(two, "/operations").statusCode()).isEqualTo(302);
        assertThat(otto.get(one, "/operations").statusCode()).isEqualTo(302);
    }

    /** Whoever reads and writes the table comes in as nobody else. */
    private void tableIsNoWayIn(String one, String two, Connection table) throws Exception {
        PersonOnServer ana = PersonOnServer.loggedIn(one, "ana");
        PersonOnServer mei = PersonOnServer.loggedIn(one, "mei");
        String bare = Base64.getEncoder().encodeToString(session(ana).getBytes(StandardCharsets.UTF_8));
        assertThat(http.send(
                                HttpRequest.newBuilder(URI.create(two + "/inbox"))
                                        .header("Cookie", "SESSION=" + bare)
                                        .build(),
                                HttpResponse.BodyHandlers.discarding())
                        .statusCode())
                .as("a session's name as the table has it is no cookie")
                .isEqualTo(302);
        byte[] herself = person(table, session(ana));
        write(table, session(mei), herself);
        assertThat(mei.get(two, "/inbox").statusCode())
                .as("what was said of her session, in another's")
                .isEqualTo(302);
        write(table, session(ana), "{\"@class\":\"java.net.URL\"}".getBytes(StandardCharsets.UTF_8));
        assertThat(ana.get(two, "/inbox").statusCode()).as("a foreign type").isEqualTo(302);
        write(table, session(ana), herself);
        assertThat(ana.get(two, "/inbox").statusCode()).isEqualTo(200);
    }

    private static void sessionsEnd(String one, Connection table) throws Exception {
        PersonOnServer max = PersonOnServer.loggedIn(one, "max");
        try (PreparedStatement hour = table.prepareStatement(
                "update SPRING_SESSION set "
                        + "LAST_ACCESS_TIME = LAST_ACCESS_TIME - 3600000, EXPIRY_TIME = EXPIRY_TIME - 3600000 where SESSION_ID = ?")) {
            hour.setString(1, session(max));
            assertThat(hour.executeUpdate()).isOne();
        }
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (person(table, session(max)) != null) {
            assertThat(System.nanoTime()).as("it is swept").isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(200);
        }
        assertThat(max.get("/inbox").statusCode()).isEqualTo(302);
    }

    private static String session(PersonOnServer person) {
        String cookie = person.cookies().stream()
                .filter(one -> one.startsWith("SESSION="))
                .findFirst()
                .orElseThrow();
        byte[] signed = Base64.getDecoder().decode(cookie.substring("SESSION=".length()));
        return new String(signed, StandardCharsets.UTF_8).split("\\.")[0];
    }

    private static byte[] person(Connection table, String session) throws SQLException {
        try (PreparedStatement query = table.prepareStatement("select a.ATTRIBUTE_BYTES "
                + "from SPRING_SESSION_ATTRIBUTES a, SPRING_SESSION s where a.SESSION_PRIMARY_ID = s.PRIMARY_ID "
                + "and a.ATTRIBUTE_NAME = 'reprise.person' and s.SESSION_ID = ?")) {
            query.setString(1, session);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? rows.getBytes(1) : null;
            }
        }
    }

    private static void write(Connection table, String session, byte[] planted) throws SQLException {
        try (PreparedStatement update =
                table.prepareStatement("update SPRING_SESSION_ATTRIBUTES a set ATTRIBUTE_BYTES = ? "
                        + "from SPRING_SESSION s where a.SESSION_PRIMARY_ID = s.PRIMARY_ID "
                        + "and a.ATTRIBUTE_NAME = 'reprise.person' and s.SESSION_ID = ?")) {
            update.setBytes(1, planted);
            update.setString(2, session);
            assertThat(update.executeUpdate()).isOne();
        }
    }

    /** Plans a sale until it waits for approval. @return the hash of what is to be approved */
    private String proposal(String server, String campaign) throws Exception {
        Instant from = Instant.parse("2026-11-11T00:00:00Z");
        api(server, "otto", "/api/v1/stock/receipts", """
                [{"receiptId":"first","sku":"shared-item","warehouse":"LON","units":400}]""");
        api(server, "mei", "/api/v1/campaigns", """
                {"campaignId": "%s", "plan": {"name": "Shared", "currency": "GBP", "zone": "Europe/London",
                 "within": {"from": "%s", "to": "%s"}, "lengthHours": 24, "monitorMinutes": 60, "pushWaves": 0,
                 "extraPushWaves": 0, "holdOutBps": 1000, "discountBudgetCents": 1000000,
                 "guardrails": {"discountBpsMax": 4000, "marginBpsMin": 500, "automaticStepBpsMax": 500,
                                "priceChangesPerHourMax": 2, "cooldownMinutes": 90},
                 "items": [{"sku": "shared-item", "name": "Item", "regularPriceCents": 2499, "unitCostCents": 900,
                            "discountBps": 2000}]}}""".formatted(campaign, from, from.plus(Duration.ofHours(30))));
        String path = "/api/v1/campaigns/" + campaign;
        api(server, "mei", path + "/submit", "{\"planVersion\":1}");
        String now = api(server, "otto", "/api/v1/clock", null).get("now").asText();
        api(server, "otto", "/api/v1/clock/advance", "{\"to\":\"" + now + "\"}");
        JsonNode page = api(server, "mei", path, null);
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!page.path("phase").asText().equals("awaiting-approval")) {
            assertThat(System.nanoTime()).as(page.toString()).isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(100);
            page = api(server, "mei", path, null);
        }
        return page.get("proposalHash").asText();
    }

    private JsonNode api(String server, String person, String path, String body) throws Exception {
        String login = Base64.getEncoder().encodeToString((person + ":" + person).getBytes(StandardCharsets.UTF_8));
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(server + path)).header("Authorization", "Basic " + login);
        if (body != null) {
            request.header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body));
        }
        HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(path + ": " + answer.body()).isLessThan(300);
        return JSON.readTree(answer.body());
    }

    private static ServerProcess server(Path home, MongoServer mongo, EmbeddedPostgres postgres) throws IOException {
        return ServerProcess.onSharedStores(
                home, mongo, postgres, Map.of("SPRING_SESSION_JDBC_CLEANUPCRON", "*/2 * * * * *"));
    }

    private String ready(ServerProcess server) throws Exception {
        server.start("");
        String url = "http://127.0.0.1:" + server.port();
        HttpRequest look = HttpRequest.newBuilder(URI.create(url + "/actuator/health/readiness"))
                .build();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            try {
                if (http.send(look, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
                    return url;
                }
            } catch (IOException e) {
                // Not open yet.
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new AssertionError("no server at " + url);
    }
}
