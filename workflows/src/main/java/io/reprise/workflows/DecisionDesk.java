package io.reprise.workflows;

import io.reprise.bpmn.CampaignLifecycleProcess;
import io.reprise.domain.model.audience.Arm;
import io.reprise.domain.model.audience.SaleSignals;
import io.reprise.domain.model.campaign.Campaign.Live;
import io.reprise.domain.model.campaign.Campaign.Predicting;
import io.reprise.domain.model.campaign.CampaignCommand.TakeDecision;
import io.reprise.domain.model.campaign.CampaignEvent;
import io.reprise.domain.model.campaign.Forecast;
import io.reprise.domain.model.campaign.Plan;
import io.reprise.domain.model.campaign.Plan.PlannedItem;
import io.reprise.domain.model.campaign.Proposal;
import io.reprise.domain.model.decision.AdjustmentInputs;
import io.reprise.domain.model.decision.AllocationProblem;
import io.reprise.domain.model.decision.AssortmentInputs;
import io.reprise.domain.model.decision.ClosingInputs;
import io.reprise.domain.model.decision.DecisionId;
import io.reprise.domain.model.decision.DecisionInputs;
import io.reprise.domain.model.decision.DecisionKind;
import io.reprise.domain.model.decision.DemandCurve;
import io.reprise.domain.model.decision.EvaluationInputs;
import io.reprise.domain.model.decision.Evidence;
import io.reprise.domain.model.decision.Evidence.Exhibit;
import io.reprise.domain.model.decision.InventoryInputs;
import io.reprise.domain.model.decision.ModelCall;
import io.reprise.domain.model.decision.Policies;
import io.reprise.domain.model.decision.PolicyRef;
import io.reprise.domain.model.decision.PortfolioProblem;
import io.reprise.domain.model.decision.ScheduleInputs;
import io.reprise.domain.model.decision.ScheduleOutcome;
import io.reprise.domain.model.decision.Tensor;
import io.reprise.domain.model.port.CampaignClock;
import io.reprise.domain.model.port.EvidenceStore;
import io.reprise.domain.model.port.PlanSolver.Problem;
import io.reprise.domain.model.port.Signals;
import io.reprise.domain.model.port.StockItems;
import io.reprise.domain.model.stock.StockItem.Share;
import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.Price;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Lays the facts and the evidence for a decision on the table; the decision itself is taken in the core. */
public final class DecisionDesk {

    private final StockItems stock;
    private final Signals signals;
    private final EvidenceStore evidence;
    private final CampaignClock clock;
    private final WatchedSale watched;
    private final Surroundings surroundings;

    public DecisionDesk(
            StockItems stock, Signals signals, EvidenceStore evidence, CampaignClock clock, Surroundings surroundings) {
        this.stock = stock;
        this.signals = signals;
        this.evidence = evidence;
        this.clock = clock;
        this.watched = new WatchedSale(stock);
        this.surroundings = surroundings;
    }

    public TakeDecision assortment(Predicting campaign) {
        Plan plan = campaign.version().plan();
        Forecast offers = campaign.forecasts().get(Forecast.OFFERS);
        AssortmentInputs inputs = new AssortmentInputs(
                offers.hours(),
                plan.lengthHours(),
                treatedBps(plan),
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
        return decision(
                campaign.id(),
                CampaignLifecycleProcess.TASK_DECIDE_ASSORTMENT,
                campaign.version().number(),
                plan.steered().policy(DecisionKind.ASSORTMENT),
                inputs,
                List.of(exhibit(campaign, Forecast.OFFERS)));
    }

    public TakeDecision schedule(Predicting campaign) {
        Plan plan = campaign.offered();
        PolicyRef policy = plan.steered().policy(DecisionKind.SCHEDULE);
        boolean isShared = policy.equals(Policies.SCHEDULE);
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
                        .filter(c -> isShared)
                        .flatMap(ExpectedSale::of)
                        .map(surroundings::portfolio));
        List<Exhibit> exhibits =
                new ArrayList<>(List.of(exhibit(campaign, Forecast.DEMAND), exhibit(campaign, Forecast.PURCHASE)));
        if (isShared) {
            PortfolioProblem problem = PortfolioProblem.of(
                    inputs, exhibits.get(0).output(), exhibits.get(1).output(), Policies.defaults(policy));
            if (problem.isShared()) {
                long seed = seed(DecisionId.derive(
                        campaign.id(),
                        CampaignLifecycleProcess.TASK_DECIDE_SCHEDULE,
                        campaign.version().number()));
                exhibits.add(surroundings.solved(Problem.PORTFOLIO, PortfolioProblem.ROLE, problem.question(seed)));
            }
        }
        return decision(
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
        boolean isShared = policy.equals(Policies.INVENTORY);
        ScheduleOutcome schedule = campaign.schedule().orElseThrow().outcome();
        Optional<DemandCurve> offers =
                Optional.ofNullable(campaign.forecasts().get(Forecast.OFFERS)).map(this::curve);
        List<InventoryInputs.Item> items = IntStream.range(0, plan.items().size())
                .mapToObj(i -> new InventoryInputs.Item(
                        plan.items().get(i).sku(),
                        plan.items().get(i).salePriceCents(),
                        plan.items().get(i).unitCostCents(),
                        stock.load(plan.items().get(i).sku()).free(),
                        offers.map(curve -> around(campaign, curve, i, schedule.window()))))
                .toList();
        Forecast demand = campaign.forecasts().get(Forecast.DEMAND);
        InventoryInputs inputs = new InventoryInputs(
                demand.hours(),
                (int) Duration.between(demand.from(), schedule.window().from()).toHours(),
                schedule.window().hours(),
                treatedBps(plan),
                items,
                Optional.of(plan.steered().stockBudgetCents()).filter(budget -> budget > 0),
                Optional.of(campaign)
                        .filter(c -> isShared)
                        .flatMap(ExpectedSale::of)
                        .map(sale -> surroundings.supply(sale, clock.instant())));
        List<Exhibit> exhibits = new ArrayList<>(List.of(exhibit(campaign, Forecast.DEMAND)));
        if (isShared) {
            AllocationProblem problem =
                    AllocationProblem.of(inputs, exhibits.get(0).output(), Policies.defaults(policy));
            if (problem.isShared()) {
                exhibits.add(surroundings.solved(Problem.ALLOCATION, AllocationProblem.ROLE, problem.question()));
            }
        }
        return decision(
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

    /** The window after the last one that was evaluated. */
    public TakeDecision evaluation(Live live) {
        int window = live.windows().size() + 1;
        Proposal proposal = live.proposal();
        TimeWindow sale = proposal.schedule().window();
        Instant from = window == 1 ? sale.from() : LifecycleVariables.windowEnd(live, window - 1);
        TimeWindow span = new TimeWindow(from, LifecycleVariables.windowEnd(live, window));
        TimeWindow toDate = new TimeWindow(sale.from(), span.to());
        EvaluationInputs inputs = signals.read(
                live.id(),
                seen -> new EvaluationInputs(
                        window,
                        span,
                        sale,
                        proposal.demand().hours(),
                        proposal.firstHour(),
                        treatedBps(proposal.plan()),
                        proposal.plan().items().stream()
                                .map(i -> new EvaluationInputs.ItemProgress(
                                        i.sku(),
                                        seen.sold(i.sku(), toDate),
                                        seen.sold(i.sku(), span),
                                        left(live, i.sku())))
                                .toList(),
                        seen.totals(Arm.TREATED),
                        seen.totals(Arm.HOLD_OUT),
                        Optional.of(watched.watch(live, seen, from))));
        return decision(
                live.id(),
                CampaignLifecycleProcess.TASK_EVALUATE,
                window,
                proposal.plan().steered().policy(DecisionKind.EVALUATION),
                inputs,
                List.of(demand(live)));
    }

    public TakeDecision adjustment(Live live, ModelCall response) {
        int window = live.windows().size();
        Plan plan = live.proposal().plan();
        Instant now = LifecycleVariables.windowEnd(live, window);
        Plan.Guardrails limits = plan.guardrails();
        AdjustmentInputs inputs = signals.read(
                live.id(),
                seen -> new AdjustmentInputs(
                        window,
                        Forecasting.hoursLeft(live, now),
                        treatedBps(plan),
                        Forecasting.STEPS_BPS,
                        new AdjustmentInputs.Limits(
                                limits.discountBpsMax(),
                                limits.marginBpsMin(),
                                limits.automaticStepBpsMax(),
                                plan.discountBudgetCents()),
                        discountGiven(plan, seen),
                        plan.extraPushWaves() - live.extraPushes(),
                        items(live, seen, now),
                        offers(live).map(curve -> new ShownSoFar(live, seen, stock, curve, now).shown())));
        List<Exhibit> exhibits = new ArrayList<>(List.of(Forecasting.exhibit(evidence, Forecast.RESPONSE, response)));
        // Not read by the policy, but the facts were read off it: who takes the decision again can do that again too.
        live.proposal()
                .offers()
                .ifPresent(offers -> exhibits.add(Forecasting.exhibit(evidence, Forecast.OFFERS, offers.call())));
        return decision(
                live.id(), CampaignLifecycleProcess.TASK_DECIDE_ADJUSTMENT, window, adjusting(live), inputs, exhibits);
    }

    /** A sale that was approved before discounts were forecast one by one has nothing to learn from. */
    private static PolicyRef adjusting(Live live) {
        return live.proposal().offers().isPresent()
                ? live.proposal().plan().steered().policy(DecisionKind.ADJUSTMENT)
                : Policies.GREEDY_ADJUSTMENT;
    }

    private Optional<DemandCurve> offers(Live live) {
        return live.proposal().offers().map(this::curve);
    }

    private DemandCurve curve(Forecast offers) {
        return new DemandCurve(
                Forecasting.exhibit(evidence, Forecast.OFFERS, offers.call()).output(),
                Forecasting.STEPS_BPS,
                offers.hours());
    }

    private List<AdjustmentInputs.Item> items(Live live, SaleSignals seen, Instant now) {
        Plan plan = live.proposal().plan();
        Tensor demand = demand(live).output();
        Duration cooldown = Duration.ofMinutes(plan.guardrails().cooldownMinutes());
        double treated = (double) treatedBps(plan) / Price.WHOLE_BPS;
        // What sold before the pace changed says little of what will.
        TimeWindow atThisPace = new TimeWindow(live.paceSince(), now);
        Map<Sku, Instant> soldOut = watched.soldOut(live, seen);
        return IntStream.range(0, plan.items().size())
                .mapToObj(i -> {
                    PlannedItem item = plan.items().get(i);
                    boolean cooling = live.lastChanged(item.sku())
                            .filter(changed -> changed.plus(cooldown).isAfter(now))
                            .isPresent();
                    return new AdjustmentInputs.Item(
                            item.sku(),
                            item.regularPriceCents(),
                            item.unitCostCents(),
                            live.discountsBps().get(item.sku()),
                            left(live, item.sku()),
                            seen.sold(item.sku(), atThisPace),
                            treated * expected(demand, i, live.proposal(), atThisPace, soldOut.get(item.sku())),
                            cooling);
                })
                .toList();
    }

    /** Expected units of an item in a span of the sale, while there were any. */
    private static double expected(Tensor demand, int item, Proposal proposal, TimeWindow span, Instant soldOut) {
        Instant start = proposal.schedule().window().from();
        Instant until = soldOut != null && soldOut.isBefore(span.to()) ? soldOut : span.to();
        double from = Duration.between(start, span.from()).toMillis() / 3_600_000.0;
        double to = Duration.between(start, until).toMillis() / 3_600_000.0;
        double sum = 0;
        for (int hour = (int) from; hour < to; hour++) {
            int row = item * proposal.demand().hours() + proposal.firstHour() + hour;
            sum += (Math.min(to, hour + 1) - Math.max(from, hour)) * demand.at(row, 1);
        }
        return Math.max(0, sum);
    }

    /** @param history everything that happened to the campaign */
    public TakeDecision closing(Live live, List<CampaignEvent> history) {
        Proposal proposal = live.proposal();
        Plan plan = proposal.plan();
        ClosingInputs inputs = signals.read(
                live.id(),
                seen -> new ClosingInputs(
                        proposal.schedule().window(),
                        proposal.demand().hours(),
                        proposal.firstHour(),
                        treatedBps(plan),
                        plan.items().size(),
                        proposal.inventory().allocatedUnits(),
                        discountGiven(plan, seen),
                        plan.items().stream()
                                .mapToLong(i -> seen.sold(i.sku()) * i.unitCostCents())
                                .sum(),
                        seen.totals(Arm.TREATED),
                        seen.totals(Arm.HOLD_OUT),
                        Optional.of(watched.ending(live, history, seen))));
        return decision(
                live.id(),
                CampaignLifecycleProcess.TASK_CLOSING_EVALUATION,
                1,
                Policies.CLOSING,
                inputs,
                List.of(demand(live)));
    }

    static long discountGiven(Plan plan, SaleSignals seen) {
        return plan.items().stream()
                .mapToLong(i -> seen.sold(i.sku()) * i.regularPriceCents() - seen.revenueCents(i.sku()))
                .sum();
    }

    private int left(Live live, Sku sku) {
        Share share = stock.load(sku).shares().get(live.id());
        return share == null ? 0 : share.leftUnits();
    }

    private static int treatedBps(Plan plan) {
        return Price.WHOLE_BPS - plan.holdOutBps();
    }

    private Exhibit demand(Live live) {
        return Forecasting.exhibit(
                evidence, Forecast.DEMAND, live.proposal().demand().call());
    }

    private Exhibit exhibit(Predicting campaign, String role) {
        return Forecasting.exhibit(
                evidence, role, campaign.forecasts().get(role).call());
    }

    private TakeDecision decision(
            CampaignId campaign,
            String element,
            int occurrence,
            PolicyRef policy,
            DecisionInputs inputs,
            List<Exhibit> exhibits) {
        DecisionId id = DecisionId.derive(campaign, element, occurrence);
        return new TakeDecision(
                campaign,
                id,
                policy,
                inputs,
                new Evidence(exhibits),
                Policies.defaults(policy),
                seed(id),
                Actor.ENGINE,
                clock.instant());
    }

    /** Follows from where the decision is taken, so that taking it again draws the same. */
    private static long seed(DecisionId id) {
        return Long.parseUnsignedLong(id.value().substring(0, 16), 16);
    }
}
