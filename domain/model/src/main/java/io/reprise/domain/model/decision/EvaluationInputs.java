package io.reprise.domain.model.decision;

import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.TimeWindow;
import java.util.List;

/**
 * What {@code EVALUATION} of one window starts from. Evidence {@code demand}: [items × horizonHours, 3].
 *
 * @param window number of the window, from 1
 * @param span the window
 * @param sale the whole sale
 * @param horizonHours hours the evidence covers, the same for every item
 * @param firstHour index of the sale's first hour in the horizon
 * @param treatedBps share of the audience that sees the sale, in basis points
 */
public record EvaluationInputs(
        int window,
        TimeWindow span,
        TimeWindow sale,
        int horizonHours,
        int firstHour,
        int treatedBps,
        List<ItemProgress> items,
        ArmTotals treated,
        ArmTotals holdOut)
        implements DecisionInputs {

    public EvaluationInputs {
        items = List.copyOf(items);
        InvalidValue.unless(firstHour >= 0, "firstHour", () -> "must not be negative, but was " + firstHour);
    }

    /**
     * @param soldToDate units the treated arm bought since the sale began
     * @param soldInWindow units of these in this window
     * @param left units allocated and not yet sold
     */
    public record ItemProgress(Sku sku, int soldToDate, int soldInWindow, int left) {}

    @Override
    public DecisionKind kind() {
        return DecisionKind.EVALUATION;
    }
}
