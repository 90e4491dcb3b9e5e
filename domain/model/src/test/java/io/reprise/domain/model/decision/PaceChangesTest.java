package io.reprise.domain.model.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.model.decision.PaceChanges.Stretch;
import io.reprise.domain.model.decision.SimulatedPace.Found;
import java.util.SplittableRandom;
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
    void what_was_sold_where_nothing_could_be_teaches_nothing() {
        Stretch with = SimulatedPace.CHANGES.last(new double[] {20, 5, 20}, new double[] {20, 0, 20});

        assertThat(with.windows()).isEqualTo(3);
        assertThat(with.mean()).isEqualTo(1);
    }

    /** The second window says nothing, so that a change before it is as likely as it is beforehand: one in two. */
    @Test
    void a_stretch_is_reported_where_it_is_just_as_sure_as_asked() {
        double[] sold = {20, 0};
        double[] expected = {20, 0};
        assertThat(new PaceChanges(1, 4, 2, 0.5).last(sold, expected).windows()).isEqualTo(1);
        assertThat(new PaceChanges(1, 4, 2, 0.51).last(sold, expected).windows())
                .isEqualTo(2);
    }

    @Test
    void windows_of_a_million_units_are_judged_too() {
        double[] many = {1e6, 1e6, 5e5, 5e5};
        double[] expected = {1e6, 1e6, 1e6, 1e6};
        Stretch stretch = new PaceChanges(1, 4, 48, 0.85).last(many, expected);

        assertThat(stretch.windows()).isEqualTo(2);
        assertThat(stretch.mean()).isCloseTo(0.5, Offset.offset(1e-5));
    }

    /** Of every way in which the pace may have changed between seven windows, weighed one by one. */
    @Test
    void the_stretch_is_that_of_all_ways_the_pace_may_have_changed() {
        SplittableRandom random = new SplittableRandom(SEED);
        int changed = 0;
        for (int sale = 0; sale < 200; sale++) {
            double[] sold = new double[7];
            double[] expected = new double[7];
            double pace = 1;
            for (int w = 0; w < sold.length; w++) {
                pace = random.nextInt(4) == 0 ? 0.2 + 2 * random.nextDouble() : pace;
                expected[w] = 5 + random.nextInt(20);
                sold[w] = SimulatedExperiment.poisson(random, pace * expected[w]);
            }
            for (double sure : new double[] {0.5, 0.7, 0.85, 0.95}) {
                PaceChanges changes = new PaceChanges(1.5, 3, 8, sure);
                Stretch stretch = changes.last(sold, expected);
                int windows = byEveryWay(changes, sold, expected);
                assertThat(stretch.windows()).as("sale " + sale).isEqualTo(windows);
                double came = 3;
                double was = 3;
                for (int w = sold.length - windows; w < sold.length; w++) {
                    came += sold[w] / 1.5;
                    was += expected[w] / 1.5;
                }
                assertThat(stretch.mean()).isCloseTo(came / was, Offset.offset(1e-12));
                changed += windows < sold.length ? 1 : 0;
            }
        }
        assertThat(changed).isBetween(80, 720);
    }

    private static int byEveryWay(PaceChanges changes, double[] sold, double[] expected) {
        int windows = sold.length;
        double[] probability = new double[windows + 1];
        double all = 0;
        for (int way = 0; way < 1 << (windows - 1); way++) {
            double likelihood = 1;
            int from = 0;
            for (int w = 1; w < windows; w++) {
                boolean change = (way >> (w - 1) & 1) == 1;
                likelihood *= change ? 1 / changes.windowsBetweenChanges() : 1 - 1 / changes.windowsBetweenChanges();
                if (change) {
                    likelihood *= ofOnePace(changes, sold, expected, from, w);
                    from = w;
                }
            }
            likelihood *= ofOnePace(changes, sold, expected, from, windows);
            probability[windows - from] += likelihood;
            all += likelihood;
        }
        double seen = 0;
        for (int run = 1; run < windows; run++) {
            seen += probability[run] / all;
            if (seen >= changes.sure()) {
                return run;
            }
        }
        return windows;
    }

    /** Of the counts of one stretch, its gamma pace integrated out by hand: up to what no way changes. */
    private static double ofOnePace(PaceChanges changes, double[] sold, double[] expected, int from, int to) {
        double a = changes.priorShape();
        double count = 0;
        double exposure = 0;
        double weight = 0;
        for (int w = from; w < to; w++) {
            double n = sold[w] / changes.dispersion();
            count += n;
            exposure += expected[w] / changes.dispersion();
            weight += n * Math.log(expected[w] / changes.dispersion());
        }
        return Math.exp(weight
                + a * Math.log(a)
                - PaceChanges.logGamma(a)
                + PaceChanges.logGamma(a + count)
                - (a + count) * Math.log(a + exposure));
    }

    @Test
    void the_logarithm_of_gamma_is_right_to_the_last_digits() {
        assertThat(PaceChanges.logGamma(1)).isCloseTo(0, Offset.offset(1e-12));
        assertThat(PaceChanges.logGamma(0.5)).isCloseTo(Math.log(Math.PI) / 2, Offset.offset(1e-12));
        assertThat(PaceChanges.logGamma(20)).isCloseTo(Math.log(121_645_100_408_832_000.0), Offset.offset(1e-12));
    }
}
