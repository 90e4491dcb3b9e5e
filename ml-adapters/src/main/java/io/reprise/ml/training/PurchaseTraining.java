package io.reprise.ml.training;

import io.reprise.domain.model.audience.Pseudonym;
import io.reprise.domain.model.registry.ColumnSpread;
import io.reprise.domain.model.registry.GroupFigures;
import io.reprise.domain.model.registry.TrainingSpread;
import io.reprise.ml.dataset.Catalogue;
import io.reprise.ml.dataset.SaleLine;
import io.reprise.ml.fairness.BinaryFairness;
import io.reprise.ml.fairness.Sampling;
import io.reprise.ml.features.PurchaseFeatures;
import io.reprise.ml.training.Trainer.Data;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Rows for the purchase model: every hour in which a known shopper bought, and some in which they did not, with what was
 * known before that hour. Split by time like demand.
 */
final class PurchaseTraining {

    private static final int NEGATIVES = 10;
    private static final int SAMPLE = 256;

    /** Columns of a row. */
    private static final int HOUR_SHARE = 4, WEEKEND = 5;

    /** A shopper's purchases, oldest first; several lines of one invoice are one purchase. */
    private record Purchase(LocalDateTime hour, double money) {}

    private record Shopper(List<Purchase> purchases, String country) {}

    /** @param testGroups for each attribute the group of each row of {@code test} */
    record Splits(
            Data train,
            Data validation,
            Data test,
            float[][] shoppers,
            float[][] affinity,
            float logitShift,
            List<Double> hourOfWeek,
            SortedMap<String, List<String>> testGroups) {}

    private PurchaseTraining() {}

    static Splits splits(List<SaleLine> sales, long seed) {
        Catalogue catalogue = Catalogue.of(sales);
        LocalDateTime first =
                sales.stream().map(SaleLine::at).min(LocalDateTime::compareTo).orElseThrow();
        LocalDateTime end = catalogue.asOf();
        LocalDateTime test = end.minusDays(42);
        LocalDateTime validation = test.minusDays(35);
        List<Shopper> shoppers = shoppers(sales);
        List<Double> shape = Catalogue.of(
                        sales.stream().filter(s -> s.at().isBefore(validation)).toList())
                .hourOfWeek();
        Random random = new Random(seed);
        Rows train = rows(shoppers, shape, first.plusDays(28), validation, random);
        float[][] who = new float[Math.min(SAMPLE, shoppers.size())][];
        float[][] affinity = new float[24][who.length];
        for (int i = 0; i < who.length; i++) {
            List<Purchase> past = shoppers.get((int) ((long) i * shoppers.size() / who.length))
                    .purchases();
            who[i] = who(past, end);
            for (int hour = 0; hour < 24; hour++) {
                affinity[hour][i] = affinity(past, hour);
            }
        }
        Data validated = rows(shoppers, shape, validation, test, random).data();
        Rows heldOut = rows(shoppers, shape, test, end, random);
        return new Splits(
                train.data(),
                validated,
                heldOut.data(),
                who,
                affinity,
                (float) StrictMath.log(train.negativeShare()),
                catalogue.hourOfWeek(),
                heldOut.groups());
    }

    private static List<Shopper> shoppers(List<SaleLine> sales) {
        Map<Pseudonym, String> countries = new HashMap<>();
        sales.forEach(s -> s.shopper().ifPresent(who -> countries.putIfAbsent(who, s.country())));
        Map<Pseudonym, Map<LocalDateTime, Double>> hours = new LinkedHashMap<>();
        sales.stream()
                .sorted(Comparator.comparing(SaleLine::at).thenComparing(SaleLine::invoice))
                .filter(s -> s.shopper().isPresent())
                .forEach(s -> hours.computeIfAbsent(s.shopper().get(), k -> new LinkedHashMap<>())
                        .merge(
                                s.at().truncatedTo(ChronoUnit.HOURS),
                                Catalogue.units(s) * s.priceCents() / 100.0,
                                Double::sum));
        // By first purchase, not by pseudonym: the key of the pseudonyms must not change the model.
        return hours.entrySet().stream()
                .map(h -> new Shopper(
                        h.getValue().entrySet().stream()
                                .map(e -> new Purchase(e.getKey(), e.getValue()))
                                .toList(),
                        countries.get(h.getKey())))
                .toList();
    }

    private record Rows(Data data, double negativeShare, SortedMap<String, List<String>> groups) {}

    private static Rows rows(
            List<Shopper> shoppers, List<Double> shape, LocalDateTime from, LocalDateTime to, Random random) {
        List<float[]> rows = new ArrayList<>();
        List<Float> targets = new ArrayList<>();
        List<String> known = new ArrayList<>();
        List<String> regions = new ArrayList<>();
        int hours = (int) ChronoUnit.HOURS.between(from, to);
        double possible = 0;
        double drawn = 0;
        for (Shopper shopper : shoppers) {
            List<Purchase> purchases = shopper.purchases();
            int before = rows.size();
            for (int i = 1; i < purchases.size(); i++) {
                LocalDateTime hour = purchases.get(i).hour();
                if (!hour.isBefore(from) && hour.isBefore(to)) {
                    rows.add(row(purchases.subList(0, i), hour, shape));
                    targets.add(1f);
                }
            }
            possible += hours;
            for (int n = 0; n < NEGATIVES; n++) {
                LocalDateTime hour = from.truncatedTo(ChronoUnit.HOURS).plusHours(random.nextInt(hours));
                List<Purchase> past =
                        purchases.stream().filter(p -> p.hour().isBefore(hour)).toList();
                boolean bought = purchases.stream().anyMatch(p -> p.hour().equals(hour));
                if (!past.isEmpty() && !bought) {
                    rows.add(row(past, hour, shape));
                    targets.add(0f);
                }
                drawn++;
            }
            for (int row = before; row < rows.size(); row++) {
                // Log of the number of earlier purchases: none but one is zero.
                known.add(rows.get(row)[1] == 0 ? "bought once" : "returning");
                regions.add(shopper.country());
            }
        }
        float[] flat = new float[rows.size() * PurchaseNetwork.COLUMNS];
        float[] y = new float[rows.size()];
        for (int i = 0; i < y.length; i++) {
            System.arraycopy(rows.get(i), 0, flat, i * PurchaseNetwork.COLUMNS, PurchaseNetwork.COLUMNS);
            y[i] = targets.get(i);
        }
        return new Rows(
                new Data(flat, PurchaseNetwork.COLUMNS, y),
                drawn / possible,
                new TreeMap<>(Map.of("shopper", known, "region", regions)));
    }

    private static float[] row(List<Purchase> past, LocalDateTime hour, List<Double> shape) {
        float[] who = who(past, hour);
        return new float[] {
            who[0],
            who[1],
            who[2],
            affinity(past, hour.getHour()),
            PurchaseFeatures.logShare(shape, Catalogue.hourOfWeek(hour)),
            hour.getDayOfWeek().getValue() > 5 ? 1 : 0
        };
    }

    private static float[] who(List<Purchase> past, LocalDateTime now) {
        double days = ChronoUnit.HOURS.between(past.getLast().hour(), now) / 24.0;
        double money = past.stream().mapToDouble(Purchase::money).sum();
        return new float[] {
            (float) StrictMath.log(1 + Math.max(0, days)),
            (float) StrictMath.log(past.size()),
            (float) StrictMath.log(1 + money)
        };
    }

    /** Share of purchases within an hour of this hour of day, with one doubtful purchase spread over the day. */
    private static float affinity(List<Purchase> past, int hourOfDay) {
        double near = past.stream()
                .filter(p -> Math.abs(p.hour().getHour() - hourOfDay) <= 1)
                .count();
        return (float) ((near + 3 / 24.0) / (past.size() + 1));
    }

    /**
     * What is asked in a sale says nothing of shoppers, who are constants of the model, and what is answered is their mean: only
     * the hour's columns can be compared.
     */
    static TrainingSpread spread(Data train) {
        return new TrainingSpread(
                List.of(
                        ColumnSpread.of("hour-share", PurchaseFeatures.HOUR_SHARE, column(train, HOUR_SHARE)),
                        ColumnSpread.of("weekend", PurchaseFeatures.WEEKEND, column(train, WEEKEND))),
                List.of());
    }

    private static double[] column(Data data, int column) {
        return IntStream.range(0, data.size())
                .mapToDouble(row -> data.rows()[row * data.columns() + column])
                .toArray();
    }

    /** How a model that answered these to the held-out rows does for each group that they tell apart. */
    static List<GroupFigures> groups(Splits splits, double[] answers, long seed) {
        return splits.testGroups().entrySet().stream()
                .flatMap(attribute -> BinaryFairness.measure(
                        attribute.getKey(), answers, splits.test().targets(), attribute.getValue(), Sampling.of(seed))
                        .stream())
                .toList();
    }
}
