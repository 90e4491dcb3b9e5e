package io.reprise.domain.model.port;

import io.reprise.domain.model.judgement.Judgements;
import io.reprise.domain.model.vocabulary.CampaignId;

/** What people said of decisions, as the event log has it now. */
public interface DecisionJudgements {

    Judgements load(CampaignId campaign);
}
