package io.reprise.domain.model.sample;

import io.reprise.domain.model.audience.Arm;
import io.reprise.domain.model.audience.AudienceEvent;
import io.reprise.domain.model.audience.SaleSignals;
import io.reprise.domain.model.campaign.Campaign.Live;
import io.reprise.domain.model.campaign.CampaignCommand.TakeDecision;
import io.reprise.domain.model.campaign.CampaignEvent;
import io.reprise.domain.model.campaign.CampaignEvent.DecisionTaken;
import io.reprise.domain.model.campaign.CampaignHistory;
import io.reprise.domain.model.campaign.Plan.PlannedItem;
import io.reprise.domain.model.decision.ClosingInputs;
import io.reprise.domain.model.decision.ClosingInputs.Ending;
import io.reprise.domain.model.decision.DecisionInputs;
import io.reprise.domain.model.decision.EvaluationInputs;
import io.reprise.domain.model.decision.EvaluationInputs.Watch;
import io.reprise.domain.model.decision.Evidence;
import io.reprise.domain.model.decision.Experiment;
import io.reprise.domain.model.decision.InventoryOutcome.ItemStock;
import io.reprise.domain.model.decision.Policies;
import io.reprise.domain.model.decision.PolicyRef;
import io.reprise.domain.model.feedback.SaleFeedback;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The sample's evaluations as today's policies would take them, where the sample has those of the first ones. */
public final class SampleEvaluations {

    private final List<CampaignEvent> history = new ArrayList<>();
    private final SaleSignals seen = new SaleSignals();
    private final DecisionTaken original;

    /** Everything up to, and without, one decision. */
    private SampleEvaluations(SampleSale sale, Class<? extends DecisionInputs> inputs, int occurrence) {
        int left = occurrence;
        for (Object event : sale.log()) {
            if (event instanceof DecisionTaken taken
                    && inputs.isInstance(taken.decision().inputs())
                    && --left == 0) {
                original = taken;
                return;
            }
            if (event instanceof CampaignEvent happened) {
                history.add(happened);
            } else if (event instanceof AudienceEvent happened) {
                seen.on(happened);
            }
        }
        throw new IllegalStateException("the sample has no such decision");
    }

    public static SampleEvaluations beforeClosing() {
        return new SampleEvaluations(SampleHistory.closedSale(), ClosingInputs.class, 1);
    }

    public static SampleEvaluations beforeWindow(int window) {
        return new SampleEvaluations(SampleHistory.closedSale(), EvaluationInputs.class, window);
    }

    /** Of the sale whose first adjustment was taken back. */
    public static SampleEvaluations beforeLastWindowOfStoppedSale() {
        return new SampleEvaluations(SampleHistory.stoppedSale(), EvaluationInputs.class, 5);
    }

    public List<CampaignEvent> history() {
        return List.copyOf(history);
    }

    public SaleSignals seen() {
        return seen;
    }

    public Live live() {
        return (Live) CampaignHistory.replay(history);
    }

    /** Items of which as many were sold as were set aside. */
    public SortedMap<Sku, Instant> soldOut() {
        SortedMap<Sku, Instant> soldOut = new TreeMap<>();
        for (ItemStock item : live().proposal().inventory().items()) {
            if (seen.sold(item.sku()) >= item.allocatedUnits()) {
                soldOut.put(item.sku(), seen.lastSold(item.sku()).orElseThrow());
            }
        }
        return soldOut;
    }

    private Experiment experiment() {
        List<PlannedItem> items = live().proposal().plan().items();
        Map<Sku, Long> costs = items.stream().collect(Collectors.toMap(PlannedItem::sku, PlannedItem::unitCostCents));
        return new Experiment(
                seen.moments(Arm.TREATED, costs),
                seen.moments(Arm.HOLD_OUT, costs),
                items.stream().map(PlannedItem::salePriceCents).toList(),
                items.stream().map(PlannedItem::unitCostCents).toList());
    }

    /** By the first version, which heeds no silence. */
    public TakeDecision evaluation() {
        return evaluation(new PolicyRef("sequential-evaluation", 1), List.of());
    }

    /** As today, where since ten minutes into the window carts are filled and no order comes. */
    public TakeDecision silentEvaluation() {
        TimeWindow span = ((EvaluationInputs) original.decision().inputs()).span();
        return evaluation(
                Policies.EVALUATION, List.of(new TimeWindow(span.from().plus(Duration.ofMinutes(10)), span.to())));
    }

    private TakeDecision evaluation(PolicyRef policy, List<TimeWindow> silences) {
        EvaluationInputs in = (EvaluationInputs) original.decision().inputs();
        Duration length = Duration.ofMinutes(live().proposal().plan().monitorMinutes());
        List<Integer> before = IntStream.rangeClosed(1, in.window() - 1)
                .map(window -> live().proposal().plan().items().stream()
                        .mapToInt(item -> seen.sold(item.sku(), SampleDesk.window(live(), window)))
                        .sum())
                .boxed()
                .toList();
        return take(
                policy,
                new EvaluationInputs(
                        in.window(),
                        in.span(),
                        in.sale(),
                        in.horizonHours(),
                        in.firstHour(),
                        in.treatedBps(),
                        in.items(),
                        in.treated(),
                        in.holdOut(),
                        Optional.of(new Watch(
                                experiment(),
                                live().proposal().inventory().allocatedUnits(),
                                length.toSeconds(),
                                before,
                                soldOut(),
                                Optional.of(new EvaluationInputs.DiscountSpend(30_000, 5_000, 400_000)),
                                Optional.of(silences)))));
    }

    public TakeDecision closing(boolean asPlanned) {
        ClosingInputs in = (ClosingInputs) original.decision().inputs();
        return take(
                Policies.CLOSING,
                new ClosingInputs(
                        in.sale(),
                        in.horizonHours(),
                        in.firstHour(),
                        in.treatedBps(),
                        in.items(),
                        in.allocatedUnits(),
                        in.discountGivenCents(),
                        in.costOfGoodsCents(),
                        in.treated(),
                        in.holdOut(),
                        Optional.of(new Ending(
                                asPlanned, experiment(), SaleFeedback.of(live(), history, seen, soldOut())))));
    }

    private TakeDecision take(PolicyRef policy, DecisionInputs inputs) {
        return new TakeDecision(
                original.campaignId(),
                original.decision().id(),
                policy,
                inputs,
                new Evidence(List.of(SampleModels.demand(live().proposal().plan()))),
                Policies.defaults(policy),
                original.decision().seed(),
                original.actor(),
                original.at());
    }
}
