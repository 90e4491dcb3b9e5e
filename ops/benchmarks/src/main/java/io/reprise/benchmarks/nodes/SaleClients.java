package io.reprise.benchmarks.nodes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reprise.benchmarks.server.LargeSale;
import io.reprise.benchmarks.server.ServerProcess;
import io.reprise.checker.Acknowledged;
import io.reprise.market.DescribedApi;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Clients of a sale: each claims a unit or sends a batch of signals, waits for the answer, and goes on. A call that is not answered,
 * or is told to come again, is sent again as it is to the next server, until it is answered.
 */
final class SaleClients {

    private static final int SIGNALS = 20;
    private static final int CLAIM_OF_FIVE = 3;
    private static final int PAUSE_MILLIS = 50;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final Places places;
    private final LargeSale sale;
    private final long seed;
    private final List<Acknowledged> told = Collections.synchronizedList(new ArrayList<>());
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong again = new AtomicLong();
    private final AtomicLong granted = new AtomicLong();
    private final AtomicLong lastAnswer = new AtomicLong();
    private final AtomicLong longestPause = new AtomicLong();
    private volatile boolean isStopped;

    SaleClients(Places places, LargeSale sale, long seed) {
        this.places = places;
        this.sale = sale;
        this.seed = seed;
    }

    /**
     * @param answered calls, each in the end
     * @param again times a call was sent again
     * @param granted units
     */
    record Sent(long answered, long again, long granted) {}

    Sent sent() {
        return new Sent(answered.get(), again.get(), granted.get());
    }

    List<Acknowledged> told() {
        return told;
    }

    void stop() {
        isStopped = true;
    }

    void forgetPauses() {
        longestPause.set(0);
    }

    double longestPauseSeconds() {
        return longestPause.get() / 1e9;
    }

    void run(int client) throws IOException, InterruptedException {
        Random random = new Random(seed + client);
        for (int call = 0; !isStopped; call++) {
            String id = sale.id() + "-" + client + "-" + call;
            int item = random.nextInt(WholeServers.ITEMS);
            if (random.nextInt(5) < CLAIM_OF_FIVE) {
                claim(client + call, id, sale.sku(item));
            } else {
                signal(client + call, id, sale.sku(item), random);
            }
        }
    }

    private void claim(int first, String id, String sku) throws IOException, InterruptedException {
        ObjectNode claim = JSON.createObjectNode();
        claim.put("claimId", id).put("sku", sku).put("units", 1);
        JsonNode answer = untilAnswered(
                first,
                "/claims",
                "application/json",
                JSON.createArrayNode().add(claim).toString());
        boolean isGranted = answer.get(0).get("granted").asBoolean();
        told.add(Acknowledged.claim(sale.id(), id, isGranted));
        granted.addAndGet(isGranted ? 1 : 0);
    }

    private void signal(int first, String id, String sku, Random random) throws IOException, InterruptedException {
        StringBuilder lines = new StringBuilder();
        for (int n = 0; n < SIGNALS; n++) {
            ObjectNode signal = JSON.createObjectNode();
            signal.put("id", id + "-" + n)
                    .put("at", sale.begins().toString())
                    .put(
                            "shopper",
                            sale.shoppers().get(random.nextInt(sale.shoppers().size())))
                    .put("action", "VIEW")
                    .put("sku", sku)
                    .put("units", 0)
                    .put("priceCents", 500);
            lines.append(signal).append('\n');
        }
        untilAnswered(first, "/signals", "application/x-ndjson", lines.toString());
        for (int n = 0; n < SIGNALS; n++) {
            told.add(Acknowledged.signal(sale.id(), id + "-" + n));
        }
    }

    private JsonNode untilAnswered(int first, String path, String type, String body)
            throws IOException, InterruptedException {
        for (int place = first; ; place++) {
            ServerProcess server = places.from(place);
            if (server != null) {
                try {
                    HttpResponse<String> answer = http.send(request(server, path, type, body), BodyHandlers.ofString());
                    if (answer.statusCode() < 300) {
                        note();
                        return JSON.readTree(answer.body());
                    }
                    requireToBeSentAgain(answer);
                } catch (IOException e) {
                    // The server is gone, with or without having done what it was asked: the same call says so.
                }
            }
            again.incrementAndGet();
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
    }

    private HttpRequest request(ServerProcess server, String path, String type, String body) {
        return HttpRequest.newBuilder(server.url().resolve("/api/v1/campaigns/" + sale.id() + path))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", type)
                .header("Authorization", DescribedApi.basic("shop", "shop"))
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    private static void requireToBeSentAgain(HttpResponse<String> answer) {
        int status = answer.statusCode();
        if (status != 409 && status != 429 && status != 503) {
            throw new IllegalStateException("a call was answered " + status + ": " + answer.body());
        }
    }

    private void note() {
        answered.incrementAndGet();
        long now = System.nanoTime();
        long before = lastAnswer.getAndSet(now);
        if (before != 0) {
            longestPause.accumulateAndGet(now - before, Math::max);
        }
    }
}
