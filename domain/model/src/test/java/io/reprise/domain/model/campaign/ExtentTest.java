package io.reprise.domain.model.campaign;

import static io.reprise.domain.model.Specification.given;
import static io.reprise.domain.model.campaign.SaleWithLeeway.END;
import static io.reprise.domain.model.campaign.SaleWithLeeway.LEEWAY;
import static io.reprise.domain.model.campaign.SaleWithLeeway.SALE_NOW;
import static io.reprise.domain.model.campaign.SaleWithLeeway.ending;
import static io.reprise.domain.model.campaign.SaleWithLeeway.hours;
import static io.reprise.domain.model.campaign.SaleWithLeeway.live;
import static io.reprise.domain.model.campaign.SaleWithLeeway.outcome;
import static io.reprise.domain.model.campaign.SaleWithLeeway.state;
import static io.reprise.domain.model.campaign.Stages.ANA;
import static io.reprise.domain.model.campaign.Stages.SALE;
import static io.reprise.domain.model.campaign.Stages.WITHIN;
import static io.reprise.domain.model.campaign.Stages.taken;
import static io.reprise.domain.model.sample.SampleHistory.LAMP;
import static io.reprise.domain.model.sample.SampleHistory.MUG;
import static io.reprise.domain.model.sample.SampleHistory.THROW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.domain.model.Specification;
import io.reprise.domain.model.campaign.Campaign.Live;
import io.reprise.domain.model.campaign.CampaignCommand.ApproveAdjustment;
import io.reprise.domain.model.campaign.CampaignEvent.AdjustmentApplied;
import io.reprise.domain.model.campaign.CampaignEvent.AdjustmentProposed;
import io.reprise.domain.model.campaign.CampaignRefusal.BeyondGuardrail;
import io.reprise.domain.model.campaign.CampaignRefusal.ExtentMoved;
import io.reprise.domain.model.campaign.CampaignRefusal.InBlackout;
import io.reprise.domain.model.campaign.CampaignRefusal.NothingOffered;
import io.reprise.domain.model.campaign.CampaignRefusal.OutsidePlan;
import io.reprise.domain.model.campaign.CampaignRefusal.TooLate;
import io.reprise.domain.model.decision.AdjustmentOutcome;
import io.reprise.domain.model.decision.DecisionId;
import io.reprise.domain.model.decision.ExtentChange;
import io.reprise.domain.model.sample.SampleHistory;
import io.reprise.domain.model.sample.SampleSale;
import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.domain.model.vocabulary.Refusal;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.TimeWindow;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A running sale's end, items and audience: what the plan lets be changed, and what it does not. */
class ExtentTest {

    private static final DecisionId ID = new DecisionId("odd");

    private static Specification<Campaign, CampaignCommand, CampaignEvent> proposed(
            SampleSale sale, AdjustmentOutcome outcome) {
        return given(sale)
                .given(taken(sale, ID, outcome))
                .given(new AdjustmentProposed(
                        SALE, ID, "rule", sale.now().plusSeconds(3_600), Actor.ENGINE, sale.now()));
    }

    private static Live approved(SampleSale sale, ExtentChange change) {
        return (Live) proposed(sale, outcome(change))
                .when(new ApproveAdjustment(SALE, ID, ANA, sale.now()))
                .then(new AdjustmentApplied(SALE, ID, List.of(), false, "", ANA, sale.now(), Optional.of(change)));
    }

    private static void refused(SampleSale sale, ExtentChange change, Refusal reason) {
        proposed(sale, outcome(change))
                .when(new ApproveAdjustment(SALE, ID, ANA, sale.now()))
                .thenRefused(reason);
    }

    private static ExtentChange items(List<Sku> out, List<Sku> in) {
        return ExtentChange.ofItems(out, in);
    }

    @Test
    void it_begins_as_it_was_approved_without_its_reserve_and_for_a_part_of_the_shoppers() {
        Live live = state(SALE_NOW);
        assertThat(live.window()).isEqualTo(live.proposal().schedule().window());
        assertThat(live.extent().aside()).containsExactly(THROW);
        assertThat(live.extent().audienceBps()).isEqualTo(8_000);
    }

    @Test
    void its_end_moves_as_far_as_the_plan_allows_and_no_further() {
        assertThat(approved(SALE_NOW, ending(2)).window().to()).isEqualTo(hours(2));
        assertThat(approved(SALE_NOW, ending(-3)).window().to()).isEqualTo(hours(-3));
        refused(SALE_NOW, ending(3), new BeyondGuardrail("steering.leeway.endLaterHoursMax", 2, 3));
        refused(SALE_NOW, ending(-4), new BeyondGuardrail("steering.leeway.endEarlierHoursMax", 3, 4));
    }

    @Test
    void not_out_of_the_plan_nor_into_a_blackout_nor_into_the_past() {
        SampleSale wide = live(new Leeway(24, 24, Collections.emptySortedSet(), 0, 10_000, 10_000, 500));
        Instant beyond = WITHIN.to().plusSeconds(3_600);
        TimeWindow sale = state(wide).window();
        refused(wide, ExtentChange.endingAt(END, beyond), new OutsidePlan(new TimeWindow(sale.from(), beyond), WITHIN));
        refused(wide, ExtentChange.endingAt(END, wide.now()), new TooLate(wide.now(), wide.now()));
        TimeWindow blackout = new TimeWindow(hours(1), hours(2));
        SampleSale beside = live(LEEWAY, blackout);
        refused(beside, ending(2), new InBlackout(new TimeWindow(sale.from(), hours(2)), blackout));
        assertThat(approved(beside, ending(1)).window().to()).isEqualTo(hours(1));
    }

    @Test
    void an_end_that_was_moved_meanwhile_is_not_moved_from_where_it_was() {
        refused(
                SALE_NOW,
                ExtentChange.endingAt(hours(1), hours(2)),
                new ExtentMoved("end", hours(1).toString(), END.toString()));
    }

    @Test
    void items_are_taken_out_and_put_in_as_often_as_the_plan_allows_and_one_stays() {
        assertThat(approved(SALE_NOW, items(List.of(LAMP), List.of(THROW)))
                        .extent()
                        .aside())
                .containsExactly(LAMP);
        SampleSale once = live(new Leeway(0, 0, Collections.emptySortedSet(), 1, 10_000, 10_000, 500));
        refused(
                once,
                items(List.of(LAMP, MUG), List.of()),
                new BeyondGuardrail("steering.leeway.itemChangesMax", 1, 2));
        SampleSale often = live(new Leeway(0, 0, Collections.emptySortedSet(), 9, 10_000, 10_000, 500));
        refused(often, items(List.of(LAMP, MUG, THROW), List.of()), new NothingOffered(SALE));
    }

    @Test
    void what_is_aside_cannot_be_taken_out_and_what_is_offered_not_put_in() {
        refused(SALE_NOW, items(List.of(THROW), List.of()), new ExtentMoved("item 'THROW_9'", "offered", "set aside"));
        refused(SALE_NOW, items(List.of(), List.of(LAMP)), new ExtentMoved("item 'LAMP-2'", "set aside", "offered"));
    }

    @Test
    void the_audience_is_widened_and_narrowed_down_to_the_share_the_plan_allows() {
        assertThat(approved(SALE_NOW, ExtentChange.ofAudience(8_000, 10_000))
                        .extent()
                        .audienceBps())
                .isEqualTo(10_000);
        refused(
                SALE_NOW,
                ExtentChange.ofAudience(8_000, 5_999),
                new BeyondGuardrail("steering.leeway.audienceBpsMin", 6_000, 5_999));
        refused(SALE_NOW, ExtentChange.ofAudience(9_000, 7_000), new ExtentMoved("audience", "9000", "8000"));
    }

    @Test
    void a_plan_that_says_nothing_of_it_allows_nothing_of_it() {
        SampleSale plain = Stages.live();
        Instant end = state(plain).window().to();
        refused(
                plain,
                ExtentChange.endingAt(end, end.plusSeconds(3_600)),
                new BeyondGuardrail("steering.leeway.endLaterHoursMax", 0, 1));
    }

    @Test
    void a_plan_says_clearly_what_is_wrong_with_its_leeway() {
        assertThatThrownBy(() -> new Leeway(25, 0, Collections.emptySortedSet(), 0, 10_000, 10_000, 500))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("steering.leeway.endLaterHoursMax");
        Leeway unknown = new Leeway(0, 0, new TreeSet<>(Set.of(new Sku("NOPE"))), 0, 10_000, 10_000, 500);
        assertThatThrownBy(() -> SampleHistory.plan(2_000).steeredBy(Steering.USUAL.with(unknown)))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("steering.leeway.reserve");
    }

    @Test
    void leeway_is_part_of_what_is_approved() {
        Plan plain = SampleHistory.plan(2_000);
        assertThat(plain.steeredBy(Steering.USUAL.with(LEEWAY)).hash())
                .isNotEqualTo(plain.steeredBy(Steering.USUAL.with(Leeway.NONE)).hash());
    }
}
