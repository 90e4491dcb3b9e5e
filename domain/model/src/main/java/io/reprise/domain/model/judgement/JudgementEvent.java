package io.reprise.domain.model.judgement;

import io.reprise.domain.model.decision.DecisionId;
import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.domain.model.vocabulary.CampaignId;
import java.time.Instant;

/** What people said of decisions. */
public sealed interface JudgementEvent {

    CampaignId campaign();

    /** @param reason in the person's words */
    record DecisionJudged(
            CampaignId campaign, DecisionId decision, Verdict verdict, String reason, Actor actor, Instant at)
            implements JudgementEvent {}
}
