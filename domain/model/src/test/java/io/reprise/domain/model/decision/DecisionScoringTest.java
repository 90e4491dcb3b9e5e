package io.reprise.domain.model.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.model.decision.DecisionQuality.Adjusted;
import io.reprise.domain.model.decision.DecisionQuality.Gain;
import io.reprise.domain.model.decision.DecisionQuality.Stocked;
import io.reprise.domain.model.decision.Feedback.ItemSales;
import io.reprise.domain.model.decision.Feedback.Moved;
import io.reprise.domain.model.decision.Feedback.Response;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/**
 * What a sale's decisions are found to have been worth, reckoned by hand. In each of six hours ten more lamps are expected
 * than in the one before, from ten on, and four mugs.
 */
class DecisionScoringTest {

    private static final Instant START = Instant.parse("2026-11-11T08:00:00Z");
    private static final Sku LAMP = new Sku("LAMP");
    private static final Sku MUG = new Sku("MUG");
    private static final Offset<Double> CLOSE = Offset.offset(1e-6);

    /** Units vary twice as much as Poisson counts, and ten that came of ten expected are believed beforehand. */
    private static final Parameters P = new CausalReport()
            .defaults()
            .with("unitsDispersion", 2)
            .with("responseShrinkUnits", 10)
            .with("responseUnitsMin", 5);

    private static Instant at(double hour) {
        return START.plus(Duration.ofMinutes(Math.round(60 * hour)));
    }

    private static TimeWindow hours(double from, double to) {
        return new TimeWindow(at(from), at(to));
    }

    /** Of everybody, of whom four in five see the sale, in two hours before it, its six, and two after it. */
    private static DemandTable demand() {
        float[] values = new float[2 * 10 * 3];
        for (int item = 0; item < 2; item++) {
            for (int hour = 0; hour < 10; hour++) {
                float seeing = hour < 2 || hour >= 8 ? 80_000 : item == 0 ? 10 * (hour - 1) : 4;
                int row = item * 10 + hour;
                values[3 * row] = seeing / 0.8f / 2;
                values[3 * row + 1] = seeing / 0.8f;
                values[3 * row + 2] = seeing / 0.8f * 1.5f;
            }
        }
        return new DemandTable(new Tensor(20, 3, values), 2, 10);
    }

    private static DecisionQuality score(Response response, Optional<Instant> lampsSoldOutAt, Parameters p) {
        Experiment experiment =
                new Experiment(ArmMoments.NONE, ArmMoments.NONE, List.of(1_500L, 500L), List.of(900L, 200L));
        Feedback feedback = new Feedback(
                new DecisionId("s"),
                new DecisionId("i"),
                List.of(
                        new ItemSales(LAMP, 250, 240, lampsSoldOutAt, List.of(10, 30, 30, 60, 10, 20)),
                        new ItemSales(MUG, 30, 40, Optional.empty(), List.of(4, 4, 4, 4, 4, 4))),
                List.of(response));
        ClosingInputs in = new ClosingInputs(
                hours(0, 6), 10, 2, 8_000, 2, 280, 0, 160_000, ArmTotals.NONE, ArmTotals.NONE, Optional.empty());
        return new DecisionScoring(in, experiment, feedback, demand(), p).score();
    }

    /** After three hours lamps went from 15.00 to 12.00 and mugs from 5.00 to 4.50. */
    private static Response moved(double atHour, Optional<TimeWindow> before, Optional<TimeWindow> after) {
        return new Response(
                new DecisionId("a"),
                at(atHour),
                false,
                81_000,
                0.1,
                before,
                after,
                List.of(new Moved(LAMP, 1_500, 1_200, 40, 200), new Moved(MUG, 500, 450, 10, 20)));
    }

    private static final Response MOVED = moved(3, Optional.of(hours(1, 3)), Optional.of(hours(3, 5)));

    private static Adjusted adjusted(Response response) {
        return adjusted(response, Optional.empty(), P);
    }

    private static Adjusted adjusted(Response response, Optional<Instant> lampsSoldOutAt, Parameters p) {
        return score(response, lampsSoldOutAt, p).adjustments().getFirst();
    }

    /**
     * Before, 58 were expected of both (20 + 30 lamps, 8 mugs) and 50 were sold. A lamp is worth 15.00 - 9.00 + 1.50 = 7.50
     * at the price before and 12.00 - 9.00 + 1.20 = 4.20 after, a mug 5.00 - 2.00 + 0.50 = 3.50 and 4.50 - 2.00 + 0.45 = 2.95.
     *
     * @param lamps expected after it
     * @param mugs likewise
     */
    private static Gain byHand(double lamps, double mugs) {
        double otherwise = lamps * 750 + mugs * 350;
        double worth = 200 * 420 + 20 * 295;
        double gain = worth - 60.0 / 68.0 * otherwise;
        double ofSales = 2 * (200 * Math.pow(420, 2) + 20 * Math.pow(295, 2));
        double ofPace = 2 * 50 * Math.pow(otherwise / 68, 2);
        double half = 1.959963984540054 * Math.sqrt(ofSales + ofPace);
        return new Gain(gain, gain - half, gain + half);
    }

    private static void assertGain(Adjusted adjusted, Gain expected) {
        Gain gain = adjusted.gain().orElseThrow();
        assertThat(gain.cents()).isCloseTo(expected.cents(), CLOSE);
        assertThat(gain.lowCents()).isCloseTo(expected.lowCents(), CLOSE);
        assertThat(gain.highCents()).isCloseTo(expected.highCents(), CLOSE);
    }

    @Test
    void an_adjustment_gained_what_its_items_sold_over_what_they_would_have_sold_at_the_pace_before() {
        assertGain(adjusted(MOVED), byHand(40 + 50, 4 + 4));
    }

    @Test
    void what_had_run_out_would_not_have_sold_either() {
        assertGain(adjusted(MOVED, Optional.of(at(4.5)), P), byHand(40 + 25, 4 + 4));
        // It ran out after the hours that are compared.
        assertGain(adjusted(MOVED, Optional.of(at(5.5)), P), byHand(40 + 50, 4 + 4));
    }

    @Test
    void of_what_was_expected_of_it_the_part_counts_that_falls_into_the_hours_that_were_measured() {
        // 98 of the 162 that were expected until the sale's end.
        assertThat(adjusted(MOVED).expectedGainMeasuredCents()).isCloseTo(81_000 * 98.0 / 162, Offset.offset(0.01));
        Response toTheEnd = moved(3, Optional.of(hours(1, 3)), Optional.of(hours(3, 6)));
        assertThat(adjusted(toTheEnd).expectedGainMeasuredCents()).isEqualTo(81_000);
        Response atTheEnd = moved(6, Optional.of(hours(1, 3)), Optional.empty());
        assertThat(adjusted(atTheEnd).expectedGainMeasuredCents()).isZero();
    }

    @Test
    void nothing_is_said_of_an_adjustment_with_no_hours_before_or_after_it() {
        assertThat(adjusted(moved(3, Optional.empty(), Optional.of(hours(3, 5))))
                        .gain())
                .isEmpty();
        assertThat(adjusted(moved(3, Optional.of(hours(1, 3)), Optional.empty()))
                        .gain())
                .isEmpty();
    }

    @Test
    void nor_of_one_before_which_too_little_was_expected() {
        assertThat(adjusted(MOVED, Optional.empty(), P.with("responseUnitsMin", 58))
                        .gain())
                .isPresent();
        assertThat(adjusted(MOVED, Optional.empty(), P.with("responseUnitsMin", 58.001))
                        .gain())
                .isEmpty();
    }

    @Test
    void the_schedule_is_held_against_the_margin_its_hours_were_to_bring() {
        // 210 lamps at 6.00 and 24 mugs at 3.00.
        DecisionQuality quality = score(MOVED, Optional.empty(), P);
        assertThat(quality.schedule().expectedMarginCents()).isEqualTo(210 * 600 + 24 * 300);
        assertThat(quality.schedule().expectedMid()).isCloseTo(234, CLOSE);
    }

    /**
     * Medians were 10, 20 ... 60, and the band goes from half of them to half as much again. The pinball loss is the mean of
     * those of its three quantiles.
     */
    @Test
    void an_items_stock_and_forecast_are_held_against_its_hours() {
        int[] sold = {10, 30, 30, 60, 10, 20};
        double loss = 0;
        for (int hour = 0; hour < 6; hour++) {
            double mid = 10 * (hour + 1);
            loss += pinball(0.1, sold[hour], 0.5 * mid)
                    + pinball(0.5, sold[hour], mid)
                    + pinball(0.9, sold[hour], 1.5 * mid);
        }
        Stocked lamps = score(MOVED, Optional.empty(), P).items().getFirst();

        assertThat(lamps.pinball()).isCloseTo(loss / 3 / 6, CLOSE);
        // 10 are not in 25 to 75, and 20 not in 30 to 90.
        assertThat(lamps.coverage()).isCloseTo(4.0 / 6, CLOSE);
        assertThat(lamps.hoursCompared()).isEqualTo(6);
        assertThat(lamps.soldUnits()).isEqualTo(160);
        assertThat(lamps.expectedMid()).isCloseTo(210, CLOSE);
        assertThat(lamps.hoursWithout()).isZero();
    }

    private static double pinball(double probability, double value, double quantile) {
        return Math.max(probability * (value - quantile), (probability - 1) * (value - quantile));
    }

    @Test
    void hours_in_which_it_ran_out_say_nothing_of_how_much_was_wanted() {
        Stocked lamps = score(MOVED, Optional.of(at(4.5)), P).items().getFirst();

        assertThat(lamps.hoursCompared()).isEqualTo(4);
        assertThat(lamps.coverage()).isEqualTo(1);
        assertThat(lamps.hoursWithout()).isCloseTo(1.5, CLOSE);
        Stocked never = score(MOVED, Optional.of(at(0.5)), P).items().getFirst();
        assertThat(never.hoursCompared()).isZero();
        assertThat(never.pinball()).isZero();
        assertThat(never.coverage()).isZero();
    }
}
