package io.reprise.domain.model.campaign;

import static io.reprise.domain.model.campaign.Stages.PLAN;
import static io.reprise.domain.model.campaign.Stages.decision;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.domain.model.campaign.CampaignRefusal.BeyondFreeStock;
import io.reprise.domain.model.campaign.CampaignRefusal.BeyondStockBudget;
import io.reprise.domain.model.campaign.CampaignRefusal.InBlackout;
import io.reprise.domain.model.campaign.CampaignRefusal.OutsidePlan;
import io.reprise.domain.model.decision.InventoryInputs;
import io.reprise.domain.model.decision.InventoryOutcome;
import io.reprise.domain.model.decision.InventoryOutcome.ItemStock;
import io.reprise.domain.model.decision.ScheduleInputs;
import io.reprise.domain.model.decision.ScheduleOutcome;
import io.reprise.domain.model.sample.SampleSale;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.domain.model.vocabulary.TimeWindow;
import io.reprise.domain.model.vocabulary.WarehouseId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a plan forbids is refused, whoever decided it. */
class PlanLimitsTest {

    private static Steering closed(TimeWindow... blackouts) {
        return new Steering(new TreeMap<>(), 0, List.of(blackouts), 0, Optional.empty());
    }

    private static final ScheduleInputs SCHEDULE =
            (ScheduleInputs) decision(ScheduleInputs.class).inputs();
    private static final InventoryInputs INVENTORY =
            (InventoryInputs) decision(InventoryInputs.class).inputs();

    private static ScheduleOutcome from(int hour) {
        return new ScheduleOutcome(hours(hour, hour + PLAN.lengthHours()), List.of());
    }

    private static TimeWindow hours(int from, int to) {
        return new TimeWindow(
                PLAN.within().from().plus(Duration.ofHours(from)),
                PLAN.within().from().plus(Duration.ofHours(to)));
    }

    @Test
    void a_sale_outside_its_plan_is_refused() {
        assertThat(PlanLimits.broken(PLAN, SCHEDULE, from(0))).isEmpty();
        assertThat(PlanLimits.broken(PLAN, SCHEDULE, from(-1))).containsInstanceOf(OutsidePlan.class);
    }

    @Test
    void a_sale_in_a_blackout_is_refused_also_where_the_policy_knows_none() {
        Plan plan = PLAN.steeredBy(closed(hours(23, 24)));
        assertThat(PlanLimits.broken(plan, SCHEDULE, from(23))).containsInstanceOf(InBlackout.class);
        assertThat(PlanLimits.broken(plan, SCHEDULE, from(24))).isEmpty();
        // The whole way, by a policy of a day when there were none: whatever it finds best lies over all of the middle.
        SampleSale sale = new SampleSale(Stages.SALE)
                .draft(PLAN.steeredBy(closed(hours(24, 25))))
                .submit();
        assertThatThrownBy(sale::predict).hasMessageContaining("InBlackout");
    }

    @Test
    void stock_that_is_not_free_or_too_dear_is_refused() {
        InventoryInputs.Item first = INVENTORY.items().getFirst();
        WarehouseId where = first.free().firstKey();
        assertThat(PlanLimits.broken(
                        PLAN, INVENTORY, stock(first, where, first.free().get(where))))
                .isEmpty();
        assertThat(PlanLimits.broken(
                        PLAN, INVENTORY, stock(first, where, first.free().get(where) + 1)))
                .containsInstanceOf(BeyondFreeStock.class);
        assertThat(PlanLimits.broken(PLAN, INVENTORY, stock(first, new WarehouseId("nowhere"), 1)))
                .containsInstanceOf(BeyondFreeStock.class);
        Plan poor = PLAN.steeredBy(
                new Steering(new TreeMap<>(), 0, List.of(), 2 * first.unitCostCents(), Optional.empty()));
        assertThat(PlanLimits.broken(poor, INVENTORY, stock(first, where, 2))).isEmpty();
        assertThat(PlanLimits.broken(poor, INVENTORY, stock(first, where, 3)))
                .containsInstanceOf(BeyondStockBudget.class);
    }

    private static InventoryOutcome stock(InventoryInputs.Item item, WarehouseId where, int units) {
        return new InventoryOutcome(List.of(new ItemStock(item.sku(), units, new TreeMap<>(Map.of(where, units)), 0)));
    }

    @Test
    void blackouts_that_leave_no_start_are_no_plan() {
        assertThatThrownBy(() -> PLAN.steeredBy(closed(hours(23, 25))))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("steering.blackouts");
    }
}
