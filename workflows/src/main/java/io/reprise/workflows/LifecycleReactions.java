package io.reprise.workflows;

import io.reprise.domain.model.campaign.CampaignEvent;
import io.reprise.domain.model.campaign.CampaignEvent.AdjustmentReverted;
import io.reprise.domain.model.vocabulary.CampaignId;
import java.util.function.Consumer;
import org.axonframework.eventhandling.EventHandler;

/** Event → process: whatever happens to a campaign, its process is brought to where the campaign is. */
public final class LifecycleReactions {

    private final ProcessReconciler reconciler;
    private final Consumer<CampaignId> stockMoves;
    private final ServerTurn turn;

    /** @param stockMoves moves the stock that a campaign's adjustments ask for, as far as it is not moved */
    public LifecycleReactions(ProcessReconciler reconciler, Consumer<CampaignId> stockMoves, ServerTurn turn) {
        this.reconciler = reconciler;
        this.stockMoves = stockMoves;
        this.turn = turn;
    }

    /** It is this server's turn from now on: what happened since another's ended may not have been seen by anybody. */
    public void takeOver() {
        reconciler.reconcileAll().forEach(stockMoves);
    }

    @EventHandler
    void on(CampaignEvent event) {
        if (!turn.isOurs()) {
            return;
        }
        // A person takes an adjustment back at any time, while the process waits for something else.
        if (event instanceof AdjustmentReverted) {
            stockMoves.accept(event.campaignId());
        }
        reconciler.reconcile(event.campaignId());
    }
}
