package io.reprise.domain.model.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.domain.model.campaign.CampaignCommand.TakeDecision;
import io.reprise.domain.model.decision.DecisionQuality.Stocked;
import io.reprise.domain.model.decision.EvaluationInputs.DiscountSpend;
import io.reprise.domain.model.decision.EvaluationInputs.ItemProgress;
import io.reprise.domain.model.decision.EvaluationInputs.Watch;
import io.reprise.domain.model.decision.EvaluationOutcome.Course;
import io.reprise.domain.model.sample.SampleEvaluations;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** What {@code sequential-evaluation/2} and {@code hold-out-report/2} say of sales whose answer is known. */
class TodaysEvaluationsTest {

    private static final Instant START = Instant.parse("2026-11-11T00:00:00Z");
    private static final TimeWindow SALE = new TimeWindow(START, START.plus(Duration.ofHours(24)));
    /** Of {@code lookMinutes}: on plan the menu is not looked at. */
    private static final double NEVER_DUE = 1e6;

    private static final Sku LAMP = new Sku("LAMP");
    private static final Sku MUG = new Sku("MUG");

    /** Ten units an hour of each of two items, by everybody. */
    private static Evidence demand() {
        float[] values = new float[2 * 24 * 3];
        for (int row = 0; row < 48; row++) {
            values[3 * row] = 7;
            values[3 * row + 1] = 10;
            values[3 * row + 2] = 13;
        }
        Tensor output = new Tensor(48, 3, values);
        ModelCall call =
                new ModelCall("demand", "1", "a", "demand-features/1", "cpu", "table", "b", output.sha256(), "");
        return new Evidence(List.of(new Evidence.Exhibit("demand", call, output)));
    }

    private static ArmTotals arm(long shoppers, long buyers, long revenue, double squares) {
        return new ArmTotals(shoppers, 2 * buyers, buyers, buyers, buyers, revenue, squares);
    }

    /** After hourly windows in which both items sold so many units in all, the last one now. */
    private static Policy.Verdict<?> after(List<Integer> soldByWindow, Map<Sku, Instant> soldOut) {
        return after(soldByWindow, soldOut, Optional.empty());
    }

    private static Policy.Verdict<?> after(
            List<Integer> soldByWindow, Map<Sku, Instant> soldOut, Optional<DiscountSpend> spend) {
        return after(SequentialEvaluation.REF, soldByWindow, soldOut, spend, List.of());
    }

    private static Policy.Verdict<?> after(
            PolicyRef policy,
            List<Integer> soldByWindow,
            Map<Sku, Instant> soldOut,
            Optional<DiscountSpend> spend,
            List<TimeWindow> silences) {
        return after(policy, soldByWindow, soldOut, spend, silences, NEVER_DUE);
    }

    private static Policy.Verdict<?> after(
            PolicyRef policy,
            List<Integer> soldByWindow,
            Map<Sku, Instant> soldOut,
            Optional<DiscountSpend> spend,
            List<TimeWindow> silences,
            double lookMinutes) {
        int window = soldByWindow.size();
        Instant end = START.plus(Duration.ofHours(window));
        int total = soldByWindow.stream().mapToInt(Integer::intValue).sum();
        int last = soldByWindow.getLast();
        EvaluationInputs in = new EvaluationInputs(
                window,
                new TimeWindow(end.minus(Duration.ofHours(1)), end),
                SALE,
                24,
                0,
                10_000,
                List.of(
                        new ItemProgress(LAMP, total / 2, last / 2, soldOut.containsKey(LAMP) ? 0 : 400),
                        new ItemProgress(MUG, total - total / 2, last - last / 2, 400)),
                arm(3_600, 300, 600_000, 3e9),
                arm(400, 30, 45_000, 2e8),
                Optional.of(new Watch(
                        new Experiment(ArmMoments.NONE, ArmMoments.NONE, List.of(1_500L, 500L), List.of(900L, 200L)),
                        960,
                        3_600,
                        soldByWindow.subList(0, window - 1),
                        new TreeMap<>(soldOut),
                        spend,
                        Optional.of(silences))));
        Parameters usual = Policies.defaults(policy);
        Parameters p = policy.equals(SequentialEvaluation.DEAF) ? usual : usual.with("lookMinutes", lookMinutes);
        return Policies.decide(policy, in, demand(), p, 7);
    }

    private static List<Integer> windows(int... sold) {
        return Arrays.stream(sold).boxed().toList();
    }

    @Test
    void a_sale_on_plan_goes_on() {
        EvaluationOutcome outcome =
                (EvaluationOutcome) after(windows(20, 21, 19, 20), Map.of()).outcome();

        assertThat(outcome.course()).isEqualTo(Course.CONTINUE);
        assertThat(outcome.pace()).isEqualTo(1);
        SaleStanding standing = outcome.standing().orElseThrow();
        assertThat(standing.pace().changed()).isFalse();
        assertThat(standing.pace().since()).isEqualTo(START);
        assertThat(standing.participation()).isCloseTo(600.0 / 3_600, Offset.offset(1e-12));
        assertThat(standing.conversion()).isEqualTo(0.5);
        assertThat(standing.sellThrough()).isCloseTo(80.0 / 960, Offset.offset(1e-12));
    }

    /** Cumulatively it is within the tolerance: only the pace since the change shows it. */
    @Test
    void a_sale_that_has_slowed_down_calls_for_adjustment_before_its_total_shows_it() {
        List<Integer> sold = new ArrayList<>(Collections.nCopies(9, 24));
        sold.addAll(Collections.nCopies(5, 8));
        Policy.Verdict<?> verdict = after(sold, Map.of());
        EvaluationOutcome outcome = (EvaluationOutcome) verdict.outcome();

        assertThat(outcome.pace()).isBetween(0.85, 1.15);
        assertThat(outcome.course()).isEqualTo(Course.ADJUST);
        PaceNow pace = outcome.standing().orElseThrow().pace();
        assertThat(pace.changed()).isTrue();
        assertThat(pace.since()).isBetween(START.plus(Duration.ofHours(8)), START.plus(Duration.ofHours(10)));
        assertThat(pace.pace()).isLessThan(0.7);
        assertThat(verdict.explanation().message()).isEqualTo("evaluation.adjust-since-change");
        assertThat(verdict.alternatives().stream().filter(Alternative::chosen)).hasSize(1);
    }

    @Test
    void a_discount_budget_that_will_not_last_is_looked_at_and_one_that_is_nearly_spent_ends_the_sale() {
        List<Integer> onPlan = windows(20, 21, 19, 20);
        assertThat(course(onPlan, new DiscountSpend(4_000, 1_000, 40_000))).isEqualTo(Course.CONTINUE);
        // Twenty windows are to come, and it lasts for ten.
        assertThat(course(onPlan, new DiscountSpend(4_000, 1_000, 14_000))).isEqualTo(Course.ADJUST);
        assertThat(course(onPlan, new DiscountSpend(13_000, 1_000, 14_000))).isEqualTo(Course.STOP);
        assertThat(course(onPlan, new DiscountSpend(14_001, 0, 14_000))).isEqualTo(Course.STOP);
    }

    private static Course course(List<Integer> sold, DiscountSpend spend) {
        return ((EvaluationOutcome) after(sold, Map.of(), Optional.of(spend)).outcome()).course();
    }

    @Test
    void what_has_run_out_is_not_expected_to_sell() {
        List<Integer> sold = new ArrayList<>(Collections.nCopies(6, 20));
        sold.addAll(Collections.nCopies(6, 10));
        EvaluationOutcome blind = (EvaluationOutcome) after(sold, Map.of()).outcome();
        EvaluationOutcome knowing = (EvaluationOutcome)
                after(sold, Map.of(LAMP, START.plus(Duration.ofHours(6)))).outcome();

        assertThat(blind.course()).isEqualTo(Course.ADJUST);
        // On pace, but with an item that has run out there may be something to do.
        assertThat(knowing.course()).isEqualTo(Course.ADJUST);
        assertThat(knowing.standing().orElseThrow().pace().pace()).isCloseTo(1, Offset.offset(1e-9));
        assertThat(knowing.soldOutEarly()).contains(LAMP);
    }

    private static Policy.Verdict<?> silent(PolicyRef policy, List<Integer> sold, double fromHour, double toHour) {
        TimeWindow silence = new TimeWindow(
                START.plusSeconds(Math.round(3_600 * fromHour)), START.plusSeconds(Math.round(3_600 * toHour)));
        return after(policy, sold, Map.of(), Optional.empty(), List.of(silence));
    }

    @Test
    void while_no_order_comes_the_sale_goes_on_as_it_is_and_people_are_told() {
        List<Integer> sold = windows(20, 21, 19, 20, 10, 0, 0);
        Policy.Verdict<?> deaf = silent(SequentialEvaluation.DEAF, sold, 4.5, 7);
        Policy.Verdict<?> verdict = silent(SequentialEvaluation.REF, sold, 4.5, 7);
        EvaluationOutcome outcome = (EvaluationOutcome) verdict.outcome();

        assertThat(((EvaluationOutcome) deaf.outcome()).course()).isEqualTo(Course.ADJUST);
        assertThat(outcome.course()).isEqualTo(Course.CONTINUE);
        assertThat(outcome.pace()).isCloseTo(1, Offset.offset(1e-9));
        assertThat(outcome.standing().orElseThrow().pace().pace()).isCloseTo(1, Offset.offset(0.02));
        assertThat(outcome.lagging()).isEmpty();
        assertThat(outcome.standing().orElseThrow().noOrdersSince()).contains(START.plusSeconds(16_200));
        assertThat(verdict.explanation().message()).isEqualTo("evaluation.no-orders");
        assertThat(verdict.explanation().arguments()).containsExactly("7", "90", "2026-11-11T04:30:00Z");
    }

    @Test
    void after_a_silence_the_menu_is_looked_at_at_the_pace_of_the_hours_in_which_orders_went_through() {
        List<Integer> sold = windows(20, 21, 19, 20, 10, 0, 0, 20, 20);
        Policy.Verdict<?> deaf = silent(SequentialEvaluation.DEAF, sold, 4.5, 7);
        Policy.Verdict<?> verdict = silent(SequentialEvaluation.REF, sold, 4.5, 7);
        EvaluationOutcome outcome = (EvaluationOutcome) verdict.outcome();

        assertThat(((EvaluationOutcome) deaf.outcome()).pace()).isLessThan(0.8);
        assertThat(outcome.course()).isEqualTo(Course.ADJUST);
        PaceNow pace = outcome.standing().orElseThrow().pace();
        assertThat(pace.changed()).isFalse();
        assertThat(pace.pace()).isCloseTo(1, Offset.offset(0.02));
        assertThat(verdict.explanation().factors())
                .contains(new Explanation.Factor("minutes-without-orders", 150, -150));
    }

    @Test
    void a_sale_in_which_nobody_can_order_is_not_stopped_for_it() {
        List<Integer> sold = new ArrayList<>(windows(1, 0));
        sold.addAll(Collections.nCopies(12, 0));
        Policy.Verdict<?> deaf = silent(SequentialEvaluation.DEAF, sold, 0.1, 14);
        Policy.Verdict<?> verdict = silent(SequentialEvaluation.REF, sold, 0.1, 14);

        assertThat(((EvaluationOutcome) deaf.outcome()).course()).isEqualTo(Course.STOP);
        assertThat(((EvaluationOutcome) verdict.outcome()).course()).isEqualTo(Course.CONTINUE);
    }

    @Test
    void on_plan_the_menu_is_looked_at_every_so_often() {
        List<Integer> sold = windows(20, 21, 19, 20);
        for (int minutes : List.of(60, 120, 240)) {
            Policy.Verdict<?> verdict =
                    after(SequentialEvaluation.REF, sold, Map.of(), Optional.empty(), List.of(), minutes);
            assertThat(((EvaluationOutcome) verdict.outcome()).course()).isEqualTo(Course.ADJUST);
            assertThat(verdict.explanation().message()).isEqualTo("evaluation.look");
        }
        // The fourth hour completes no span of three.
        EvaluationOutcome between =
                (EvaluationOutcome) after(SequentialEvaluation.REF, sold, Map.of(), Optional.empty(), List.of(), 180)
                        .outcome();
        assertThat(between.course()).isEqualTo(Course.CONTINUE);
    }

    @Test
    void without_a_silence_it_decides_as_the_version_before_it() {
        for (List<Integer> sold : List.of(windows(20, 21, 19, 20), windows(24, 24, 24, 8, 8, 8), windows(5, 4, 6))) {
            assertThat(after(SequentialEvaluation.REF, sold, Map.of(), Optional.empty(), List.of()))
                    .isEqualTo(after(SequentialEvaluation.DEAF, sold, Map.of(), Optional.empty(), List.of()));
        }
    }

    @Test
    void the_interval_is_that_of_the_confidence_sequence() {
        Effect effect = ((EvaluationOutcome) after(windows(20, 20), Map.of()).outcome())
                .standing()
                .orElseThrow()
                .revenue()
                .orElseThrow();

        double treated = (3e9 - 600_000.0 * 600_000 / 3_600) / 3_599;
        double holdOut = (2e8 - 45_000.0 * 45_000 / 400) / 399;
        double pooled = (treated * 3_599 + holdOut * 399) / 3_998;
        double variance = treated / 3_600 + (holdOut + pooled) / 2 / 400;
        double expected = 240 * 2_000.0;
        double scale = expected / 3_600 * 4 * 1_000 * (1 / 3_600.0 + 1 / 400.0);
        double half = ConfidenceSequence.narrowestAt(scale, 0.05).halfWidth(variance);
        assertThat(effect.perShopperCents()).isCloseTo(600_000 / 3_600.0 - 45_000 / 400.0, Offset.offset(1e-9));
        assertThat(effect.highCents() - effect.perShopperCents()).isCloseTo(half, Offset.offset(1e-6));
        assertThat(effect.plannedHighCents() - effect.plannedLowCents()).isLessThan(2 * half);
    }

    @Test
    void it_needs_what_its_predecessor_did_not_record() {
        TakeDecision evaluation = SampleEvaluations.beforeWindow(3).evaluation();
        EvaluationInputs in = (EvaluationInputs) evaluation.inputs();
        EvaluationInputs old = new EvaluationInputs(
                in.window(),
                in.span(),
                in.sale(),
                in.horizonHours(),
                in.firstHour(),
                in.treatedBps(),
                in.items(),
                in.treated(),
                in.holdOut());

        assertThatThrownBy(() -> Policies.decide(
                        SequentialEvaluation.REF, old, evaluation.evidence(), evaluation.parameters(), 0))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("watch");
        // And the predecessor decides from either the same.
        PolicyRef first = new PolicyRef("band-evaluation", 1);
        assertThat(Policies.decide(first, old, evaluation.evidence(), Policies.defaults(first), 0))
                .isEqualTo(Policies.decide(first, in, evaluation.evidence(), Policies.defaults(first), 0));
    }

    private static CampaignReport report(boolean asPlanned, double fewest) {
        TakeDecision closing = SampleEvaluations.beforeClosing().closing(asPlanned);
        return (CampaignReport) Policies.decide(
                        closing.policy(),
                        closing.inputs(),
                        closing.evidence(),
                        // The sample's hold-out has few buyers.
                        closing.parameters().with("buyersMin", fewest),
                        closing.seed())
                .outcome();
    }

    @Test
    void the_report_says_what_the_sale_caused_and_a_sale_that_ended_early_is_surer_of_less() {
        CampaignReport planned = report(true, 2);
        CampaignReport early = report(false, 2);
        Effect revenue = planned.effect().orElseThrow().revenue().orElseThrow();

        assertThat(planned.liftPerShopperCents()).isEqualTo(revenue.perShopperCents());
        assertThat(planned.liftLowCents()).isEqualTo(revenue.plannedLowCents());
        assertThat(early.liftLowCents()).isEqualTo(revenue.lowCents()).isLessThan(planned.liftLowCents());
        assertThat(planned.causedRevenueCents()).isEqualTo(revenue.causedCents());
        assertThat(planned.effect().orElseThrow().margin()).isPresent();
    }

    @Test
    void where_too_few_have_bought_the_report_claims_nothing() {
        CampaignReport report = report(true, 1_000);

        assertThat(report.effect().orElseThrow().revenue()).isEmpty();
        assertThat(report.causedRevenueCents()).isZero();
        assertThat(report.liftHighCents()).isZero();
    }

    @Test
    void the_report_joins_what_decisions_expected_with_what_came() {
        CampaignReport report = report(true, 2);
        DecisionQuality quality = report.quality().orElseThrow();

        assertThat(quality.schedule().soldUnits()).isEqualTo(report.units());
        assertThat(quality.schedule().marginCents()).isEqualTo(report.marginCents());
        assertThat(quality.schedule().expectedMid()).isEqualTo(report.forecastMid());
        assertThat(quality.items().stream().mapToInt(Stocked::soldUnits).sum()).isEqualTo((int) report.units());
        assertThat(quality.items()).allSatisfy(item -> {
            assertThat(item.coverage()).isBetween(0.0, 1.0);
            assertThat(item.pinball()).isGreaterThanOrEqualTo(0);
            assertThat(item.hoursWithout() > 0).isEqualTo(item.hoursCompared() < 24);
        });
        assertThat(quality.adjustments()).isNotEmpty().allSatisfy(adjusted -> {
            assertThat(adjusted.expectedGainMeasuredCents()).isLessThanOrEqualTo(adjusted.expectedGainCents());
            adjusted.gain().ifPresent(gain -> assertThat(gain.cents()).isBetween(gain.lowCents(), gain.highCents()));
        });
    }
}
