package io.reprise.benchmarks.uplift;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads the log of one campaign, line by line as JSON, and looks for what must never be there: a unit promised twice, a price
 * beyond what people allowed, more changes, discounts or notifications than they allowed. Shares no code with the engine and
 * none of its types; what it must be equal to is written down here once more, on purpose.
 */
public final class LogChecker {

    /** What must not be: @param line number of the log's line, from 0 */
    public record Breach(String rule, int line, String detail) {}

    static final String UNKNOWN = "stock-moved-in-a-way-that-is-not-checked";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Breach> breaches = new ArrayList<>();
    private final StockLedger stock = new StockLedger(this::breach);
    private final SaleLedger sale = new SaleLedger(this::breach);
    private int line;

    private LogChecker() {}

    /** Every breach in these lines, in their order. */
    public static List<Breach> check(List<String> lines) {
        LogChecker checker = new LogChecker();
        for (String text : lines) {
            checker.read(text);
            checker.line++;
        }
        checker.stock.finish(checker.sale.bought());
        return List.copyOf(checker.breaches);
    }

    private void breach(String rule, String detail) {
        breaches.add(new Breach(rule, line, detail));
    }

    private void read(String text) {
        JsonNode event;
        try {
            event = JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException("line " + line + " is no JSON", e);
        }
        JsonNode payload = event.get("payload");
        switch (event.get("name").asText()) {
            case "stock.received" -> stock.received(payload);
            case "stock.allocated" -> stock.allocated(payload);
            case "stock.topped-up" -> {
                stock.toppedUp(payload);
                sale.setAside(payload.get("sku").asText(), payload.get("units"));
            }
            case "stock.returned" -> stock.returned(payload);
            case "stock.claimed" -> stock.claimed(payload);
            case "stock.released" -> stock.released(payload);
            case "campaign.drafted", "campaign.plan-revised" -> sale.planned(payload.get("plan"));
            case "campaign.decision-taken" -> sale.decided(payload.get("decision"));
            case "campaign.adjustment-applied" -> sale.changed(payload, true);
            case "campaign.adjustment-reverted" -> sale.changed(payload, false);
            case "audience.signals-received" -> sale.signals(payload);
            default -> {
                // Nothing in it is limited; but what moves stock must be booked.
                if (event.get("name").asText().startsWith("stock.")) {
                    breach(UNKNOWN, event.get("name").asText());
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
