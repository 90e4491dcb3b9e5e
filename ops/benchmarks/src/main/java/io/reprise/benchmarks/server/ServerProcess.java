package io.reprise.benchmarks.server;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A whole server in a process of its own, as {@code ops/run server} starts it, in simulated time, with the demo's people. */
public final class ServerProcess implements AutoCloseable {

    private static final Duration START_MAX = Duration.ofMinutes(10);
    private static final Duration CALL_MAX = Duration.ofMinutes(2);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final Path log;
    private final Process process;
    private final URI base;

    private ServerProcess(Process process, int port, Path log) {
        this.process = process;
        this.base = URI.create("http://127.0.0.1:" + port);
        this.log = log;
    }

    /**
     * Returns once it is ready.
     *
     * @param home empty, or of a server of before
     * @param more settings
     */
    public static ServerProcess start(Path home, Map<String, String> more) throws IOException, InterruptedException {
        int port = freePort();
        Path log = home.resolve("server.log").toAbsolutePath();
        ProcessBuilder builder = new ProcessBuilder("ops/run", "server");
        builder.environment()
                .putAll(Map.of(
                        "REPRISE_HOME", home.toAbsolutePath().toString(),
                        "REPRISE_PORT", Integer.toString(port),
                        "REPRISE_DEMO", "true",
                        "REPRISE_SIMULATED_FROM", "2026-11-10T23:30:00Z",
                        "REPRISE_JOB_EXECUTOR", "false",
                        "REPRISE_PSEUDONYM_KEY", "benchmark"));
        builder.environment().putAll(more);
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        // It does not outlive a benchmark that was stopped.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        ServerProcess server = new ServerProcess(process, port, log);
        server.awaitReady();
        return server;
    }

    /** A port that nobody listens on just now. */
    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void awaitReady() throws InterruptedException {
        long end = System.nanoTime() + START_MAX.toNanos();
        while (!isReady()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new IllegalStateException("the server did not start: see " + log);
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    private boolean isReady() throws InterruptedException {
        try {
            return send(request("/actuator/health/readiness").GET()).statusCode() == 200;
        } catch (IOException e) {
            return false; // Nobody listens yet.
        }
    }

    public long pid() {
        return process.pid();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path)).timeout(CALL_MAX);
    }

    private static String basic(String person) {
        return "Basic " + Base64.getEncoder().encodeToString((person + ":" + person).getBytes(StandardCharsets.UTF_8));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    public URI url() {
        return base;
    }

    /** @throws IllegalStateException if it is refused */
    public String get(String person, String path) throws IOException, InterruptedException {
        return answer(person, path, request(path).GET());
    }

    /** @throws IllegalStateException if it is refused */
    public String post(String person, String path, String type, byte[] body) throws IOException, InterruptedException {
        return answer(person, path, request(path).header("Content-Type", type).POST(BodyPublishers.ofByteArray(body)));
    }

    private String answer(String person, String path, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        HttpResponse<String> answer = send(request.header("Authorization", basic(person)));
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException(path + " was answered " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body();
    }

    /** Everything that is measured, as Prometheus reads it. */
    public String metrics() throws IOException, InterruptedException {
        return send(request("/actuator/prometheus")
                        .header("Authorization", basic("otto"))
                        .GET())
                .body();
    }

    /** The sum of a metric over its labels; 0 where it is not there. */
    public static double sum(String metrics, String name) {
        Matcher lines = Pattern.compile("(?m)^" + Pattern.quote(name) + "(?:\\{[^}]*})? (\\S+)$")
                .matcher(metrics);
        double sum = 0;
        while (lines.find()) {
            sum += Double.parseDouble(lines.group(1));
        }
        return sum;
    }

    /** SIGKILL, and waits. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM, and waits. */
    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
