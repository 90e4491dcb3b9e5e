package io.reprise.checker;

import com.fasterxml.jackson.databind.JsonNode;
import io.reprise.checker.LogChecker.Bought;
import io.reprise.checker.LogChecker.Told;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Follows a sale's prices, discounts and notifications against what people allowed. Part of {@link LogChecker}. */
final class SaleLedger {

    static final String DISCOUNT_CAP = "discount-beyond-cap";
    static final String MARGIN_FLOOR = "margin-below-floor";
    static final String CHANGES_AN_HOUR = "too-many-price-changes-an-hour";
    static final String COOL_DOWN = "changed-before-it-cooled-down";
    static final String WRONG_FROM = "changed-from-another-price";
    static final String BUDGET = "discount-budget-overspent";
    static final String STOCK_BUDGET = "stock-budget-overspent";
    static final String PUSHES = "too-many-pushes";
    static final String PRICE = "sold-at-a-price-nobody-decided";

    private static final BigDecimal WHOLE = BigDecimal.valueOf(10_000);

    private final Told told;
    private JsonNode plan;
    private final Map<String, JsonNode> items = new HashMap<>();
    private final Map<String, Integer> discounts = new HashMap<>();
    private final Map<String, Instant> changedAt = new HashMap<>();
    private final Deque<Instant> changes = new ArrayDeque<>();
    private final Map<String, Long> bought = new HashMap<>();
    private final Map<String, Boolean> heldOut = new HashMap<>();
    private final String campaign;
    /** Discounts by item and the time from which they hold. */
    private final Map<String, NavigableMap<Instant, Integer>> since = new HashMap<>();

    private long givenCents;
    private boolean overspent;
    private long setAsideCents;
    private boolean stockOverspent;
    private int extraPushes;

    private final ExtentLedger extent;

    SaleLedger(String campaign, Told told) {
        this.campaign = campaign;
        this.told = told;
        this.extent = new ExtentLedger(told);
    }

    Bought bought() {
        return new Bought(campaign, bought);
    }

    void planned(JsonNode written) {
        plan = written;
        extent.planned(written);
        items.clear();
        discounts.clear();
        for (JsonNode item : plan.get("items")) {
            items.put(item.get("sku").asText(), item);
            price(item.get("sku").asText(), item.get("discountBps").asInt(), Instant.MIN);
        }
    }

    private int limit(String name) {
        return plan.get("guardrails").get(name).asInt();
    }

    /** Puts a discount in force, and looks at it. */
    private void price(String sku, int discountBps, Instant from) {
        discounts.put(sku, discountBps);
        since.computeIfAbsent(sku, s -> new TreeMap<>()).put(from, discountBps);
        if (discountBps < 0 || discountBps > limit("discountBpsMax")) {
            told.breach(DISCOUNT_CAP, sku + ": " + discountBps + " of " + limit("discountBpsMax"));
        }
        BigDecimal price = BigDecimal.valueOf(discounted(sku, discountBps));
        BigDecimal margin = price.subtract(
                        BigDecimal.valueOf(items.get(sku).get("unitCostCents").asLong()))
                .multiply(WHOLE);
        // Without dividing: margin / price >= floor.
        if (margin.compareTo(price.multiply(BigDecimal.valueOf(limit("marginBpsMin")))) < 0) {
            told.breach(MARGIN_FLOOR, sku + " at " + price + " cents");
        }
    }

    private long discounted(String sku, int discountBps) {
        BigDecimal regular =
                BigDecimal.valueOf(items.get(sku).get("regularPriceCents").asLong());
        return regular.multiply(WHOLE.subtract(BigDecimal.valueOf(discountBps)))
                .divide(WHOLE, 0, RoundingMode.HALF_UP)
                .max(BigDecimal.ONE)
                .longValueExact();
    }

    void decided(JsonNode decision) {
        JsonNode outcome = decision.get("outcome");
        String kind = outcome.get("kind").asText();
        if (kind.equals("assortment")) {
            for (JsonNode item : outcome.get("items")) {
                price(item.get("sku").asText(), item.get("discountBps").asInt(), Instant.MIN);
            }
        }
        if (kind.equals("inventory")) {
            setAsideCents = 0;
            outcome.get("items").forEach(item -> setAside(item.get("sku").asText(), item.get("allocated")));
        }
        if (kind.equals("schedule")) {
            extent.scheduled(outcome.get("window"));
        }
        if (kind.equals("schedule")
                && outcome.get("pushWaves").size() > plan.get("pushWaves").asInt()) {
            told.breach(PUSHES, outcome.get("pushWaves").size() + " planned of " + plan.get("pushWaves"));
        }
    }

    /** What it costs may not exceed what the plan has for it, where the plan says how much. */
    void setAside(String sku, JsonNode places) {
        long unitCost = items.get(sku).get("unitCostCents").asLong();
        for (JsonNode units : places) {
            setAsideCents += units.asLong() * unitCost;
        }
        long budget = plan.path("steering").path("stockBudgetCents").asLong();
        if (budget > 0 && setAsideCents > budget && !stockOverspent) {
            stockOverspent = true;
            told.breach(STOCK_BUDGET, setAsideCents + " of " + budget + " cents");
        }
    }

    /** @param limited whether the limits on how often hold: a person may take a change back at any time */
    void changed(JsonNode e, boolean limited) {
        Instant at = Instant.parse(e.get("at").asText());
        extent.changed(e.path("extent"), at, limited);
        JsonNode all = e.get("priceChanges");
        if (!all.isEmpty()) {
            while (!changes.isEmpty() && !changes.peekFirst().isAfter(at.minus(Duration.ofHours(1)))) {
                changes.removeFirst();
            }
            changes.addLast(at);
            if (limited && changes.size() > limit("priceChangesPerHourMax")) {
                told.breach(CHANGES_AN_HOUR, changes.size() + " by " + at);
            }
        }
        for (JsonNode change : all) {
            String sku = change.get("sku").asText();
            Instant before = changedAt.put(sku, at);
            if (limited && before != null && Duration.between(before, at).toMinutes() < limit("cooldownMinutes")) {
                told.breach(COOL_DOWN, sku + ": changed at " + before + " and again at " + at);
            }
            if (discounts.get(sku) != change.get("fromBps").asInt()) {
                told.breach(WRONG_FROM, sku + ": was " + discounts.get(sku) + ", not " + change.get("fromBps"));
            }
            price(sku, change.get("toBps").asInt(), at);
        }
        if (limited
                && e.get("push").asBoolean()
                && ++extraPushes > plan.get("extraPushWaves").asInt()) {
            told.breach(PUSHES, extraPushes + " extra of " + plan.get("extraPushWaves"));
        }
    }

    void signals(JsonNode e) {
        int holdOutBps = e.get("holdOutBps").asInt();
        for (JsonNode signal : e.get("signals")) {
            if (signal.get("action").asText().equals("ORDER")) {
                String shopper = signal.get("shopper").asText();
                boolean withoutSale = isHeldOut(shopper, holdOutBps)
                        || !extent.offers(signal.get("sku").asText())
                        || !extent.isShown(draw("audience", shopper));
                order(signal, withoutSale);
                if (!withoutSale) {
                    extent.sold(Instant.parse(signal.get("at").asText()));
                }
            }
        }
    }

    private void order(JsonNode order, boolean withoutSale) {
        String sku = order.get("sku").asText();
        long regular = items.get(sku).get("regularPriceCents").asLong();
        long paid = order.get("priceCents").asLong();
        long due = withoutSale ? regular : discounted(sku, discounts.get(sku));
        if (paid != due
                && (withoutSale
                        || !wasDue(sku, paid, Instant.parse(order.get("at").asText())))) {
            told.breach(PRICE, sku + ": " + paid + " cents instead of " + due);
        }
        if (!withoutSale) {
            long units = order.get("units").asLong();
            bought.merge(sku, units, Long::sum);
            givenCents += units * (regular - paid);
            if (!overspent && givenCents > plan.get("discountBudgetCents").asLong()) {
                overspent = true;
                told.breach(
                        BUDGET, givenCents + " of " + plan.get("discountBudgetCents") + " cents by " + order.get("at"));
            }
        }
    }

    /** Whether it was the price when somebody bought, told late; in the moment of a change, either. */
    private boolean wasDue(String sku, long paid, Instant at) {
        NavigableMap<Instant, Integer> prices = since.get(sku);
        Map.Entry<Instant, Integer> then = prices.floorEntry(at);
        Map.Entry<Instant, Integer> before = prices.lowerEntry(at);
        return then != null && paid == discounted(sku, then.getValue())
                || before != null && paid == discounted(sku, before.getValue());
    }

    /** The published rule: the first 48 bits of SHA-256 over the parts "arm", campaign and shopper, each after its length and a colon. */
    private boolean isHeldOut(String shopper, int holdOutBps) {
        return heldOut.computeIfAbsent(shopper, s -> draw("arm", s) % 10_000 < holdOutBps);
    }

    private long draw(String what, String shopper) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : new String[] {what, campaign, shopper}) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
                digest.update(bytes);
            }
            return Long.parseLong(HexFormat.of().formatHex(digest.digest()).substring(0, 12), 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
