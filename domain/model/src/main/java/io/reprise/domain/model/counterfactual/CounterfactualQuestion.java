package io.reprise.domain.model.counterfactual;

import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.InvalidValue;
import java.util.List;

/**
 * What is asked of past sales.
 *
 * @param campaigns the sales; those that still run are reconsidered, but not valued
 * @param horizonMinutes for how long after an adjustment what is bought counts
 * @param salesWeight what a cent of revenue is worth beside a cent of margin
 */
public record CounterfactualQuestion(
        List<CampaignId> campaigns, Counterfactual otherwise, int horizonMinutes, double salesWeight) {

    public static final int HORIZON_MINUTES = 120;
    public static final double SALES_WEIGHT = 0.1;

    private static final int HORIZON_MINUTES_MAX = 14 * 24 * 60;
    private static final double SALES_WEIGHT_MAX = 10;

    public CounterfactualQuestion {
        campaigns = List.copyOf(campaigns);
        InvalidValue.unless(!campaigns.isEmpty(), "campaigns", "must name at least one campaign");
        InvalidValue.unless(
                horizonMinutes >= 1 && horizonMinutes <= HORIZON_MINUTES_MAX,
                "horizonMinutes",
                "must be 1 to " + HORIZON_MINUTES_MAX + ", but was " + horizonMinutes);
        InvalidValue.unless(
                salesWeight >= 0 && salesWeight <= SALES_WEIGHT_MAX,
                "salesWeight",
                "must be 0 to " + SALES_WEIGHT_MAX + ", but was " + salesWeight);
    }
}
