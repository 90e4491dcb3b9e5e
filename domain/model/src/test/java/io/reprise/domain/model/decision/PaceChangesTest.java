package io.reprise.domain.model.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.model.decision.PaceChanges.Stretch;
import io.reprise.domain.model.decision.SimulatedPace.Found;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Sales are simulated with the seed that is written here; the table with more of them is in ops/docs/evaluation.md. */
class PaceChangesTest {

    private static final long SEED = 2026;
    private static final int SALES = 100;

    private static Found find(double pace, int changeAt, double after) {
        return new SimulatedPace(15, pace, changeAt, after).find(SEED, SALES, SimulatedPace.CHANGES);
    }

    @Test
    void a_sale_whose_pace_stays_is_seldom_said_to_have_changed() {
        assertThat(find(1, SimulatedPace.WINDOWS, 1).falseAlarms()).isLessThanOrEqualTo(0.1);
        // Nor one that has been off the forecast from its start.
        assertThat(find(0.5, SimulatedPace.WINDOWS, 0.5).falseAlarms()).isLessThanOrEqualTo(0.1);
    }

    /** The plant: where units of one order are taken for orders, ordinary sales look as if they changed. */
    @Test
    void without_the_dispersion_of_units_there_are_many_false_alarms() {
        PaceChanges careless = new PaceChanges(1, 4, 48, 0.85);

        assertThat(new SimulatedPace(15, 1, SimulatedPace.WINDOWS, 1)
                        .find(SEED, SALES, careless)
                        .falseAlarms())
                .isGreaterThan(0.5);
    }

    @Test
    void a_pace_that_halves_is_found_and_then_told_as_it_is_now() {
        Found halved = find(1, 24, 0.5);

        assertThat(halved.found()).isGreaterThan(0.9);
        assertThat(halved.delayMedian()).isLessThanOrEqualTo(12);
        assertThat(halved.paceError()).isLessThan(0.5 * halved.paceErrorSinceStart());
    }

    @Test
    void the_stretch_begins_where_the_pace_changed() {
        double[] sold = new double[40];
        double[] expected = new double[40];
        for (int w = 0; w < 40; w++) {
            expected[w] = 30;
            sold[w] = w < 25 ? 30 : 10;
        }
        Stretch stretch = SimulatedPace.CHANGES.last(sold, expected);

        assertThat(stretch.windows()).isBetween(15, 16);
        assertThat(stretch.mean()).isCloseTo(1.0 / 3, Offset.offset(0.06));
        assertThat(stretch.quantile(-1.6449)).isLessThan(stretch.mean());
        assertThat(stretch.quantile(1.6449)).isGreaterThan(stretch.mean());
    }

    @Test
    void windows_in_which_nothing_could_be_sold_change_nothing() {
        Stretch with = SimulatedPace.CHANGES.last(new double[] {20, 0, 0, 20}, new double[] {20, 0, 0, 20});

        assertThat(with.mean()).isEqualTo(1);
        assertThat(with.windows()).isEqualTo(4);
    }

    @Test
    void the_logarithm_of_gamma_is_right_to_the_last_digits() {
        assertThat(PaceChanges.logGamma(1)).isCloseTo(0, Offset.offset(1e-12));
        assertThat(PaceChanges.logGamma(0.5)).isCloseTo(Math.log(Math.PI) / 2, Offset.offset(1e-12));
        assertThat(PaceChanges.logGamma(20)).isCloseTo(Math.log(121_645_100_408_832_000.0), Offset.offset(1e-12));
    }
}
