package io.reprise.domain.model.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.model.decision.AdjustmentInputs.Ahead;
import io.reprise.domain.model.decision.AdjustmentInputs.Group;
import io.reprise.domain.model.decision.AdjustmentOutcome.PriceChange;
import io.reprise.domain.model.vocabulary.Sku;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How differently lamps and mugs at a discount of a fifth, and who sees the sale, treat groups of shoppers. */
class GroupGapTest {

    private static final Sku LAMP = new Sku("LAMP");
    private static final Sku MUG = new Sku("MUG");
    private static final List<PriceChange> LAMPS_DEEPER = List.of(new PriceChange(LAMP, 2_000, 3_000));

    private static AdjustmentInputs sale(Group... groups) {
        CertainSale sale = new CertainSale(1).selling("LAMP", 10, 1, 2, 3).selling("MUG", 10, 1, 2, 3);
        sale.audienceChoicesBps = List.of(5_000, 10_000);
        AdjustmentInputs in = sale.inputs();
        Ahead a = in.ahead().orElseThrow();
        return in.with(new Ahead(
                a.hours(),
                a.end(),
                a.endMovesHours(),
                a.endMoves(),
                a.itemChangesLeft(),
                a.audienceBps(),
                a.audienceChoicesBps(),
                a.audienceMoves(),
                a.items(),
                List.of(groups),
                a.groupGapBpsMax()));
    }

    private static Group buyers(String name, int lamps, int mugs) {
        return new Group(name, 100, List.of(50, 100), List.of(lamps, mugs));
    }

    private static Group seeing(int shoppers, int ofThem) {
        return new Group("of " + shoppers, shoppers, List.of(ofThem, shoppers), List.of(0, 0));
    }

    private static final ExtentChange HALF = ExtentChange.ofAudience(10_000, 5_000);

    @Test
    void a_share_treats_groups_as_differently_as_the_shares_of_them_that_see_it() {
        assertThat(GroupGap.bps(sale(seeing(100, 48), seeing(200, 106)), List.of(), HALF))
                .isEqualTo(500);
        assertThat(GroupGap.bps(sale(seeing(200, 106), seeing(50, 20), seeing(100, 48)), List.of(), HALF))
                .isEqualTo(1_300);
        assertThat(GroupGap.bps(sale(seeing(100, 50), seeing(200, 100)), List.of(), HALF))
                .isZero();
    }

    @Test
    void a_group_of_nobody_is_not_treated_at_all() {
        assertThat(GroupGap.bps(sale(seeing(100, 48), seeing(0, 0), seeing(200, 106)), List.of(), HALF))
                .isEqualTo(500);
    }

    @Test
    void a_share_that_nobody_looked_at_may_reach_one_group_alone() {
        ExtentChange third = ExtentChange.ofAudience(10_000, 3_333);
        assertThat(GroupGap.bps(sale(seeing(100, 48)), List.of(), third)).isEqualTo(10_000);
        assertThat(GroupGap.bps(sale(), List.of(), third)).isZero();
    }

    /** Those who bought lamps get a tenth more of discount on all of it, those who bought four in twenty on a fifth. */
    @Test
    void prices_treat_groups_as_differently_as_the_discount_on_what_they_bought_changes() {
        assertThat(GroupGap.bps(sale(buyers("lamps", 20, 0), buyers("mugs", 10, 40)), LAMPS_DEEPER, ExtentChange.NONE))
                .isEqualTo(1_000 - 200);
        assertThat(GroupGap.bps(sale(buyers("lamps", 20, 0), buyers("mugs", 10, 40)), List.of(), ExtentChange.NONE))
                .isZero();
    }

    @Test
    void what_is_taken_out_loses_its_discount_and_what_is_put_in_has_it() {
        ExtentChange noMugs = ExtentChange.ofItems(List.of(MUG), List.of());
        // (15 x 1,000 - 5 x 2,000) / 20 and (10 x 1,000 - 30 x 2,000) / 40.
        assertThat(GroupGap.bps(sale(buyers("lamps", 15, 5), buyers("mugs", 10, 30)), LAMPS_DEEPER, noMugs))
                .isEqualTo(250 + 1_250);
        ExtentChange mugs = ExtentChange.ofItems(List.of(), List.of(MUG));
        // 5 x 2,000 / 20 and 30 x 2,000 / 40.
        assertThat(GroupGap.bps(sale(buyers("lamps", 15, 5), buyers("mugs", 10, 30)), List.of(), mugs))
                .isEqualTo(1_500 - 500);
    }

    @Test
    void what_few_have_bought_says_nothing() {
        assertThat(GroupGap.bps(sale(buyers("lamps", 20, 0), buyers("mugs", 4, 16)), LAMPS_DEEPER, ExtentChange.NONE))
                .isEqualTo(800);
        assertThat(GroupGap.bps(sale(buyers("lamps", 20, 0), buyers("mugs", 4, 15)), LAMPS_DEEPER, ExtentChange.NONE))
                .isZero();
    }

    @Test
    void where_it_is_not_known_what_the_sale_may_become_no_groups_are() {
        AdjustmentInputs in = sale(buyers("lamps", 20, 0), buyers("mugs", 10, 40));
        AdjustmentInputs blind = new AdjustmentInputs(
                in.window(),
                in.hoursLeft(),
                in.treatedBps(),
                in.stepsBps(),
                in.limits(),
                in.discountGivenCents(),
                in.pushWavesLeft(),
                in.items());
        assertThat(GroupGap.bps(blind, LAMPS_DEEPER, ExtentChange.NONE)).isZero();
    }
}
