package io.reprise.market;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** The sale the demo plans: "Double 11", 24 hours, over the best-selling items. */
final class DemoPlan {

    static final String ZONE = "Europe/London";
    static final Instant FROM = Instant.parse("2026-11-11T00:00:00Z");
    static final Instant TO = Instant.parse("2026-11-12T06:00:00Z");

    private final List<Calibration.Item> items;
    private final long seed;

    DemoPlan(Calibration calibration, int items, long seed) {
        this.items = calibration.items().stream().limit(items).toList();
        this.seed = seed;
    }

    /** What lies in the two warehouses: enough for most items, too little for a few. */
    List<Map<String, Object>> receipts() {
        SplittableRandom random = new SplittableRandom(seed);
        List<Map<String, Object>> receipts = new ArrayList<>();
        for (Calibration.Item item : items) {
            int units = (int) Math.ceil(item.unitsPerDay() * (1.2 + 1.8 * random.nextDouble())) + 4;
            for (String warehouse : List.of("LON", "MAN")) {
                receipts.add(Map.of(
                        "receiptId",
                        "demo-" + seed + "-" + item.sku() + "-" + warehouse,
                        "sku",
                        item.sku(),
                        "warehouse",
                        warehouse,
                        "units",
                        warehouse.equals("LON") ? Math.ceilDiv(units * 3, 5) : Math.ceilDiv(units * 2, 5)));
            }
        }
        return receipts;
    }

    Map<String, Object> plan() {
        SplittableRandom random = new SplittableRandom(seed + 1);
        List<Map<String, Object>> planned = new ArrayList<>();
        for (Calibration.Item item : items) {
            long cost = Math.round(item.basePriceCents() * (0.42 + 0.1 * random.nextDouble()));
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("sku", item.sku());
            line.put("name", item.name());
            line.put("regularPriceCents", item.basePriceCents());
            line.put("unitCostCents", cost);
            line.put("discountBps", 1000 + 500 * random.nextInt(3));
            planned.add(line);
        }
        Map<String, Object> plan = new LinkedHashMap<>();
        plan.put("name", "Double 11");
        plan.put("currency", "GBP");
        plan.put("zone", ZONE);
        plan.put("within", Map.of("from", FROM.toString(), "to", TO.toString()));
        plan.put("lengthHours", 24);
        plan.put("monitorMinutes", 60);
        plan.put("pushWaves", 3);
        plan.put("extraPushWaves", 2);
        plan.put("holdOutBps", 2000);
        plan.put("discountBudgetCents", 400_000);
        plan.put(
                "guardrails",
                Map.of(
                        "discountBpsMax", 4000,
                        "marginBpsMin", 500,
                        "automaticStepBpsMax", 500,
                        "priceChangesPerHourMax", 2,
                        "cooldownMinutes", 120));
        plan.put("items", planned);
        return plan;
    }
}
