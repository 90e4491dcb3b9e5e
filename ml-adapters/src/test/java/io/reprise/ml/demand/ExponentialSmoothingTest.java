package io.reprise.ml.demand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.reprise.ml.demand.DemandWindows.Window;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExponentialSmoothingTest {

    private static final int DAYS = 140;
    private static final int HORIZON = 7;

    /** One item of so many units a day. */
    private static DemandPanel panel(IntToDoubleFunction units) {
        float[] sold = new float[DAYS];
        for (int t = 0; t < DAYS; t++) {
            sold[t] = (float) units.applyAsDouble(t);
        }
        DemandSeries series = new DemandSeries("one", List.of(), 1, sold, new float[DAYS], new float[0][]);
        return new DemandPanel(
                LocalDate.of(2026, 1, 5), Cadence.DAILY, DAYS, List.of(), List.of(), false, List.of(series));
    }

    private static Forecasts smoothed(DemandPanel panel, int origin) {
        return new ExponentialSmoothing(panel, origin, 5).forecast(List.of(new Window(0, origin)), HORIZON);
    }

    @Test
    void aWeekThatRepeatsItselfIsForecast() {
        Forecasts forecasts = smoothed(panel(t -> t % 7 == 5 ? 64 : 16), 126);
        for (int h = 0; h < HORIZON; h++) {
            assertThat((double) forecasts.quantile(0, h, WindowShape.MEDIAN))
                    .isCloseTo((126 + h) % 7 == 5 ? 64 : 16, within(1.5));
        }
    }

    @Test
    void theLevelFollowsAndClosedDaysAreNoZeros() {
        Forecasts forecasts = smoothed(panel(t -> t % 7 == 6 ? Double.NaN : t < 70 ? 9 : 100), 126);
        assertThat((double) forecasts.quantile(0, 1, WindowShape.MEDIAN)).isCloseTo(100, within(5.0));
    }

    @Test
    void theBandHoldsWhatItShould() {
        Random random = new Random(4);
        DemandPanel panel = panel(t -> Math.pow(Math.max(0, 6 + random.nextGaussian()), 2));
        int inside = 0;
        int all = 0;
        for (int origin = 60; origin + HORIZON <= DAYS; origin++) {
            Forecasts forecasts = smoothed(panel, origin);
            for (int h = 0; h < HORIZON; h++) {
                float units = panel.series().getFirst().units()[origin + h];
                inside += units >= forecasts.quantile(0, h, 0) && units <= forecasts.quantile(0, h, 4) ? 1 : 0;
                all++;
            }
        }
        assertThat((double) inside / all).isBetween(0.68, 0.92);
    }

    @Test
    void anItemOfWhichNothingIsKnownIsAUsualOne() {
        Forecasts forecasts = smoothed(panel(t -> Double.NaN), 126);
        assertThat((double) forecasts.quantile(0, 3, WindowShape.MEDIAN)).isCloseTo(5, within(1e-4));
    }

    @Test
    void anItemWithLittlePastHasTheSeasonOfAll() {
        DemandPanel usual = panel(t -> t % 7 == 5 ? 64 : 16);
        float[] late = usual.series().getFirst().units().clone();
        // Offered for nine days before it is asked about, of which one had the rise.
        java.util.Arrays.fill(late, 0, 117, Float.NaN);
        DemandSeries young = new DemandSeries("young", List.of(), 1, late, new float[DAYS], new float[0][]);
        DemandPanel both = usual.with(java.util.stream.Stream.concat(
                        java.util.Collections.nCopies(5, usual.series().getFirst()).stream(),
                        java.util.stream.Stream.of(young))
                .toList());
        Forecasts forecasts = new ExponentialSmoothing(both, 126, 5).forecast(List.of(new Window(5, 126)), HORIZON);
        // Days 131 and 126: with and without the rise.
        assertThat((double) forecasts.quantile(0, 5, WindowShape.MEDIAN))
                .isGreaterThan(2.5 * forecasts.quantile(0, 0, WindowShape.MEDIAN));
    }

    private static final int RISE = 121;

    /** Thirty items, of which some sell half as much again, in roots, from a day on. */
    private static DemandPanel risen(IntPredicate which) {
        return panel(t -> 0)
                .with(IntStream.range(0, 30)
                        .mapToObj(i -> {
                            Random random = new Random(i);
                            float[] sold = new float[DAYS];
                            for (int t = 0; t < DAYS; t++) {
                                double root = (6 + 2 * random.nextGaussian()) * (t >= RISE && which.test(i) ? 1.5 : 1);
                                sold[t] = (float) Math.pow(Math.max(0, root), 2);
                            }
                            return new DemandSeries("item" + i, List.of(), 1, sold, new float[DAYS], new float[0][]);
                        })
                        .toList());
    }

    @Test
    void aRiseThatAllItemsShareIsExpectedToLastMoreThanThatOfOne() {
        DemandPanel all = risen(i -> true);
        CommonCourse course = CommonCourse.of(all, 126, 7);
        assertThat(course.level()[RISE - 1]).isBetween(0.95, 1.05);
        assertThat(course.level()[126]).isGreaterThan(1.1);
        double together = 0;
        double alone = 0;
        for (int i = 0; i < 10; i++) {
            int one = i;
            together += smoothed(all, 126, one);
            alone += smoothed(risen(other -> other == one), 126, one);
        }
        assertThat(together).isGreaterThan(1.05 * alone);
    }

    private static double smoothed(DemandPanel panel, int origin, int item) {
        return new ExponentialSmoothing(panel, origin, 5)
                .forecast(List.of(new Window(item, origin)), HORIZON)
                .quantile(0, 0, WindowShape.MEDIAN);
    }

    /** @param units for the only period of the only window, all quantiles alike */
    private static Forecasts flat(float units) {
        float[] values = new float[WindowShape.LEVELS.size()];
        java.util.Arrays.fill(values, units);
        return new Forecasts(List.of(new Window(0, 100)), 1, new float[][] {values});
    }

    @Test
    void aCombinationLeansToWhatErrsLess() {
        DemandPanel came = panel(t -> 20);
        assertThat(ForecastCombination.chosen(flat(20), flat(40), came).weight())
                .isZero();
        assertThat(ForecastCombination.chosen(flat(40), flat(20), came).weight())
                .isEqualTo(1);
        ForecastCombination between = ForecastCombination.chosen(flat(10), flat(30), came);
        assertThat(between.weight()).isEqualTo(0.5);
        assertThat(between.of(flat(10), flat(30)).quantile(0, 0, 2)).isEqualTo(20);
        assertThatThrownBy(() -> between.of(flat(10), new Forecasts(List.of(), 1, new float[0][])))
                .hasMessageContaining("different windows");
    }
}
