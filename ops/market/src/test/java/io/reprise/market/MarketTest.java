package io.reprise.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reprise.market.Market.Deed;
import io.reprise.market.Market.Offer;
import io.reprise.market.Market.Scene;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MarketTest {

    private static final Instant START = Instant.parse("2026-11-11T00:00:00Z");
    private static final Calibration FLAT = new Calibration(
            List.of(new Calibration.Item("A", "Lamp", 1000, 120), new Calibration.Item("B", "Mug", 500, 60)),
            flatWeek());

    private static double[] flatWeek() {
        double[] hours = new double[168];
        Arrays.fill(hours, 1.0 / 168);
        return hours;
    }

    private static Market market(long seed, Scenario scenario) {
        return new Market(FLAT, scenario, seed, 500, ZoneId.of("Europe/London"));
    }

    private static List<Deed> day(Market market, long priceCents, List<Instant> pushes, Set<String> heldOut) {
        List<Deed> all = new ArrayList<>();
        for (Instant at = START; at.isBefore(START.plusSeconds(86_400)); at = at.plus(Market.STEP)) {
            all.addAll(
                    market.play(new Scene(at, List.of(new Offer("A", 1000, priceCents, 100)), pushes, heldOut), START));
        }
        return all;
    }

    private static int units(List<Deed> deeds) {
        return deeds.stream().filter(Deed::isOrder).mapToInt(Deed::units).sum();
    }

    @Test
    void aStepPlayedAgainIsTheSameStep() {
        assertThat(day(market(7, Scenario.NORMAL), 900, List.of(), Set.of()))
                .isEqualTo(day(market(7, Scenario.NORMAL), 900, List.of(), Set.of()))
                .isNotEqualTo(day(market(8, Scenario.NORMAL), 900, List.of(), Set.of()));
        assertThat(day(market(7, Scenario.NORMAL), 900, List.of(), Set.of()))
                .extracting(Deed::id)
                .doesNotHaveDuplicates();
    }

    @Test
    void atTheRegularPriceItSellsWhatWasCalibrated() {
        double mean = IntStream.range(0, 40)
                .map(seed -> units(day(market(seed, Scenario.NORMAL), 1000, List.of(), Set.of())))
                .average()
                .orElseThrow();
        assertThat(mean).isCloseTo(120, within(10.0));
    }

    @Test
    void aLowerPriceAndAPushSellMore() {
        int regular = units(day(market(7, Scenario.NORMAL), 1000, List.of(), Set.of()));
        int discounted = units(day(market(7, Scenario.NORMAL), 700, List.of(), Set.of()));
        List<Instant> pushes = List.of(START.plusSeconds(3_600), START.plusSeconds(36_000), START.plusSeconds(60_000));
        assertThat(discounted).isGreaterThan(regular);
        assertThat(units(day(market(7, Scenario.NORMAL), 700, pushes, Set.of())))
                .isGreaterThan(discounted);
        assertThat(units(day(market(7, Scenario.WEAK), 1000, List.of(), Set.of())))
                .isLessThan(regular);
    }

    @Test
    void whoIsHeldOutSeesNeitherPriceNorPush() {
        Set<String> everybody =
                IntStream.range(0, 500).mapToObj(Market::shopper).collect(Collectors.toSet());
        List<Deed> held = day(market(7, Scenario.NORMAL), 500, List.of(START), everybody);
        assertThat(held).isNotEmpty().allSatisfy(deed -> assertThat(deed.priceCents())
                .isEqualTo(1000));
        assertThat(units(held)).isEqualTo(units(day(market(7, Scenario.NORMAL), 1000, List.of(), everybody)));
    }
}
