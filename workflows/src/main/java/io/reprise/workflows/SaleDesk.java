package io.reprise.workflows;

import io.reprise.bpmn.CampaignLifecycleProcess;
import io.reprise.domain.model.audience.Arm;
import io.reprise.domain.model.audience.SaleSignals;
import io.reprise.domain.model.campaign.Campaign.Live;
import io.reprise.domain.model.campaign.CampaignCommand.TakeDecision;
import io.reprise.domain.model.campaign.CampaignEvent;
import io.reprise.domain.model.campaign.Extent;
import io.reprise.domain.model.campaign.Forecast;
import io.reprise.domain.model.campaign.Plan;
import io.reprise.domain.model.campaign.Plan.PlannedItem;
import io.reprise.domain.model.campaign.Proposal;
import io.reprise.domain.model.decision.AdjustmentInputs;
import io.reprise.domain.model.decision.ClosingInputs;
import io.reprise.domain.model.decision.DecisionKind;
import io.reprise.domain.model.decision.DemandCurve;
import io.reprise.domain.model.decision.EvaluationInputs;
import io.reprise.domain.model.decision.Evidence.Exhibit;
import io.reprise.domain.model.decision.ModelCall;
import io.reprise.domain.model.decision.Policies;
import io.reprise.domain.model.decision.PolicyRef;
import io.reprise.domain.model.decision.Tensor;
import io.reprise.domain.model.port.CampaignClock;
import io.reprise.domain.model.port.EvidenceStore;
import io.reprise.domain.model.port.Signals;
import io.reprise.domain.model.port.StockItems;
import io.reprise.domain.model.stock.StockItem.Share;
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

/** Lays what a running sale's decisions rest on upon the table: how it goes, what to change, what it brought. */
public final class SaleDesk {

    private final StockItems stock;
    private final Signals signals;
    private final WatchedSale watched;
    private final Taking taking;
    private final Others others;

    /** Of a sale that is by itself. */
    public SaleDesk(StockItems stock, Signals signals, EvidenceStore evidence, CampaignClock clock) {
        this(stock, signals, evidence, clock, Others.NONE);
    }

    public SaleDesk(StockItems stock, Signals signals, EvidenceStore evidence, CampaignClock clock, Others others) {
        this.others = others;
        this.stock = stock;
        this.signals = signals;
        this.watched = new WatchedSale(stock);
        this.taking = new Taking(evidence, clock);
    }

    /** The window after the last one that was evaluated. */
    public TakeDecision evaluation(Live live) {
        int window = live.windows().size() + 1;
        Proposal proposal = live.proposal();
        TimeWindow sale = live.window();
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
                        Taking.seeingBps(live),
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
        return taking.decision(
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
                        Taking.seeingBps(live),
                        Forecasting.STEPS_BPS,
                        new AdjustmentInputs.Limits(
                                limits.discountBpsMax(),
                                limits.marginBpsMin(),
                                limits.automaticStepBpsMax(),
                                plan.discountBudgetCents()),
                        discountGiven(plan, seen),
                        plan.extraPushWaves() - live.extraPushes(),
                        items(live, seen, now),
                        offers(live)
                                .map(curve -> new ShownSoFar(live, seen, stock, curve, silences(live, seen, now), now)
                                        .shown()),
                        offers(live)
                                .filter(curve -> Policies.looksAhead(adjusting(live)))
                                .map(curve -> new Outlook(live, seen, stock, curve, others, now).ahead())));
        List<Exhibit> exhibits = new ArrayList<>(List.of(taking.exhibit(Forecast.RESPONSE, response)));
        // Not read by the policy, but the facts were read off it: who takes the decision again can do that again too.
        live.proposal().offers().ifPresent(offers -> exhibits.add(taking.exhibit(Forecast.OFFERS, offers.call())));
        return taking.decision(
                live.id(), CampaignLifecycleProcess.TASK_DECIDE_ADJUSTMENT, window, adjusting(live), inputs, exhibits);
    }

    /** A sale that was approved before discounts were forecast one by one has nothing to learn from. */
    static PolicyRef adjusting(Live live) {
        return live.proposal().offers().isPresent()
                ? live.proposal().plan().steered().policy(DecisionKind.ADJUSTMENT)
                : Policies.GREEDY_ADJUSTMENT;
    }

    private List<TimeWindow> silences(Live live, SaleSignals seen, Instant now) {
        return seen.silences(now, watched.soldOut(live, seen));
    }

    private Optional<DemandCurve> offers(Live live) {
        return live.proposal().offers().map(taking::curve);
    }

    private List<AdjustmentInputs.Item> items(Live live, SaleSignals seen, Instant now) {
        Plan plan = live.proposal().plan();
        Tensor demand = demand(live).output();
        Duration cooldown = Duration.ofMinutes(plan.guardrails().cooldownMinutes());
        double treated = (double) Taking.seeingBps(live) / Price.WHOLE_BPS;
        // What sold before the pace changed says little of what will.
        TimeWindow atThisPace = new TimeWindow(live.paceSince(), now);
        Map<Sku, Instant> soldOut = watched.soldOut(live, seen);
        Extent extent = live.extent();
        return IntStream.range(0, plan.items().size())
                .mapToObj(i -> {
                    PlannedItem item = plan.items().get(i);
                    boolean cooling = live.lastChanged(item.sku())
                            .filter(changed -> changed.plus(cooldown).isAfter(now))
                            .isPresent();
                    // What is not offered has no price in the sale that could be changed.
                    boolean rests = cooling || !extent.offers(item.sku());
                    return new AdjustmentInputs.Item(
                            item.sku(),
                            item.regularPriceCents(),
                            item.unitCostCents(),
                            live.discountsBps().get(item.sku()),
                            left(live, item.sku()),
                            seen.sold(item.sku(), atThisPace),
                            treated * expected(demand, i, live.proposal(), atThisPace, soldOut.get(item.sku())),
                            rests);
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
                        live.window(),
                        proposal.demand().hours(),
                        proposal.firstHour(),
                        Taking.treatedBps(plan),
                        plan.items().size(),
                        proposal.inventory().allocatedUnits(),
                        discountGiven(plan, seen),
                        plan.items().stream()
                                .mapToLong(i -> seen.sold(i.sku()) * i.unitCostCents())
                                .sum(),
                        seen.totals(Arm.TREATED),
                        seen.totals(Arm.HOLD_OUT),
                        Optional.of(watched.ending(live, history, seen))));
        return taking.decision(
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

    private Exhibit demand(Live live) {
        return taking.exhibit(Forecast.DEMAND, live.proposal().demand().call());
    }
}
