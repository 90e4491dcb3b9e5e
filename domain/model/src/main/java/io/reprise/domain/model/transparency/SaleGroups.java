package io.reprise.domain.model.transparency;

import io.reprise.domain.model.campaign.Plan;
import io.reprise.domain.model.decision.AdjustmentInputs;
import io.reprise.domain.model.decision.AdjustmentInputs.Ahead;
import io.reprise.domain.model.decision.AdjustmentOutcome;
import io.reprise.domain.model.decision.DecisionQuality;
import io.reprise.domain.model.decision.DecisionQuality.Stocked;
import io.reprise.domain.model.decision.DecisionRecord;
import io.reprise.domain.model.decision.ExtentChange;
import io.reprise.domain.model.decision.GroupGap;
import io.reprise.domain.model.registry.PriceTier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How a sale did for one group beside another.
 *
 * @param items by regular price, as models are measured on held-out data; empty until the sale is closed
 * @param shoppers of those not held out, as the last adjustment saw them; empty where the shop did not tell what they had spent before
 * @param gap how differently adjustments treated groups of shoppers; empty where there are none
 */
public record SaleGroups(List<ItemGroup> items, List<ShopperGroup> shoppers, Optional<Gap> gap) {

    public SaleGroups {
        items = List.copyOf(items);
        shoppers = List.copyOf(shoppers);
    }

    /**
     * @param wape sum over items of how far units expected in the whole sale were from units sold, over units sold
     * @param bias units expected too many, over units sold; negative where too few were. Both are empty where nothing was sold
     * @param coverage share of hours with something to sell in which sales were inside the 80 % band, mean over items
     */
    public record ItemGroup(
            String attribute,
            String group,
            int items,
            double expectedUnits,
            long soldUnits,
            Optional<Double> wape,
            Optional<Double> bias,
            double coverage) {}

    /** @param units they had bought */
    public record ShopperGroup(String group, int shoppers, long units) {}

    /**
     * By {@link GroupGap}, in basis points.
     *
     * @param adjustments that were in force
     * @param largestBps of one of them
     * @param limitBps what the plan allows
     */
    public record Gap(int adjustments, int largestBps, int limitBps) {}

    /** @param inForce adjustments that took effect */
    static SaleGroups of(
            Optional<Plan> plan,
            Optional<DecisionQuality> quality,
            Collection<DecisionRecord> adjustments,
            Collection<DecisionRecord> inForce) {
        Optional<AdjustmentInputs> last = adjustments.stream()
                .max(Comparator.comparing(DecisionRecord::at))
                .map(DecisionRecord::inputs)
                .map(AdjustmentInputs.class::cast)
                .filter(in -> in.ahead().stream().anyMatch(a -> !a.groups().isEmpty()));
        return new SaleGroups(
                plan.isPresent() && quality.isPresent() ? items(plan.get(), quality.get()) : List.of(),
                last.flatMap(AdjustmentInputs::ahead).map(SaleGroups::shoppers).orElse(List.of()),
                last.flatMap(AdjustmentInputs::ahead).map(ahead -> gap(inForce, ahead.groupGapBpsMax())));
    }

    private static List<ItemGroup> items(Plan plan, DecisionQuality quality) {
        Map<Double, List<Stocked>> byPrice = new TreeMap<>();
        for (Stocked item : quality.items()) {
            byPrice.computeIfAbsent(plan.item(item.sku()).regularPriceCents() / 100.0, price -> new ArrayList<>())
                    .add(item);
        }
        // In the order of their prices, which is not that of their names.
        Map<String, List<Stocked>> groups = new LinkedHashMap<>();
        byPrice.forEach((price, some) -> groups.computeIfAbsent(PriceTier.of(price), tier -> new ArrayList<>())
                .addAll(some));
        return groups.entrySet().stream()
                .map(group -> group(group.getKey(), group.getValue()))
                .toList();
    }

    private static ItemGroup group(String name, List<Stocked> items) {
        double expected = 0;
        double off = 0;
        double coverage = 0;
        long sold = 0;
        for (Stocked item : items) {
            expected += item.expectedMid();
            off += Math.abs(item.expectedMid() - item.soldUnits());
            coverage += item.coverage() / items.size();
            sold += item.soldUnits();
        }
        Optional<Double> units = sold > 0 ? Optional.of((double) sold) : Optional.empty();
        double too = expected - sold;
        double far = off;
        return new ItemGroup(
                PriceTier.ATTRIBUTE,
                name,
                items.size(),
                expected,
                sold,
                units.map(all -> far / all),
                units.map(all -> too / all),
                coverage);
    }

    private static List<ShopperGroup> shoppers(Ahead ahead) {
        return ahead.groups().stream()
                .map(group -> new ShopperGroup(
                        group.name(),
                        group.shoppers(),
                        group.units().stream().mapToLong(Integer::longValue).sum()))
                .toList();
    }

    private static Gap gap(Collection<DecisionRecord> inForce, int limitBps) {
        int largest = 0;
        for (DecisionRecord decision : inForce) {
            AdjustmentOutcome outcome = (AdjustmentOutcome) decision.outcome();
            largest = Math.max(
                    largest,
                    GroupGap.bps(
                            (AdjustmentInputs) decision.inputs(),
                            outcome.priceChanges(),
                            outcome.extent().orElse(ExtentChange.NONE)));
        }
        return new Gap(inForce.size(), largest, limitBps);
    }
}
