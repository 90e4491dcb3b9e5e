package io.reprise.ml.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.model.audience.Pseudonym;
import io.reprise.ml.dataset.Action;
import io.reprise.ml.dataset.ShopperAction;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Data are made with a truth that is known, and the analyses have to find it within what they say they know. */
class PlantedTruthTest {

    private static final LocalDate START = LocalDate.of(2025, 1, 6);

    private static ShopperAction action(String shopper, Action action, Instant at, String category) {
        return new ShopperAction(
                Optional.of(new Pseudonym(shopper)), "sku-1", category, action, at, OptionalLong.empty(), 1, "");
    }

    private static double poisson(Random random, double mean) {
        double product = random.nextDouble();
        int count = 0;
        for (double limit = Math.exp(-mean); product > limit; product *= random.nextDouble()) {
            count++;
        }
        return count;
    }

    /** Sales of {@code exp(base - elasticity * log(price / 1000))} a day, prices changing every five days. */
    private static SortedMap<LocalDate, PriceSensitivity.Day> item(
            Random random, double elasticity, double base, int days) {
        SortedMap<LocalDate, PriceSensitivity.Day> sold = new TreeMap<>();
        long price = 1_000;
        for (int day = 0; day < days; day++) {
            price = day % 5 == 0 ? 700 + 100L * random.nextInt(7) : price;
            double units = poisson(random, Math.exp(base + elasticity * Math.log(price / 1_000.0)));
            if (units > 0) {
                sold.put(START.plusDays(day), new PriceSensitivity.Day(units, price));
            }
        }
        return sold;
    }

    @Test
    void aPlantedElasticityLiesInItsIntervalAsOftenAsTheIntervalSays() {
        int inside = 0;
        int items = 60;
        for (int seed = 0; seed < items; seed++) {
            Map<String, SortedMap<LocalDate, PriceSensitivity.Day>> one =
                    Map.of("a", item(new Random(seed), -1.8, Math.log(6), 120));
            PriceSensitivity.Interval own =
                    PriceSensitivity.of(one, Map.of()).items().getFirst().own().orElseThrow();
            inside += own.low() <= -1.8 && -1.8 <= own.high() ? 1 : 0;
            assertThat(own.high() - own.low()).isLessThan(2);
        }
        assertThat(inside).isBetween(52, 60);
    }

    @Test
    void shrinkageBringsManyPoorEstimatesNearerToTheTruth() {
        Random random = new Random(11);
        Map<String, SortedMap<LocalDate, PriceSensitivity.Day>> items = new HashMap<>();
        Map<String, Double> truth = new HashMap<>();
        for (int i = 0; i < 40; i++) {
            double elasticity = -1.5 + 0.3 * random.nextGaussian();
            truth.put("i" + i, elasticity);
            items.put("i" + i, item(random, elasticity, Math.log(1.5), 60));
        }
        PriceSensitivity.Result result = PriceSensitivity.of(items, Map.of());
        double own = 0;
        double shrunk = 0;
        for (PriceSensitivity.Estimate e : result.items()) {
            own += Math.pow(e.own().orElseThrow().value() - truth.get(e.item()), 2);
            shrunk += Math.pow(e.elasticity().orElseThrow().value() - truth.get(e.item()), 2);
        }
        assertThat(shrunk).isLessThan(own / 2);
        PriceSensitivity.Interval mean = result.mean().orElseThrow();
        assertThat(-1.5).isBetween(mean.low(), mean.high());
    }

    @Test
    void anItemOfOnePriceSaysThatItSaysNothing() {
        SortedMap<LocalDate, PriceSensitivity.Day> days = new TreeMap<>();
        for (int i = 0; i < 40; i++) {
            days.put(START.plusDays(i), new PriceSensitivity.Day(3, 999));
        }
        PriceSensitivity.Estimate estimate =
                PriceSensitivity.of(Map.of("a", days), Map.of()).items().getFirst();
        assertThat(estimate.own()).isEmpty();
        assertThat(estimate.note()).isEqualTo("one price only");
    }

    @Test
    void theRegressionFindsItsCoefficientsAndRefusesColumnsThatAreTheSame() {
        Random random = new Random(3);
        double[][] x = new double[400][];
        double[][] twice = new double[400][];
        double[] y = new double[400];
        for (int i = 0; i < y.length; i++) {
            double value = random.nextGaussian();
            x[i] = new double[] {1, value};
            twice[i] = new double[] {1, value, value};
            y[i] = poisson(random, Math.exp(0.5 + 0.7 * value));
        }
        PoissonRegression fit = PoissonRegression.fit(x, y).orElseThrow();
        assertThat(fit.coefficients()[0]).isCloseTo(0.5, Offset.offset(3 * fit.standardErrors()[0]));
        assertThat(fit.coefficients()[1]).isCloseTo(0.7, Offset.offset(3 * fit.standardErrors()[1]));
        assertThat(PoissonRegression.fit(twice, y)).isEmpty();
    }

    @Test
    void aPlantedPeakHourAndItsConversionAreFoundInTheZoneOfTheShop() {
        ZoneId shanghai = ZoneId.of("Asia/Shanghai");
        ActiveHours hours = new ActiveHours(shanghai);
        Random random = new Random(4);
        int at20 = 0;
        int bought = 0;
        for (int s = 0; s < 2_000; s++) {
            int hour = random.nextInt(3) == 0 ? 20 : random.nextInt(24);
            Instant at = START.atTime(hour, 15).atZone(shanghai).toInstant();
            boolean buys = random.nextDouble() < (hour == 20 ? 0.3 : 0.05);
            hours.add(action("s" + s, Action.VIEW, at, ""));
            if (buys) {
                hours.add(action("s" + s, Action.BUY, at.plusSeconds(60), ""));
                hours.add(action("s" + s, Action.BUY, at.plusSeconds(90), ""));
            }
            at20 += hour == 20 ? 1 : 0;
            bought += hour == 20 && buys ? 1 : 0;
        }
        ActiveHours.Result result = hours.result();
        assertThat(result.peakHour()).isEqualTo(20);
        assertThat(result.peakWeekday()).isEqualTo(1);
        ActiveHours.Slot slot = result.hours().get(20);
        assertThat(slot.visits()).isEqualTo(at20);
        ActiveHours.Share share = slot.conversion().orElseThrow();
        assertThat(share.value()).isEqualTo(bought / (double) at20);
        assertThat(0.3).isBetween(share.low(), share.high());
    }

    @Test
    void whereOnlyPurchasesAreRecordedThereIsNoConversion() {
        ActiveHours hours = new ActiveHours(ZoneOffset.UTC);
        hours.add(action("a", Action.BUY, Instant.parse("2025-01-06T10:00:00Z"), ""));
        assertThat(hours.result().hours()).allMatch(slot -> slot.conversion().isEmpty());
    }

    @Test
    void aPlantedTrendRhythmAndOutburstAreFound() {
        Random random = new Random(8);
        SortedMap<LocalDate, Double> units = new TreeMap<>();
        for (int day = 0; day < 140; day++) {
            double level = 100 + day;
            double rhythm = day % 7 == 5 ? 60 : -10;
            units.put(START.plusDays(day), level + rhythm + 4 * random.nextGaussian() + (day == 100 ? 90 : 0));
        }
        SalesTrend trend = SalesTrend.of(units).orElseThrow();
        double mean = units.values().stream().mapToDouble(u -> u).average().orElseThrow();
        assertThat(trend.weekday().get(5)).isCloseTo(1 + 60 / mean, Offset.offset(0.05));
        assertThat(trend.weekday().get(0)).isCloseTo(1 - 10 / mean, Offset.offset(0.05));
        assertThat(trend.trend().get(START.plusDays(70))).isCloseTo(170, Offset.offset(8.0));
        assertThat(7 / 211.5)
                .isBetween(trend.growthPerWeek().low(), trend.growthPerWeek().high());
        assertThat(trend.unusual().keySet()).contains(START.plusDays(100));
        assertThat(trend.seasonalStrength()).isGreaterThan(0.7);
        assertThat(SalesTrend.of(units.headMap(START.plusDays(27)))).isEmpty();
    }

    @Test
    void stockLastsAsLongAsThePlantedRateSaysAsOftenAsTheIntervalSays() {
        int inside = 0;
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            SortedMap<LocalDate, Double> sold = new TreeMap<>();
            for (int day = 0; day < 28; day++) {
                sold.put(START.plusDays(day), poisson(random, 5));
            }
            StockCover a = StockCover.of(Map.of("a", 1000L), Map.of("a", sold), START.plusDays(27), Optional.empty())
                    .getFirst();
            assertThat(a.runsOut()).contains(START.plusDays(27L + a.days().orElseThrow()));
            inside += a.daysLow().orElseThrow() <= 200 && 200 <= a.daysHigh().orElseThrow() ? 1 : 0;
        }
        assertThat(inside).isBetween(88, 99);
    }

    @Test
    void stockOfWhatNobodyBoughtHasNoEndThatIsKnownButAnEarliestOne() {
        StockCover never = StockCover.of(Map.of("never", 10L), Map.of(), START, Optional.empty())
                .getFirst();
        assertThat(never.days()).isEmpty();
        assertThat(never.daysHigh()).isEmpty();
        assertThat(never.daysLow()).contains(94);
    }

    @Test
    void interestsCountEachShopperTheSameHoweverActive() {
        Interests interests = new Interests(false);
        Instant at = Instant.parse("2025-01-06T10:00:00Z");
        for (int i = 0; i < 90; i++) {
            interests.add(action("a", Action.VIEW, at.plusSeconds(i), "lamps"));
        }
        interests.add(action("b", Action.VIEW, at, "mugs"));
        interests.add(action("c", Action.BUY, at, "mugs"));
        interests.add(action("d", Action.BUY, at, "mugs"));
        interests.add(action("d", Action.BUY, at.plus(3, ChronoUnit.DAYS), "mugs"));
        Interests.Result result = interests.result(5);
        assertThat(result.shoppers())
                .containsEntry(Interests.Group.BROWSES, 2L)
                .containsEntry(Interests.Group.BOUGHT_ONCE, 1L)
                .containsEntry(Interests.Group.BUYS_AGAIN, 1L);
        Interests.Interest lamps =
                result.interests().get(Interests.Group.BROWSES).getFirst();
        assertThat(lamps.category()).isEqualTo("lamps");
        assertThat(lamps.share()).isEqualTo(0.5);
        assertThat(lamps.lift()).isEqualTo(2.0);
    }
}
