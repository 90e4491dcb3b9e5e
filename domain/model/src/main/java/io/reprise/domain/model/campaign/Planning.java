package io.reprise.domain.model.campaign;

import io.reprise.domain.model.campaign.Campaign.AwaitingApproval;
import io.reprise.domain.model.campaign.Campaign.Drafted;
import io.reprise.domain.model.campaign.Campaign.Drafting;
import io.reprise.domain.model.campaign.Campaign.Predicting;
import io.reprise.domain.model.campaign.CampaignCommand.DraftCampaign;
import io.reprise.domain.model.campaign.CampaignCommand.RecordForecast;
import io.reprise.domain.model.campaign.CampaignCommand.RevisePlan;
import io.reprise.domain.model.campaign.CampaignCommand.SubmitPlan;
import io.reprise.domain.model.campaign.CampaignEvent.CampaignDrafted;
import io.reprise.domain.model.campaign.CampaignEvent.ForecastRecorded;
import io.reprise.domain.model.campaign.CampaignEvent.PlanRevised;
import io.reprise.domain.model.campaign.CampaignEvent.PlanSubmitted;
import io.reprise.domain.model.vocabulary.Outcome;
import io.reprise.domain.model.vocabulary.Role;

/** From the first draft to the forecast. */
final class Planning {

    private Planning() {}

    static Outcome<CampaignEvent> draft(DraftCampaign c) {
        if (!c.actor().is(Role.MARKETER)) {
            return CampaignDecider.roleMissing(Role.MARKETER);
        }
        if (c.plan().within().from().isBefore(c.at())) {
            return Outcome.refused(
                    new CampaignRefusal.WindowInThePast(c.plan().within().from(), c.at()));
        }
        return Outcome.accepted(new CampaignDrafted(c.campaignId(), c.plan(), c.actor(), c.at()));
    }

    static Outcome<CampaignEvent> draftAgain(Drafted state, DraftCampaign c) {
        boolean same = state.version().number() == 1
                && state.version().plan().equals(c.plan())
                && state.version().author().isSamePersonAs(c.actor());
        return same ? Outcome.alreadyDone() : Outcome.refused(new CampaignRefusal.CampaignExists(c.campaignId()));
    }

    static Outcome<CampaignEvent> revise(Drafted state, RevisePlan c) {
        if (!c.actor().is(Role.MARKETER)) {
            return CampaignDecider.roleMissing(Role.MARKETER);
        }
        return switch (state) {
            case Drafting d -> revised(d, c);
            case AwaitingApproval a -> revised(a, c);
            default -> CampaignDecider.wrongPhase("have its plan revised", state);
        };
    }

    private static Outcome<CampaignEvent> revised(Drafted state, RevisePlan c) {
        PlanVersion current = state.version();
        boolean sentBack = state instanceof Drafting d && !d.comment().isEmpty();
        if (state instanceof Drafting && !sentBack && current.plan().equals(c.plan())) {
            return Outcome.alreadyDone();
        }
        if (c.ofVersion().isPresent() && c.ofVersion().get() != current.number()) {
            return Outcome.refused(
                    new CampaignRefusal.NotLatestPlan(c.ofVersion().get(), current.number()));
        }
        if (c.plan().within().from().isBefore(c.at())) {
            return Outcome.refused(
                    new CampaignRefusal.WindowInThePast(c.plan().within().from(), c.at()));
        }
        return Outcome.accepted(new PlanRevised(c.campaignId(), current.number() + 1, c.plan(), c.actor(), c.at()));
    }

    static Outcome<CampaignEvent> submit(Drafted state, SubmitPlan c) {
        if (!c.actor().is(Role.MARKETER)) {
            return CampaignDecider.roleMissing(Role.MARKETER);
        }
        int latest = state.version().number();
        if (c.planVersion() != latest) {
            return Outcome.refused(new CampaignRefusal.NotLatestPlan(c.planVersion(), latest));
        }
        return switch (state) {
            // Its decisions were taken for the version that was sent back; a new version has its own.
            case Drafting d when !d.comment().isEmpty() -> Outcome.refused(new CampaignRefusal.NotRevised(latest));
            case Drafting d -> {
                var from = d.version().plan().within().from();
                yield from.isBefore(c.at())
                        ? Outcome.refused(new CampaignRefusal.WindowInThePast(from, c.at()))
                        : Outcome.accepted(new PlanSubmitted(c.campaignId(), latest, c.actor(), c.at()));
            }
            case Predicting p -> Outcome.alreadyDone();
            case AwaitingApproval a -> Outcome.alreadyDone();
            default -> CampaignDecider.wrongPhase("have its plan submitted", state);
        };
    }

    static Outcome<CampaignEvent> recordForecast(Drafted state, RecordForecast c) {
        if (!(state instanceof Predicting predicting)) {
            return CampaignDecider.wrongPhase("take a forecast", state);
        }
        if (c.planVersion() != predicting.version().number()) {
            return Outcome.refused(new CampaignRefusal.NotLatestPlan(
                    c.planVersion(), predicting.version().number()));
        }
        return predicting.forecasts().containsKey(c.forecast().role())
                ? Outcome.alreadyDone()
                : Outcome.accepted(
                        new ForecastRecorded(c.campaignId(), c.planVersion(), c.forecast(), c.actor(), c.at()));
    }
}
