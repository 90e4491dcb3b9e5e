package io.reprise.domain.model.campaign;

import io.reprise.domain.model.campaign.Campaign.Drafted;
import io.reprise.domain.model.campaign.Campaign.Ended;
import io.reprise.domain.model.campaign.Campaign.Live;
import io.reprise.domain.model.campaign.Campaign.Predicting;
import io.reprise.domain.model.campaign.CampaignCommand.TakeDecision;
import io.reprise.domain.model.campaign.CampaignEvent.DecisionTaken;
import io.reprise.domain.model.decision.AdjustmentInputs;
import io.reprise.domain.model.decision.AssortmentInputs;
import io.reprise.domain.model.decision.ClosingInputs;
import io.reprise.domain.model.decision.DecisionId;
import io.reprise.domain.model.decision.DecisionRecord;
import io.reprise.domain.model.decision.EvaluationInputs;
import io.reprise.domain.model.decision.EvaluationOutcome.Course;
import io.reprise.domain.model.decision.InventoryInputs;
import io.reprise.domain.model.decision.Policies;
import io.reprise.domain.model.decision.Policy;
import io.reprise.domain.model.decision.ScheduleInputs;
import io.reprise.domain.model.vocabulary.Outcome;
import java.util.Optional;

/** Takes a decision where the campaign is at the point to take it, once. */
final class DecisionTaking {

    private DecisionTaking() {}

    static Outcome<CampaignEvent> take(Drafted state, TakeDecision c) {
        if (isTaken(state, c.decisionId())) {
            return Outcome.alreadyDone();
        }
        String notDue = whyNotDue(state, c);
        if (notDue != null) {
            return Outcome.refused(new CampaignRefusal.DecisionNotDue(notDue));
        }
        if (!restsOnForecasts(state, c)) {
            return Outcome.refused(new CampaignRefusal.DecisionNotDue(
                    "The evidence is not the forecast that was recorded for this plan."));
        }
        Policy.Verdict<?> verdict = Policies.decide(c.policy(), c.inputs(), c.evidence(), c.parameters(), c.seed());
        Optional<CampaignRefusal> forbidden = PlanLimits.broken(state.version().plan(), c.inputs(), verdict.outcome());
        if (forbidden.isPresent()) {
            return Outcome.refused(forbidden.get());
        }
        DecisionRecord decision = new DecisionRecord(
                c.decisionId(),
                c.campaignId(),
                c.inputs().kind(),
                c.policy(),
                c.parameters(),
                c.seed(),
                c.inputs(),
                c.evidence().sources(),
                verdict.outcome(),
                verdict.alternatives(),
                verdict.explanation(),
                c.actor(),
                c.at());
        return Outcome.accepted(new DecisionTaken(c.campaignId(), decision));
    }

    /** Whether no exhibit stands in for a recorded forecast, so that a decision rests on what people can look up. */
    private static boolean restsOnForecasts(Drafted state, TakeDecision c) {
        return c.evidence().exhibits().stream().allMatch(exhibit -> {
            Forecast recorded =
                    switch (state) {
                        case Predicting p -> p.forecasts().get(exhibit.role());
                        case Live live
                        when exhibit.role().equals(Forecast.DEMAND) ->
                            live.proposal().demand();
                        case Live live
                        when exhibit.role().equals(Forecast.OFFERS) ->
                            live.proposal().offers().orElse(null);
                        case Ended e
                        when exhibit.role().equals(Forecast.DEMAND) ->
                            e.unreported().map(live -> live.proposal().demand()).orElse(null);
                        default -> null;
                    };
            return recorded == null
                    || recorded.call().outputSha256().equals(exhibit.call().outputSha256());
        });
    }

    private static boolean isTaken(Drafted state, DecisionId id) {
        return switch (state) {
            case Predicting p ->
                p.assortment().filter(t -> t.id().equals(id)).isPresent()
                        || p.schedule().filter(t -> t.id().equals(id)).isPresent()
                        || p.inventory().filter(t -> t.id().equals(id)).isPresent();
            case Live live ->
                live.windows().stream().anyMatch(w -> w.id().equals(id))
                        || live.adjustment(id).isPresent()
                        || live.report().filter(t -> t.id().equals(id)).isPresent();
            case Ended e -> e.report().filter(t -> t.id().equals(id)).isPresent();
            default -> false;
        };
    }

    /** Null where it is time for this decision. */
    private static String whyNotDue(Drafted state, TakeDecision c) {
        return switch (c.inputs()) {
            case AssortmentInputs in ->
                state instanceof Predicting p
                                && p.assortment().isEmpty()
                                && p.forecasts().containsKey(Forecast.OFFERS)
                                // Demand is forecast at the discounts of the assortment, not the other way round.
                                && !p.forecasts().containsKey(Forecast.DEMAND)
                        ? null
                        : "An assortment is chosen once for each plan version, before its demand is forecast.";
            case ScheduleInputs in ->
                state instanceof Predicting p
                                && p.schedule().isEmpty()
                                && p.forecasts().containsKey(Forecast.DEMAND)
                        ? null
                        : "A schedule is decided once for each plan version, after its forecast.";
            case InventoryInputs in ->
                state instanceof Predicting p
                                && p.schedule().isPresent()
                                && p.inventory().isEmpty()
                        ? null
                        : "Stock is decided once for each plan version, after its schedule.";
            case EvaluationInputs in ->
                state instanceof Live live
                                && live.windows().size() + 1 == in.window()
                                && live.report().isEmpty()
                        ? null
                        : "Window " + in.window() + " is not the next one of a running sale.";
            case AdjustmentInputs in -> state instanceof Live live ? whyNoAdjustment(live, in) : notLive();
            case ClosingInputs in ->
                state instanceof Live live && live.report().isEmpty()
                                || state instanceof Ended e && e.unreported().isPresent()
                        ? null
                        : notLive();
        };
    }

    private static String whyNoAdjustment(Live live, AdjustmentInputs in) {
        boolean calledFor = !live.windows().isEmpty()
                && live.windows().getLast().window() == in.window()
                && live.windows().getLast().course() == Course.ADJUST;
        if (!calledFor) {
            return "No evaluation of window " + in.window() + " calls for an adjustment.";
        }
        if (live.report().isPresent()) {
            return "The closing evaluation has been taken: nothing is changed after it.";
        }
        return live.adjustments().stream().anyMatch(a -> a.window() == in.window())
                ? "Window " + in.window() + " has its adjustment."
                : null;
    }

    private static String notLive() {
        return "This is decided while the sale runs.";
    }
}
