package io.reprise.domain.model.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.domain.model.decision.ScheduleInputs.Calendar;
import io.reprise.domain.model.decision.ScheduleInputs.Neighbour;
import io.reprise.domain.model.decision.ScheduleInputs.Portfolio;
import io.reprise.domain.model.sample.SampleModels;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.domain.model.vocabulary.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PortfolioScheduleTest {

    private static final Instant FROM = Instant.parse("2026-11-11T00:00:00Z");
    private static final int HOURS = 24;
    private static final CampaignId OURS = new CampaignId("ours");
    private static final CampaignId OTHER = new CampaignId("other");

    private static Instant at(int hour) {
        return FROM.plus(Duration.ofHours(hour));
    }

    private static TimeWindow hours(int from, int to) {
        return new TimeWindow(at(from), at(to));
    }

    /** Ten units in each hour, a hundred from 18 to 22, when shoppers are also likeliest to buy. */
    private static Evidence evening() {
        float[] demand = new float[HOURS * 3];
        float[] purchase = new float[HOURS];
        for (int hour = 0; hour < HOURS; hour++) {
            boolean isEvening = hour >= 18 && hour < 22;
            Arrays.fill(demand, hour * 3, hour * 3 + 3, isEvening ? 100 : 10);
            purchase[hour] = isEvening ? 0.1f : 0.01f;
        }
        return new Evidence(List.of(
                SampleModels.exhibit("demand", new Tensor(HOURS, 3, demand)),
                SampleModels.exhibit("purchase", new Tensor(HOURS, 1, purchase))));
    }

    private static Optional<Portfolio> portfolio(
            int atOnceMax, List<Integer> running, List<Instant> pushes, Neighbour... neighbours) {
        return Optional.of(new Portfolio(
                OURS,
                atOnceMax,
                10_000,
                Optional.empty(),
                new TreeMap<>(Map.of(OTHER, 10_000)),
                running,
                pushes,
                List.of(neighbours)));
    }

    private static Policy.Verdict<?> decide(int pushWaves, List<TimeWindow> blackouts, Optional<Portfolio> portfolio) {
        ScheduleInputs in = new ScheduleInputs(
                hours(0, HOURS),
                4,
                pushWaves,
                List.of(100L),
                Optional.of(new Calendar(ZoneId.of("UTC"), blackouts)),
                portfolio);
        Parameters defaults = Policies.defaults(Policies.SCHEDULE);
        Policy.Verdict<?> verdict = Policies.decide(Policies.SCHEDULE, in, evening(), defaults, 7);
        assertThat(Policies.decide(Policies.SCHEDULE, in, evening(), defaults, 7))
                .isEqualTo(verdict);
        return verdict;
    }

    private static ScheduleOutcome schedule(Policy.Verdict<?> verdict) {
        return (ScheduleOutcome) verdict.outcome();
    }

    private static List<Integer> none() {
        return Collections.nCopies(HOURS, 0);
    }

    @Test
    void whether_others_are_weighed_is_the_policys_to_say_whatever_its_version() {
        assertThat(Policies.weighsOthers(new PolicyRef("portfolio-schedule", 1)))
                .isTrue();
        assertThat(Policies.weighsOthers(new PolicyRef("newsvendor-inventory", 2)))
                .isTrue();
        assertThat(Policies.weighsOthers(new PolicyRef("newsvendor-inventory", 1)))
                .isFalse();
        assertThat(Policies.weighsOthers(new PolicyRef("evening-schedule", 1))).isFalse();
    }

    @Test
    void alone_it_runs_in_its_best_hours() {
        Policy.Verdict<?> verdict = decide(1, List.of(), Optional.empty());
        assertThat(schedule(verdict).window()).isEqualTo(hours(18, 22));
        assertThat(verdict.explanation().message()).isEqualTo("schedule.portfolio-alone");
    }

    @Test
    void no_hour_lies_in_a_blackout_and_what_that_costs_is_said() {
        Policy.Verdict<?> verdict = decide(1, List.of(hours(19, 20)), Optional.empty());
        assertThat(schedule(verdict).window().overlaps(hours(19, 20))).isFalse();
        assertThat(schedule(verdict).window()).isEqualTo(hours(20, 24));
        assertThat(verdict.explanation().message()).isEqualTo("schedule.portfolio-blackouts");
    }

    @Test
    void blackouts_that_leave_no_start_are_named() {
        assertThatThrownBy(() -> decide(
                        1,
                        List.of(hours(3, 4), hours(7, 8), hours(11, 12), hours(15, 16), hours(19, 20), hours(23, 24)),
                        Optional.empty()))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("steering.blackouts");
    }

    @Test
    void a_full_hour_is_left_alone_and_too_many_campaigns_are_named() {
        List<Integer> running = new ArrayList<>(none());
        running.set(20, 2);
        Policy.Verdict<?> verdict = decide(1, List.of(), portfolio(2, running, List.of()));
        assertThat(schedule(verdict).window().overlaps(hours(20, 21))).isFalse();
        assertThat(verdict.explanation().message()).isEqualTo("schedule.portfolio-capacity");
        assertThatThrownBy(() -> decide(1, List.of(), portfolio(2, Collections.nCopies(HOURS, 2), List.of())))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("portfolio.atOnceMax");
    }

    @Test
    void the_evening_is_left_to_a_campaign_of_the_same_items_that_would_lose_more_by_it() {
        Neighbour strong = new Neighbour(
                OTHER,
                hours(18, 22),
                4,
                true,
                List.of(),
                new TreeMap<>(Map.of(OURS, 10_000)),
                List.of(1_000_000L, 1_000_000L, 1_000_000L, 1_000_000L));
        Policy.Verdict<?> verdict = decide(1, List.of(), portfolio(0, none(), List.of(), strong));
        assertThat(schedule(verdict).window().overlaps(hours(18, 22))).isFalse();
        assertThat(verdict.explanation().message()).isEqualTo("schedule.portfolio-others");
    }

    @Test
    void pushes_go_out_before_the_likeliest_hours_and_never_more_on_a_day_than_a_shopper_should_get() {
        Policy.Verdict<?> open = decide(2, List.of(), Optional.empty());
        assertThat(schedule(open).pushWaves()).containsExactly(at(18));
        Policy.Verdict<?> one = decide(2, List.of(), portfolio(0, none(), List.of(at(2), at(9))));
        assertThat(schedule(one).pushWaves()).hasSize(1);
        Policy.Verdict<?> full = decide(2, List.of(), portfolio(0, none(), List.of(at(2), at(9), at(12))));
        assertThat(schedule(full).pushWaves()).isEmpty();
        assertThat(full.explanation().factors()).anyMatch(f -> f.name().equals("push-waves-capped") && f.value() > 0);
        Policy.Verdict<?> apart = decide(1, List.of(), portfolio(0, none(), List.of(at(18))));
        assertThat(schedule(apart).pushWaves()).hasSize(1);
        assertThat(schedule(apart).pushWaves().getFirst()).isAfterOrEqualTo(at(19));
    }
}
