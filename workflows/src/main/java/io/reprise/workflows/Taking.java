package io.reprise.workflows;

import io.reprise.domain.model.campaign.Campaign.Live;
import io.reprise.domain.model.campaign.Campaign.Predicting;
import io.reprise.domain.model.campaign.CampaignCommand.TakeDecision;
import io.reprise.domain.model.campaign.Forecast;
import io.reprise.domain.model.campaign.Plan;
import io.reprise.domain.model.decision.DecisionId;
import io.reprise.domain.model.decision.DecisionInputs;
import io.reprise.domain.model.decision.DemandCurve;
import io.reprise.domain.model.decision.Evidence;
import io.reprise.domain.model.decision.Evidence.Exhibit;
import io.reprise.domain.model.decision.ModelCall;
import io.reprise.domain.model.decision.Policies;
import io.reprise.domain.model.decision.PolicyRef;
import io.reprise.domain.model.port.CampaignClock;
import io.reprise.domain.model.port.EvidenceStore;
import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.Price;
import java.time.Instant;
import java.util.List;

/** Makes the command that takes a decision of what was laid on the table. */
record Taking(EvidenceStore evidence, CampaignClock clock) {

    TakeDecision decision(
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
    static long seed(DecisionId id) {
        return Long.parseUnsignedLong(id.value().substring(0, 16), 16);
    }

    static int treatedBps(Plan plan) {
        return Price.WHOLE_BPS - plan.holdOutBps();
    }

    /** Share of the audience that sees a running sale now, in basis points. */
    static int seeingBps(Live live) {
        return (int) ((long) treatedBps(live.proposal().plan()) * live.extent().audienceBps() / Price.WHOLE_BPS);
    }

    Instant now() {
        return clock.instant();
    }

    Exhibit exhibit(Predicting campaign, String role) {
        return exhibit(role, campaign.forecasts().get(role).call());
    }

    /** A recorded answer, back from the evidence store. */
    Exhibit exhibit(String role, ModelCall call) {
        return Forecasting.exhibit(evidence, role, call);
    }

    /** Demand at any discount, as it was forecast before the plan was decided. */
    DemandCurve curve(Forecast offers) {
        return new DemandCurve(exhibit(Forecast.OFFERS, offers.call()).output(), Forecasting.STEPS_BPS, offers.hours());
    }
}
