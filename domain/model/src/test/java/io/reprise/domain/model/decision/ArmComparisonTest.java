package io.reprise.domain.model.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.model.decision.SimulatedExperiment.Alarms;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Sales are simulated with the seeds that are written here; the table with more of them is in ops/docs/evaluation.md. */
class ArmComparisonTest {

    private static final long SEED = 2026;
    private static final int SALES = 250;
    private static final double ALPHA = SimulatedExperiment.PARAMETERS.get("alpha");

    private static SimulatedExperiment sale(double tail, double effect, double priorSpans) {
        return new SimulatedExperiment(3_600, 400, 1, 1, tail, effect, priorSpans);
    }

    @Test
    void looking_every_window_raises_no_more_false_alarms_than_promised_where_the_sale_does_nothing() {
        for (double tail : new double[] {0.5, 1, 1.5}) {
            Alarms alarms = sale(tail, 0, 0).alarms(SEED, SALES);
            assertThat(alarms.anytime()).as("tail " + tail).isLessThanOrEqualTo(ALPHA);
        }
        Alarms withPrior = sale(1, 0, 4).alarms(SEED, SALES);
        assertThat(withPrior.anytime()).isLessThanOrEqualTo(ALPHA);
    }

    /** The plant: the same data, looked at as often with the interval that is made for one look. */
    @Test
    void the_interval_for_one_look_raises_many_more_when_it_is_looked_at_every_window() {
        Alarms alarms = sale(0.5, 0, 0).alarms(SEED, SALES);

        assertThat(alarms.everyLookFixed()).isGreaterThan(2 * ALPHA);
        assertThat(alarms.lastLookFixed()).isLessThanOrEqualTo(ALPHA + 0.03);
    }

    @Test
    void an_effect_is_found_and_lies_in_the_interval() {
        Alarms alarms = sale(0.5, 0.3, 0).alarms(SEED, SALES);
        assertThat(alarms.anytime()).isGreaterThan(0.6);

        double caused = 0.3 * 1_500; // cents for each shopper: 30 % of one order of 15.00
        int inside = 0;
        for (int i = 0; i < SALES; i++) {
            Effect end = sale(0.5, 0.3, 0).looks(SEED + i).getLast().orElseThrow();
            inside += end.lowCents() <= caused && caused <= end.highCents() ? 1 : 0;
        }
        assertThat((double) inside / SALES).isGreaterThanOrEqualTo(1 - ALPHA);
    }

    /**
     * Rates are gamma of shape 1, so with an order's mean a and second moment s the variance is s + a² in the sale and
     * 4s + 16a² in the four sales' time before, and their covariance is 4a².
     */
    @Test
    void what_shoppers_spent_before_narrows_the_interval_by_the_factor_theory_gives() {
        double tail = 0.5;
        double second = Math.exp(tail * tail);
        double correlationSquared = 16 / ((second + 1) * (4 * second + 16));
        double without = sale(tail, 0, 0).alarms(SEED, SALES).halfWidth()[SALES / 2];
        double with = sale(tail, 0, 4).alarms(SEED, SALES).halfWidth()[SALES / 2];

        assertThat(with / without)
                .isBetween(0.95 * Math.sqrt(1 - correlationSquared), 1.05 * Math.sqrt(1 - correlationSquared));
        Effect end = sale(tail, 0, 4).looks(SEED).getLast().orElseThrow();
        assertThat(end.varianceKept()).isBetween(0.8 * (1 - correlationSquared), 1.2 * (1 - correlationSquared));
        assertThat(sale(tail, 0, 0).looks(SEED).getLast().orElseThrow().varianceKept())
                .isEqualTo(1);
    }

    @Test
    void while_few_have_bought_nothing_is_said() {
        List<Optional<Effect>> looks = new SimulatedExperiment(3_600, 400, 0.2, 1, 1, 0, 0).looks(SEED);

        assertThat(looks.getFirst()).isEmpty();
        assertThat(looks.getLast()).isPresent();
    }

    @Test
    void a_sequence_is_wider_than_an_interval_for_one_look_and_narrowest_where_it_was_told() {
        ConfidenceSequence sequence = ConfidenceSequence.narrowestAt(100, 0.05);

        // ±√((V + 1/ρ²) ln((Vρ² + 1)/α²)) with Vρ² = −2 ln 0.05 + ln(−2 ln 0.05 + 1) = 7.9361.
        assertThat(sequence.halfWidth(100)).isCloseTo(30.35, org.assertj.core.data.Offset.offset(0.01));
        double told = sequence.halfWidth(100);
        assertThat(ConfidenceSequence.narrowestAt(50, 0.05).halfWidth(100)).isGreaterThan(told);
        assertThat(ConfidenceSequence.narrowestAt(200, 0.05).halfWidth(100)).isGreaterThan(told);
        assertThat(sequence.halfWidth(0)).isInfinite();
    }
}
