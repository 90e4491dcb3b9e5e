package io.reprise.checker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads a log, line by line as JSON, and looks for what must never be there: a unit promised twice, a decision or a claim taken
 * twice, an event missing, a price beyond what people allowed, more changes, discounts or notifications than they allowed, and,
 * where the sales are over, a campaign that did not come to its end or something that a caller was told and that is not there.
 * Shares no code with the engine and none of its types; what it must be equal to is written down here once more, on purpose.
 *
 * <p>Lines are those of an archive ({@code ops/run audit export}); a payload may also be an object instead of a string that holds
 * one. Where a line says nothing of position or stream, nothing is said of its place.
 */
public final class LogChecker {

    /** What must not be: @param line number of the log's line, from 0; the number of lines for what is missing at the end */
    public record Breach(String rule, int line, String detail) {}

    /** Discounts and stock that cost more than people planned: kept by policies as well as they can tell, not by the core. */
    public static final String DISCOUNT_BUDGET = SaleLedger.BUDGET;

    public static final String STOCK_BUDGET = SaleLedger.STOCK_BUDGET;

    static final String UNKNOWN = "stock-moved-in-a-way-that-is-not-checked";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Breach> breaches = new ArrayList<>();
    private final OrderLedger order = new OrderLedger(this::breach);
    private final ChainLedger chain = new ChainLedger(this::breach);
    private final OnceLedger once = new OnceLedger(this::breach);
    private final StockLedger stock = new StockLedger(this::breach);
    private final CourseLedger course = new CourseLedger(this::breach);
    private final Map<String, SaleLedger> sales = new TreeMap<>();
    private final AcknowledgedLedger acknowledged = new AcknowledgedLedger(this::breach);
    private int line;

    private LogChecker() {}

    /** Every breach in these lines, in their order; sales may still run. */
    public static List<Breach> check(Collection<String> lines) {
        return read(lines).breaches();
    }

    /**
     * The same, where every sale is over: each must have come to its end, and given its stock back.
     *
     * @param told what callers were told was done, which must be in the log
     */
    public static List<Breach> checkFinished(Collection<String> lines, Collection<Acknowledged> told) {
        LogChecker checker = read(lines);
        checker.course.finish(checker.stock);
        checker.acknowledged.finish(told);
        return checker.breaches();
    }

    private static LogChecker read(Collection<String> lines) {
        LogChecker checker = new LogChecker();
        for (String text : lines) {
            checker.read(text);
            checker.line++;
        }
        checker.sales.values().forEach(sale -> checker.stock.finish(sale.bought()));
        return checker;
    }

    private List<Breach> breaches() {
        return List.copyOf(breaches);
    }

    private void breach(String rule, String detail) {
        breaches.add(new Breach(rule, line, detail));
    }

    private void read(String text) {
        JsonNode event = parse(text);
        if (event.has("batch")) {
            chain.batch(event.get("batch"));
        }
        if (!event.has("name")) {
            return; // A line of an archive about something else.
        }
        order.event(event);
        chain.event(event);
        JsonNode payload =
                event.get("payload").isTextual() ? parse(event.get("payload").asText()) : event.get("payload");
        String name = event.get("name").asText();
        once.event(name, payload);
        course.event(name, payload);
        acknowledged.event(name, payload);
        booked(name, payload);
    }

    private JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException("line " + line + " is no JSON", e);
        }
    }

    private SaleLedger sale(JsonNode payload) {
        return sales.computeIfAbsent(campaign(payload), campaign -> new SaleLedger(campaign, this::breach));
    }

    static String campaign(JsonNode payload) {
        return payload.path("campaignId").asText(payload.path("campaign").asText());
    }

    private void booked(String name, JsonNode payload) {
        switch (name) {
            case "stock.received" -> stock.received(payload);
            case "stock.allocated" -> stock.allocated(payload);
            case "stock.topped-up" -> {
                stock.toppedUp(payload);
                sale(payload).setAside(payload.get("sku").asText(), payload.get("units"));
            }
            case "stock.returned" -> stock.returned(payload);
            case "stock.claimed" -> stock.claimed(payload);
            case "stock.released" -> stock.released(payload);
            case "campaign.drafted", "campaign.plan-revised" -> sale(payload).planned(payload.get("plan"));
            case "campaign.decision-taken" -> sale(payload).decided(payload.get("decision"));
            case "campaign.adjustment-applied" -> sale(payload).changed(payload, true);
            case "campaign.adjustment-reverted" -> sale(payload).changed(payload, false);
            case "audience.signals-received" -> sale(payload).signals(payload);
            default -> {
                // Nothing in it is limited; but what moves stock must be booked.
                if (name.startsWith("stock.")) {
                    breach(UNKNOWN, name);
                }
            }
        }
    }

    /** Where a breach is told. */
    interface Told {
        void breach(String rule, String detail);
    }

    /** Units bought in the sale, by item: what shoppers say they have, to be held against what was promised. */
    record Bought(String campaign, Map<String, Long> units) {}
}
