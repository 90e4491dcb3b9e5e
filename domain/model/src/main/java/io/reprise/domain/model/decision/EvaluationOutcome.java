package io.reprise.domain.model.decision;

import io.reprise.domain.model.vocabulary.Sku;
import java.util.List;

/**
 * Whether the sale is on plan.
 *
 * @param course what to do
 * @param pace units sold to date over the forecast's median to date; 1 is on plan
 * @param soldOutEarly items that run out before the sale is over if they go on like this
 * @param lagging items that sold less than the forecast's median to date by more than the tolerance
 */
public record EvaluationOutcome(
        Course course,
        double pace,
        double expectedLow,
        double expectedMid,
        double expectedHigh,
        List<Sku> soldOutEarly,
        List<Sku> lagging)
        implements DecisionOutcome {

    public EvaluationOutcome {
        soldOutEarly = List.copyOf(soldOutEarly);
        lagging = List.copyOf(lagging);
    }

    /** What follows from an evaluation. */
    public enum Course {
        CONTINUE,
        ADJUST,
        STOP
    }
}
