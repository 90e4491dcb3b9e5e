package io.reprise.workflows;

import io.reprise.bpmn.CampaignLifecycleProcess;
import io.reprise.domain.model.campaign.Campaign;
import io.reprise.domain.model.port.Campaigns;
import io.reprise.domain.model.vocabulary.CampaignId;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/** The campaign that a step of its process is about. */
record CampaignAtHand(Campaigns campaigns) {

    static CampaignId id(DelegateExecution execution) {
        return new CampaignId((String) execution.getVariable(CampaignLifecycleProcess.CAMPAIGN_ID));
    }

    <S extends Campaign> S in(Class<S> phase, DelegateExecution execution) {
        Campaign campaign = campaigns.load(id(execution));
        if (!phase.isInstance(campaign)) {
            throw new IllegalStateException("campaign '" + id(execution) + "' is " + campaign.phase() + ", not "
                    + phase.getSimpleName() + ": the process is behind and will be put right");
        }
        return phase.cast(campaign);
    }

    /** Reads the process's variables off the campaign again. */
    void refresh(DelegateExecution execution) {
        execution.setVariables(LifecycleVariables.of(campaigns.load(id(execution))));
    }

    /** Why the step before this one could not be done. */
    static String failure(DelegateExecution execution) {
        Object failure = execution.getVariable(CampaignLifecycleProcess.FAILURE);
        return failure == null ? "the champion was not available" : failure.toString();
    }
}
