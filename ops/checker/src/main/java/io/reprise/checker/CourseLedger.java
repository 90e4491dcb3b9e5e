package io.reprise.checker;

import com.fasterxml.jackson.databind.JsonNode;
import io.reprise.checker.LogChecker.Told;
import java.util.Map;
import java.util.TreeMap;

/** Every campaign that was drafted comes to one end, and keeps nothing. Part of {@link LogChecker}. */
final class CourseLedger {

    static final String NOT_ENDED = "campaign-without-end";
    static final String ENDED_TWICE = "campaign-ended-twice";
    static final String AFTER_THE_END = "changed-after-its-end";
    static final String STOCK_KEPT = "stock-kept-after-the-end";

    private final Told told;
    private final Map<String, String> ends = new TreeMap<>();

    CourseLedger(Told told) {
        this.told = told;
    }

    void event(String name, JsonNode payload) {
        String campaign = LogChecker.campaign(payload);
        switch (name) {
            case "campaign.drafted" -> ends.putIfAbsent(campaign, "");
            case "campaign.closed", "campaign.stopped", "campaign.launch-failed" -> {
                String before = ends.put(campaign, name);
                if (before != null && !before.isEmpty()) {
                    told.breach(ENDED_TWICE, campaign + ": " + before + ", then " + name);
                }
            }
            case "campaign.launched", "campaign.adjustment-applied", "campaign.plan-approved", "stock.allocated" -> {
                if (!ends.getOrDefault(campaign, "").isEmpty()) {
                    told.breach(AFTER_THE_END, campaign + ": " + name + " after " + ends.get(campaign));
                }
            }
            default -> {
                // Neither a beginning nor an end.
            }
        }
    }

    void finish(StockLedger stock) {
        ends.forEach((campaign, end) -> {
            if (end.isEmpty()) {
                told.breach(NOT_ENDED, campaign);
            }
            stock.kept(campaign)
                    .forEach((sku, units) -> told.breach(STOCK_KEPT, campaign + ": " + units + " of " + sku));
        });
    }
}
