package io.reprise.domain.model.campaign;

import io.reprise.domain.model.campaign.Campaign.Adjustment;
import io.reprise.domain.model.campaign.Campaign.Approved;
import io.reprise.domain.model.campaign.Campaign.AwaitingApproval;
import io.reprise.domain.model.campaign.Campaign.Drafted;
import io.reprise.domain.model.campaign.Campaign.Drafting;
import io.reprise.domain.model.campaign.Campaign.Ended;
import io.reprise.domain.model.campaign.Campaign.Evaluated;
import io.reprise.domain.model.campaign.Campaign.How;
import io.reprise.domain.model.campaign.Campaign.Live;
import io.reprise.domain.model.campaign.Campaign.NotDrafted;
import io.reprise.domain.model.campaign.Campaign.Predicting;
import io.reprise.domain.model.campaign.Campaign.Proposed;
import io.reprise.domain.model.campaign.Campaign.Repricing;
import io.reprise.domain.model.campaign.Campaign.Stage;
import io.reprise.domain.model.campaign.Campaign.Taken;
import io.reprise.domain.model.campaign.CampaignEvent.AdjustmentApplied;
import io.reprise.domain.model.campaign.CampaignEvent.AdjustmentExpired;
import io.reprise.domain.model.campaign.CampaignEvent.AdjustmentForbidden;
import io.reprise.domain.model.campaign.CampaignEvent.AdjustmentProposed;
import io.reprise.domain.model.campaign.CampaignEvent.AdjustmentRejected;
import io.reprise.domain.model.campaign.CampaignEvent.AdjustmentReverted;
import io.reprise.domain.model.campaign.CampaignEvent.ApprovalEscalated;
import io.reprise.domain.model.campaign.CampaignEvent.ApprovalRequested;
import io.reprise.domain.model.campaign.CampaignEvent.CampaignClosed;
import io.reprise.domain.model.campaign.CampaignEvent.CampaignDrafted;
import io.reprise.domain.model.campaign.CampaignEvent.CampaignLaunched;
import io.reprise.domain.model.campaign.CampaignEvent.CampaignStopped;
import io.reprise.domain.model.campaign.CampaignEvent.DecisionOverridden;
import io.reprise.domain.model.campaign.CampaignEvent.DecisionTaken;
import io.reprise.domain.model.campaign.CampaignEvent.ForecastRecorded;
import io.reprise.domain.model.campaign.CampaignEvent.LaunchFailed;
import io.reprise.domain.model.campaign.CampaignEvent.PlanApproved;
import io.reprise.domain.model.campaign.CampaignEvent.PlanRevised;
import io.reprise.domain.model.campaign.CampaignEvent.PlanSentBack;
import io.reprise.domain.model.campaign.CampaignEvent.PlanSubmitted;
import io.reprise.domain.model.campaign.CampaignEvent.StockSecured;
import io.reprise.domain.model.campaign.Extent.Shift;
import io.reprise.domain.model.decision.AdjustmentInputs;
import io.reprise.domain.model.decision.AdjustmentOutcome;
import io.reprise.domain.model.decision.AdjustmentOutcome.PriceChange;
import io.reprise.domain.model.decision.AssortmentOutcome;
import io.reprise.domain.model.decision.CampaignReport;
import io.reprise.domain.model.decision.DecisionId;
import io.reprise.domain.model.decision.DecisionKind;
import io.reprise.domain.model.decision.DecisionRecord;
import io.reprise.domain.model.decision.EvaluationInputs;
import io.reprise.domain.model.decision.EvaluationOutcome;
import io.reprise.domain.model.decision.ExtentChange;
import io.reprise.domain.model.decision.InventoryOutcome;
import io.reprise.domain.model.decision.ScheduleOutcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Makes a campaign's state from what happened to it. */
public final class CampaignHistory {

    private CampaignHistory() {}

    /** An event in a state where it can never happen: the history is not one of ours. */
    public static final class ImpossibleHistory extends IllegalStateException {
        ImpossibleHistory(Campaign state, CampaignEvent event) {
            super(event.getClass().getSimpleName() + " cannot happen to a campaign that is " + state.phase());
        }
    }

    public static Campaign replay(Iterable<? extends CampaignEvent> events) {
        Campaign state = Campaign.NOT_DRAFTED;
        for (CampaignEvent event : events) {
            state = evolve(state, event);
        }
        return state;
    }

    public static Campaign evolve(Campaign state, CampaignEvent event) {
        return switch (event) {
            case CampaignDrafted e -> {
                in(NotDrafted.class, state, event);
                yield new Drafting(e.campaignId(), new PlanVersion(1, e.plan(), e.actor()), "");
            }
            case PlanRevised e -> {
                if (!(state instanceof Drafting) && !(state instanceof AwaitingApproval)) {
                    throw new ImpossibleHistory(state, event);
                }
                yield new Drafting(e.campaignId(), new PlanVersion(e.planVersion(), e.plan(), e.actor()), "");
            }
            case PlanSubmitted e ->
                new Predicting(
                        e.campaignId(),
                        in(Drafting.class, state, event).version(),
                        new TreeMap<>(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
            case ForecastRecorded e -> forecast(in(Predicting.class, state, event), e.forecast());
            case DecisionTaken e -> decided(state, e);
            case ApprovalRequested e -> {
                Predicting p = in(Predicting.class, state, event);
                yield new AwaitingApproval(
                        e.campaignId(),
                        Approval.proposal(p).orElseThrow(() -> new ImpossibleHistory(state, event)),
                        e.approver(),
                        e.deadline(),
                        false,
                        new TreeMap<>(Map.of(
                                DecisionKind.SCHEDULE,
                                        p.schedule().orElseThrow().id(),
                                DecisionKind.INVENTORY,
                                        p.inventory().orElseThrow().id())),
                        new TreeSet<>());
            }
            case ApprovalEscalated e -> in(AwaitingApproval.class, state, event).escalate();
            case DecisionOverridden e -> {
                AwaitingApproval a = in(AwaitingApproval.class, state, event);
                yield a.overridden(a.proposal().with(e.outcome()), e.actor().name());
            }
            case PlanApproved e ->
                new Approved(
                        e.campaignId(), in(AwaitingApproval.class, state, event).proposal(), e.actor(), false);
            case PlanSentBack e ->
                new Drafting(
                        e.campaignId(), in(AwaitingApproval.class, state, event).version(), e.comment());
            case StockSecured e -> {
                Approved a = in(Approved.class, state, event);
                yield new Approved(a.id(), a.proposal(), a.approver(), true);
            }
            case CampaignLaunched e -> launched(in(Approved.class, state, event));
            case LaunchFailed e -> ended(in(Approved.class, state, event), How.LAUNCH_FAILED);
            case AdjustmentProposed e -> proposed(in(Live.class, state, event), e);
            case AdjustmentApplied e -> applied(in(Live.class, state, event), e);
            case AdjustmentRejected e -> staged(in(Live.class, state, event), e.decisionId(), Stage.REJECTED, e.at());
            case AdjustmentExpired e -> staged(in(Live.class, state, event), e.decisionId(), Stage.EXPIRED, e.at());
            case AdjustmentForbidden e -> staged(in(Live.class, state, event), e.decisionId(), Stage.FORBIDDEN, e.at());
            case AdjustmentReverted e -> reverted(in(Live.class, state, event), e);
            case CampaignClosed e -> ended(in(Live.class, state, event), How.CLOSED);
            case CampaignStopped e -> {
                Drafted open = in(Drafted.class, state, event);
                if (open instanceof Ended) {
                    throw new ImpossibleHistory(state, event);
                }
                yield ended(open, How.STOPPED);
            }
        };
    }

    private static <S extends Campaign> S in(Class<S> expected, Campaign state, CampaignEvent event) {
        if (!expected.isInstance(state)) {
            throw new ImpossibleHistory(state, event);
        }
        return expected.cast(state);
    }

    private static Predicting forecast(Predicting p, Forecast forecast) {
        TreeMap<String, Forecast> forecasts = new TreeMap<>(p.forecasts());
        forecasts.put(forecast.role(), forecast);
        return new Predicting(p.id(), p.version(), forecasts, p.assortment(), p.schedule(), p.inventory());
    }

    private static Campaign decided(Campaign state, DecisionTaken event) {
        DecisionRecord decision = event.decision();
        return switch (decision.outcome()) {
            case AssortmentOutcome o -> in(Predicting.class, state, event).with(new Taken<>(decision.id(), o));
            case ScheduleOutcome o -> {
                Predicting p = in(Predicting.class, state, event);
                yield new Predicting(
                        p.id(),
                        p.version(),
                        p.forecasts(),
                        p.assortment(),
                        Optional.of(new Taken<>(decision.id(), o)),
                        p.inventory());
            }
            case InventoryOutcome o -> {
                Predicting p = in(Predicting.class, state, event);
                yield new Predicting(
                        p.id(),
                        p.version(),
                        p.forecasts(),
                        p.assortment(),
                        p.schedule(),
                        Optional.of(new Taken<>(decision.id(), o)));
            }
            case EvaluationOutcome o -> {
                int window = ((EvaluationInputs) decision.inputs()).window();
                Live live = in(Live.class, state, event);
                Optional<Instant> paceSince = o.standing().map(s -> s.pace().since());
                Evaluated evaluated = new Evaluated(decision.id(), window, o.course(), paceSince);
                yield with(live, plus(live.windows(), evaluated), live.report());
            }
            case AdjustmentOutcome o -> {
                int window = ((AdjustmentInputs) decision.inputs()).window();
                Live live = in(Live.class, state, event);
                Adjustment adjustment =
                        new Adjustment(decision.id(), window, o, Stage.DECIDED, Optional.empty(), decision.at());
                yield with(live, plus(live.adjustments(), adjustment));
            }
            case CampaignReport o -> reported(state, new Taken<>(decision.id(), o), event);
        };
    }

    private static Live launched(Approved a) {
        return new Live(
                a.id(),
                a.proposal(),
                Campaign.planned(a.proposal().offered()),
                a.proposal().schedule().pushWaves(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty());
    }

    private static Live proposed(Live live, AdjustmentProposed e) {
        return with(
                live,
                live.adjustments().stream()
                        .map(a -> a.id().equals(e.decisionId())
                                ? new Adjustment(
                                        a.id(),
                                        a.window(),
                                        a.outcome(),
                                        Stage.PROPOSED,
                                        Optional.of(e.deadline()),
                                        e.at())
                                : a)
                        .toList());
    }

    private static Live applied(Live live, AdjustmentApplied e) {
        Live staged = staged(live, e.decisionId(), Stage.APPLIED, e.at());
        return changed(
                staged,
                e.at(),
                e.priceChanges(),
                e.push() ? plus(staged.pushWaves(), e.at()) : staged.pushWaves(),
                e.extent());
    }

    private static Live reverted(Live live, AdjustmentReverted e) {
        Live staged = staged(live, e.decisionId(), Stage.REVERTED, e.at());
        return changed(staged, e.at(), e.priceChanges(), staged.pushWaves(), e.extent());
    }

    private static Live changed(
            Live live, Instant at, List<PriceChange> prices, List<Instant> pushWaves, Optional<ExtentChange> extent) {
        return new Live(
                live.id(),
                live.proposal(),
                Campaign.changed(live.discountsBps(), prices),
                pushWaves,
                live.windows(),
                live.adjustments(),
                plus(live.repricings(), new Repricing(at, prices)),
                live.report(),
                extent.map(change -> plus(live.shifts(), new Shift(at, change))).orElse(live.shifts()));
    }

    private static Live staged(Live live, DecisionId id, Stage stage, Instant at) {
        return with(
                live,
                live.adjustments().stream()
                        .map(a -> a.id().equals(id) ? a.in(stage, at) : a)
                        .toList());
    }

    private static Live with(Live live, List<Adjustment> adjustments) {
        return new Live(
                live.id(),
                live.proposal(),
                live.discountsBps(),
                live.pushWaves(),
                live.windows(),
                adjustments,
                live.repricings(),
                live.report(),
                live.shifts());
    }

    private static Live with(Live live, List<Evaluated> windows, Optional<Taken<CampaignReport>> report) {
        return new Live(
                live.id(),
                live.proposal(),
                live.discountsBps(),
                live.pushWaves(),
                windows,
                live.adjustments(),
                live.repricings(),
                report,
                live.shifts());
    }

    /** A sale that a person stopped is over before it is evaluated. */
    private static Campaign reported(Campaign state, Taken<CampaignReport> report, DecisionTaken event) {
        if (state instanceof Ended e && e.unreported().isPresent()) {
            return new Ended(e.id(), e.version(), e.proposal(), e.how(), Optional.of(report), Optional.empty());
        }
        Live live = in(Live.class, state, event);
        return with(live, live.windows(), Optional.of(report));
    }

    /** A sale may be stopped between its closing evaluation and its end: what it brought stays known. */
    private static Ended ended(Drafted state, How how) {
        Optional<Live> ran = state instanceof Live live ? Optional.of(live) : Optional.empty();
        return new Ended(
                state.id(),
                state.version(),
                state instanceof Proposed p ? Optional.of(p.proposal()) : Optional.empty(),
                how,
                ran.flatMap(Live::report),
                ran.filter(live -> how == How.STOPPED && live.report().isEmpty()));
    }

    private static <T> List<T> plus(List<T> list, T next) {
        List<T> longer = new ArrayList<>(list);
        longer.add(next);
        return longer;
    }
}
