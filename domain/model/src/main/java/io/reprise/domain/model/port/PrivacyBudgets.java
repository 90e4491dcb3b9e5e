package io.reprise.domain.model.port;

import io.reprise.domain.model.privacy.PrivacyBudget;
import io.reprise.domain.model.vocabulary.CampaignId;

/** Privacy budgets as the event log has them now, never behind it. */
public interface PrivacyBudgets {

    /** {@link PrivacyBudget#NONE} where nothing was granted. */
    PrivacyBudget load(CampaignId campaign);
}
