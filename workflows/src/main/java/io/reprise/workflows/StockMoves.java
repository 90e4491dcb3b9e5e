package io.reprise.workflows;

import io.reprise.domain.model.campaign.Campaign.Adjustment;
import io.reprise.domain.model.campaign.Campaign.Live;
import io.reprise.domain.model.campaign.Campaign.Stage;
import io.reprise.domain.model.decision.AdjustmentOutcome.StockMove;
import io.reprise.domain.model.decision.ExtentChange;
import io.reprise.domain.model.port.StockItems;
import io.reprise.domain.model.stock.StockCommand;
import io.reprise.domain.model.stock.StockCommand.ReturnStock;
import io.reprise.domain.model.stock.StockCommand.TopUpStock;
import io.reprise.domain.model.stock.StockItem.Share;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.WarehouseId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Which stock is to be moved because of the adjustments of a running sale: in force, or taken back. It looks at what is, so
 * it may be asked at any time; what was moved before is not moved again.
 */
public final class StockMoves {

    private final Live live;
    private final StockItems stock;
    private final Instant at;
    private final List<StockCommand> due = new ArrayList<>();

    private StockMoves(Live live, StockItems stock, Instant at) {
        this.live = live;
        this.stock = stock;
        this.at = at;
    }

    /** In the order in which they are to be carried out. */
    public static List<StockCommand> due(Live live, StockItems stock, Instant at) {
        StockMoves moves = new StockMoves(live, stock, at);
        for (Adjustment adjustment : live.adjustments()) {
            if (adjustment.stage() == Stage.APPLIED) {
                moves.forward(adjustment);
            } else if (adjustment.stage() == Stage.REVERTED) {
                moves.back(adjustment);
            }
        }
        return List.copyOf(moves.due);
    }

    private void forward(Adjustment adjustment) {
        String move = adjustment.id().value();
        for (Sku sku : adjustment.outcome().extent().orElse(ExtentChange.NONE).takenOut()) {
            giveBack(sku, move, share(sku).map(Share::left).orElse(null));
        }
        adjustment.outcome().returns().forEach(back -> giveBack(back.sku(), move, back.units()));
        for (StockMove more : adjustment.outcome().moves()) {
            topUp(more.sku(), move, more.units());
        }
    }

    /** Only what was moved goes back, and only as far as it is still there. */
    private void back(Adjustment adjustment) {
        String move = adjustment.id().value();
        for (Sku sku : adjustment.outcome().extent().orElse(ExtentChange.NONE).takenOut()) {
            topUp(sku, move + "/back", moved(sku, move, false));
        }
        adjustment
                .outcome()
                .returns()
                .forEach(back -> topUp(back.sku(), move + "/back", moved(back.sku(), move, false)));
        adjustment
                .outcome()
                .moves()
                .forEach(more -> giveBack(more.sku(), move + "/back", moved(more.sku(), move, true)));
    }

    private Optional<Share> share(Sku sku) {
        return Optional.ofNullable(stock.load(sku).shares().get(live.id()));
    }

    private SortedMap<WarehouseId, Integer> moved(Sku sku, String move, boolean toTheSale) {
        return share(sku)
                .map(share -> {
                    Map<String, SortedMap<WarehouseId, Integer>> moves =
                            toTheSale ? share.toppedUp() : share.returned();
                    return moves.get(move);
                })
                .orElse(null);
    }

    private void topUp(Sku sku, String move, SortedMap<WarehouseId, Integer> units) {
        if (units != null && isNew(sku, move)) {
            due.add(new TopUpStock(sku, live.id(), move, units, at));
        }
    }

    private void giveBack(Sku sku, String move, SortedMap<WarehouseId, Integer> units) {
        if (units != null && isNew(sku, move)) {
            due.add(new ReturnStock(sku, live.id(), move, units, at));
        }
    }

    private boolean isNew(Sku sku, String move) {
        return share(sku).filter(share -> !share.moves().contains(move)).isPresent();
    }
}
