package io.reprise.domain.model.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.domain.model.decision.Explanation.Factor;
import io.reprise.domain.model.sample.SampleModels;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.domain.model.vocabulary.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** {@code SCHEDULE}, version 1, by numbers small enough to add up by hand. */
class BestStartScheduleTest {

    private static final PolicyRef POLICY = new PolicyRef("best-start-schedule", 1);
    private static final Parameters DEFAULTS = Policies.defaults(POLICY);
    private static final Instant FROM = Instant.parse("2026-11-11T00:00:00Z");

    private static Instant at(int hour) {
        return FROM.plus(Duration.ofHours(hour));
    }

    private static Policy.Verdict<?> decide(int length, int pushes, Parameters p, int[] units, float... purchase) {
        float[] demand = new float[units.length * 3];
        for (int hour = 0; hour < units.length; hour++) {
            demand[hour * 3 + 1] = units[hour];
        }
        ScheduleInputs in = new ScheduleInputs(
                new TimeWindow(FROM, at(units.length)), length, pushes, List.of(10L), Optional.empty());
        return Policies.decide(
                POLICY,
                in,
                new Evidence(List.of(
                        SampleModels.exhibit("demand", new Tensor(units.length, 3, demand)),
                        SampleModels.exhibit("purchase", new Tensor(purchase.length, 1, purchase)))),
                p,
                7);
    }

    private static ScheduleOutcome schedule(Policy.Verdict<?> verdict) {
        return (ScheduleOutcome) verdict.outcome();
    }

    @Test
    void every_start_is_weighed_by_what_its_hours_earn_and_the_best_is_taken_be_it_the_last() {
        int[] units = {5, 1, 1, 7, 8};
        Policy.Verdict<?> verdict = decide(2, 0, DEFAULTS, units, 0, 0, 0, 0, 0);
        assertThat(schedule(verdict).window()).isEqualTo(new TimeWindow(at(3), at(5)));
        assertThat(verdict.alternatives())
                .containsExactly(
                        Alternative.weighed("start " + at(3), 150, "cents", true),
                        Alternative.weighed("start " + at(2), 80, "cents", false),
                        Alternative.weighed("start " + at(0), 60, "cents", false),
                        Alternative.weighed("start " + at(1), 20, "cents", false));
        assertThat(verdict.explanation())
                .isEqualTo(new Explanation(
                        "schedule.best-start",
                        List.of(at(3).toString(), "150"),
                        List.of(
                                new Factor("expected-margin-of-window", 150, 150),
                                new Factor("better-than-worst-start", 20, 130),
                                new Factor("push-waves", 0, 0))));
        assertThat(decide(2, 0, DEFAULTS.with("alternativesKept", 2), units, 0, 0, 0, 0, 0)
                        .alternatives())
                .hasSize(2);
        assertThat(decide(2, 0, DEFAULTS.with("alternativesKept", 0), units, 0, 0, 0, 0, 0)
                        .alternatives())
                .hasSize(1);
    }

    @Test
    void of_starts_that_earn_the_same_the_earliest_is_taken() {
        assertThat(schedule(decide(1, 0, DEFAULTS, new int[] {1, 4, 4}, 0, 0, 0))
                        .window()
                        .from())
                .isEqualTo(at(1));
    }

    @Test
    void shoppers_are_told_half_an_hour_before_the_likeliest_hours_four_apart_and_as_often_as_was_planned() {
        int[] units = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
        float[] purchase = {0.1f, 0.2f, 0.9f, 0.8f, 0.3f, 0.1f, 0.7f, 0.2f, 0.2f, 0.1f};
        assertThat(schedule(decide(10, 2, DEFAULTS, units, purchase)).pushWaves())
                .containsExactly(at(2).minusSeconds(1_800), at(6).minusSeconds(1_800));
        assertThat(schedule(decide(10, 1, DEFAULTS, units, purchase)).pushWaves())
                .containsExactly(at(2).minusSeconds(1_800));
        assertThat(schedule(decide(10, 0, DEFAULTS, units, purchase)).pushWaves())
                .isEmpty();
    }

    @Test
    void what_would_be_told_before_the_sale_is_told_once_when_it_begins() {
        float[] purchase = {0.9f, 0.8f, 0.1f, 0.1f};
        Parameters close = DEFAULTS.with("pushApartHours", 1).with("pushLeadMinutes", 60);
        assertThat(schedule(decide(4, 2, close, new int[] {1, 1, 1, 1}, purchase))
                        .pushWaves())
                .containsExactly(at(0));
    }

    @Test
    void likelihoods_of_other_hours_than_the_sale_may_have_are_refused() {
        assertThatThrownBy(() -> decide(1, 0, DEFAULTS, new int[] {1, 1}, 0, 0, 0))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("evidence.purchase: must be [2, 1], but was [3, 1]");
    }
}
