package io.reprise.domain.model.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.domain.model.decision.AdjustmentInputs.Ahead;
import io.reprise.domain.model.decision.AdjustmentInputs.Group;
import io.reprise.domain.model.decision.AdjustmentInputs.Item;
import io.reprise.domain.model.decision.AdjustmentInputs.ItemAhead;
import io.reprise.domain.model.decision.AdjustmentInputs.ItemShown;
import io.reprise.domain.model.decision.AdjustmentInputs.Limits;
import io.reprise.domain.model.decision.AdjustmentInputs.Shown;
import io.reprise.domain.model.decision.AdjustmentInputs.Stretch;
import io.reprise.domain.model.decision.AdjustmentOutcome.StockMove;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.domain.model.vocabulary.WarehouseId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Where nothing but prices may be changed it decides as the version before it; and then what else there is. */
class WholeMenuAdjustmentTest extends LearningAdjustmentTest {

    private static final Instant END = Instant.parse("2026-11-11T20:00:00Z");
    private static final WarehouseId LONDON = new WarehouseId("LON");

    /** Nobody may change a price. */
    private static final Limits NO_PRICES = new Limits(PLANNED, 0, 0, 10_000_000);

    @Override
    PolicyRef policy() {
        return Policies.ADJUSTMENT;
    }

    @Override
    AdjustmentInputs asked(AdjustmentInputs in) {
        return in.ahead().isPresent() || in.shown().isEmpty() ? in : in.with(ahead(in, List.of(), 0, List.of(), 0));
    }

    @Override
    String movingStock() {
        return MenuOption.MOVE_STOCK;
    }

    /** @param regular units an hour that would be bought at the regular price */
    private static Ahead ahead(
            AdjustmentInputs in, List<Integer> ends, int itemChangesLeft, List<Integer> audiences, double regular) {
        int hours =
                in.hoursLeft() + ends.stream().mapToInt(Integer::intValue).max().orElse(0);
        List<ItemAhead> items = new ArrayList<>();
        for (Item item : in.items()) {
            items.add(new ItemAhead(
                    false,
                    0,
                    Collections.nCopies(Math.max(hours, in.hoursLeft()), regular),
                    0,
                    new TreeMap<>(Map.of(LONDON, item.left()))));
        }
        return new Ahead(
                Math.max(hours, in.hoursLeft()),
                END,
                ends,
                0,
                itemChangesLeft,
                10_000,
                audiences,
                0,
                items,
                List.of(),
                500);
    }

    private static Ahead changed(Ahead a, int endMoves, List<ItemAhead> items, List<Group> groups) {
        return new Ahead(
                a.hours(),
                a.end(),
                a.endMovesHours(),
                endMoves,
                a.itemChangesLeft(),
                a.audienceBps(),
                a.audienceChoicesBps(),
                a.audienceMoves(),
                items,
                groups,
                a.groupGapBpsMax());
    }

    private static Ahead ofItems(Ahead ahead, List<ItemAhead> items) {
        return changed(ahead, 0, items, List.of());
    }

    private static Ahead ofGroups(Ahead ahead, List<Group> groups) {
        return changed(ahead, 0, ahead.items(), groups);
    }

    private static Ahead afterMoves(Ahead ahead, int endMoves) {
        return changed(ahead, endMoves, ahead.items(), List.of());
    }

    private static AdjustmentInputs resting(double level, int left, int free) {
        AdjustmentInputs in = inputs(MODEL_ELASTICITY, level, left, free, NO_PRICES, 0);
        List<Item> items = in.items().stream()
                .map(i -> new Item(i.sku(), 1_000, 500, PLANNED, i.left(), i.soldToDate(), i.expectedToDate(), true))
                .toList();
        return new AdjustmentInputs(5, 6, 9_000, STEPS, NO_PRICES, 0, 0, items, in.shown());
    }

    private Policy.Verdict<?> verdict(AdjustmentInputs in) {
        return verdict(policy(), in);
    }

    private static Policy.Verdict<?> verdict(PolicyRef policy, AdjustmentInputs in) {
        Evidence evidence = response(planned(), in.ahead().orElseThrow().hours());
        return Policies.decide(policy, in, evidence, Policies.defaults(policy), 7);
    }

    private AdjustmentOutcome taken(AdjustmentInputs in) {
        return (AdjustmentOutcome) verdict(in).outcome();
    }

    private static Alternative weighed(Policy.Verdict<?> verdict, String key) {
        return verdict.alternatives().stream()
                .filter(a -> a.option().equals(key))
                .findFirst()
                .orElseThrow();
    }

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
    void what_the_sale_will_hardly_sell_is_given_back_where_somebody_else_wants_it() {
        AdjustmentInputs in = resting(1, 500, 0);
        Ahead ahead = ahead(in, List.of(), 0, List.of(), 0.5);
        List<ItemAhead> items = new ArrayList<>(ahead.items());
        items.set(
                0,
                new ItemAhead(
                        false,
                        0,
                        items.getFirst().regularUnits(),
                        30,
                        items.getFirst().held()));
        AdjustmentOutcome outcome = taken(in.with(ofItems(ahead, items)));
        assertThat(outcome.returns()).singleElement().satisfies(back -> {
            assertThat(back.sku()).isEqualTo(sku(0));
            assertThat(back.total()).isEqualTo(30);
        });
        assertThat(outcome.moves()).isEmpty();
        // At 10.00 one earns 5.00, and a tenth of its price beside.
        assertThat(outcome.expectedGainCents()).isEqualTo(30 * 600);
    }

    /** Of an item that is not offered nothing is fetched, however much of it the sale would need. */
    @Test
    void stock_of_what_is_not_offered_stays_where_it_is() {
        AdjustmentInputs in = resting(2, 10, 500);
        Ahead ahead = ahead(in, List.of(), 0, List.of(), 0.5);
        List<ItemAhead> items = new ArrayList<>(ahead.items());
        items.set(3, new ItemAhead(true, 0, items.get(3).regularUnits(), 0, new TreeMap<>()));
        assertThat(taken(in.with(ofItems(ahead, items))).moves())
                .hasSize(ITEMS - 1)
                .noneMatch(move -> move.sku().equals(sku(3)));
    }

    /** One item is put in, and the rest of the stock budget goes to those that would run out. */
    @Test
    void what_is_put_in_and_what_is_topped_up_cost_no_more_than_the_stock_budget() {
        AdjustmentInputs in = resting(2, 10, 500);
        Ahead ahead = ahead(in, List.of(), 1, List.of(), 0.5);
        List<ItemAhead> items = new ArrayList<>(ahead.items());
        items.set(3, new ItemAhead(true, 0, items.get(3).regularUnits(), 0, new TreeMap<>()));
        List<Item> progress = new ArrayList<>(in.items());
        progress.set(3, new Item(sku(3), 1_000, 400, PLANNED, 0, 0, 0, true));
        Shown shown = in.shown().orElseThrow();
        AdjustmentOutcome outcome = taken(new AdjustmentInputs(
                5,
                6,
                9_000,
                STEPS,
                NO_PRICES,
                0,
                0,
                progress,
                Optional.of(new Shown(shown.items(), 0, Optional.of(60_000L))),
                Optional.of(ofItems(ahead, items))));
        long cost = 0;
        for (StockMove move : outcome.moves()) {
            cost += move.total() * (move.sku().equals(sku(3)) ? 400L : 500L);
        }
        assertThat(outcome.extent().orElseThrow().putIn()).containsExactly(sku(3));
        assertThat(outcome.moves()).hasSizeGreaterThan(1);
        // What is left would not buy one more.
        assertThat(cost).isBetween(60_000L - 499, 60_000L);
    }

    @Test
    void every_option_has_its_risk_over_what_is_believed() {
        AdjustmentInputs in = inputs(6, 1, 10_000, 0, WIDE, 0);
        Policy.Verdict<?> verdict = verdict(in.with(ahead(in, List.of(-1, 1), 3, List.of(5_000, 10_000), 2)));
        assertThat(verdict.alternatives())
                .filteredOn(a -> a.score() != 0)
                .hasSizeGreaterThan(3)
                .allSatisfy(a -> {
                    Alternative.Risk risk = a.risk().orElseThrow();
                    assertThat(risk.lossShare()).isBetween(0.0, 1.0);
                    assertThat(risk.low()).isLessThanOrEqualTo(a.score() + Math.abs(a.score()));
                });
        assertThat(weighed(verdict, MenuOption.LEAVE_ALONE).risk()).isEmpty();
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
    void each_version_is_called_by_its_name_and_looks_at_what_the_sale_may_become() {
        for (int version : new int[] {2, 3}) {
            PolicyRef ref = new PolicyRef("learning-adjustment", version);
            assertThat(Policies.find(ref).orElseThrow().ref()).isEqualTo(ref);
            assertThat(Policies.looksAhead(ref)).isTrue();
        }
        assertThat(Policies.looksAhead(new PolicyRef("learning-adjustment", 1))).isFalse();
    }

    @Test
    void it_needs_to_know_what_the_sale_may_become() {
        AdjustmentInputs in = resting(1, 100, 0);
        assertThatThrownBy(() -> Policies.decide(policy(), in, response(planned(), 6), Policies.defaults(policy()), 7))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("ahead");
    }

    /** What the version before this one does not heed. */
    private static final PolicyRef BEFORE = new PolicyRef("learning-adjustment", 2);

    private static AdjustmentInputs with(AdjustmentInputs in, UnaryOperator<ItemShown> change) {
        Shown shown = in.shown().orElseThrow();
        List<ItemShown> items = shown.items().stream().map(change).toList();
        AdjustmentInputs changed = new AdjustmentInputs(
                in.window(),
                in.hoursLeft(),
                in.treatedBps(),
                in.stepsBps(),
                in.limits(),
                in.discountGivenCents(),
                in.pushWavesLeft(),
                in.items(),
                Optional.of(new Shown(items, shown.explorationBps(), shown.stockBudgetLeftCents())));
        return changed.with(ahead(changed, List.of(), 0, List.of(), 0));
    }

    private static int discounts(Policy.Verdict<?> verdict) {
        return ((AdjustmentOutcome) verdict.outcome())
                .priceChanges().stream()
                        .mapToInt(change -> change.toBps() - change.fromBps())
                        .sum();
    }

    @Test
    void where_the_sale_sells_half_of_what_was_expected_little_is_kept_for_a_later_that_sells_half_too() {
        int cheaper = 0;
        for (int left = 20; left <= 160; left += 20) {
            int units = left;
            AdjustmentInputs weak = with(
                    inputs(5, 0.5, left, 0, WIDE, 0),
                    item -> new ItemShown(PLANNED, item.stretches(), 0, 0, units, item.free()));
            cheaper += discounts(verdict(weak)) - discounts(verdict(BEFORE, weak));
        }
        assertThat(cheaper).isGreaterThan(1_000);
    }

    private static double correction(Policy.Verdict<?> verdict) {
        return verdict.explanation().factors().stream()
                .filter(f -> f.name().equals("elasticity-correction"))
                .findFirst()
                .orElseThrow()
                .value();
    }

    /** As much as was seen without a push wave again while one worked, by which they bought 1.5 times as much. */
    private static ItemShown pushedToo(ItemShown item, int soldUnits) {
        List<Stretch> stretches = new ArrayList<>(item.stretches());
        Stretch calm = stretches.getFirst();
        stretches.add(new Stretch(false, calm.discountBps(), calm.expectedUnits(), soldUnits, Optional.of(true)));
        return new ItemShown(PLANNED, stretches, 0, 0, 0, item.free());
    }

    @Test
    void what_a_push_wave_sells_more_is_not_put_down_to_prices() {
        for (double elasticity : List.of(0.2, MODEL_ELASTICITY, 5.0)) {
            AdjustmentInputs calm = with(inputs(elasticity, 1, 10_000, 0, WIDE, 0), item -> item);
            AdjustmentInputs pushed = with(calm, item -> pushedToo(item, 135));
            assertThat(correction(verdict(pushed))).isCloseTo(correction(verdict(calm)), Offset.offset(0.15));
            assertThat(correction(verdict(BEFORE, pushed))).isEqualTo(correction(verdict(BEFORE, calm)));
        }
    }

    @Test
    void a_price_that_was_changed_while_a_push_wave_worked_teaches_what_it_did() {
        AdjustmentInputs stiff = with(inputs(MODEL_ELASTICITY, 1, 10_000, 0, WIDE, 0), item -> {
            List<Stretch> stretches = new ArrayList<>(item.stretches());
            // Dearer by a quarter, and nobody minds.
            stretches.add(new Stretch(false, PLANNED, 90, 135, Optional.of(true)));
            stretches.add(new Stretch(false, 0, 0.9 * 20 * model(0), 135, Optional.of(true)));
            return new ItemShown(PLANNED, stretches, 0, 0, 0, item.free());
        });
        assertThat(correction(verdict(stiff))).isLessThan(correction(verdict(BEFORE, stiff)) - 0.3);
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
