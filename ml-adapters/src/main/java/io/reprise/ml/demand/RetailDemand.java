package io.reprise.ml.demand;

import io.reprise.ml.dataset.Catalogue;
import io.reprise.ml.dataset.SaleLine;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Daily units of a shop's best-selling items from its invoice lines. A day without any sale in the whole shop is one on
 * which it was closed: nothing is known of it. Prices were not planned ahead, so a forecast takes the last one to stay.
 */
public final class RetailDemand {

    private RetailDemand() {}

    /**
     * @param items how many, the best-selling by lines sold before {@code chosenBefore}
     * @param chosenBefore first day of which nothing may be known when items and their usual prices are chosen
     */
    public static DemandPanel daily(List<SaleLine> sales, int items, LocalDate chosenBefore) {
        List<SaleLine> past = sales.stream()
                .filter(s -> s.at().toLocalDate().isBefore(chosenBefore))
                .toList();
        List<Catalogue.Item> chosen =
                Catalogue.of(past).items().stream().limit(items).toList();
        LocalDate first = sales.stream()
                .map(s -> s.at().toLocalDate())
                .min(Comparator.naturalOrder())
                .orElseThrow();
        LocalDate last = sales.stream()
                .map(s -> s.at().toLocalDate())
                .max(Comparator.naturalOrder())
                .orElseThrow();
        int days = (int) (last.toEpochDay() - first.toEpochDay()) + 1;
        boolean[] open = new boolean[days];
        Map<String, double[][]> sold = new HashMap<>();
        chosen.forEach(item -> sold.put(item.sku(), new double[2][days]));
        for (SaleLine sale : sales) {
            int day = (int) (sale.at().toLocalDate().toEpochDay() - first.toEpochDay());
            open[day] = true;
            double[][] of = sold.get(sale.sku());
            if (of != null) {
                of[0][day] += Catalogue.units(sale);
                of[1][day] += (double) Catalogue.units(sale) * sale.priceCents();
            }
        }
        List<DemandSeries> series = new ArrayList<>();
        for (Catalogue.Item item : chosen) {
            series.add(series(item, sold.get(item.sku()), open));
        }
        return new DemandPanel(first, Cadence.DAILY, days, List.of(), List.of("name"), false, series);
    }

    /** An item is offered from its first sale on; on days without a sale its price is that of its last. */
    private static DemandSeries series(Catalogue.Item item, double[][] sold, boolean[] open) {
        float[] units = new float[open.length];
        float[] discount = new float[open.length];
        Arrays.fill(units, Float.NaN);
        boolean offered = false;
        float now = 0;
        for (int day = 0; day < open.length; day++) {
            offered |= sold[0][day] > 0;
            if (sold[0][day] > 0) {
                double price = sold[1][day] / sold[0][day];
                now = (float) Math.max(-1, Math.min(2, Math.log(item.regularPriceCents() / price)));
            }
            discount[day] = now;
            if (offered && open[day]) {
                units[day] = (float) sold[0][day];
            }
        }
        return new DemandSeries(
                item.sku(), List.of(item.name()), item.regularPriceCents() / 100.0, units, discount, new float[0][]);
    }
}
