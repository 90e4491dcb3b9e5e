package io.reprise.ml.demand;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.ml.demand.DemandWindows.Window;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DemandWindowsTest {

    private static final int ORIGIN = 70;
    private static final DemandPanel PANEL = PlantedDemand.panel(6, 2);
    private static final WindowShape SHAPE = WindowShape.of(PANEL, 8, 4, ORIGIN);
    private static final List<Window> ALL =
            IntStream.range(0, 6).mapToObj(i -> new Window(i, ORIGIN)).toList();

    /** The same past, another future. */
    private static DemandPanel otherFuture() {
        return PANEL.with(one -> {
            float[] units = one.units().clone();
            for (int t = ORIGIN; t < units.length; t++) {
                units[t] = 1000 + t;
            }
            return new DemandSeries(one.item(), one.content(), one.basePrice(), units, one.discount(), one.flags());
        });
    }

    private static boolean looksAhead(Function<DemandPanel, float[]> features) {
        return !java.util.Arrays.equals(features.apply(PANEL), features.apply(otherFuture()));
    }

    private static DemandWindows windows(DemandPanel panel, int knownUntil) {
        return new DemandWindows(panel, SHAPE, knownUntil, DemandWindows.meanLevel(panel, ORIGIN));
    }

    @Test
    void featuresDoNotDependOnWhatComesLater() {
        assertThat(looksAhead(panel -> windows(panel, ORIGIN).features(ALL))).isFalse();
    }

    @Test
    void aPlantedLeakIsCaught() {
        assertThat(looksAhead(panel -> windows(panel, ORIGIN + 1)
                        .features(IntStream.range(0, 6)
                                .mapToObj(i -> new Window(i, ORIGIN + 1))
                                .toList())))
                .isTrue();
    }

    @Test
    void theNaiveForecastDoesNotDependOnWhatComesLater() {
        assertThat(new SeasonalNaive(PANEL, ORIGIN, 10).forecast(ALL, 4).values())
                .isDeepEqualTo(new SeasonalNaive(otherFuture(), ORIGIN, 10)
                        .forecast(ALL, 4)
                        .values());
    }

    @Test
    void pricesThatAreNotPlannedAreTakenToStay() {
        DemandPanel unplanned = new DemandPanel(
                PANEL.start(),
                PANEL.cadence(),
                PANEL.periods(),
                PANEL.promotions(),
                PANEL.contents(),
                false,
                PANEL.series());
        float[] row = new DemandWindows(unplanned, SHAPE, ORIGIN, 10).features(List.of(new Window(0, ORIGIN)));
        for (int h = 0; h < 4; h++) {
            assertThat(row[SHAPE.discountAt() + h])
                    .isEqualTo(PANEL.series().getFirst().discount()[ORIGIN - 1]);
        }
    }

    @Test
    void aNewItemHasTheUsualLevelAndIsMarked() {
        float[] row = windows(PANEL, ORIGIN).features(List.of(new Window(0, ORIGIN, true)));
        assertThat(row[SHAPE.ownAt()]).isEqualTo((float) Math.log(DemandWindows.meanLevel(PANEL, ORIGIN)));
        assertThat(row[SHAPE.ownAt() + 1]).isEqualTo(1);
        assertThat(row[1]).isZero();
    }

    @Test
    void theRatioIsCushionedWhereNothingWasSold() {
        assertThat(SeriesPast.ratio(0, 10)).isBetween(-1.9f, -1.7f);
        assertThat(SeriesPast.ratio(10, 10)).isZero();
    }

    @Test
    void theCourseOfTheYearIsToldOnlyWhereTheSeasonToComeWasSeen() {
        assertThat(SHAPE.seesYear()).isTrue();
        WindowShape early = WindowShape.of(PANEL, 8, 4, 40);
        assertThat(early.seesYear()).isFalse();
        float[] row = new DemandWindows(PANEL, early, 40, 10).features(List.of(new Window(0, 40)));
        // After the one promotion of the first coming week.
        for (int column = 1; column <= Cadence.YEAR_COLUMNS; column++) {
            assertThat(row[early.futureAt() + column]).isZero();
        }
    }

    @Test
    void whatSmoothingExpectsIsToldWherePricesAreNotPlannedAndMixedInEverywhere() {
        DemandPanel unplanned = new DemandPanel(
                PANEL.start(),
                PANEL.cadence(),
                PANEL.periods(),
                PANEL.promotions(),
                PANEL.contents(),
                false,
                PANEL.series());
        for (DemandPanel panel : List.of(PANEL, unplanned)) {
            WindowShape shape = WindowShape.of(panel, 8, 4, ORIGIN);
            float[] row = new DemandWindows(panel, shape, ORIGIN, 10).features(List.of(new Window(0, ORIGIN)));
            float[] expected = new ExponentialSmoothing(panel, ORIGIN, 10)
                    .forecast(List.of(new Window(0, ORIGIN)), 4)
                    .values()[0];
            double level = Math.exp(row[shape.ownAt()]);
            for (int i = 0; i < expected.length; i++) {
                assertThat(row[shape.smoothedAt() + i] * level)
                        .isCloseTo(expected[i], org.assertj.core.api.Assertions.within(1e-3 * expected[i]));
            }
            int told = shape.futureAt() + shape.plannedColumns() + 1;
            assertThat(row[told] != 0).as("how wide smoothing is, told").isEqualTo(panel == unplanned);
        }
    }
}
