package io.reprise.domain.model.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.domain.model.decision.ClosingInputs.Ending;
import io.reprise.domain.model.decision.Effect.Shown;
import io.reprise.domain.model.sample.SampleModels;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** What {@code hold-out-report} says of sales with few shoppers or none that bought. */
class SaleReportsTest {

    private static final PolicyRef FIRST = new PolicyRef("hold-out-report", 1);
    private static final PolicyRef TODAYS = new PolicyRef("hold-out-report", 2);
    private static final Instant START = Instant.parse("2026-11-11T00:00:00Z");
    private static final TimeWindow SALE = new TimeWindow(START, START.plus(Duration.ofHours(2)));

    /** An arm whose shoppers paid so much. */
    private static ArmTotals arm(long... paid) {
        long revenue = 0;
        double squares = 0;
        long buyers = 0;
        for (long cents : paid) {
            revenue += cents;
            squares += (double) cents * cents;
            buyers += cents > 0 ? 1 : 0;
        }
        return new ArmTotals(paid.length, paid.length, buyers, buyers, buyers, revenue, squares);
    }

    private static ClosingInputs closing(int firstHour, ArmTotals treated, ArmTotals holdOut, Optional<Ending> ending) {
        return new ClosingInputs(SALE, 2, firstHour, 9_000, 1, 100, 0, 0, treated, holdOut, ending);
    }

    private static Policy.Verdict<?> report(PolicyRef policy, ClosingInputs in) {
        Tensor demand = new Tensor(2, 3, new float[] {5, 10, 15, 5, 10, 15});
        Evidence evidence = new Evidence(List.of(SampleModels.exhibit("demand", demand)));
        return Policies.decide(policy, in, evidence, Policies.defaults(policy), 7);
    }

    private static CampaignReport first(ArmTotals treated, ArmTotals holdOut) {
        return (CampaignReport)
                report(FIRST, closing(0, treated, holdOut, Optional.empty())).outcome();
    }

    @Test
    void each_version_is_called_by_its_name() {
        assertThat(Policies.find(FIRST).orElseThrow().ref()).isEqualTo(FIRST);
        assertThat(Policies.find(TODAYS).orElseThrow().ref()).isEqualTo(TODAYS);
    }

    /** 10.00, 20.00 and 60.00 are 30.00 on average, and 20.00, 10.00 and 30.00 from it. */
    @Test
    void an_arms_mean_varies_as_its_shoppers_do() {
        ArmTotals arm = arm(1_000, 2_000, 6_000);
        assertThat(arm.revenuePerShopper()).isEqualTo(3_000);
        assertThat(arm.varianceOfMean()).isCloseTo((4e6 + 1e6 + 9e6) / 2 / 3, Offset.offset(1e-6));
        assertThat(arm(1_000, 2_000).varianceOfMean()).isCloseTo(5e5 / 2, Offset.offset(1e-6));
        assertThat(arm(1_000).varianceOfMean()).isZero();
        assertThat(ArmTotals.NONE.revenuePerShopper()).isZero();
        assertThat(ArmTotals.NONE.varianceOfMean()).isZero();
    }

    @Test
    void two_shoppers_in_each_arm_are_compared_and_one_is_not() {
        CampaignReport two = first(arm(3_000, 5_000), arm(1_000, 2_000));
        assertThat(two.liftPerShopperCents()).isEqualTo(2_500);
        assertThat(two.causedRevenueCents()).isEqualTo(5_000);
        assertThat(two.causedShare()).isCloseTo(2_500 / 1_500.0, Offset.offset(1e-12));
        assertThat(first(arm(3_000), arm(1_000, 2_000)).liftPerShopperCents()).isZero();
        assertThat(first(arm(3_000, 5_000), arm(1_000)).liftPerShopperCents()).isZero();
    }

    @Test
    void where_nobody_bought_without_the_sale_there_is_no_share_of_that() {
        assertThat(first(arm(3_000, 5_000), arm(0, 0)).causedShare()).isZero();
    }

    @Test
    void what_makes_no_difference_is_not_shown_to_make_one() {
        Policy.Verdict<?> same = report(FIRST, closing(0, arm(700, 700), arm(700, 700), Optional.empty()));
        assertThat(same.explanation().message()).isEqualTo("report.not-shown");
        Policy.Verdict<?> more = report(FIRST, closing(0, arm(701, 701), arm(700, 700), Optional.empty()));
        assertThat(more.explanation().message()).isEqualTo("report.caused-more");
    }

    @Test
    void a_sale_that_sold_nothing_caused_no_share_of_nothing() {
        Feedback feedback = new Feedback(
                new DecisionId("s"),
                new DecisionId("i"),
                List.of(new Feedback.ItemSales(new Sku("LAMP"), 20, 20, Optional.empty(), List.of(0, 0))),
                List.of());
        Ending ending = new Ending(
                true, new Experiment(ArmMoments.NONE, ArmMoments.NONE, List.of(1_500L), List.of(900L)), feedback);
        CampaignReport report =
                (CampaignReport) report(TODAYS, closing(0, arm(0, 0, 0), arm(0, 0), Optional.of(ending)))
                        .outcome();
        assertThat(report.causedShare()).isZero();
        assertThat(report.causedRevenueCents()).isZero();
    }

    @Test
    void todays_report_needs_what_its_predecessor_did_not_record() {
        assertThatThrownBy(() -> report(TODAYS, closing(0, arm(0, 0), arm(0, 0), Optional.empty())))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("ending")
                .hasMessageContaining("is missing");
    }

    @Test
    void a_closing_begins_in_an_hour_of_its_forecast() {
        assertThat(closing(0, ArmTotals.NONE, ArmTotals.NONE, Optional.empty()).kind())
                .isEqualTo(DecisionKind.EVALUATION);
        assertThatThrownBy(() -> closing(-1, ArmTotals.NONE, ArmTotals.NONE, Optional.empty()))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("firstHour")
                .hasMessageContaining("must not be negative, but was -1");
    }

    private static Effect between(double low, double high) {
        return new Effect((low + high) / 2, low, high, low + 1, high - 1, 40, 1);
    }

    @Test
    void an_interval_that_reaches_zero_shows_nothing() {
        assertThat(between(0.5, 10).shown()).isEqualTo(Shown.MORE);
        assertThat(between(0, 10).shown()).isEqualTo(Shown.NOT_SHOWN);
        assertThat(between(-10, 0).shown()).isEqualTo(Shown.NOT_SHOWN);
        assertThat(between(-10, -0.5).shown()).isEqualTo(Shown.LESS);
        assertThat(between(2, 5).causedLowCents()).isEqualTo(80);
        assertThat(between(2, 5).causedCents()).isEqualTo(140);
        assertThat(between(2, 5).causedHighCents()).isEqualTo(200);
    }

    @Test
    void the_narrower_interval_holds_where_the_sale_ended_as_planned() {
        Effect effect = between(-0.5, 10);
        SaleEffect planned = new SaleEffect(true, Optional.of(effect), Optional.empty());
        assertThat(planned.lowCents(effect)).isEqualTo(0.5);
        assertThat(planned.highCents(effect)).isEqualTo(9);
        assertThat(planned.shown(effect)).isEqualTo(Shown.MORE);
        SaleEffect otherwise = new SaleEffect(false, Optional.of(effect), Optional.empty());
        assertThat(otherwise.lowCents(effect)).isEqualTo(-0.5);
        assertThat(otherwise.highCents(effect)).isEqualTo(10);
        assertThat(otherwise.shown(effect)).isEqualTo(Shown.NOT_SHOWN);
    }
}
