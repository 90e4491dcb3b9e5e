package io.reprise.domain.model.decision;

import io.reprise.domain.model.decision.AdjustmentInputs.Ahead;
import io.reprise.domain.model.decision.AdjustmentInputs.Item;
import io.reprise.domain.model.decision.AdjustmentOutcome.StockMove;
import io.reprise.domain.model.decision.ShownResponse.Belief;
import io.reprise.domain.model.vocabulary.Sku;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;

/**
 * What a sale has and will hardly sell is given back where somebody else wants it before the sale ends: those who do not
 * see it, or another running sale that is short of it.
 *
 * @param gain what giving it back is worth, in cents: the regular margin of what is wanted elsewhere
 */
record StockReturn(List<StockMove> moves, double gain) {

    /**
     * @param discountBps discount at which an item goes on
     * @param except items whose stock is moved anyway
     */
    static StockReturn of(
            AdjustmentInputs in,
            Ahead ahead,
            RestOfSale rest,
            Belief belief,
            ToIntFunction<Item> discountBps,
            Set<Sku> except,
            double gainCentsMin) {
        List<StockMove> moves = new ArrayList<>();
        double gain = 0;
        for (int i = 0; i < in.items().size(); i++) {
            Item item = in.items().get(i);
            if (ahead.items().get(i).aside() || except.contains(item.sku())) {
                continue;
            }
            double spare = item.left() - Math.ceil(rest.ampleNeed(belief, i, discountBps.applyAsInt(item)));
            double missing = ahead.items().get(i).wantedElsewhere() - rest.free(i);
            int units = (int) Math.min(spare, Math.floor(missing));
            double worth = units * Math.max(0, rest.each(item, 0));
            if (units > 0 && worth >= gainCentsMin) {
                gain += worth;
                moves.add(new StockMove(
                        item.sku(),
                        NewsvendorInventory.split(ahead.items().get(i).held(), units)));
            }
        }
        return new StockReturn(moves, gain);
    }
}
