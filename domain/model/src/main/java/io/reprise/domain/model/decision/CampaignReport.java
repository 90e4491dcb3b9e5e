package io.reprise.domain.model.decision;

import java.util.Optional;

/**
 * What the sale brought. Rates are shares of 1; money is in cents of the campaign's currency.
 *
 * @param participation treated shoppers who looked, of those enrolled
 * @param conversion buyers among those who looked
 * @param units units sold to the treated arm
 * @param forecastLow 10 % quantile of units as they were forecast; likewise {@code forecastHigh} 90 %
 * @param sellThrough units sold of units allocated
 * @param liftPerShopperCents revenue for each treated shopper less revenue for each hold-out shopper
 * @param liftLowCents lower end of its 95 % interval (normal approximation, fixed horizon: the sale's end)
 * @param causedRevenueCents the lift times the number of treated shoppers: what the sale caused
 * @param causedShare caused revenue over what the treated would have spent without it; 0.3 is the study's claim
 * @param effect how sure that is; absent in reports of version 1, likewise {@code quality}
 * @param quality what its decisions expected and what came
 */
public record CampaignReport(
        double participation,
        double conversion,
        long units,
        long revenueCents,
        long marginCents,
        long discountGivenCents,
        double forecastLow,
        double forecastMid,
        double forecastHigh,
        double sellThrough,
        double liftPerShopperCents,
        double liftLowCents,
        double liftHighCents,
        long causedRevenueCents,
        double causedShare,
        Optional<SaleEffect> effect,
        Optional<DecisionQuality> quality)
        implements DecisionOutcome {

    public CampaignReport {
        effect = effect == null ? Optional.empty() : effect;
        quality = quality == null ? Optional.empty() : quality;
    }

    /** As version 1 reports. */
    public CampaignReport(
            double participation,
            double conversion,
            long units,
            long revenueCents,
            long marginCents,
            long discountGivenCents,
            double forecastLow,
            double forecastMid,
            double forecastHigh,
            double sellThrough,
            double liftPerShopperCents,
            double liftLowCents,
            double liftHighCents,
            long causedRevenueCents,
            double causedShare) {
        this(
                participation,
                conversion,
                units,
                revenueCents,
                marginCents,
                discountGivenCents,
                forecastLow,
                forecastMid,
                forecastHigh,
                sellThrough,
                liftPerShopperCents,
                liftLowCents,
                liftHighCents,
                causedRevenueCents,
                causedShare,
                Optional.empty(),
                Optional.empty());
    }
}
