package io.reprise.workflows;

import io.reprise.domain.model.registry.ModelReleaseEvent;
import org.axonframework.eventhandling.EventHandler;

/** Event → process: whatever happens to a release, its process is brought to where the release is. */
public final class PromotionReactions {

    private final PromotionReconciler reconciler;

    public PromotionReactions(PromotionReconciler reconciler) {
        this.reconciler = reconciler;
    }

    @EventHandler
    void on(ModelReleaseEvent event) {
        reconciler.reconcile(event.release());
    }
}
