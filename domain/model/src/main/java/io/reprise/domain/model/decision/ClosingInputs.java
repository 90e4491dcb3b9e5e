package io.reprise.domain.model.decision;

import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.domain.model.vocabulary.TimeWindow;
import java.util.Optional;

/**
 * What the closing {@code EVALUATION} starts from. Evidence {@code demand}: [items × horizonHours, 3].
 *
 * @param allocatedUnits units that were set aside for the sale
 * @param discountGivenCents what the discounts cost in all
 * @param costOfGoodsCents what the units sold to the treated arm had cost
 * @param ending what is needed to say what the sale caused and how good its decisions were; absent in what was recorded
 *     before that was said
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
        ArmTotals holdOut,
        Optional<Ending> ending)
        implements DecisionInputs {

    public ClosingInputs {
        ending = ending == null ? Optional.empty() : ending;
        InvalidValue.unless(firstHour >= 0, "firstHour", () -> "must not be negative, but was " + firstHour);
    }

    /** Without what the later versions need. */
    public ClosingInputs(
            TimeWindow sale,
            int horizonHours,
            int firstHour,
            int treatedBps,
            int items,
            long allocatedUnits,
            long discountGivenCents,
            long costOfGoodsCents,
            ArmTotals treated,
            ArmTotals holdOut) {
        this(
                sale,
                horizonHours,
                firstHour,
                treatedBps,
                items,
                allocatedUnits,
                discountGivenCents,
                costOfGoodsCents,
                treated,
                holdOut,
                Optional.empty());
    }

    /** @param asPlanned whether the sale ran to the end that was approved */
    public record Ending(boolean asPlanned, Experiment experiment, Feedback feedback) {}

    @Override
    public DecisionKind kind() {
        return DecisionKind.EVALUATION;
    }
}
