package io.reprise.domain.model.decision;

import io.reprise.domain.model.vocabulary.Sku;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What each decision of a sale expected, beside what came. Units and money of the treated arm. */
public record DecisionQuality(
        Scheduled schedule, DecisionId inventory, List<Stocked> items, List<Adjusted> adjustments) {

    public DecisionQuality {
        items = List.copyOf(items);
        adjustments = List.copyOf(adjustments);
    }

    /** The hours that were chosen. @param expectedLow 10 % quantile of units; likewise {@code expectedHigh} 90 % */
    public record Scheduled(
            DecisionId decision,
            double expectedLow,
            double expectedMid,
            double expectedHigh,
            long soldUnits,
            long expectedMarginCents,
            long marginCents) {}

    /**
     * An item's stock and forecast.
     *
     * @param hoursWithout hours at the end of the sale in which nothing was left
     * @param pinball mean pinball loss of the hourly 10 %, 50 % and 90 % quantiles, in units, over the hours compared
     * @param coverage share of the hours compared with sales inside the band; 0.8 is what was promised
     * @param hoursCompared hours in which there was something to sell
     */
    public record Stocked(
            Sku sku,
            int targetUnits,
            int allocatedUnits,
            int soldUnits,
            double hoursWithout,
            double expectedLow,
            double expectedMid,
            double expectedHigh,
            double pinball,
            double coverage,
            int hoursCompared) {}

    /**
     * An adjustment that was in force. Not randomised: how its items sold after it, against what their pace before it and
     * the forecast would have had them sell.
     *
     * @param expectedGainCents as the decision valued it, in what was left of the sale
     * @param expectedGainMeasuredCents the part of it that falls into the hours that could be measured
     * @param gain empty where too little was expected before it to compare with
     */
    public record Adjusted(
            DecisionId decision,
            Instant at,
            long expectedGainCents,
            double expectedGainMeasuredCents,
            Optional<Gain> gain) {}

    /** An estimate with its 95 % interval, in cents as the policy values them. */
    public record Gain(double cents, double lowCents, double highCents) {}
}
