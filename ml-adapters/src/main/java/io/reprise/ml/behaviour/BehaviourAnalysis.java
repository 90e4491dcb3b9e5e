package io.reprise.ml.behaviour;

import io.reprise.ml.dataset.ActionFolder;
import io.reprise.ml.dataset.ShopperAction;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Walks over imported actions twice and puts every analysis together. */
final class BehaviourAnalysis {

    private static final int CATEGORIES_SHOWN = 50;

    private BehaviourAnalysis() {}

    /**
     * @param zone of hours and days
     * @param items so many items, bought most often, are looked at for prices
     * @param onHand stock by item; empty where nobody gave it
     */
    static BehaviourReport of(List<ActionFolder> folders, ZoneId zone, int items, Map<String, Long> onHand)
            throws IOException {
        ActiveHours hours = new ActiveHours(zone);
        Interests byCategory = new Interests(false);
        Interests byItem = new Interests(true);
        ItemSales sales = new ItemSales(zone);
        long actions = 0;
        boolean categories = false;
        LocalDate first = LocalDate.MAX;
        LocalDate last = LocalDate.MIN;
        boolean shoppers = false;
        try (MergedActions all = new MergedActions(folders)) {
            while (all.hasNext()) {
                ShopperAction action = all.next().action();
                LocalDate day = LocalDate.ofInstant(action.at(), zone);
                first = day.isBefore(first) ? day : first;
                last = day.isAfter(last) ? day : last;
                actions++;
                categories |= !action.category().isEmpty();
                shoppers |= action.shopper().isPresent();
                hours.add(action);
                byCategory.add(action);
                byItem.add(action);
                sales.count(action);
            }
        }
        Set<String> top = new HashSet<>(sales.top(items));
        top.addAll(onHand.keySet());
        try (MergedActions all = new MergedActions(folders)) {
            while (all.hasNext()) {
                sales.collect(all.next().action(), top);
            }
        }
        Optional<SalesTrend> trend = SalesTrend.of(sales.shopUnits());
        var priced = sales.priced();
        return new BehaviourReport(
                folders.stream().map(f -> f.manifest().source()).toList(),
                first,
                last,
                actions,
                hours.result(),
                shoppers ? Optional.of((categories ? byCategory : byItem).result(CATEGORIES_SHOWN)) : Optional.empty(),
                priced.isEmpty() ? Optional.empty() : Optional.of(PriceSensitivity.of(priced, sales.shopUnits())),
                trend,
                StockCover.of(onHand, sales.units(), last, trend));
    }
}
