package io.reprise.workflows;

import io.reprise.domain.model.campaign.Campaign;
import io.reprise.domain.model.campaign.Campaign.Live;
import io.reprise.domain.model.campaign.Campaign.Predicting;
import io.reprise.domain.model.campaign.Campaign.Proposed;
import io.reprise.domain.model.campaign.Forecast;
import io.reprise.domain.model.campaign.Plan;
import io.reprise.domain.model.campaign.Plan.PlannedItem;
import io.reprise.domain.model.decision.InventoryOutcome;
import io.reprise.domain.model.decision.ScheduleOutcome;
import io.reprise.domain.model.decision.Tensor;
import io.reprise.domain.model.port.EvidenceStore;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A campaign whose demand has been forecast, as far as others have to do with it, whatever phase it is in. */
record ExpectedSale(
        CampaignId id,
        Plan plan,
        Forecast demand,
        Optional<ScheduleOutcome> schedule,
        Optional<InventoryOutcome> inventory,
        List<Instant> pushes,
        boolean isStockSecured) {

    static Optional<ExpectedSale> of(Campaign campaign) {
        return switch (campaign) {
            case Predicting p
            when p.forecasts().containsKey(Forecast.DEMAND) ->
                Optional.of(new ExpectedSale(
                        p.id(),
                        p.offered(),
                        p.forecasts().get(Forecast.DEMAND),
                        p.schedule().map(taken -> taken.outcome()),
                        p.inventory().map(taken -> taken.outcome()),
                        p.schedule().map(taken -> taken.outcome().pushWaves()).orElse(List.of()),
                        false));
            case Proposed p ->
                Optional.of(new ExpectedSale(
                        p.id(),
                        p.proposal().offered(),
                        p.proposal().demand(),
                        Optional.of(
                                p instanceof Live live
                                        ? new ScheduleOutcome(
                                                live.window(),
                                                p.proposal().schedule().pushWaves())
                                        : p.proposal().schedule()),
                        Optional.of(p.proposal().inventory()),
                        p instanceof Live live
                                ? live.pushWaves()
                                : p.proposal().schedule().pushWaves(),
                        p instanceof Live));
            default -> Optional.empty();
        };
    }

    /** When it may run, or does. */
    TimeWindow within() {
        return schedule.map(ScheduleOutcome::window).orElse(plan.within());
    }

    /** First hour of {@link #within} in the forecast. */
    int firstHour() {
        return (int) Duration.between(demand.from(), within().from()).toHours();
    }

    Set<Sku> skus() {
        Set<Sku> skus = new HashSet<>();
        plan.items().forEach(item -> skus.add(item.sku()));
        return skus;
    }

    /** Whether its forecast is still there: no campaign is held up because another's is not. */
    boolean isReadable(EvidenceStore evidence) {
        try {
            return evidence.get(demand.call().outputSha256()).isPresent();
        } catch (EvidenceStore.EvidenceDamaged e) {
            return false;
        }
    }

    /** Read when it is needed: one tensor a campaign. */
    Tensor quantiles(EvidenceStore evidence) {
        return Forecasting.exhibit(evidence, Forecast.DEMAND, demand.call()).output();
    }

    /** Expected margin of each hour of {@link #within}, in cents; an hour beyond the forecast is expected to earn nothing. */
    List<Long> worthCents(Tensor quantiles) {
        List<Long> worth = new ArrayList<>();
        for (int hour = firstHour(); hour < firstHour() + within().hours(); hour++) {
            double cents = 0;
            for (int item = 0; item < plan.items().size() && hour >= 0 && hour < demand.hours(); item++) {
                cents += quantiles.at(item * demand.hours() + hour, 1)
                        * unitMarginCents(plan.items().get(item));
            }
            worth.add(Math.round(cents));
        }
        return worth;
    }

    /** Expected margin of each item over the whole forecast, in cents. */
    Map<Sku, Double> marginCents(Tensor quantiles) {
        Map<Sku, Double> margins = new HashMap<>();
        for (int item = 0; item < plan.items().size(); item++) {
            double units = 0;
            for (int hour = 0; hour < demand.hours(); hour++) {
                units += quantiles.at(item * demand.hours() + hour, 1);
            }
            PlannedItem planned = plan.items().get(item);
            margins.put(planned.sku(), Math.max(0, units * unitMarginCents(planned)));
        }
        return margins;
    }

    private static long unitMarginCents(PlannedItem item) {
        return item.salePriceCents() - item.unitCostCents();
    }
}
