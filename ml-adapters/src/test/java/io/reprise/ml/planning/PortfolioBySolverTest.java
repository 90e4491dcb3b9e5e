package io.reprise.ml.planning;

import static io.reprise.ml.planning.Planned.byHour;
import static io.reprise.ml.planning.Planned.evidence;
import static io.reprise.ml.planning.Planned.exhibit;
import static io.reprise.ml.planning.Planned.likely;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.domain.model.decision.Parameters;
import io.reprise.domain.model.decision.Policies;
import io.reprise.domain.model.decision.Policy.Verdict;
import io.reprise.domain.model.decision.PortfolioProblem;
import io.reprise.domain.model.decision.ScheduleInputs;
import io.reprise.domain.model.decision.ScheduleInputs.Calendar;
import io.reprise.domain.model.decision.ScheduleInputs.Neighbour;
import io.reprise.domain.model.decision.ScheduleInputs.Portfolio;
import io.reprise.domain.model.decision.ScheduleOutcome;
import io.reprise.domain.model.decision.Tensor;
import io.reprise.domain.model.port.ModelAnswer;
import io.reprise.domain.model.port.ModelUnavailable;
import io.reprise.domain.model.port.PlanSolver;
import io.reprise.domain.model.port.PlanSolver.Problem;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PortfolioBySolverTest {

    private static final Instant FROM = Instant.parse("2026-11-11T00:00:00Z");
    private static final TimeWindow WITHIN = hours(0, 12);
    private static final CampaignId OURS = new CampaignId("ours");
    private static final CampaignId SECOND = new CampaignId("second");
    private static final CampaignId THIRD = new CampaignId("third");
    private static final PlanSolver SOLVER = new OrToolsPlanSolver(Duration.ofSeconds(20));

    private static TimeWindow hours(int from, int to) {
        return new TimeWindow(FROM.plus(Duration.ofHours(from)), FROM.plus(Duration.ofHours(to)));
    }

    /** A campaign that sells the same items, as much in any hour of {@link #WITHIN}. */
    private static Neighbour twin(CampaignId id, long worthCents) {
        List<CampaignId> others = List.of(OURS, SECOND, THIRD);
        return new Neighbour(
                id,
                WITHIN,
                4,
                false,
                List.of(),
                new TreeMap<>(others.stream()
                        .filter(other -> !other.equals(id))
                        .collect(Collectors.toMap(other -> other, other -> 10_000))),
                LongStream.generate(() -> worthCents).limit(12).boxed().toList());
    }

    private static ScheduleInputs inputs(int atOnceMax, List<TimeWindow> blackouts, List<Neighbour> neighbours) {
        return new ScheduleInputs(
                WITHIN,
                4,
                2,
                List.of(100L),
                Optional.of(new Calendar(ZoneId.of("UTC"), blackouts)),
                Optional.of(new Portfolio(
                        OURS,
                        atOnceMax,
                        10_000,
                        Optional.empty(),
                        new TreeMap<>(Map.of(SECOND, 10_000, THIRD, 10_000)),
                        Collections.nCopies(12, 0),
                        List.of(),
                        neighbours)));
    }

    private static double[] flat(double value) {
        double[] values = new double[12];
        Arrays.fill(values, value);
        return values;
    }

    private static ModelAnswer solve(ScheduleInputs in, Tensor demand, Tensor purchase) {
        Parameters p = Policies.defaults(Policies.SCHEDULE);
        return SOLVER.solve(
                Problem.PORTFOLIO, PortfolioProblem.of(in, demand, purchase, p).question(42));
    }

    private static Verdict<?> decide(ScheduleInputs in, Tensor demand, Tensor purchase) {
        return Policies.decide(
                Policies.SCHEDULE,
                in,
                evidence(
                        exhibit("demand", demand),
                        exhibit("purchase", purchase),
                        exhibit("portfolio", solve(in, demand, purchase))),
                Policies.defaults(Policies.SCHEDULE),
                42);
    }

    @Test
    void three_campaigns_with_the_same_items_do_not_overlap_where_there_is_room_for_all() {
        ScheduleInputs in = inputs(0, List.of(), List.of(twin(SECOND, 1_000), twin(THIRD, 1_000)));
        Tensor starts = solve(in, byHour(flat(10)), likely(flat(0.1))).output();
        assertThat(new HashSet<>(List.of((int) starts.at(0, 0), (int) starts.at(1, 0), (int) starts.at(2, 0))))
                .containsExactlyInAnyOrder(0, 4, 8);
    }

    @Test
    void the_solver_finds_what_campaigns_taking_turns_do_not() {
        // Ours earns a little more in the middle, where it would leave the others no room: all lose by that.
        double[] demand = flat(10);
        Arrays.fill(demand, 3, 7, 10.5);
        ScheduleInputs in = inputs(0, List.of(), List.of(twin(SECOND, 1_000), twin(THIRD, 1_000)));
        Verdict<?> verdict = decide(in, byHour(demand), likely(flat(0.1)));
        int start = (int) Duration.between(
                        FROM, ((ScheduleOutcome) verdict.outcome()).window().from())
                .toHours();
        assertThat(start).isIn(0, 4, 8);
        assertThat(verdict.explanation().message()).isEqualTo("schedule.portfolio-others");
        assertThat(verdict.alternatives()).anyMatch(a -> a.option().startsWith("taking turns"));
    }

    @Test
    void a_campaign_that_is_fixed_is_avoided_and_no_more_run_at_once_than_may() {
        double[] evening = flat(10);
        Arrays.fill(evening, 8, 12, 30);
        Neighbour fixed = new Neighbour(
                SECOND,
                hours(8, 12),
                4,
                true,
                List.of(),
                new TreeMap<>(Map.of(OURS, 0)),
                List.of(1_000L, 1_000L, 1_000L, 1_000L));
        ScheduleInputs free = inputs(0, List.of(), List.of(fixed));
        ScheduleInputs shared = inputs(0, List.of(), List.of(fixed));
        assertThat(((ScheduleOutcome) decide(shared, byHour(evening), likely(flat(0.1)))
                                .outcome())
                        .window())
                .isEqualTo(hours(8, 12));
        Portfolio p = free.portfolio().orElseThrow();
        List<Integer> running = new ArrayList<>(Collections.nCopies(12, 0));
        for (int hour = 8; hour < 12; hour++) {
            running.set(hour, 1);
        }
        ScheduleInputs full = new ScheduleInputs(
                WITHIN,
                4,
                2,
                List.of(100L),
                free.calendar(),
                Optional.of(new Portfolio(
                        OURS, 1, 10_000, Optional.empty(), p.sharedBps(), running, List.of(), p.neighbours())));
        Verdict<?> verdict = decide(full, byHour(evening), likely(flat(0.1)));
        assertThat(((ScheduleOutcome) verdict.outcome()).window().to())
                .isBeforeOrEqualTo(hours(8, 12).from());
        assertThat(verdict.explanation().message()).isEqualTo("schedule.portfolio-capacity");
    }

    @Test
    void the_same_question_and_seed_have_the_same_answer() {
        ScheduleInputs in = inputs(1, List.of(hours(2, 3)), List.of(twin(SECOND, 1_000)));
        ModelAnswer answer = solve(in, byHour(flat(10)), likely(flat(0.1)));
        assertThat(solve(in, byHour(flat(10)), likely(flat(0.1)))).isEqualTo(answer);
        assertThat(new OrToolsPlanSolver(Duration.ofSeconds(20))
                        .besides(null)
                        .run(answer.call().artifactSha256(), answer.input()))
                .isEqualTo(answer.output());
    }

    @Test
    void campaigns_for_which_there_is_no_room_together_are_no_plan() {
        ScheduleInputs in = inputs(
                1, List.of(), List.of(twin(SECOND, 1_000), twin(THIRD, 1_000), twin(new CampaignId("fourth"), 1_000)));
        assertThatThrownBy(() -> solve(in, byHour(flat(10)), likely(flat(0.1))))
                .isInstanceOf(ModelUnavailable.class)
                .hasMessageContaining("INFEASIBLE");
    }
}
