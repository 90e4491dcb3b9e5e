package io.reprise.workflows;

import io.reprise.bpmn.CampaignLifecycleProcess;
import io.reprise.domain.model.campaign.Campaign.Predicting;
import io.reprise.domain.model.campaign.CampaignCommand.TakeDecision;
import io.reprise.domain.model.campaign.Forecast;
import io.reprise.domain.model.campaign.Leeway;
import io.reprise.domain.model.campaign.Plan;
import io.reprise.domain.model.campaign.Plan.PlannedItem;
import io.reprise.domain.model.decision.AllocationProblem;
import io.reprise.domain.model.decision.AssortmentInputs;
import io.reprise.domain.model.decision.DecisionId;
import io.reprise.domain.model.decision.DecisionKind;
import io.reprise.domain.model.decision.DemandCurve;
import io.reprise.domain.model.decision.Evidence.Exhibit;
import io.reprise.domain.model.decision.InventoryInputs;
import io.reprise.domain.model.decision.Policies;
import io.reprise.domain.model.decision.PolicyRef;
import io.reprise.domain.model.decision.PortfolioProblem;
import io.reprise.domain.model.decision.ScheduleInputs;
import io.reprise.domain.model.decision.ScheduleOutcome;
import io.reprise.domain.model.port.CampaignClock;
import io.reprise.domain.model.port.EvidenceStore;
import io.reprise.domain.model.port.PlanSolver.Problem;
import io.reprise.domain.model.port.StockItems;
import io.reprise.domain.model.vocabulary.Price;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Lays what a plan's decisions rest on upon the table: discounts, hours and stock. Each is taken in the core. */
public final class PlanningDesk {

    private final StockItems stock;
    private final Surroundings surroundings;
    private final Taking taking;

    public PlanningDesk(StockItems stock, EvidenceStore evidence, CampaignClock clock, Surroundings surroundings) {
        this.stock = stock;
        this.surroundings = surroundings;
        this.taking = new Taking(evidence, clock);
    }

    public TakeDecision assortment(Predicting campaign) {
        Plan plan = campaign.version().plan();
        Forecast offers = campaign.forecasts().get(Forecast.OFFERS);
        AssortmentInputs inputs = new AssortmentInputs(
                offers.hours(),
                plan.lengthHours(),
                Taking.treatedBps(plan),
                Forecasting.STEPS_BPS,
                new AssortmentInputs.Limits(
                        plan.guardrails().discountBpsMax(),
                        plan.guardrails().marginBpsMin(),
                        plan.discountBudgetCents()),
                plan.items().stream()
                        .map(i -> new AssortmentInputs.Item(
                                i.sku(),
                                i.regularPriceCents(),
                                i.unitCostCents(),
                                i.discountBps(),
                                stock.load(i.sku()).freeUnits()))
                        .toList());
        return taking.decision(
                campaign.id(),
                CampaignLifecycleProcess.TASK_DECIDE_ASSORTMENT,
                campaign.version().number(),
                plan.steered().policy(DecisionKind.ASSORTMENT),
                inputs,
                List.of(taking.exhibit(campaign, Forecast.OFFERS)));
    }

    public TakeDecision schedule(Predicting campaign) {
        Plan plan = campaign.offered();
        PolicyRef policy = plan.steered().policy(DecisionKind.SCHEDULE);
        boolean weighsOthers = Policies.weighsOthers(policy);
        ScheduleInputs inputs = new ScheduleInputs(
                plan.within(),
                plan.lengthHours(),
                plan.pushWaves(),
                plan.items().stream()
                        .map(i -> i.salePriceCents() - i.unitCostCents())
                        .toList(),
                Optional.of(
                        new ScheduleInputs.Calendar(plan.zone(), plan.steered().blackouts())),
                Optional.of(campaign)
                        .filter(c -> weighsOthers)
                        .flatMap(ExpectedSale::of)
                        .map(surroundings::portfolio));
        List<Exhibit> exhibits = new ArrayList<>(
                List.of(taking.exhibit(campaign, Forecast.DEMAND), taking.exhibit(campaign, Forecast.PURCHASE)));
        if (weighsOthers) {
            PortfolioProblem problem = PortfolioProblem.of(
                    inputs, exhibits.get(0).output(), exhibits.get(1).output(), Policies.defaults(policy));
            if (problem.isShared()) {
                long seed = Taking.seed(DecisionId.derive(
                        campaign.id(),
                        CampaignLifecycleProcess.TASK_DECIDE_SCHEDULE,
                        campaign.version().number()));
                exhibits.add(surroundings.solved(Problem.PORTFOLIO, PortfolioProblem.ROLE, problem.question(seed)));
            }
        }
        return taking.decision(
                campaign.id(),
                CampaignLifecycleProcess.TASK_DECIDE_SCHEDULE,
                campaign.version().number(),
                policy,
                inputs,
                exhibits);
    }

    public TakeDecision inventory(Predicting campaign) {
        Plan plan = campaign.offered();
        PolicyRef policy = plan.steered().policy(DecisionKind.INVENTORY);
        boolean weighsOthers = Policies.weighsOthers(policy);
        Set<Sku> reserve = plan.steered().leeway().orElse(Leeway.NONE).reserve();
        ScheduleOutcome schedule = campaign.schedule().orElseThrow().outcome();
        Optional<DemandCurve> offers =
                Optional.ofNullable(campaign.forecasts().get(Forecast.OFFERS)).map(taking::curve);
        List<InventoryInputs.Item> items = IntStream.range(0, plan.items().size())
                .mapToObj(i -> new InventoryInputs.Item(
                        plan.items().get(i).sku(),
                        plan.items().get(i).salePriceCents(),
                        plan.items().get(i).unitCostCents(),
                        // What is held in reserve stays in the shop until it is put in.
                        reserve.contains(plan.items().get(i).sku())
                                ? new TreeMap<>()
                                : stock.load(plan.items().get(i).sku()).free(),
                        offers.map(curve -> around(campaign, curve, i, schedule.window()))))
                .toList();
        Forecast demand = campaign.forecasts().get(Forecast.DEMAND);
        InventoryInputs inputs = new InventoryInputs(
                demand.hours(),
                (int) Duration.between(demand.from(), schedule.window().from()).toHours(),
                schedule.window().hours(),
                Taking.treatedBps(plan),
                items,
                Optional.of(plan.steered().stockBudgetCents()).filter(budget -> budget > 0),
                Optional.of(campaign)
                        .filter(c -> weighsOthers)
                        .flatMap(ExpectedSale::of)
                        .map(sale -> surroundings.supply(sale, taking.now())));
        List<Exhibit> exhibits = new ArrayList<>(List.of(taking.exhibit(campaign, Forecast.DEMAND)));
        if (weighsOthers) {
            AllocationProblem problem =
                    AllocationProblem.of(inputs, exhibits.get(0).output(), Policies.defaults(policy));
            if (problem.isShared()) {
                exhibits.add(surroundings.solved(Problem.ALLOCATION, AllocationProblem.ROLE, problem.question()));
            }
        }
        return taking.decision(
                campaign.id(),
                CampaignLifecycleProcess.TASK_DECIDE_INVENTORY,
                campaign.version().number(),
                policy,
                inputs,
                exhibits);
    }

    private static InventoryInputs.AroundSale around(Predicting campaign, DemandCurve curve, int i, TimeWindow sale) {
        Plan plan = campaign.version().plan();
        PlannedItem item = plan.items().get(i);
        double heldOut = (double) plan.holdOutBps() / Price.WHOLE_BPS;
        double units = 0;
        for (int hour = 0; hour < curve.hours(); hour++) {
            Instant at = plan.within().from().plus(Duration.ofHours(hour));
            units += (sale.contains(at) ? heldOut : 1) * curve.units(i, item.discountBps(), 0, hour);
        }
        return new InventoryInputs.AroundSale(units, Math.max(0, item.regularPriceCents() - item.unitCostCents()));
    }
}
