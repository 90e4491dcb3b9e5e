package io.reprise.benchmarks.signals;

import io.reprise.benchmarks.server.ServerProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Sales of the items of {@link SignalBatches} on a server, with all their shoppers enrolled as before a real sale. */
record SaleOnServer(ServerProcess server) {

    /** Of the server's consumers, where nobody says otherwise. */
    static final String GROUP = "reprise";

    private static final int ENROLLED_AT_ONCE = 50_000;

    static String id(int campaign) {
        return "sale-" + campaign;
    }

    void draft(int campaigns) throws IOException, InterruptedException {
        String receipts = IntStream.range(0, SignalBatches.ITEMS)
                .mapToObj(item -> "{\"receiptId\":\"first-" + item + "\",\"sku\":\"" + SignalBatches.sku(item)
                        + "\",\"warehouse\":\"LON\",\"units\":100000}")
                .collect(Collectors.joining(",", "[", "]"));
        post("otto", "/api/v1/stock/receipts", receipts);
        for (int campaign = 0; campaign < campaigns; campaign++) {
            post("mei", "/api/v1/campaigns", plan(campaign));
        }
        for (int from = 0; from < SignalBatches.SHOPPERS; from += ENROLLED_AT_ONCE) {
            String shoppers = IntStream.range(from, Math.min(SignalBatches.SHOPPERS, from + ENROLLED_AT_ONCE))
                    .mapToObj(n -> "\"" + SignalBatches.shopper(n).value() + "\"")
                    .collect(Collectors.joining(","));
            post("shop", "/api/v1/campaigns/" + id(0) + "/audience", "{\"shoppers\":[" + shoppers + "]}");
        }
    }

    private void post(String person, String path, String body) throws IOException, InterruptedException {
        server.post(person, path, "application/json", body.getBytes(StandardCharsets.UTF_8));
    }

    private static String plan(int campaign) {
        String items = IntStream.range(0, SignalBatches.ITEMS)
                .mapToObj(item -> "{\"sku\":\"" + SignalBatches.sku(item) + "\",\"name\":\"Item " + item
                        + "\",\"regularPriceCents\":2499,\"unitCostCents\":900,\"discountBps\":2000}")
                .collect(Collectors.joining(","));
        return """
                {"campaignId": "%s", "plan": {"name": "Sale %d", "currency": "GBP", "zone": "Europe/London",
                 "within": {"from": "2026-11-11T00:00:00Z", "to": "2026-11-12T06:00:00Z"}, "lengthHours": 24,
                 "monitorMinutes": 60, "pushWaves": 0, "extraPushWaves": 0, "holdOutBps": 1000,
                 "discountBudgetCents": 1000000,
                 "guardrails": {"discountBpsMax": 4000, "marginBpsMin": 500, "automaticStepBpsMax": 500,
                                "priceChangesPerHourMax": 2, "cooldownMinutes": 90},
                 "items": [%s]}}""".formatted(id(campaign), campaign, items);
    }

    /** How many signals of topics are durable. */
    double recordedFromTopic() throws IOException, InterruptedException {
        return ServerProcess.sum(server.metrics(), "reprise_kafka_signals_total");
    }
}
