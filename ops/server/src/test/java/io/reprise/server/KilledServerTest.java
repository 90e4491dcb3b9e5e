package io.reprise.server;

import static org.assertj.core.api.Assertions.assertThat;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import io.reprise.domain.axon.EventJson;
import io.reprise.domain.model.campaign.CampaignEvent.DecisionTaken;
import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.StoredEvent;
import io.reprise.domain.model.stock.StockEvent.Answer;
import io.reprise.domain.model.stock.StockEvent.StockClaimed;
import io.reprise.market.DemoCommand;
import io.reprise.projections.eventstore.ChainVerifier;
import io.reprise.projections.eventstore.EmbeddedEventLog;
import io.reprise.server.faults.ServerProcess;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * A sale whose server is killed (SIGKILL) again and again ends with the very decisions of a sale that was left alone:
 * nothing is lost, nothing is decided or sold twice.
 */
class KilledServerTest {

    private static final long SEED = 7;

    @TempDir
    private Path folder;

    private Process start(Path home, int port, Map<String, String> stores) throws IOException {
        ProcessBuilder server = new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx1g",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                RepriseServer.class.getName());
        server.environment().putAll(RehearsalHome.settings(home, port));
        server.environment().put("TF_CPP_MIN_LOG_LEVEL", "2");
        server.environment().putAll(stores);
        return server.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        home.resolve("server.log").toFile()))
                .start();
    }

    /** Plays the demo's sale against a server that is killed whenever the next of these has come true. */
    private String play(String name, Map<String, String> stores, List<Moment> kills) throws Exception {
        Path home = RehearsalHome.in(folder.resolve(name));
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        Process server = start(home, port, stores);
        try {
            List<Moment> left = new ArrayList<>(kills);
            AtomicReference<Process> running = new AtomicReference<>(server);
            String said = demo(home, "http://127.0.0.1:" + port, sofar -> {
                if (!left.isEmpty() && left.getFirst().hasCome(home, sofar)) {
                    left.removeFirst();
                    running.get().destroyForcibly().waitFor();
                    running.set(start(home, port, stores));
                }
            });
            server = running.get();
            assertThat(left).as("every kill happened").isEmpty();
            return digest(said);
        } finally {
            server.destroy();
            server.waitFor();
        }
    }

    /** What is done now and then while the demo runs. @param said what the demo has said so far */
    private interface Meanwhile {
        void look(String said) throws IOException, InterruptedException;
    }

    private static String demo(Path home, String url, Meanwhile meanwhile) throws Exception {
        PrintStream out = System.out;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try (ExecutorService demo = Executors.newSingleThreadExecutor()) {
            System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
            Future<Integer> ended = demo.submit(() -> new CommandLine(new DemoCommand())
                    .execute(
                            "--url",
                            url,
                            "--data",
                            home.resolve("data").toString(),
                            "--seed",
                            Long.toString(SEED),
                            "--items",
                            "12",
                            "--shoppers",
                            "1500",
                            "--speed",
                            "max",
                            "--auto-approve"));
            while (!ended.isDone()) {
                meanwhile.look(said.toString(StandardCharsets.UTF_8));
                Thread.sleep(20);
            }
            System.setOut(out);
            assertThat(ended.get()).as(said.toString(StandardCharsets.UTF_8)).isZero();
        } finally {
            System.setOut(out);
        }
        return said.toString(StandardCharsets.UTF_8);
    }

    private static String digest(String said) {
        return said.lines()
                .filter(line -> line.startsWith("outcome digest: "))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aSaleWhoseServerIsKilledDecidesWhatItWouldHaveDecided() throws Exception {
        String undisturbed = play("undisturbed", Map.of(), List.of());
        long size = Files.size(folder.resolve("undisturbed/home/log/events.log"));
        String killed = play(
                "killed",
                Map.of(),
                LongStream.of(size / 12, size * 2 / 3)
                        .mapToObj(KilledServerTest::logged)
                        .toList());
        assertThat(killed).isEqualTo(undisturbed);
        assertThat(onTwoServers()).as("two servers on MongoDB and PostgreSQL").isEqualTo(undisturbed);
        check(folder.resolve("killed/home/log"));
        audit(folder.resolve("killed/home"));
    }

    /**
     * The same sale with its log and views on a MongoDB server and its processes on PostgreSQL, each call to the next of two
     * servers, until one of them is killed and the other goes on alone.
     */
    private String onTwoServers() throws Exception {
        Path home = RehearsalHome.in(folder.resolve("servers"));
        MongoServer mongo = new MongoServer(H2Backend.inMemory());
        List<Process> servers = new ArrayList<>();
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
                RoundRobin balancer = RoundRobin.overFreePorts(2)) {
            mongo.bind();
            Map<String, String> stores = ServerProcess.sharedStores(mongo, postgres);
            for (int port : balancer.ports()) {
                servers.add(start(home, port, stores)); // The first one makes keys and tables.
                balancer.awaitAnswer(port);
            }
            String said = demo(home, balancer.url(), sofar -> {
                if (sofar.contains("Wed 10:00") && servers.getFirst().isAlive()) {
                    servers.getFirst().destroyForcibly().waitFor();
                }
            });
            assertThat(servers.getFirst().isAlive()).as("it was killed").isFalse();
            assertThat(balancer.answers()).as("calls answered by each").allMatch(calls -> calls > 20);
            return digest(said);
        } finally {
            servers.forEach(Process::destroyForcibly);
            mongo.shutdownNow();
        }
    }

    private static Moment logged(long bytes) {
        return (home, said) -> {
            Path log = home.resolve("log").resolve("events.log");
            return Files.exists(log) && Files.size(log) >= bytes;
        };
    }

    private interface Moment {
        boolean hasCome(Path home, String said) throws IOException;
    }

    /** The auditor's commands as they are typed: all holds, until a byte is changed by hand. */
    private static void audit(Path home) throws Exception {
        assertThat(AuditProcess.run(home, 0, "replay", "--all"))
                .contains("policy replay: ")
                .doesNotContain("DIFFERS");
        assertThat(AuditProcess.run(home, 0, "verify")).contains("the log holds");
        assertThat(AuditProcess.run(home, 0, "show", "double-11-" + SEED, "--as-of", "2026-11-11T00:00:00Z"))
                .contains("phase: ");
        Path log = home.resolve("log").resolve("events.log");
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw")) {
            file.seek(file.length() / 2);
            int before = file.read();
            file.seek(file.length() / 2);
            file.write(before ^ 1);
        }
        assertThat(AuditProcess.run(home, 1, "verify")).containsPattern("DAMAGED at position \\d+");
    }

    /** Read from the log alone: no gap, no decision twice, no claim answered twice. */
    private static void check(Path log) {
        try (EventLog events = EmbeddedEventLog.open(log)) {
            assertThat(ChainVerifier.verify(events)).isInstanceOf(ChainVerifier.Verdict.Intact.class);
            List<Object> all = events.read(0, Integer.MAX_VALUE).stream()
                    .map((StoredEvent stored) -> EventJson.read(stored))
                    .toList();
            assertThat(all.stream()
                            .filter(DecisionTaken.class::isInstance)
                            .map(e -> ((DecisionTaken) e).decision().id()))
                    .isNotEmpty()
                    .doesNotHaveDuplicates();
            assertThat(all.stream()
                            .filter(StockClaimed.class::isInstance)
                            .flatMap(e -> ((StockClaimed) e).answers().stream())
                            .map(Answer::claimId))
                    .isNotEmpty()
                    .doesNotHaveDuplicates();
        }
    }
}
