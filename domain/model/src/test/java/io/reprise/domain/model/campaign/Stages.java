package io.reprise.domain.model.campaign;

import io.reprise.domain.model.campaign.Campaign.Live;
import io.reprise.domain.model.campaign.Campaign.Proposed;
import io.reprise.domain.model.campaign.CampaignCommand.Route;
import io.reprise.domain.model.campaign.CampaignCommand.TakeDecision;
import io.reprise.domain.model.campaign.CampaignEvent.DecisionTaken;
import io.reprise.domain.model.decision.AdjustmentOutcome;
import io.reprise.domain.model.decision.DecisionId;
import io.reprise.domain.model.decision.DecisionInputs;
import io.reprise.domain.model.decision.DecisionRecord;
import io.reprise.domain.model.decision.EvaluationOutcome.Course;
import io.reprise.domain.model.sample.SampleHistory;
import io.reprise.domain.model.sample.SampleModels;
import io.reprise.domain.model.sample.SampleSale;
import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.Role;
import io.reprise.domain.model.vocabulary.TimeWindow;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** The sample sale as far as a test needs it. */
final class Stages {

    static final CampaignId SALE = SampleHistory.SALE;
    static final Actor MEI = SampleHistory.MEI;
    static final Actor ANA = SampleHistory.ANA;
    static final Actor FINN = SampleHistory.FINN;
    static final Actor AUDITOR = new Actor("ada", Set.of(Role.AUDITOR));
    /** Who wrote the plan, and may approve those of others. */
    static final Actor MEI_APPROVING = new Actor("mei", Set.of(Role.MARKETER, Role.APPROVER, Role.FINANCE));

    static final Plan PLAN = SampleHistory.plan(2_000);
    static final TimeWindow WITHIN = SampleHistory.WITHIN;
    static final Instant EARLY = SampleHistory.DRAFTED;

    private Stages() {}

    static SampleSale drafted() {
        return new SampleSale(SALE).draft(PLAN);
    }

    static SampleSale submitted() {
        return drafted().submit();
    }

    static SampleSale predicted() {
        return submitted().predict();
    }

    static SampleSale awaiting() {
        return predicted().requestApproval();
    }

    static SampleSale approved() {
        return awaiting().approve();
    }

    static SampleSale secured() {
        return approved().secureStock();
    }

    static SampleSale live() {
        return secured().launch();
    }

    /** The second window called for an adjustment, and a small one was decided. */
    static SampleSale decidedSmall() {
        return live().window(0.9, Course.CONTINUE).window(0.7, Course.ADJUST).decideAdjustment(SampleModels.MILD);
    }

    static SampleSale appliedSmall() {
        return decidedSmall().route(Route.AUTOMATIC, "rule-small");
    }

    static SampleSale decidedLarge() {
        return live().window(0.9, Course.CONTINUE).window(0.7, Course.ADJUST).decideAdjustment(SampleModels.STEEP);
    }

    static SampleSale proposedLarge() {
        return decidedLarge().route(Route.APPROVAL, "rule-large");
    }

    static SampleSale closed() {
        return SampleHistory.closedSale();
    }

    static String hash(SampleSale sale) {
        return ((Proposed) sale.state()).proposal().hash();
    }

    static TimeWindow saleTime(SampleSale sale) {
        return ((Proposed) sale.state()).proposal().schedule().window();
    }

    static DecisionId adjustment(SampleSale sale) {
        return ((Live) sale.state()).adjustments().getLast().id();
    }

    /** The decision of this kind that the whole sample takes first. */
    static TakeDecision decision(Class<? extends DecisionInputs> inputs) {
        return decisions(inputs).getFirst();
    }

    static List<TakeDecision> decisions(Class<? extends DecisionInputs> inputs) {
        return closed().commands().stream()
                .filter(TakeDecision.class::isInstance)
                .map(TakeDecision.class::cast)
                .filter(c -> inputs.isInstance(c.inputs()))
                .toList();
    }

    /** Some policy decided this now; all but id, outcome and time is as in the decision of {@link #decidedSmall}. */
    static CampaignEvent taken(SampleSale sale, DecisionId id, AdjustmentOutcome outcome) {
        DecisionRecord like = decidedSmall().events().stream()
                .filter(DecisionTaken.class::isInstance)
                .map(e -> ((DecisionTaken) e).decision())
                .toList()
                .getLast();
        return new DecisionTaken(
                SALE,
                new DecisionRecord(
                        id,
                        SALE,
                        like.kind(),
                        like.policy(),
                        like.parameters(),
                        like.seed(),
                        like.inputs(),
                        like.evidence(),
                        outcome,
                        like.alternatives(),
                        like.explanation(),
                        like.actor(),
                        sale.now()));
    }
}
