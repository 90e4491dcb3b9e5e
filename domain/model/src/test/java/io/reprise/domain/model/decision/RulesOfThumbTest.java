package io.reprise.domain.model.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.domain.model.decision.InventoryInputs.Item;
import io.reprise.domain.model.decision.InventoryOutcome.ItemStock;
import io.reprise.domain.model.decision.ScheduleInputs.Calendar;
import io.reprise.domain.model.sample.SampleModels;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.TimeWindow;
import io.reprise.domain.model.vocabulary.WarehouseId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What people do without a model, for hours and for stock. */
class RulesOfThumbTest {

    private static final Instant FROM = Instant.parse("2026-11-11T00:00:00Z");
    private static final PolicyRef PLANNED = FixedSchedule.PLANNED;
    private static final PolicyRef EVENING = FixedSchedule.EVENING;
    private static final WarehouseId NORTH = new WarehouseId("north");
    private static final WarehouseId SOUTH = new WarehouseId("south");

    private static Instant at(int hour) {
        return FROM.plus(Duration.ofHours(hour));
    }

    private static ScheduleOutcome schedule(PolicyRef policy, int pushes, Calendar calendar) {
        ScheduleInputs in =
                new ScheduleInputs(new TimeWindow(FROM, at(30)), 6, pushes, List.of(), Optional.ofNullable(calendar));
        Policy.Verdict<?> verdict = Policies.decide(policy, in, Evidence.NONE, Policies.defaults(policy), 7);
        ScheduleOutcome outcome = (ScheduleOutcome) verdict.outcome();
        Instant from = outcome.window().from();
        assertThat(verdict.alternatives()).containsExactly(Alternative.weighed("start " + from, 0, "cents", true));
        assertThat(verdict.explanation())
                .isEqualTo(new Explanation("schedule." + policy.name(), List.of(from.toString()), List.of()));
        assertThat(outcome.window().length()).isEqualTo(Duration.ofHours(6));
        return outcome;
    }

    private static Calendar calendar(String zone, TimeWindow... blackouts) {
        return new Calendar(ZoneId.of(zone), List.of(blackouts));
    }

    @Test
    void as_early_as_the_plan_and_its_blackouts_allow() {
        assertThat(schedule(PLANNED, 0, calendar("UTC")).window().from()).isEqualTo(FROM);
        assertThat(schedule(PLANNED, 0, calendar("UTC", new TimeWindow(at(5), at(7))))
                        .window()
                        .from())
                .isEqualTo(at(7));
        // All but the last six hours are closed.
        assertThat(schedule(PLANNED, 0, calendar("UTC", new TimeWindow(at(0), at(24))))
                        .window()
                        .from())
                .isEqualTo(at(24));
    }

    @Test
    void at_eight_in_the_evening_where_the_sale_is() {
        assertThat(schedule(EVENING, 0, calendar("UTC")).window().from()).isEqualTo(at(20));
        assertThat(schedule(EVENING, 0, calendar("Asia/Shanghai")).window().from())
                .isEqualTo(at(12));
    }

    @Test
    void where_no_evening_is_free_the_first_hours_that_are() {
        Calendar calendar = calendar("UTC", new TimeWindow(at(0), at(3)), new TimeWindow(at(22), at(23)));
        assertThat(schedule(EVENING, 0, calendar).window().from()).isEqualTo(at(3));
    }

    @Test
    void notifications_are_spread_evenly_from_the_start_on() {
        assertThat(schedule(PLANNED, 3, calendar("UTC")).pushWaves()).containsExactly(at(0), at(2), at(4));
        assertThat(schedule(PLANNED, 0, calendar("UTC")).pushWaves()).isEmpty();
    }

    @Test
    void blackouts_that_leave_no_start_and_a_plan_without_a_zone_are_named() {
        assertThatThrownBy(() -> schedule(PLANNED, 0, calendar("UTC", new TimeWindow(at(0), at(25)))))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("steering.blackouts: leave no hour");
        assertThatThrownBy(() -> schedule(EVENING, 0, null))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("calendar: must say in which time zone");
    }

    private static Item item(String sku, long cost, int north, int south) {
        return new Item(new Sku(sku), 900, cost, new TreeMap<>(Map.of(NORTH, north, SOUTH, south)));
    }

    /** Of a forecast of three hours the last two: 10 units of the first item, 30 of the second. */
    private static List<ItemStock> stock(Optional<Long> budget, Item... items) {
        float[] demand = {0, 99, 0, 0, 4, 0, 0, 6, 0, 0, 99, 0, 0, 10, 0, 0, 20, 0};
        Policy.Verdict<?> verdict = Policies.decide(
                ProportionalInventory.REF,
                new InventoryInputs(3, 1, 2, 10_000, List.of(items), budget),
                new Evidence(List.of(SampleModels.exhibit("demand", new Tensor(6, 3, demand)))),
                Policies.defaults(ProportionalInventory.REF),
                7);
        InventoryOutcome outcome = (InventoryOutcome) verdict.outcome();
        assertThat(verdict.alternatives().getFirst().score()).isEqualTo(outcome.allocatedUnits());
        assertThat(verdict.explanation().arguments()).containsExactly(Integer.toString(outcome.allocatedUnits()));
        return outcome.items();
    }

    @Test
    void a_budget_is_spread_as_units_are_expected_and_what_is_missing_is_to_be_bought() {
        // All that is wanted costs 10 × 100 + 30 × 200 = 7,000: half of it can be paid.
        List<ItemStock> stock = stock(Optional.of(3_500L), item("A", 100, 8, 8), item("B", 200, 6, 3));
        assertThat(stock.get(0).targetUnits()).isEqualTo(5);
        assertThat(stock.get(0).allocatedUnits()).isEqualTo(5);
        assertThat(stock.get(0).reorderUnits()).isZero();
        assertThat(stock.get(1).targetUnits()).isEqualTo(15);
        assertThat(stock.get(1).allocated()).isEqualTo(Map.of(NORTH, 6, SOUTH, 3));
        assertThat(stock.get(1).reorderUnits()).isEqualTo(6);
    }

    @Test
    void without_a_budget_or_where_nothing_costs_anything_all_that_is_free_is_set_aside() {
        for (List<ItemStock> stock : List.of(
                stock(Optional.empty(), item("A", 100, 8, 8), item("B", 200, 6, 3)),
                stock(Optional.of(0L), item("A", 0, 8, 8), item("B", 0, 6, 3)))) {
            assertThat(stock.get(0).allocatedUnits()).isEqualTo(16);
            assertThat(stock.get(1).allocatedUnits()).isEqualTo(9);
            assertThat(stock.get(1).reorderUnits()).isZero();
        }
    }

    @Test
    void units_come_from_warehouses_as_they_have_them_and_the_odd_ones_from_the_first_that_have_more() {
        assertThat(NewsvendorInventory.split(new TreeMap<>(Map.of(NORTH, 5, SOUTH, 3)), 4))
                .isEqualTo(Map.of(NORTH, 3, SOUTH, 1));
        // A share of two and three quarters each: of the three units that are over each gives what it has left.
        TreeMap<WarehouseId, Integer> four = new TreeMap<>();
        List.of("a", "b", "c", "d").forEach(id -> four.put(new WarehouseId(id), 3));
        assertThat(NewsvendorInventory.split(four, 11).values()).containsExactly(3, 3, 3, 2);
        assertThat(NewsvendorInventory.split(new TreeMap<>(Map.of(NORTH, 0, SOUTH, 0)), 0))
                .isEqualTo(Map.of(NORTH, 0, SOUTH, 0));
        assertThat(NewsvendorInventory.split(new TreeMap<>(Map.of(NORTH, 2_000_000_000, SOUTH, 100)), 1_000_000_000))
                .isEqualTo(Map.of(NORTH, 999_999_951, SOUTH, 49));
    }
}
