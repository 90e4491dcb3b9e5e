package io.reprise.checker;

import com.fasterxml.jackson.databind.JsonNode;
import io.reprise.checker.LogChecker.Bought;
import io.reprise.checker.LogChecker.Told;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Books every unit from receipt to sale, by item, warehouse and campaign. Part of {@link LogChecker}. */
final class StockLedger {

    static final String OVERSOLD = "oversold";
    static final String PROMISED_TWICE = "promised-twice";
    static final String GIVEN_BACK_TOO_MUCH = "given-back-too-much";
    static final String BOUGHT_WITHOUT_STOCK = "bought-without-stock";

    private final Told told;
    private final Map<String, Long> free = new HashMap<>();
    private final Map<String, Long> allocatedAt = new HashMap<>();
    private final Map<String, Long> left = new HashMap<>();
    private final Map<String, Long> sold = new HashMap<>();
    private final Set<String> claims = new HashSet<>();
    private final Set<String> moves = new HashSet<>();

    StockLedger(Told told) {
        this.told = told;
    }

    private static String key(Object... parts) {
        StringBuilder key = new StringBuilder();
        for (Object part : parts) {
            key.append(part).append('\u0000');
        }
        return key.toString();
    }

    void received(JsonNode e) {
        free.merge(
                key(e.get("sku").asText(), e.get("warehouse").asText()),
                e.get("units").asLong(),
                Long::sum);
    }

    void allocated(JsonNode e) {
        String sku = e.get("sku").asText();
        String campaign = e.get("campaign").asText();
        e.get("units").properties().forEach(place -> {
            String at = key(sku, place.getKey());
            long units = place.getValue().asLong();
            long rest = free.getOrDefault(at, 0L) - units;
            if (units < 0 || rest < 0) {
                told.breach(PROMISED_TWICE, sku + " in " + place.getKey() + ": " + -rest + " more than there are");
            }
            free.put(at, rest);
            allocatedAt.merge(key(sku, campaign, place.getKey()), units, Long::sum);
            left.merge(key(sku, campaign), units, Long::sum);
        });
    }

    /** More for a campaign that has its share, once for each move. */
    void toppedUp(JsonNode e) {
        String move = key(
                e.get("sku").asText(),
                e.get("campaign").asText(),
                e.get("moveId").asText());
        if (!moves.add(move)) {
            told.breach(
                    PROMISED_TWICE,
                    e.get("sku").asText() + ": move " + e.get("moveId").asText() + " twice");
        }
        allocated(e);
    }

    /** A running campaign gives back what it has not sold, once for each move. */
    void returned(JsonNode e) {
        String sku = e.get("sku").asText();
        String campaign = e.get("campaign").asText();
        if (!moves.add(key(sku, campaign, e.get("moveId").asText()))) {
            told.breach(PROMISED_TWICE, sku + ": move " + e.get("moveId").asText() + " twice");
        }
        e.get("units").properties().forEach(place -> {
            long units = place.getValue().asLong();
            long rest = left.getOrDefault(key(sku, campaign), 0L) - units;
            if (units < 0 || rest < 0) {
                told.breach(GIVEN_BACK_TOO_MUCH, sku + " in " + place.getKey() + ": " + -rest + " more than it had");
            }
            left.put(key(sku, campaign), rest);
            free.merge(key(sku, place.getKey()), units, Long::sum);
            allocatedAt.merge(key(sku, campaign, place.getKey()), -units, Long::sum);
        });
    }

    void claimed(JsonNode e) {
        String sku = e.get("sku").asText();
        String share = key(sku, e.get("campaign").asText());
        for (JsonNode answer : e.get("answers")) {
            if (!answer.get("granted").asBoolean()) {
                continue;
            }
            if (!claims.add(key(share, answer.get("claimId").asText()))) {
                told.breach(OVERSOLD, sku + ": claim " + answer.get("claimId").asText() + " was granted twice");
            }
            long units = answer.get("units").asLong();
            long rest = left.getOrDefault(share, 0L) - units;
            if (units <= 0 || rest < 0) {
                told.breach(OVERSOLD, sku + " for " + e.get("campaign").asText() + ": " + -rest + " more than it had");
            }
            left.put(share, rest);
            sold.merge(share, units, Long::sum);
        }
    }

    void released(JsonNode e) {
        String sku = e.get("sku").asText();
        String campaign = e.get("campaign").asText();
        String share = key(sku, campaign);
        long back = 0;
        for (Map.Entry<String, JsonNode> place : e.get("units").properties()) {
            long units = place.getValue().asLong();
            long had = allocatedAt.getOrDefault(key(sku, campaign, place.getKey()), 0L);
            if (units < 0 || units > had) {
                told.breach(GIVEN_BACK_TOO_MUCH, sku + " to " + place.getKey() + ": " + units + " of " + had);
            }
            back += units;
            free.merge(key(sku, place.getKey()), units, Long::sum);
        }
        if (back != left.getOrDefault(share, 0L)) {
            told.breach(GIVEN_BACK_TOO_MUCH, sku + ": " + back + " of " + left.getOrDefault(share, 0L) + " left");
        }
        left.put(share, 0L);
    }

    /** What a campaign still has, by item. */
    Map<String, Long> kept(String campaign) {
        Map<String, Long> kept = new TreeMap<>();
        left.forEach((share, units) -> {
            String[] parts = share.split("\u0000");
            if (units != 0 && parts[1].equals(campaign)) {
                kept.put(parts[0], units);
            }
        });
        return kept;
    }

    /** Nobody may have bought in the sale what the sale did not have. */
    void finish(Bought bought) {
        bought.units().forEach((sku, units) -> {
            long granted = sold.getOrDefault(key(sku, bought.campaign()), 0L);
            if (units > granted) {
                told.breach(BOUGHT_WITHOUT_STOCK, sku + ": " + units + " bought, " + granted + " granted");
            }
        });
    }
}
