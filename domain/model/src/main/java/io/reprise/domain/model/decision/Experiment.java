package io.reprise.domain.model.decision;

import java.util.List;

/**
 * The sale's randomised experiment, beside the arms' totals.
 *
 * @param plannedPriceCents the sale's price of each item as it was planned, in the order of the demand evidence; known
 *     before anybody bought, so that the scale of a confidence sequence can be set by it
 * @param unitCostCents what one unit of each costs
 */
public record Experiment(
        ArmMoments treated, ArmMoments holdOut, List<Long> plannedPriceCents, List<Long> unitCostCents) {

    public Experiment {
        plannedPriceCents = List.copyOf(plannedPriceCents);
        unitCostCents = List.copyOf(unitCostCents);
    }
}
