package io.reprise.workflows;

import io.reprise.domain.model.registry.ModelReleaseEvent;
import io.reprise.domain.model.registry.ModelReleaseEvent.ReleaseRetired;
import io.reprise.domain.model.registry.ModelReleaseEvent.ReleaseRolledBack;
import org.axonframework.eventhandling.EventHandler;

/** Event → process: whatever happens to a release, its process is brought to where the release is. */
public final class PromotionReactions {

    private final PromotionReconciler reconciler;

    private final ServerTurn turn;

    public PromotionReactions(PromotionReconciler reconciler, ServerTurn turn) {
        this.reconciler = reconciler;
        this.turn = turn;
    }

    @EventHandler
    void on(ModelReleaseEvent event) {
        if (turn.isOurs()) {
            reconciler.reconcile(event.release());
            // It may have been the champion that others are compared with.
            if (event instanceof ReleaseRetired || event instanceof ReleaseRolledBack) {
                reconciler.reconcileAll();
            }
        }
    }
}
