package io.reprise.domain.model.decision;

import io.reprise.domain.model.vocabulary.Sku;
import java.util.List;
import java.util.Optional;

/**
 * Whether the sale is on plan.
 *
 * @param course what to do
 * @param pace units sold to date over the forecast's median to date; 1 is on plan
 * @param soldOutEarly items that run out before the sale is over if they go on like this
 * @param lagging items that sold less than the forecast's median to date by more than the tolerance
 * @param standing how the sale stands beside its pace; absent in what was recorded before it was looked at
 */
public record EvaluationOutcome(
        Course course,
        double pace,
        double expectedLow,
        double expectedMid,
        double expectedHigh,
        List<Sku> soldOutEarly,
        List<Sku> lagging,
        Optional<SaleStanding> standing)
        implements DecisionOutcome {

    public EvaluationOutcome {
        soldOutEarly = List.copyOf(soldOutEarly);
        lagging = List.copyOf(lagging);
        standing = standing == null ? Optional.empty() : standing;
    }

    /** Without how the sale stands. */
    public EvaluationOutcome(
            Course course,
            double pace,
            double expectedLow,
            double expectedMid,
            double expectedHigh,
            List<Sku> soldOutEarly,
            List<Sku> lagging) {
        this(course, pace, expectedLow, expectedMid, expectedHigh, soldOutEarly, lagging, Optional.empty());
    }

    /** What follows from an evaluation. */
    public enum Course {
        CONTINUE,
        ADJUST,
        STOP
    }
}
