package io.reprise.ml.training;

import io.reprise.domain.model.decision.Tensor;
import io.reprise.domain.model.port.DemandForecaster;
import io.reprise.domain.model.registry.ColumnSpread;
import io.reprise.domain.model.registry.GroupFigures;
import io.reprise.domain.model.registry.PriceTier;
import io.reprise.domain.model.registry.TrainingSpread;
import io.reprise.ml.baseline.BaselineArtifact.SeasonalNaiveDemand;
import io.reprise.ml.dataset.Catalogue;
import io.reprise.ml.dataset.SaleLine;
import io.reprise.ml.fairness.DemandFairness;
import io.reprise.ml.fairness.Sampling;
import io.reprise.ml.features.DemandFeatures;
import io.reprise.ml.features.DemandFeatures.Level;
import io.reprise.ml.features.DemandFeatures.Table;
import io.reprise.ml.training.Trainer.Data;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Rows for the demand model: one for each item and opening hour, with levels as known on the morning of that day and the
 * price at which the item was last sold by then. Split by time: the last 6 weeks test, the 5 before validate.
 */
final class DemandTraining {

    private static final int TEST_DAYS = 42;
    private static final int VALIDATION_DAYS = 35;
    private static final int OPENS = 8;
    private static final int CLOSES = 18;

    /** @param span what the rows cover, for the card */
    record Rows(Data data, String span) {}

    record Splits(Rows train, Rows validation, Rows test, Table servingTable) {}

    /** An item's past, by day. */
    private static final class Past {
        private final double[] unitsOfDay;
        private final Map<Integer, double[]> unitsOfHour = new HashMap<>();
        private final Map<Integer, double[]> paidOfHour = new HashMap<>();

        Past(int days) {
            unitsOfDay = new double[days];
        }

        double mean(int before, int days) {
            int from = Math.max(0, before - days);
            double sum = 0;
            for (int day = from; day < before; day++) {
                sum += unitsOfDay[day];
            }
            return sum / Math.max(1, before - from);
        }
    }

    private DemandTraining() {}

    static Splits splits(List<SaleLine> sales) {
        Catalogue catalogue = Catalogue.of(sales);
        LocalDate first = sales.stream()
                .map(s -> s.at().toLocalDate())
                .min(LocalDate::compareTo)
                .orElseThrow();
        LocalDate last = catalogue.asOf().toLocalDate();
        int days = (int) (last.toEpochDay() - first.toEpochDay()) + 1;
        Map<String, Past> pasts = pasts(sales, first, days);
        int test = days - TEST_DAYS;
        int validation = test - VALIDATION_DAYS;
        // The shape of the week comes from the training days alone.
        List<Double> shape = Catalogue.of(sales.stream()
                        .filter(s -> s.at().toLocalDate().toEpochDay() - first.toEpochDay() < validation)
                        .toList())
                .hourOfWeek();
        return new Splits(
                rows(catalogue, pasts, shape, first, 28, validation),
                rows(catalogue, pasts, shape, first, validation, test),
                rows(catalogue, pasts, shape, first, test, days),
                table(catalogue, pasts, days));
    }

    private static Map<String, Past> pasts(List<SaleLine> sales, LocalDate first, int days) {
        Map<String, Past> pasts = new TreeMap<>();
        for (SaleLine sale : sales) {
            Past past = pasts.computeIfAbsent(sale.sku(), sku -> new Past(days));
            int day = (int) (sale.at().toLocalDate().toEpochDay() - first.toEpochDay());
            int hour = day * 24 + sale.at().getHour();
            double units = Catalogue.units(sale);
            past.unitsOfDay[day] += units;
            past.unitsOfHour.computeIfAbsent(hour, h -> new double[1])[0] += units;
            double[] paid = past.paidOfHour.computeIfAbsent(hour, h -> new double[2]);
            paid[0] += units * sale.priceCents();
            paid[1] += units;
        }
        return pasts;
    }

    private static Table table(Catalogue catalogue, Map<String, Past> pasts, int days) {
        Map<String, Level> levels = new TreeMap<>();
        pasts.forEach((sku, past) -> levels.put(sku, new Level(past.mean(days, 28), past.mean(days, 7))));
        double[] all =
                levels.values().stream().mapToDouble(Level::days28).sorted().toArray();
        double median = all[all.length / 2];
        return new Table(levels, new Level(median, median), catalogue.hourOfWeek());
    }

    private static Rows rows(
            Catalogue catalogue, Map<String, Past> pasts, List<Double> shape, LocalDate first, int from, int to) {
        int open = CLOSES - OPENS;
        int size = catalogue.items().size() * Math.max(0, to - from) * open;
        float[] rows = new float[size * DemandFeatures.COLUMNS];
        float[] targets = new float[size];
        int row = 0;
        for (Catalogue.Item item : catalogue.items()) {
            Past past = pasts.get(item.sku());
            double ratio = 1;
            for (int day = from; day < to; day++) {
                LocalDate date = first.plusDays(day);
                // The shop is closed on Saturdays and some holidays: no demand was seen, so nothing is learned.
                if (!anySale(pasts, day)) {
                    continue;
                }
                Level level = new Level(past.mean(day, 28), past.mean(day, 7));
                for (int hour = OPENS; hour < CLOSES; hour++) {
                    double[] paid = past.paidOfHour.get(day * 24 + hour);
                    ratio = paid == null ? ratio : paid[0] / paid[1] / item.regularPriceCents();
                    double share = shape.get((date.getDayOfWeek().getValue() - 1) * 24 + hour);
                    DemandFeatures.fill(
                            rows,
                            row,
                            level,
                            share,
                            date.getDayOfWeek().getValue() > 5,
                            item.regularPriceCents(),
                            ratio);
                    targets[row++] = (float) past.unitsOfHour.getOrDefault(day * 24 + hour, new double[1])[0];
                }
            }
        }
        return new Rows(
                new Data(
                        Arrays.copyOf(rows, row * DemandFeatures.COLUMNS),
                        DemandFeatures.COLUMNS,
                        Arrays.copyOf(targets, row)),
                first.plusDays(from) + " to " + first.plusDays(to - 1L));
    }

    private static boolean anySale(Map<String, Past> pasts, int day) {
        return pasts.values().stream().anyMatch(p -> p.unitsOfDay[day] > 0);
    }

    /** How expectations do for cheap, middling and dear items: below 2, below 5, and from 5 of the currency on. */
    static List<GroupFigures> groups(Data test, Tensor answer, long seed) {
        List<String> tiers = IntStream.range(0, test.size())
                .mapToObj(row -> {
                    double price = StrictMath.exp(test.rows()[row * test.columns() + DemandFeatures.REGULAR_PRICE]);
                    return PriceTier.of(price);
                })
                .toList();
        double[] expected = IntStream.range(0, test.size())
                .mapToDouble(row -> answer.at(row, DemandForecaster.P50))
                .toArray();
        return DemandFairness.measure(PriceTier.ATTRIBUTE, expected, test.targets(), tiers, Sampling.of(seed));
    }

    /** Each column of the training rows, and what is expected of them. */
    static TrainingSpread spread(Data train, Tensor answer) {
        return new TrainingSpread(
                IntStream.range(0, train.columns())
                        .mapToObj(column -> ColumnSpread.of(
                                DemandFeatures.NAMES.get(column),
                                column,
                                IntStream.range(0, train.size())
                                        .mapToDouble(row -> train.rows()[row * train.columns() + column])
                                        .toArray()))
                        .toList(),
                List.of(ColumnSpread.of(
                        "expected-units",
                        DemandForecaster.P50,
                        IntStream.range(0, answer.rows())
                                .mapToDouble(row -> answer.at(row, DemandForecaster.P50))
                                .toArray())));
    }

    /** The baseline's outer quantiles: those of units over expectation in the training rows. */
    static SeasonalNaiveDemand baseline(Data train) {
        Tensor expected =
                new SeasonalNaiveDemand(1, 0, 0).run(new Tensor(train.size(), DemandFeatures.COLUMNS, train.rows()));
        List<Double> ratios = new ArrayList<>();
        for (int row = 0; row < train.size(); row++) {
            ratios.add(train.targets()[row] / Math.max(1e-3, expected.at(row, 1)));
        }
        ratios.sort(Double::compare);
        return new SeasonalNaiveDemand(
                1, Math.min(1, ratios.get(ratios.size() / 10)), Math.max(1, ratios.get(ratios.size() * 9 / 10)));
    }
}
