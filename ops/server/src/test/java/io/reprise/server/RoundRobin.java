package io.reprise.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;

/**
 * Sends each call to the next server, as a load balancer does that knows nothing of them. A call that could not be delivered goes
 * to the next; of one that was delivered and not answered nobody knows what became, so the caller is told to try again.
 */
final class RoundRobin implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Set<String> PASSED_ON =
            Set.of("authorization", "accept", "content-type", "if-match", "idempotency-key");

    private final List<Integer> ports;
    private final AtomicIntegerArray answered;
    private final AtomicInteger next = new AtomicInteger();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final HttpServer server;

    private RoundRobin(List<Integer> ports) throws IOException {
        this.ports = ports;
        this.answered = new AtomicIntegerArray(ports.size());
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::passOn);
        server.start();
    }

    static RoundRobin overFreePorts(int servers) throws IOException {
        List<Integer> ports = new ArrayList<>();
        for (int i = 0; i < servers; i++) {
            try (ServerSocket socket = new ServerSocket(0)) {
                ports.add(socket.getLocalPort());
            }
        }
        return new RoundRobin(ports);
    }

    List<Integer> ports() {
        return ports;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** How many calls each server has answered. */
    IntStream answers() {
        return IntStream.range(0, ports.size()).map(answered::get);
    }

    void awaitAnswer(int port) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                URI login = URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness");
                if (http.send(HttpRequest.newBuilder(login).build(), HttpResponse.BodyHandlers.discarding())
                                .statusCode()
                        == 200) {
                    return;
                }
            } catch (IOException e) {
                if (System.nanoTime() - deadline > 0) {
                    throw new IllegalStateException("no server at port " + port, e);
                }
            }
            Thread.sleep(100);
        }
    }

    private void passOn(HttpExchange call) throws IOException {
        try (call) {
            byte[] body = call.getRequestBody().readAllBytes();
            for (int tried = 0; tried < ports.size(); tried++) {
                int number = Math.floorMod(next.getAndIncrement(), ports.size());
                try {
                    answer(call, http.send(request(call, number, body), HttpResponse.BodyHandlers.ofByteArray()));
                    answered.incrementAndGet(number);
                    return;
                } catch (ConnectException e) {
                    // It is not there: the next one is asked.
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    break;
                } catch (IOException e) {
                    break;
                }
            }
            call.sendResponseHeaders(503, -1);
        }
    }

    private HttpRequest request(HttpExchange call, int number, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + ports.get(number) + call.getRequestURI()))
                .version(HttpClient.Version.HTTP_1_1)
                .method(call.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        call.getRequestHeaders().forEach((name, values) -> {
            if (PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                request.header(name, values.getFirst());
            }
        });
        return request.build();
    }

    private static void answer(HttpExchange call, HttpResponse<byte[]> response) throws IOException {
        response.headers().firstValue("Content-Type").ifPresent(type -> call.getResponseHeaders()
                .set("Content-Type", type));
        call.sendResponseHeaders(response.statusCode(), response.body().length == 0 ? -1 : response.body().length);
        call.getResponseBody().write(response.body());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
