package io.reprise.domain.model.decision;

import io.reprise.domain.model.decision.AdjustmentInputs.Item;
import io.reprise.domain.model.decision.AdjustmentInputs.Shown;
import io.reprise.domain.model.decision.AdjustmentOutcome.StockMove;
import io.reprise.domain.model.decision.ShownResponse.Belief;
import io.reprise.domain.model.vocabulary.Sku;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;

/**
 * What is free and would probably be sold is moved to the sale, within the stock budget: what is worth most a cent first.
 *
 * @param gain what the moves are worth, in cents
 */
record StockTopUp(List<StockMove> moves, double gain) {

    private record Wanted(int item, int units, double worth, double costCents) {}

    static StockTopUp of(
            AdjustmentInputs in,
            Shown shown,
            RestOfSale rest,
            Belief belief,
            ToIntFunction<Item> discountBps,
            double gainCentsMin) {
        return of(in, shown, rest, belief, discountBps, Set.of(), gainCentsMin);
    }

    /**
     * @param discountBps discount at which an item goes on
     * @param except items that get no stock
     */
    static StockTopUp of(
            AdjustmentInputs in,
            Shown shown,
            RestOfSale rest,
            Belief belief,
            ToIntFunction<Item> discountBps,
            Set<Sku> except,
            double gainCentsMin) {
        double budget = shown.stockBudgetLeftCents().map(Long::doubleValue).orElse(Double.POSITIVE_INFINITY);
        List<StockMove> moves = new ArrayList<>();
        double gain = 0;
        for (Wanted wanted : wanted(in, rest, belief, discountBps, except, gainCentsMin)) {
            Item item = in.items().get(wanted.item());
            int units = (int) Math.min(wanted.units(), Math.max(0, budget / Math.max(1, item.unitCostCents())));
            if (units > 0) {
                budget -= (double) units * item.unitCostCents();
                gain += rest.worthOfStock(belief, wanted.item(), discountBps.applyAsInt(item), units);
                moves.add(new StockMove(
                        item.sku(),
                        NewsvendorInventory.split(
                                shown.items().get(wanted.item()).free(), units)));
            }
        }
        return new StockTopUp(moves, gain);
    }

    private static List<Wanted> wanted(
            AdjustmentInputs in,
            RestOfSale rest,
            Belief belief,
            ToIntFunction<Item> discountBps,
            Set<Sku> except,
            double gainCentsMin) {
        List<Wanted> wanted = new ArrayList<>();
        for (int i = 0; i < in.items().size(); i++) {
            Item item = in.items().get(i);
            int discount = discountBps.applyAsInt(item);
            int units = (int) Math.min(rest.free(i), Math.ceil(rest.need(belief, i, discount) - item.left()));
            double worth = units > 0 ? rest.worthOfStock(belief, i, discount, units) : 0;
            if (worth >= gainCentsMin && !except.contains(item.sku())) {
                wanted.add(new Wanted(i, units, worth, (double) units * Math.max(1, item.unitCostCents())));
            }
        }
        wanted.sort(Comparator.comparingDouble((Wanted w) -> -w.worth() / w.costCents())
                .thenComparingInt(Wanted::item));
        return wanted;
    }
}
