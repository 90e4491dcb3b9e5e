package io.reprise.server.faults;

import de.bwaldvogel.mongo.MongoServer;
import io.reprise.server.RehearsalHome;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** A server in a process of its own, on one home and one port, which can die and be started again. */
public final class ServerProcess implements AutoCloseable {

    private static final int SAID_MAX = 20_000;

    private final Path home;
    private final Map<String, String> settings;
    private final int port;
    private List<String> prefix = List.of();
    private Process process;

    /** @param more settings over those of every rehearsal */
    public ServerProcess(Path home, Map<String, String> more) throws IOException {
        this.home = home;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        settings = new TreeMap<>(RehearsalHome.settings(home, port));
        settings.put("TF_CPP_MIN_LOG_LEVEL", "2");
        settings.putAll(more);
    }

    /** Settings of servers that have their stores in common. */
    public static Map<String, String> sharedStores(MongoServer mongo, EmbeddedPostgres postgres) {
        return Map.of(
                "REPRISE_MONGODB_URI",
                mongo.getConnectionString(),
                "REPRISE_JDBC_URL",
                postgres.getJdbcUrl("postgres", "postgres"),
                "REPRISE_JDBC_USER",
                "postgres");
    }

    /** One of several on the same stores, with a home, and so with keys, in common. @param more settings over these */
    public static ServerProcess onSharedStores(
            Path home, MongoServer mongo, EmbeddedPostgres postgres, Map<String, String> more) throws IOException {
        Map<String, String> settings = new TreeMap<>(sharedStores(mongo, postgres));
        settings.putAll(more);
        return new ServerProcess(home, settings);
    }

    public int port() {
        return port;
    }

    public Path home() {
        return home;
    }

    /** What the command line begins with from now on: a shell that limits something, for instance. */
    void startedBy(List<String> command) {
        prefix = command;
    }

    /** @param fault where it dies, as {@link FaultPoint#PROPERTY} says, or empty */
    public void start(String fault) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx1g",
                "-XX:TieredStopAtLevel=1",
                "-D" + FaultPoint.PROPERTY + "=" + fault,
                "-cp",
                System.getProperty("java.class.path"),
                FaultyServer.class.getName()));
        ProcessBuilder server = new ProcessBuilder(command);
        server.environment().putAll(settings);
        process = server.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        home.resolve("server.log").toFile()))
                .start();
    }

    /** Whether it has died within this time. */
    boolean hasDied(long millis) throws InterruptedException {
        return process.waitFor(millis, TimeUnit.MILLISECONDS);
    }

    int exitValue() {
        return process.exitValue();
    }

    /** The end of what it logged. */
    String said() {
        try {
            String log = Files.readString(home.resolve("server.log"));
            return log.substring(Math.max(0, log.length() - SAID_MAX));
        } catch (IOException e) {
            return "its log cannot be read: " + e.getMessage();
        }
    }

    /** SIGKILL, from outside. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** SIGTERM, and waits. */
    public void stop() {
        process.destroy();
        process.onExit().join();
    }

    @Override
    public void close() {
        if (process != null) {
            stop();
        }
    }
}
