package io.reprise.benchmarks.nodes;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import io.reprise.benchmarks.postgres.SyncedPostgres;
import io.reprise.benchmarks.report.EmptyFolder;
import io.reprise.benchmarks.server.LargeSale;
import io.reprise.benchmarks.server.ServerProcess;
import io.reprise.benchmarks.uplift.TrainedHome;
import io.reprise.checker.LogChecker;
import io.reprise.domain.model.port.EventLog;
import io.reprise.projections.eventstore.MongoEventLog;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/** Whole servers on one MongoDB and one PostgreSQL, in a sale that is bought by its public API while they are killed. */
final class WholeServers {

    private static final String DATABASE = "reprise";
    static final int ITEMS = 4;

    private final Path home;
    private final long seed;
    private final int clients;

    /** @param clients at once, over all servers */
    WholeServers(Path home, long seed, int clients) {
        this.home = home;
        this.seed = seed;
        this.clients = clients;
    }

    /**
     * @param sent by clients while the sale ran
     * @param takeOverSeconds the longest that nobody was answered, after each kill
     */
    record Result(
            SaleClients.Sent sent, double perSecond, List<Double> takeOverSeconds, long events, List<String> breaches) {

        String pauses() {
            return takeOverSeconds.stream()
                    .map(seconds -> String.format(Locale.ROOT, "%.1f", seconds))
                    .collect(Collectors.joining(", "));
        }
    }

    Result run(int servers, int kills, Duration measured) throws Exception {
        return EmptyFolder.in(home, "servers", folder -> {
            MongoServer mongo = new MongoServer(H2Backend.inMemory());
            try (EmbeddedPostgres postgres = SyncedPostgres.start(folder)) {
                String uri = mongo.bindAndGetConnectionString();
                Map<String, String> settings = new HashMap<>(Map.of(
                        "REPRISE_MONGODB_URI",
                        uri,
                        "REPRISE_MONGODB_DATABASE",
                        DATABASE,
                        "REPRISE_JDBC_URL",
                        postgres.getJdbcUrl("postgres", "postgres"),
                        "REPRISE_JDBC_USER",
                        "postgres",
                        "REPRISE_SHOP_CALLS_PER_SECOND",
                        "1000000",
                        "REPRISE_JAVA_OPTS",
                        "-Xmx1g"));
                Path shared = Files.createDirectories(folder.resolve("home"));
                TrainedHome.in(home).copyTo(shared);
                Places places = new Places(servers);
                try {
                    for (int place = 0; place < servers; place++) {
                        places.set(place, ServerProcess.start(shared, settings)); // The first makes keys and tables.
                    }
                    return sell(places, kills, measured, () -> ServerProcess.start(shared, settings), uri);
                } finally {
                    places.killAll();
                }
            } finally {
                mongo.shutdownNow();
            }
        });
    }

    private interface Start {
        ServerProcess server() throws IOException, InterruptedException;
    }

    private Result sell(Places places, int kills, Duration measured, Start start, String uri) throws Exception {
        LargeSale sale = new LargeSale(places.any().url().toString(), ITEMS, seed);
        sale.start();
        SaleClients load = new SaleClients(places, sale, seed);
        List<Double> takeOvers = new ArrayList<>();
        double perSecond;
        try (ExecutorService threads = Executors.newThreadPerTaskExecutor(
                Thread.ofPlatform().name("client-", 0).factory())) {
            List<Future<?>> running = new ArrayList<>();
            long began = System.nanoTime();
            for (int client = 0; client < clients; client++) {
                int number = client;
                running.add(threads.submit(() -> {
                    load.run(number);
                    return null;
                }));
            }
            Duration step = measured.dividedBy(kills + 1L);
            for (int kill = 0; kill < kills; kill++) {
                Thread.sleep(step);
                int place = kill % places.size();
                load.forgetPauses();
                places.kill(place);
                places.set(place, start.server());
                Thread.sleep(step.dividedBy(2));
                takeOvers.add(load.longestPauseSeconds());
            }
            Thread.sleep(step);
            load.stop();
            for (Future<?> one : running) {
                one.get();
            }
            perSecond = load.sent().answered() / ((System.nanoTime() - began) / 1e9);
        }
        sale.close(places.any().url().toString());
        places.killAll();
        try (MongoClient client = MongoClients.create(uri);
                EventLog log = new MongoEventLog(client.getDatabase(DATABASE))) {
            List<String> lines = LogLines.of(log);
            List<String> breaches = LogChecker.checkFinished(lines, load.told()).stream()
                    .map(breach -> breach.rule() + ": " + breach.detail())
                    .toList();
            return new Result(load.sent(), perSecond, takeOvers, lines.size(), breaches);
        }
    }
}
