package io.reprise.domain.model.campaign;

import io.reprise.domain.model.decision.AdjustmentInputs;
import io.reprise.domain.model.decision.AdjustmentOutcome;
import io.reprise.domain.model.decision.DecisionInputs;
import io.reprise.domain.model.decision.DecisionOutcome;
import io.reprise.domain.model.decision.ExtentChange;
import io.reprise.domain.model.decision.GroupGap;
import io.reprise.domain.model.decision.InventoryInputs;
import io.reprise.domain.model.decision.InventoryOutcome;
import io.reprise.domain.model.decision.InventoryOutcome.ItemStock;
import io.reprise.domain.model.decision.ScheduleOutcome;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.TimeWindow;
import io.reprise.domain.model.vocabulary.WarehouseId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What a plan forbids, whatever policy decided it: hours outside the plan, blackouts, stock that is not there or too dear. */
final class PlanLimits {

    private PlanLimits() {}

    /** The limit an outcome breaks, or empty. */
    static Optional<CampaignRefusal> broken(Plan plan, DecisionInputs inputs, DecisionOutcome outcome) {
        if (outcome instanceof ScheduleOutcome schedule) {
            return broken(plan, schedule.window());
        }
        if (outcome instanceof AdjustmentOutcome adjustment) {
            return unfair(plan, (AdjustmentInputs) inputs, adjustment);
        }
        return outcome instanceof InventoryOutcome inventory
                ? broken(plan, (InventoryInputs) inputs, inventory)
                : Optional.empty();
    }

    /** Nobody may be treated otherwise than others because of the group they belong to, beyond what the plan allows. */
    private static Optional<CampaignRefusal> unfair(Plan plan, AdjustmentInputs in, AdjustmentOutcome outcome) {
        int max = plan.steered().leeway().orElse(Leeway.NONE).groupGapBpsMax();
        int gap = GroupGap.bps(in, outcome.priceChanges(), outcome.extent().orElse(ExtentChange.NONE));
        return gap > max
                ? Optional.of(new CampaignRefusal.BeyondGuardrail("steering.leeway.groupGapBpsMax", max, gap))
                : Optional.empty();
    }

    static Optional<CampaignRefusal> broken(Plan plan, TimeWindow window) {
        if (!plan.within().contains(window)) {
            return Optional.of(new CampaignRefusal.OutsidePlan(window, plan.within()));
        }
        return plan.steered().blackouts().stream()
                .filter(window::overlaps)
                .findFirst()
                .map(blackout -> new CampaignRefusal.InBlackout(window, blackout));
    }

    private static Optional<CampaignRefusal> broken(Plan plan, InventoryInputs in, InventoryOutcome outcome) {
        Map<Sku, Map<WarehouseId, Integer>> free = new HashMap<>();
        in.items().forEach(item -> free.put(item.sku(), item.free()));
        long costCents = 0;
        for (ItemStock item : outcome.items()) {
            for (var place : item.allocated().entrySet()) {
                int there = free.getOrDefault(item.sku(), Map.of()).getOrDefault(place.getKey(), 0);
                if (place.getValue() > there || place.getValue() < 0) {
                    return Optional.of(
                            new CampaignRefusal.BeyondFreeStock(item.sku(), place.getKey(), place.getValue(), there));
                }
            }
            costCents += item.allocatedUnits() * plan.item(item.sku()).unitCostCents();
        }
        long budgetCents = plan.steered().stockBudgetCents();
        return budgetCents > 0 && costCents > budgetCents
                ? Optional.of(new CampaignRefusal.BeyondStockBudget(budgetCents, costCents))
                : Optional.empty();
    }
}
