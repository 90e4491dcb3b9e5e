package io.reprise.domain.model.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.domain.model.decision.InventoryInputs.Supply;
import io.reprise.domain.model.decision.Logistics.Warehouse;
import io.reprise.domain.model.decision.ScheduleInputs.Calendar;
import io.reprise.domain.model.decision.ScheduleInputs.Neighbour;
import io.reprise.domain.model.decision.ScheduleInputs.Portfolio;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.domain.model.vocabulary.Price;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.TimeWindow;
import io.reprise.domain.model.vocabulary.WarehouseId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What facts of a decision may be: each at the last value that is taken and the first that is not. */
class DecisionInputsTest {

    private static final Instant FROM = Instant.parse("2026-11-11T00:00:00Z");
    private static final CampaignId OURS = new CampaignId("ours");

    private static TimeWindow hours(int from, int to) {
        return new TimeWindow(FROM.plus(Duration.ofHours(from)), FROM.plus(Duration.ofHours(to)));
    }

    private static void assertRefused(ThrowingCallable made, String field, String remedy) {
        assertThatThrownBy(made).isInstanceOf(InvalidValue.class).hasMessageContaining(field + ": " + remedy);
    }

    private static void assertTaken(ThrowingCallable made) {
        assertThatCode(made).doesNotThrowAnyException();
    }

    private static ScheduleInputs schedule(int lengthHours) {
        return new ScheduleInputs(hours(0, 5), lengthHours, 1, List.of(100L), Optional.empty());
    }

    private static Portfolio portfolio(int atOnceMax, int sharedShoppersBps, int runningHours) {
        return new Portfolio(
                OURS,
                atOnceMax,
                sharedShoppersBps,
                Optional.empty(),
                new TreeMap<>(),
                Collections.nCopies(runningHours, 0),
                List.of(),
                List.of());
    }

    private static Neighbour neighbour(int lengthHours, int worths) {
        return new Neighbour(
                OURS, hours(0, 5), lengthHours, false, List.of(), new TreeMap<>(), Collections.nCopies(worths, 1L));
    }

    @Test
    void a_sale_is_as_long_as_an_hour_or_as_the_time_it_may_lie_in() {
        assertTaken(() -> schedule(1));
        assertTaken(() -> schedule(5));
        assertRefused(() -> schedule(0), "lengthHours", "must be 1 to 5, but was 0");
        assertRefused(() -> schedule(6), "lengthHours", "must be 1 to 5, but was 6");
        assertThat(schedule(5).kind()).isEqualTo(DecisionKind.SCHEDULE);
        assertTaken(() -> neighbour(1, 5));
        assertTaken(() -> neighbour(5, 5));
        assertRefused(() -> neighbour(0, 5), "portfolio.neighbours.lengthHours", "must be 1 to 5, but was 0");
        assertRefused(() -> neighbour(6, 5), "portfolio.neighbours.lengthHours", "must be 1 to 5, but was 6");
    }

    @Test
    void what_is_known_of_hours_is_known_of_each_of_them() {
        assertRefused(
                () -> neighbour(1, 4),
                "portfolio.neighbours.worthCents",
                "must have one value for each of the 5 hours, but had 4");
        assertTaken(() -> with(portfolio(0, 0, 5)));
        assertRefused(
                () -> with(portfolio(0, 0, 4)),
                "portfolio.running",
                "must have one number for each of the 5 hours, but had 4");
    }

    private static ScheduleInputs with(Portfolio portfolio) {
        return new ScheduleInputs(hours(0, 5), 1, 1, List.of(), Optional.empty(), Optional.of(portfolio));
    }

    @Test
    void a_limit_of_sales_at_once_is_none_or_a_number_and_a_share_of_shoppers_no_more_than_all() {
        assertTaken(() -> portfolio(0, 0, 1));
        assertTaken(() -> portfolio(1, 10_000, 1));
        assertRefused(() -> portfolio(-1, 0, 1), "portfolio.atOnceMax", "must not be negative, but was -1");
        assertRefused(() -> portfolio(0, -1, 1), "portfolio.sharedShoppersBps", "must be 0 to 10000, but was -1");
        assertRefused(
                () -> portfolio(0, 10_001, 1), "portfolio.sharedShoppersBps", "must be 0 to 10000, but was 10001");
    }

    @Test
    void a_window_is_free_where_no_blackout_has_a_moment_of_it() {
        Calendar calendar = new Calendar(ZoneOffset.UTC, List.of(hours(3, 4), hours(8, 9)));
        assertThat(calendar.isFree(hours(0, 3))).isTrue();
        assertThat(calendar.isFree(hours(4, 8))).isTrue();
        assertThat(calendar.isFree(hours(2, 5))).isFalse();
        assertThat(calendar.isFree(hours(8, 12))).isFalse();
    }

    private static InventoryInputs inventory(int firstHour, int saleHours) {
        return new InventoryInputs(24, firstHour, saleHours, 9_000, List.of(), Optional.empty());
    }

    @Test
    void a_sales_hours_lie_within_those_that_were_forecast() {
        assertTaken(() -> inventory(0, 24));
        assertTaken(() -> inventory(24, 0));
        assertTaken(() -> inventory(20, 4));
        String remedy = "must lie within the forecast's 24";
        assertThatThrownBy(() -> inventory(20, 5)).hasMessageContaining("hours 20 and the 5 from there " + remedy);
        assertThatThrownBy(() -> inventory(-1, 5)).isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> inventory(5, -1)).isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> inventory(Integer.MAX_VALUE, Integer.MAX_VALUE))
                .isInstanceOf(InvalidValue.class);
        assertThat(inventory(0, 1).kind()).isEqualTo(DecisionKind.INVENTORY);
    }

    @Test
    void a_sale_has_begun_or_begins_after_now() {
        assertTaken(() -> new Supply(Logistics.NONE, 0, List.of(), List.of()));
        assertRefused(
                () -> new Supply(Logistics.NONE, -1, List.of(), List.of()),
                "supply.hoursUntilStart",
                "must not be negative, but was -1");
    }

    @Test
    void what_is_free_of_an_item_is_what_all_warehouses_have_of_it() {
        InventoryInputs.Item item = new InventoryInputs.Item(
                new Sku("A"), 900, 400, new TreeMap<>(Map.of(new WarehouseId("a"), 3, new WarehouseId("b"), 4)));
        assertThat(item.freeUnits()).isEqualTo(7);
    }

    private static AssortmentInputs assortment(int lengthHours, List<Integer> steps) {
        return new AssortmentInputs(6, lengthHours, 9_000, steps, new AssortmentInputs.Limits(0, 0, 0), List.of());
    }

    @Test
    void candidates_are_measured_from_the_planned_discount_in_a_sale_no_longer_than_its_forecast() {
        assertTaken(() -> assortment(1, List.of(0)));
        assertTaken(() -> assortment(6, List.of(-500, 0, 500)));
        assertRefused(() -> assortment(0, List.of(0)), "lengthHours", "must be 1 to 6, but was 0");
        assertRefused(() -> assortment(7, List.of(0)), "lengthHours", "must be 1 to 6, but was 7");
        assertRefused(() -> assortment(1, List.of(100)), "stepsBps", "must contain 0, but were [100]");
        assertThat(assortment(1, List.of(0)).kind()).isEqualTo(DecisionKind.ASSORTMENT);
        assertThat(AssortmentInputs.discountBps(500, -700)).isZero();
        assertThat(AssortmentInputs.discountBps(9_500, 700)).isEqualTo(9_999);
        assertThat(AssortmentInputs.discountBps(500, 700)).isEqualTo(1_200);
    }

    private static Logistics logistics(int warehouses, Integer leadHours, Integer pushesPerDay) {
        TreeMap<WarehouseId, Warehouse> terms = new TreeMap<>();
        for (int n = 0; n < warehouses; n++) {
            terms.put(new WarehouseId("w" + n), new Warehouse(n, Optional.of(n)));
        }
        return new Logistics(terms, Optional.ofNullable(leadHours), Optional.ofNullable(pushesPerDay));
    }

    @Test
    void a_plan_names_fifty_warehouses_a_year_of_waiting_and_a_notification_an_hour_at_most() {
        assertTaken(() -> logistics(50, 8_760, 24));
        assertTaken(() -> logistics(0, 0, 0));
        assertRefused(() -> logistics(51, 1, 1), "steering.logistics.warehouses", "must be 0 to 50");
        assertRefused(() -> logistics(1, 8_761, 1), "steering.logistics.reorderLeadHours", "must be 0 to 8760");
        assertRefused(
                () -> logistics(1, -1, 1), "steering.logistics.reorderLeadHours", "must be 0 to 8760, but was -1");
        assertRefused(() -> logistics(1, 1, 25), "steering.logistics.pushesPerDayMax", "must be 0 to 24, but was 25");
        assertRefused(
                () -> new Logistics(null, Optional.empty(), Optional.empty()), "steering.logistics.warehouses", "must");
    }

    @Test
    void a_warehouse_costs_nothing_or_a_price_and_makes_ready_nothing_or_a_number() {
        assertTaken(() -> new Warehouse(0, Optional.of(0)));
        assertTaken(() -> new Warehouse(Price.CENTS_MAX, Optional.empty()));
        assertRefused(() -> new Warehouse(-1, Optional.empty()), "steering.logistics.transportCents", "must be 0 to");
        assertRefused(
                () -> new Warehouse(Price.CENTS_MAX + 1, Optional.empty()),
                "steering.logistics.transportCents",
                "must be 0 to");
        assertRefused(
                () -> new Warehouse(0, Optional.of(-1)),
                "steering.logistics.unitsMax",
                "must not be negative, but was -1");
    }

    @Test
    void a_warehouse_of_which_the_plan_says_nothing_costs_nothing_and_has_no_limit() {
        Logistics logistics = logistics(2, null, null);
        assertThat(logistics.warehouse(new WarehouseId("w1"))).isEqualTo(new Warehouse(1, Optional.of(1)));
        assertThat(logistics.warehouse(new WarehouseId("other"))).isEqualTo(new Warehouse(0, Optional.empty()));
    }

    @Test
    void everything_that_the_plan_says_of_logistics_goes_into_its_hash() {
        assertThat(logistics(2, 5, 6).parts())
                .containsExactly("logistics/1", 2, new WarehouseId("w0"), 0L, 0, new WarehouseId("w1"), 1L, 1, 5, 6);
        assertThat(Logistics.NONE.parts()).containsExactly("logistics/1", 0, -1, -1);
    }
}
