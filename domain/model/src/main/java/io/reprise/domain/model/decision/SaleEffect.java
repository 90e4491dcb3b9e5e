package io.reprise.domain.model.decision;

import io.reprise.domain.model.decision.Effect.Shown;
import java.util.Optional;

/**
 * What a sale caused in all.
 *
 * @param asPlanned whether it ended when it was to end: then one look at that end is all that is claimed, and the
 *     narrower interval holds; otherwise what was seen may have had a part in ending it, and only the anytime-valid does
 */
public record SaleEffect(boolean asPlanned, Optional<Effect> revenue, Optional<Effect> margin) {

    /** Ends of the interval that holds, in cents for each shopper. */
    public double lowCents(Effect effect) {
        return asPlanned ? effect.plannedLowCents() : effect.lowCents();
    }

    public double highCents(Effect effect) {
        return asPlanned ? effect.plannedHighCents() : effect.highCents();
    }

    public Shown shown(Effect effect) {
        return Effect.shown(lowCents(effect), highCents(effect));
    }
}
