package io.reprise.domain.model.decision;

import static io.reprise.domain.model.decision.LearningAdjustmentTest.ITEMS;
import static io.reprise.domain.model.decision.LearningAdjustmentTest.MODEL_ELASTICITY;
import static io.reprise.domain.model.decision.LearningAdjustmentTest.PLANNED;
import static io.reprise.domain.model.decision.LearningAdjustmentTest.STEPS;
import static io.reprise.domain.model.decision.LearningAdjustmentTest.inputs;
import static io.reprise.domain.model.decision.LearningAdjustmentTest.sku;
import static io.reprise.domain.model.decision.WholeMenuSale.END;
import static io.reprise.domain.model.decision.WholeMenuSale.NO_PRICES;
import static io.reprise.domain.model.decision.WholeMenuSale.afterMoves;
import static io.reprise.domain.model.decision.WholeMenuSale.ahead;
import static io.reprise.domain.model.decision.WholeMenuSale.ofGroups;
import static io.reprise.domain.model.decision.WholeMenuSale.ofItems;
import static io.reprise.domain.model.decision.WholeMenuSale.resting;
import static io.reprise.domain.model.decision.WholeMenuSale.taken;
import static io.reprise.domain.model.decision.WholeMenuSale.verdict;
import static io.reprise.domain.model.decision.WholeMenuSale.weighed;
import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.model.decision.AdjustmentInputs.Ahead;
import io.reprise.domain.model.decision.AdjustmentInputs.Group;
import io.reprise.domain.model.decision.AdjustmentInputs.Item;
import io.reprise.domain.model.decision.AdjustmentInputs.ItemAhead;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** When the sale ends, of which items it is and who sees it. */
class WholeMenuExtentTest {

    @Test
    void hours_in_which_the_sale_sells_more_than_the_shop_would_are_added() {
        AdjustmentInputs in = resting(1, 10_000, 0);
        AdjustmentOutcome outcome = taken(in.with(ahead(in, List.of(-2, 1, 2), 0, List.of(), 0.5)));
        assertThat(outcome.extent()).contains(ExtentChange.endingAt(END, END.plusSeconds(7_200)));
        assertThat(outcome.expectedGainCents()).isPositive();
    }

    @Test
    void hours_in_which_the_shop_would_earn_more_are_cut_off() {
        AdjustmentInputs in = resting(1, 10_000, 0);
        AdjustmentOutcome outcome = taken(in.with(ahead(in, List.of(-2, 1, 2), 0, List.of(), 20)));
        assertThat(outcome.extent()).contains(ExtentChange.endingAt(END, END.minusSeconds(7_200)));
    }

    @Test
    void each_time_the_end_was_moved_the_next_move_has_to_earn_three_times_as_much() {
        AdjustmentInputs in = resting(1, 10_000, 0);
        Ahead ahead = ahead(in, List.of(1, 2), 0, List.of(), 0.5);
        double gain = weighed(verdict(in.with(ahead)), MenuOption.END_LATER).score();
        int moves = (int) Math.ceil(Math.log(gain / 3_000) / Math.log(3)) + 1;
        assertThat(taken(in.with(afterMoves(ahead, moves))).extent()).isEmpty();
        assertThat(taken(in.with(afterMoves(ahead, 0))).extent()).isPresent();
    }

    @Test
    void what_earns_more_at_the_regular_price_is_taken_out_as_often_as_allowed_and_never_all_of_it() {
        AdjustmentInputs in = inputs(MODEL_ELASTICITY, 1, 10_000, 0, NO_PRICES, 0);
        assertThat(taken(in.with(ahead(in, List.of(), 2, List.of(), 20)))
                        .extent()
                        .orElseThrow()
                        .takenOut())
                .hasSize(2);
        assertThat(taken(in.with(ahead(in, List.of(), 100, List.of(), 20)))
                        .extent()
                        .orElseThrow()
                        .takenOut())
                .hasSize(ITEMS - 1);
        assertThat(taken(in.with(ahead(in, List.of(), 2, List.of(), 0.5))).extent())
                .isEmpty();
    }

    @Test
    void a_reserve_item_is_put_in_with_stock_that_is_free() {
        AdjustmentInputs in = resting(1, 10_000, 40);
        Ahead all = ahead(in, List.of(), 1, List.of(), 0.5);
        List<ItemAhead> items = new ArrayList<>(all.items());
        items.set(3, new ItemAhead(true, 0, items.get(3).regularUnits(), 0, new TreeMap<>()));
        List<Item> progress = new ArrayList<>(in.items());
        progress.set(3, new Item(sku(3), 1_000, 500, PLANNED, 0, 0, 0, true));
        AdjustmentInputs asked = new AdjustmentInputs(
                5, 6, 9_000, STEPS, NO_PRICES, 0, 0, progress, in.shown(), Optional.of(ofItems(all, items)));
        AdjustmentOutcome outcome = taken(asked);
        assertThat(outcome.extent().orElseThrow().putIn()).containsExactly(sku(3));
        assertThat(outcome.moves()).anySatisfy(move -> {
            assertThat(move.sku()).isEqualTo(sku(3));
            assertThat(move.total()).isBetween(1, 40);
        });
    }

    @Test
    void fewer_shoppers_see_it_where_the_shop_would_earn_more_of_them() {
        AdjustmentInputs in = resting(1, 10_000, 0);
        assertThat(taken(in.with(ahead(in, List.of(), 0, List.of(5_000, 10_000), 20)))
                        .extent())
                .contains(ExtentChange.ofAudience(10_000, 5_000));
        assertThat(taken(in.with(ahead(in, List.of(), 0, List.of(5_000, 10_000), 0.5)))
                        .extent())
                .isEmpty();
    }

    @Test
    void a_share_that_would_leave_out_more_of_one_group_is_never_taken_and_says_why() {
        AdjustmentInputs in = resting(1, 10_000, 0);
        Ahead ahead = ahead(in, List.of(), 0, List.of(5_000, 10_000), 20);
        List<Integer> units = Collections.nCopies(ITEMS, 4);
        Ahead fair = ofGroups(
                ahead,
                List.of(
                        new Group("new", 100, List.of(51, 100), units),
                        new Group("returning", 200, List.of(99, 200), units)));
        Ahead unfair = ofGroups(
                ahead,
                List.of(
                        new Group("new", 100, List.of(38, 100), units),
                        new Group("returning", 200, List.of(112, 200), units)));
        assertThat(taken(in.with(fair)).extent()).isPresent();
        // Half of the new and 55 of a hundred of the returning: as differently as the plan allows.
        Ahead justFair = ofGroups(
                ahead,
                List.of(
                        new Group("new", 100, List.of(50, 100), units),
                        new Group("returning", 200, List.of(110, 200), units)));
        assertThat(taken(in.with(justFair)).extent()).isPresent();
        Policy.Verdict<?> verdict = verdict(in.with(unfair));
        assertThat(((AdjustmentOutcome) verdict.outcome()).extent()).isEmpty();
        Alternative narrower = weighed(verdict, MenuOption.NARROWER_AUDIENCE);
        assertThat(narrower.remark()).isEqualTo("unfair-to-a-group");
        assertThat(narrower.remarkArguments()).contains(List.of("1800", "500"));
    }

    @Test
    void another_extent_that_could_too_easily_lose_is_not_chosen_and_says_why() {
        int careful = 0;
        for (double regular = 0.5; regular < 12; regular += 0.25) {
            AdjustmentInputs in = resting(1, 10_000, 0);
            AdjustmentInputs asked = in.with(ahead(in, List.of(-2, 1, 2), 2, List.of(5_000, 10_000), regular));
            Policy.Verdict<?> verdict = verdict(asked);
            for (Alternative option : verdict.alternatives()) {
                double losing = option.risk().map(Alternative.Risk::lossShare).orElse(0.0);
                boolean isExtent = !List.of(
                                MenuOption.LEAVE_ALONE,
                                MenuOption.SMALL_STEPS,
                                MenuOption.LARGE_STEPS,
                                MenuOption.EXTRA_PUSH)
                        .contains(option.option());
                assertThat(isExtent && option.chosen() && losing > 0.3)
                        .as("%s at %s", option, regular)
                        .isFalse();
                assertThat(option.chosen() && option.remark().equals("may-lose"))
                        .as("%s at %s", option, regular)
                        .isFalse();
                careful += option.remark().equals("may-lose") ? 1 : 0;
            }
        }
        assertThat(careful).isPositive();
    }
}
