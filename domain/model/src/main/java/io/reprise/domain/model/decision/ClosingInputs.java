package io.reprise.domain.model.decision;

import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.domain.model.vocabulary.TimeWindow;

/**
 * What the closing {@code EVALUATION} starts from. Evidence {@code demand}: [items × horizonHours, 3].
 *
 * @param allocatedUnits units that were set aside for the sale
 * @param discountGivenCents what the discounts cost in all
 * @param costOfGoodsCents what the units sold to the treated arm had cost
 */
public record ClosingInputs(
        TimeWindow sale,
        int horizonHours,
        int firstHour,
        int treatedBps,
        int items,
        long allocatedUnits,
        long discountGivenCents,
        long costOfGoodsCents,
        ArmTotals treated,
        ArmTotals holdOut)
        implements DecisionInputs {

    public ClosingInputs {
        InvalidValue.unless(firstHour >= 0, "firstHour", () -> "must not be negative, but was " + firstHour);
    }

    @Override
    public DecisionKind kind() {
        return DecisionKind.EVALUATION;
    }
}
