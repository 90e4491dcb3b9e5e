package io.reprise.benchmarks.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reprise.market.DescribedApi;
import io.reprise.market.DescribedApi.Reply;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** A sale of many items on a server in simulated time, planned, approved, started and sold by the public API. */
public final class LargeSale {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int UNITS_EACH = 2_000;
    private static final int SHOPPERS = 5_000;
    private static final int ORDERS_IN = 5;

    private final DescribedApi api;
    private final int items;
    private final Random random;
    private final String id;
    private final List<String> shoppers = new ArrayList<>();
    private Instant begins;
    private int sent;
    private int units;

    public LargeSale(String url, int items, long seed) throws IOException {
        this.api = new DescribedApi(URI.create(url));
        this.items = items;
        this.random = new Random(seed);
        this.id = "sale-" + System.currentTimeMillis();
    }

    private LargeSale(String url, LargeSale same) throws IOException {
        this.api = new DescribedApi(URI.create(url));
        this.items = same.items;
        this.random = same.random;
        this.id = same.id;
    }

    public String id() {
        return id;
    }

    /** Units ordered so far, of shoppers who may see the sale. */
    public int units() {
        return units;
    }

    private JsonNode call(String who, String operation, Map<String, String> arguments, String body) throws IOException {
        Reply reply = api.call(DescribedApi.basic(who, who), operation, arguments, body);
        if (reply.problem()) {
            throw new IOException(operation + " as " + who + ": " + reply.body());
        }
        return JSON.readTree(reply.body());
    }

    private JsonNode sale(String who, String operation, String body) throws IOException {
        return call(who, operation, Map.of("id", id), body);
    }

    private Instant now() throws IOException {
        return Instant.parse(call("otto", "getClock", Map.of(), "").get("now").asText());
    }

    private void advance(Instant to) throws IOException {
        call("otto", "advanceClock", Map.of(), "{\"to\":\"" + to + "\"}");
    }

    public String sku(int item) {
        return id + "-" + item;
    }

    public void start() throws IOException {
        receiveStock();
        ObjectNode draft = JSON.createObjectNode().put("campaignId", id);
        draft.set("plan", plan());
        call("mei", "draftCampaign", Map.of(), draft.toString());
        sale("mei", "submitPlan", "{\"planVersion\":1}");
        advance(now());
        JsonNode page = sale("mei", "getCampaign", "");
        String approver = page.path("approver").asText().equals("FINANCE") ? "finn" : "ana";
        sale(
                approver,
                "approvePlan",
                "{\"proposalHash\":\"" + page.path("proposalHash").asText() + "\"}");
        advance(now());
        begins = Instant.parse(sale("shop", "getOffers", "").at("/window/from").asText());
        advance(begins);
        String phase = sale("mei", "getCampaign", "").path("phase").asText();
        if (!phase.equals("live")) {
            throw new IOException(id + " is " + phase + ", not live");
        }
        enrol();
    }

    private void receiveStock() throws IOException {
        ArrayNode receipts = JSON.createArrayNode();
        for (int item = 0; item < items; item++) {
            receipts.addObject()
                    .put("receiptId", sku(item))
                    .put("sku", sku(item))
                    .put("warehouse", "LON")
                    .put("units", UNITS_EACH);
        }
        call("otto", "receiveStock", Map.of(), receipts.toString());
    }

    private ObjectNode plan() throws IOException {
        Instant from = now().truncatedTo(ChronoUnit.HOURS).plus(Duration.ofHours(2));
        ObjectNode plan = JSON.createObjectNode();
        plan.put("name", "A sale of " + items)
                .put("currency", "GBP")
                .put("zone", "Europe/London")
                .put("lengthHours", 6)
                .put("monitorMinutes", 60)
                .put("pushWaves", 1)
                .put("extraPushWaves", 0)
                .put("holdOutBps", 1_000)
                .put("discountBudgetCents", 100_000_000L);
        plan.putObject("within")
                .put("from", from.toString())
                .put("to", from.plus(Duration.ofHours(12)).toString());
        plan.putObject("guardrails")
                .put("discountBpsMax", 4_000)
                .put("marginBpsMin", 500)
                .put("automaticStepBpsMax", 500)
                .put("priceChangesPerHourMax", 2)
                .put("cooldownMinutes", 60);
        ArrayNode lines = plan.putArray("items");
        for (int item = 0; item < items; item++) {
            lines.addObject()
                    .put("sku", sku(item))
                    .put("name", "Item " + item)
                    .put("regularPriceCents", 500 + random.nextInt(5_000))
                    .put("unitCostCents", 200)
                    .put("discountBps", 1_500);
        }
        return plan;
    }

    /** Whoever is held out, or not among those it is shown to, orders nothing here. */
    private void enrol() throws IOException {
        ObjectNode asked = JSON.createObjectNode();
        List<String> all =
                IntStream.range(0, SHOPPERS).mapToObj(i -> id + "-shopper-" + i).toList();
        asked.set("shoppers", JSON.valueToTree(all));
        JsonNode answer = sale("shop", "enrolAudience", asked.toString());
        TreeSet<String> others = new TreeSet<>();
        answer.path("holdOut").forEach(one -> others.add(one.asText()));
        answer.path("notShown").forEach(one -> others.add(one.asText()));
        all.stream().filter(one -> !others.contains(one)).forEach(shoppers::add);
    }

    /** When it went live. */
    public Instant begins() {
        return begins;
    }

    /** Who may see the sale. */
    public List<String> shoppers() {
        return shoppers;
    }

    /** Until it is closed. @param by another server that shares its stores, where the first is gone */
    public void close(String by) throws IOException {
        LargeSale there = new LargeSale(by, this);
        Instant last = Instant.parse(
                there.sale("shop", "getOffers", "").at("/window/to").asText());
        there.advance(last.plus(Duration.ofHours(1)));
        String phase = there.sale("mei", "getCampaign", "").path("phase").asText();
        if (!phase.equals("closed")) {
            throw new IOException(id + " is " + phase + ", not closed");
        }
    }

    /** A second of it: stock of what is ordered is claimed, and each item has a signal. */
    public void sellOneSecond() throws IOException {
        String at = now().toString();
        ArrayNode claims = JSON.createArrayNode();
        StringBuilder lines = new StringBuilder();
        for (int item = 0; item < items; item++) {
            boolean isOrder = random.nextInt(ORDERS_IN) == 0;
            ObjectNode signal = JSON.createObjectNode()
                    .put("id", id + "-" + sent++)
                    .put("at", at)
                    .put("shopper", shoppers.get(random.nextInt(shoppers.size())))
                    .put("action", isOrder ? "ORDER" : "VIEW")
                    .put("sku", sku(item))
                    .put("units", isOrder ? 1 : 0)
                    .put("priceCents", 500);
            lines.append(signal).append('\n');
            if (isOrder) {
                units++;
                claims.addObject()
                        .put("claimId", signal.get("id").asText())
                        .put("sku", sku(item))
                        .put("units", 1);
            }
        }
        sale("shop", "claimStock", claims.toString());
        sale("shop", "sendSignals", lines.toString());
    }
}
