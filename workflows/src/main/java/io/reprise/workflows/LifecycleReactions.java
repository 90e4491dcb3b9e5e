package io.reprise.workflows;

import io.reprise.domain.model.campaign.CampaignEvent;
import org.axonframework.eventhandling.EventHandler;

/** Event → process: whatever happens to a campaign, its process is brought to where the campaign is. */
public final class LifecycleReactions {

    private final ProcessReconciler reconciler;

    public LifecycleReactions(ProcessReconciler reconciler) {
        this.reconciler = reconciler;
    }

    @EventHandler
    void on(CampaignEvent event) {
        reconciler.reconcile(event.campaignId());
    }
}
