package io.reprise.server.faults;

import static org.assertj.core.api.Assertions.assertThat;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import io.reprise.server.RehearsalHome;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two servers on one MongoDB and one PostgreSQL are restarted one after the other, under requests of which none fails. */
@Tag("slow")
class RollingRestartTest {

    private static final Duration LOOK = Duration.ofMillis(300);
    private static final Duration DRAIN = Duration.ofSeconds(3);
    private static final Duration START_MAX = Duration.ofMinutes(5);
    private static final int CLIENTS = 3;

    @TempDir
    private Path folder;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Set<Integer> ready = new ConcurrentSkipListSet<>();
    private final AtomicBoolean isOver = new AtomicBoolean();
    private final AtomicInteger answered = new AtomicInteger();
    private final List<String> failed = new CopyOnWriteArrayList<>();

    private static ServerProcess server(Path home, MongoServer mongo, EmbeddedPostgres postgres) throws IOException {
        // In real time: simulated time is moved by one server alone.
        return ServerProcess.onSharedStores(
                home, mongo, postgres, Map.of("REPRISE_SIMULATED_FROM", "", "REPRISE_DRAIN", DRAIN.toSeconds() + "s"));
    }

    /** What a balancer does: looks now and then who is ready. */
    private void look(int port) {
        Thread.ofVirtual().start(() -> {
            while (!isOver.get()) {
                try {
                    int status = http.send(
                                    HttpRequest.newBuilder(URI.create(
                                                    "http://127.0.0.1:" + port + "/actuator/health/readiness"))
                                            .timeout(Duration.ofSeconds(10))
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode();
                    if (status == 200) {
                        ready.add(port);
                    } else {
                        ready.remove(port);
                    }
                    TimeUnit.MILLISECONDS.sleep(LOOK.toMillis());
                } catch (IOException e) {
                    ready.remove(port);
                } catch (InterruptedException e) {
                    return;
                }
            }
        });
    }

    /** Sends each request once, to whoever was ready last time somebody looked; whatever is no answer is a failure. */
    private void ask(int client) {
        String login = Base64.getEncoder().encodeToString("otto:otto".getBytes(StandardCharsets.UTF_8));
        for (int number = 0; !isOver.get(); number++) {
            List<Integer> open = List.copyOf(ready);
            if (open.isEmpty()) {
                failed.add("nobody was ready");
                return;
            }
            int port = open.get(number % open.size());
            String receipt = "[{\"receiptId\":\"r-" + client + "-" + number + "\",\"sku\":\"SKU-" + client
                    + "\",\"warehouse\":\"LON\",\"units\":1}]";
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + port + "/api/v1/stock/receipts"))
                    .timeout(Duration.ofSeconds(60))
                    .header("Authorization", "Basic " + login)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(receipt))
                    .build();
            try {
                HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
                if (response.statusCode() < 300) {
                    answered.incrementAndGet();
                } else {
                    failed.add(response.statusCode() + " " + response.body());
                }
                TimeUnit.MILLISECONDS.sleep(20);
            } catch (IOException e) {
                failed.add(port + ": " + e);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void untilReady(ServerProcess server) throws InterruptedException {
        long deadline = System.nanoTime() + START_MAX.toNanos();
        while (!ready.contains(server.port())) {
            assertThat(System.nanoTime()).as(server.said()).isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    @Test
    void serversAreRestartedOneAfterTheOtherAndNoRequestFails() throws Exception {
        MongoServer mongo = new MongoServer(H2Backend.inMemory());
        mongo.bind();
        Path home = RehearsalHome.in(folder);
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
                ServerProcess one = server(home, mongo, postgres);
                ServerProcess two = server(home, mongo, postgres)) {
            one.start("");
            look(one.port());
            untilReady(one);
            two.start("");
            look(two.port());
            untilReady(two);
            List<Thread> clients = IntStream.range(0, CLIENTS)
                    .mapToObj(client -> Thread.ofVirtual().start(() -> ask(client)))
                    .toList();
            for (ServerProcess server : List.of(one, two)) {
                server.stop();
                assertThat(ready).doesNotContain(server.port());
                server.start("");
                untilReady(server);
            }
            TimeUnit.SECONDS.sleep(1);
            isOver.set(true);
            for (Thread client : clients) {
                client.join();
            }
        } finally {
            isOver.set(true);
            mongo.shutdownNow();
        }
        assertThat(failed).isEmpty();
        assertThat(answered.get()).isGreaterThan(100);
    }
}
