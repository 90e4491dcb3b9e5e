package io.reprise.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reprise.market.Market.Deed;
import io.reprise.market.Market.Offer;
import io.reprise.market.Market.Scene;
import io.reprise.market.Market.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MarketTest {

    private static final Instant START = Instant.parse("2026-11-11T00:00:00Z");
    private static final ZoneId ZONE = ZoneId.of("Europe/London");
    private static final int SHOPPERS = 500;
    private static final Set<String> EVERYBODY =
            IntStream.range(0, SHOPPERS).mapToObj(Market::shopper).collect(Collectors.toSet());
    private static final Calibration FLAT = new Calibration(
            List.of(new Calibration.Item("A", "Lamp", 1000, 120), new Calibration.Item("B", "Mug", 500, 60)),
            flatWeek());

    /** The day on which everything below is played, and a sale in the middle of it. */
    private static final Window DAY = new Window(START, START.plus(Duration.ofDays(1)));

    private static final Window SALE = new Window(START.plus(Duration.ofHours(8)), START.plus(Duration.ofHours(16)));

    private static double[] flatWeek() {
        double[] hours = new double[168];
        Arrays.fill(hours, 1.0 / 168);
        return hours;
    }

    private static Market market(long seed, Scenario scenario) {
        return new Market(FLAT, scenario, seed, SHOPPERS, ZONE);
    }

    private static List<Deed> day(
            Market market, Optional<Window> sale, long priceCents, List<Instant> pushes, Set<String> heldOut) {
        return span(market, DAY, sale, priceCents, pushes, heldOut);
    }

    private static List<Deed> span(
            Market market,
            Window span,
            Optional<Window> sale,
            long priceCents,
            List<Instant> pushes,
            Set<String> heldOut) {
        List<Deed> all = new ArrayList<>();
        for (Instant at = span.from(); at.isBefore(span.to()); at = at.plus(Market.STEP)) {
            all.addAll(
                    market.play(new Scene(at, sale, List.of(new Offer("A", 1000, priceCents, 100)), pushes, heldOut)));
        }
        return all;
    }

    private static List<Deed> day(Market market, long priceCents) {
        return day(market, Optional.of(SALE), priceCents, List.of(), Set.of());
    }

    private static int units(List<Deed> deeds) {
        return deeds.stream().filter(Deed::isOrder).mapToInt(Deed::units).sum();
    }

    private static double mean(java.util.function.IntToDoubleFunction units) {
        return IntStream.range(0, 40)
                .mapToDouble(units::applyAsDouble)
                .average()
                .orElseThrow();
    }

    private static double meanInSale(Scenario scenario, long priceCents) {
        return mean(
                seed -> units(span(market(seed, scenario), SALE, Optional.of(SALE), priceCents, List.of(), Set.of())));
    }

    @Test
    void aStepPlayedAgainIsTheSameStep() {
        assertThat(day(market(7, Scenario.NORMAL), 900))
                .isEqualTo(day(market(7, Scenario.NORMAL), 900))
                .isNotEqualTo(day(market(8, Scenario.NORMAL), 900));
        assertThat(day(market(7, Scenario.BOTS), 900)).extracting(Deed::id).doesNotHaveDuplicates();
    }

    @Test
    void aScenarioThatChangesNothingYetChangesNoShopper() {
        Market normal = market(7, Scenario.NORMAL);
        List<Deed> usual = span(normal, new Window(START, SALE.from()), Optional.of(SALE), 800, List.of(), Set.of());
        for (Scenario scenario : List.of(Scenario.COMPETITOR, Scenario.VIRAL, Scenario.PAYMENT_OUTAGE, Scenario.BOTS)) {
            assertThat(span(
                            normal.under(scenario),
                            new Window(START, SALE.from()),
                            Optional.of(SALE),
                            800,
                            List.of(),
                            Set.of()))
                    .as(scenario + " before its hour")
                    .isEqualTo(usual);
        }
    }

    @Test
    void withoutASaleItSellsWhatWasCalibrated() {
        double mean =
                mean(seed -> units(day(market(seed, Scenario.NORMAL), Optional.empty(), 1000, List.of(), Set.of())));
        assertThat(mean).isCloseTo(120, within(10.0));
    }

    @Test
    void aLowerPriceAndAPushSellMore() {
        int regular = units(day(market(7, Scenario.NORMAL), 1000));
        List<Deed> discounted = day(market(7, Scenario.NORMAL), 700);
        List<Instant> pushes =
                List.of(SALE.from().plusSeconds(3_600), SALE.from().plusSeconds(18_000));
        assertThat(units(discounted)).isGreaterThan(regular);
        assertThat(units(day(market(7, Scenario.NORMAL), Optional.of(SALE), 700, pushes, Set.of())))
                .isGreaterThan(units(discounted));
    }

    @Test
    void aSaleTakesPurchasesFromTheHoursAroundIt() {
        Window before = new Window(SALE.from().minus(Duration.ofHours(6)), SALE.from());
        double usual = mean(seed ->
                units(span(market(seed, Scenario.NORMAL), before, Optional.empty(), 1000, List.of(), Set.of())));
        double near = mean(seed ->
                units(span(market(seed, Scenario.NORMAL), before, Optional.of(SALE), 1000, List.of(), Set.of())));
        assertThat(near / usual).as("before a sale").isBetween(0.7, 0.85);
        Window all =
                new Window(SALE.from().minus(Duration.ofHours(25)), SALE.to().plus(Duration.ofHours(25)));
        double without = mean(
                seed -> units(span(market(seed, Scenario.NORMAL), all, Optional.empty(), 1000, List.of(), Set.of())));
        double with = mean(
                seed -> units(span(market(seed, Scenario.NORMAL), all, Optional.of(SALE), 1000, List.of(), Set.of())));
        assertThat(with).as("a sale without a discount sells nothing more").isCloseTo(without, within(1e-9));
    }

    @Test
    void whoIsHeldOutSeesNeitherPriceNorPushNorSale() {
        List<Deed> held = day(market(7, Scenario.NORMAL), Optional.of(SALE), 500, List.of(SALE.from()), EVERYBODY);
        assertThat(held).isNotEmpty().allSatisfy(deed -> assertThat(deed.priceCents())
                .isEqualTo(1000));
        assertThat(units(held))
                .isEqualTo(units(day(market(7, Scenario.NORMAL), Optional.empty(), 1000, List.of(), EVERYBODY)));
    }

    @Test
    void eachScenarioMovesDemandAsItSays() {
        double normal = meanInSale(Scenario.NORMAL, 800);
        assertThat(meanInSale(Scenario.WEAK, 800) / normal).isBetween(0.5, 0.7);
        assertThat(meanInSale(Scenario.FORECAST_HALF, 800) / normal).isBetween(1.85, 2.15);
        assertThat(meanInSale(Scenario.FORECAST_DOUBLE, 800) / normal).isBetween(0.42, 0.58);
        assertThat(meanInSale(Scenario.VIRAL, 800) / normal).isGreaterThan(1.15);
        assertThat(meanInSale(Scenario.COMPETITOR, 800) / normal).isLessThan(0.95);
        assertThat(meanInSale(Scenario.PAYMENT_OUTAGE, 800) / normal).isBetween(0.6, 0.9);
        assertThat(meanInSale(Scenario.BOTS, 800)).isEqualTo(normal);
        assertThat(meanInSale(Scenario.STOCK_DELAY, 800)).isEqualTo(normal);
        double discounted = meanInSale(Scenario.NORMAL, 600) / meanInSale(Scenario.NORMAL, 1000);
        double insensitive = meanInSale(Scenario.INSENSITIVE, 600) / meanInSale(Scenario.INSENSITIVE, 1000);
        assertThat(insensitive).isLessThan(1.5).isLessThan(discounted);
    }

    @Test
    void botsLookAndBuyNothing() {
        List<Deed> usual = day(market(7, Scenario.NORMAL), 800);
        List<Deed> more = new ArrayList<>(day(market(7, Scenario.BOTS), 800));
        more.removeAll(usual);
        assertThat(more).hasSizeGreaterThan(20).noneMatch(Deed::isOrder);
        assertThat(more.stream().map(Deed::shopper).distinct()).hasSizeLessThanOrEqualTo(12);
    }

    @Test
    void aPartOfTheStockIsLateInOneScenarioOnly() {
        assertThat(market(7, Scenario.NORMAL).delayedShare("A")).isZero();
        assertThat(IntStream.range(0, 100)
                        .mapToDouble(seed -> market(seed, Scenario.STOCK_DELAY).delayedShare("A"))
                        .filter(share -> share > 0)
                        .count())
                .isBetween(30L, 70L);
        assertThat(market(7, Scenario.STOCK_DELAY).delay()).isBetween(Duration.ofHours(1), Duration.ofHours(6));
    }

    @Test
    void elasticitiesDifferBetweenItemsAsMuchAsInRealSales() {
        double[] drawn = IntStream.range(0, 4_000)
                .mapToDouble(i -> new Shoppers(5, 1).elasticity("item-" + i))
                .toArray();
        double mean = Arrays.stream(drawn).average().orElseThrow();
        double deviation =
                Math.sqrt(Arrays.stream(drawn).map(e -> (e - mean) * (e - mean)).sum() / drawn.length);
        assertThat(deviation / mean).isCloseTo(0.40 / 0.94, within(0.05));
    }

    @Test
    void whatAnOracleIsToldIsTheMeanOfWhatIsPlayed() {
        for (Scenario scenario : Scenario.values()) {
            List<Instant> pushes = List.of(SALE.from().plusSeconds(7_200));
            double played =
                    mean(seed -> units(span(market(seed, scenario), SALE, Optional.of(SALE), 750, pushes, Set.of())));
            double told = mean(seed -> {
                TrueDemand truth = market(seed, scenario).trueDemand();
                return IntStream.range(0, 8)
                        .mapToDouble(
                                hour -> truth.units("A", SALE.from().plus(Duration.ofHours(hour)), 0.75, SALE, pushes))
                        .sum();
            });
            assertThat(told / played).as(scenario.name()).isBetween(0.9, 1.1);
        }
    }
}
