package io.reprise.projections.kpi;

import io.reprise.domain.model.decision.EvaluationOutcome.Course;
import java.time.Instant;

/**
 * Where a sale stood at the end of a monitoring window, all counted since its start; units, revenue, views, orders and
 * buyers are those of the treated arm, who see the sale.
 *
 * @param window number of the window, from 1
 * @param at the window's end
 * @param expectedLow units the forecast expected by now, 10 % quantile; likewise median and 90 % quantile
 * @param pace units over the expected median
 * @param course what the evaluation said; null at the closing evaluation
 * @param holdOut the same of those who do not see the sale
 */
public record KpiPoint(
        int window,
        Instant at,
        long units,
        long revenueCents,
        long views,
        long orders,
        long buyers,
        long enrolled,
        double expectedLow,
        double expectedMid,
        double expectedHigh,
        double pace,
        Course course,
        HoldOut holdOut) {

    /** The hold-out arm. */
    public record HoldOut(long units, long revenueCents, long views, long orders, long buyers, long enrolled) {}
}
