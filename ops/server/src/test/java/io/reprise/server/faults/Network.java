package io.reprise.server.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.reprise.checker.Acknowledged;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Between a caller and a server: it passes calls on, may carry out one twice, lose it or lose its answer, as drawn by seed, and
 * keeps what the caller was told was done.
 */
public final class Network implements AutoCloseable {

    private static final int AWAY = 503;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> PASSED_ON = List.of("Authorization", "Content-Type", "Accept", "Idempotency-Key");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client = HttpClient.newHttpClient();
    private final ConcurrentLinkedQueue<Acknowledged> told = new ConcurrentLinkedQueue<>();
    private final AtomicInteger faults = new AtomicInteger();
    private final SplittableRandom random;
    private final int faultsPercent;
    private volatile int port;

    /** @param faultsPercent how many calls in a hundred something happens to */
    public Network(int port, long seed, int faultsPercent) throws IOException {
        this.port = port;
        this.random = new SplittableRandom(seed);
        this.faultsPercent = faultsPercent;
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::pass);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Who answers from now on. */
    public void leadsTo(int other) {
        port = other;
    }

    /** What the caller was told was done. */
    public List<Acknowledged> told() {
        return List.copyOf(told);
    }

    /** How many calls something happened to. */
    public int faults() {
        return faults.get();
    }

    private enum Fate {
        PASSED,
        LOST,
        TWICE,
        ANSWER_LOST
    }

    private synchronized Fate draw() {
        if (random.nextInt(100) >= faultsPercent) {
            return Fate.PASSED;
        }
        faults.incrementAndGet();
        return Fate.values()[1 + random.nextInt(3)];
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            pass(exchange, draw());
        }
    }

    private void pass(HttpExchange exchange, Fate fate) throws IOException {
        try {
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (fate == Fate.LOST) {
                return;
            }
            HttpRequest request = request(exchange, body);
            HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (fate == Fate.TWICE) {
                response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            }
            if (fate == Fate.ANSWER_LOST) {
                return;
            }
            response.headers().map().forEach((name, values) -> {
                if (name.matches("(?i)content-type|retry-after|location")) {
                    exchange.getResponseHeaders().put(name, values);
                }
            });
            byte[] answer = response.body();
            exchange.sendResponseHeaders(response.statusCode(), answer.length == 0 ? -1 : answer.length);
            exchange.getResponseBody().write(answer);
            if (response.statusCode() < 300 && exchange.getRequestMethod().equals("POST")) {
                keep(exchange.getRequestURI().getPath(), body, answer);
            }
        } catch (IOException e) {
            // The server is away, which whoever stands before it says.
            exchange.sendResponseHeaders(AWAY, -1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpRequest request(HttpExchange exchange, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + exchange.getRequestURI()))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        for (String name : PASSED_ON) {
            String value = exchange.getRequestHeaders().getFirst(name);
            if (value != null) {
                request.header(name, value);
            }
        }
        return request.build();
    }

    private void keep(String path, byte[] body, byte[] answer) throws IOException {
        String[] parts = path.split("/"); // "", api, v1, campaigns, NAME, what
        String text = new String(body, StandardCharsets.UTF_8);
        if (path.equals("/api/v1/stock/receipts")) {
            JSON.readTree(text)
                    .forEach(receipt -> told.add(Acknowledged.receipt(
                            receipt.get("sku").asText(),
                            receipt.get("receiptId").asText())));
        } else if (path.equals("/api/v1/campaigns")) {
            told.add(Acknowledged.event(JSON.readTree(text).get("campaignId").asText(), "campaign.drafted"));
        } else if (parts.length == 6 && parts[3].equals("campaigns")) {
            keep(parts[4], parts[5], text, answer);
        }
    }

    private void keep(String campaign, String what, String body, byte[] answer) throws IOException {
        switch (what) {
            case "submit" -> told.add(Acknowledged.event(campaign, "campaign.plan-submitted"));
            case "approve" -> told.add(Acknowledged.event(campaign, "campaign.plan-approved"));
            case "signals" -> {
                for (String line : body.split("\n")) {
                    told.add(Acknowledged.signal(
                            campaign, JSON.readTree(line).get("id").asText()));
                }
            }
            case "claims" -> {
                for (JsonNode claim : JSON.readTree(answer)) {
                    told.add(Acknowledged.claim(
                            campaign,
                            claim.get("claimId").asText(),
                            claim.get("granted").asBoolean()));
                }
            }
            default -> {
                // Of the others nothing is kept.
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        client.close();
    }
}
