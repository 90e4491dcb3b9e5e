package io.reprise.domain.model.decision;

import io.reprise.domain.model.decision.AdjustmentInputs.Ahead;
import io.reprise.domain.model.decision.AdjustmentInputs.Item;
import io.reprise.domain.model.decision.AdjustmentInputs.Shown;
import io.reprise.domain.model.decision.AdjustmentOutcome.StockMove;
import io.reprise.domain.model.decision.RestOfSale.Sold;
import io.reprise.domain.model.decision.ShownResponse.Belief;
import io.reprise.domain.model.vocabulary.Price;
import io.reprise.domain.model.vocabulary.Sku;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * When a sale may end, which items it may be of, and who may see it, each valued under a belief about how demand answers.
 * Hours that are not in the sale, and shoppers who do not see it, buy at the regular price what there is.
 */
final class ExtentMenu {

    private final AdjustmentInputs in;
    private final Ahead ahead;
    private final Shown shown;
    private final RestOfSale rest;
    private final Parameters p;
    private final double shadowPrice;
    private final Known known;
    private Under at;

    /** What no belief changes; computed once for all of them. */
    static final class Known {
        private final Ahead ahead;
        private final double[] enough;
        private final Map<List<Integer>, double[]> regular = new HashMap<>();

        Known(Ahead ahead, Parameters p) {
            this.ahead = ahead;
            this.enough = ahead.items().stream()
                    .mapToDouble(
                            item -> p.get("moveGainCentsMin") * StrictMath.pow(p.get("reversalFactor"), item.changes()))
                    .toArray();
        }

        /** What changing an item has to earn. */
        double enough(int i) {
            return enough[i];
        }

        /** Units of an item that are wanted at the regular price from one hour to another. */
        double regular(int i, int fromHour, int toHour) {
            return regular.computeIfAbsent(List.of(fromHour, toHour), hours -> regular(fromHour, toHour))[i];
        }

        private double[] regular(int fromHour, int toHour) {
            double[] all = new double[enough.length];
            for (int i = 0; i < all.length; i++) {
                double units = 0;
                for (int hour = fromHour; hour < toHour; hour++) {
                    units += ahead.items().get(i).regularUnits().get(hour);
                }
                all[i] = units;
            }
            return all;
        }
    }

    /** @param shadowPrice what one more cent of discount budget would earn */
    ExtentMenu(
            AdjustmentInputs in,
            Ahead ahead,
            Shown shown,
            RestOfSale rest,
            Parameters p,
            Known known,
            double shadowPrice) {
        this.in = in;
        this.ahead = ahead;
        this.shown = shown;
        this.rest = rest;
        this.p = p;
        this.shadowPrice = shadowPrice;
        this.known = known;
    }

    /** What a belief makes of each item, and what each is worth as the sale is; the same for all options. */
    private final class Under {
        private final Belief belief;
        private final RestOfSale.Factors[] factors =
                new RestOfSale.Factors[in.items().size()];
        private final double[] asItIs = new double[in.items().size()];

        Under(Belief belief) {
            this.belief = belief;
            for (int i = 0; i < factors.length; i++) {
                factors[i] = rest.factors(belief, i, in.items().get(i).discountBps());
                asItIs[i] = worth(factors[i], i, modelTo(i, in.hoursLeft()), left(i), 0);
            }
        }
    }

    private Under under(Belief belief) {
        // Options are weighed one after the other under the same belief.
        if (at == null || at.belief != belief) {
            at = new Under(belief);
        }
        return at;
    }

    /** The best of each kind, in a fixed order; of a kind of which nothing is allowed there is none. */
    Map<String, MenuOption> weigh(Belief belief) {
        Map<String, MenuOption> weighed = new LinkedHashMap<>();
        for (int move : ahead.endMovesHours()) {
            keepBetter(weighed, ending(belief, move));
        }
        items(belief).ifPresent(option -> keepBetter(weighed, option));
        for (int share : ahead.audienceChoicesBps()) {
            if (share != ahead.audienceBps()) {
                keepBetter(weighed, audience(belief, share));
            }
        }
        return weighed;
    }

    private static void keepBetter(Map<String, MenuOption> weighed, MenuOption option) {
        weighed.merge(option.key(), option, (before, other) -> other.gain() > before.gain() ? other : before);
    }

    /** Each time the same thing was changed before triples what changing it has to earn, so that it comes to rest. */
    private double preference(double gain, int changedBefore, double likely) {
        double enough = p.get("extentGainCentsMin") * StrictMath.pow(p.get("reversalFactor"), changedBefore);
        return gain < enough ? 0 : likely * gain;
    }

    private MenuOption ending(Belief belief, int move) {
        double gain = endGain(belief, move);
        return MenuOption.of(
                move > 0 ? MenuOption.END_LATER : MenuOption.END_EARLIER,
                List.of(Integer.toString(Math.abs(move))),
                gain,
                preference(gain, ahead.endMoves(), p.get("approvalLikely")),
                ExtentChange.endingAt(ahead.end(), ahead.end().plus(Duration.ofHours(move))),
                other -> endGain(other, move));
    }

    private double endGain(Belief belief, int move) {
        int hours = in.hoursLeft() + move;
        double gain = 0;
        for (int i = 0; i < in.items().size(); i++) {
            if (!isAside(i)) {
                double regular = move > 0 ? -regular(i, in.hoursLeft(), hours) : regular(i, hours, in.hoursLeft());
                gain += worth(belief, i, modelTo(i, hours), left(i), regular) - worthAsItIs(belief, i);
            }
        }
        return gain;
    }

    private MenuOption audience(Belief belief, int shareBps) {
        double gain = audienceGain(belief, shareBps);
        boolean wider = shareBps > ahead.audienceBps();
        return MenuOption.of(
                wider ? MenuOption.WIDER_AUDIENCE : MenuOption.NARROWER_AUDIENCE,
                List.of(Integer.toString(shareBps / 100)),
                gain,
                preference(gain, ahead.audienceMoves(), wider ? 1 : p.get("approvalLikely")),
                ExtentChange.ofAudience(ahead.audienceBps(), shareBps),
                other -> audienceGain(other, shareBps));
    }

    private double audienceGain(Belief belief, int shareBps) {
        double ratio = (double) shareBps / ahead.audienceBps();
        double gain = 0;
        for (int i = 0; i < in.items().size(); i++) {
            if (!isAside(i)) {
                double regular = (1 - ratio) * regular(i, 0, in.hoursLeft());
                gain += worth(belief, i, ratio * modelTo(i, in.hoursLeft()), left(i), regular) - worthAsItIs(belief, i);
            }
        }
        return gain;
    }

    private record ItemChange(int item, double gain, int units) {}

    /** What would earn more at the regular price is taken out, what would earn more in the sale is put in. */
    private Optional<MenuOption> items(Belief belief) {
        List<ItemChange> changes = new ArrayList<>();
        int offered = 0;
        for (int i = 0; i < in.items().size(); i++) {
            offered += isAside(i) ? 0 : 1;
            int units = isAside(i) ? unitsToPutIn(belief, i) : 0;
            double gain = isAside(i) ? putInGain(belief, i, units) : takeOutGain(belief, i);
            if (gain >= known.enough(i)
                    && (isAside(i) ? units > 0 : !in.items().get(i).coolingDown())) {
                changes.add(new ItemChange(i, gain, units));
            }
        }
        changes.sort(Comparator.comparingDouble((ItemChange c) -> -c.gain()).thenComparingInt(ItemChange::item));
        List<ItemChange> taken = new ArrayList<>();
        double budget = shown.stockBudgetLeftCents().map(Long::doubleValue).orElse(Double.POSITIVE_INFINITY);
        for (ItemChange change : changes) {
            double cost =
                    (double) change.units() * in.items().get(change.item()).unitCostCents();
            boolean leavesOne = isAside(change.item()) || offered > 1;
            if (taken.size() < ahead.itemChangesLeft() && cost <= budget && leavesOne) {
                taken.add(change);
                budget -= cost;
                offered -= isAside(change.item()) ? 0 : 1;
            }
        }
        return taken.isEmpty() ? Optional.empty() : Optional.of(itemsOption(taken));
    }

    private MenuOption itemsOption(List<ItemChange> taken) {
        List<Sku> out = new ArrayList<>();
        List<Sku> putIn = new ArrayList<>();
        List<StockMove> moves = new ArrayList<>();
        double gain = 0;
        for (ItemChange change : taken) {
            Sku sku = in.items().get(change.item()).sku();
            gain += change.gain();
            if (isAside(change.item())) {
                putIn.add(sku);
                moves.add(new StockMove(
                        sku,
                        NewsvendorInventory.split(
                                shown.items().get(change.item()).free(), change.units())));
            } else {
                out.add(sku);
            }
        }
        return MenuOption.of(
                        MenuOption.OTHER_ITEMS,
                        List.of(Integer.toString(out.size()), Integer.toString(putIn.size())),
                        gain,
                        preference(gain, 0, p.get("approvalLikely")),
                        ExtentChange.ofItems(out, putIn),
                        other -> gainOf(taken, other))
                .moving(moves);
    }

    private double gainOf(List<ItemChange> changes, Belief belief) {
        double gain = 0;
        for (ItemChange change : changes) {
            gain += isAside(change.item())
                    ? putInGain(belief, change.item(), change.units())
                    : takeOutGain(belief, change.item());
        }
        return gain;
    }

    private double takeOutGain(Belief belief, int i) {
        return worth(belief, i, 0, 0, regular(i, 0, in.hoursLeft())) - worthAsItIs(belief, i);
    }

    /** Those who would see it in the sale do not buy it at the regular price. */
    private double putInGain(Belief belief, int i, int units) {
        return worth(belief, i, modelTo(i, in.hoursLeft()), units, -regular(i, 0, in.hoursLeft()))
                - worth(belief, i, 0, 0, 0);
    }

    private int unitsToPutIn(Belief belief, int i) {
        double need = rest.need(belief, i, in.items().get(i).discountBps());
        return (int) Math.min(rest.free(i), Math.ceil(need));
    }

    private double worthAsItIs(Belief belief, int i) {
        return under(belief).asItIs[i];
    }

    private double worth(Belief belief, int i, double model, int stock, double regular) {
        return worth(under(belief).factors[i], i, model, stock, regular);
    }

    /**
     * @param model units the model expects in the sale, by those who see it
     * @param regular units beyond those that are wanted at the regular price anyway
     */
    private double worth(RestOfSale.Factors factors, int i, double model, int stock, double regular) {
        Item item = in.items().get(i);
        Sold sold = rest.sold(factors, i, stock, model, regular);
        double each = rest.each(item, item.discountBps());
        double discount = item.regularPriceCents() - Price.discounted(item.regularPriceCents(), item.discountBps());
        return sold.now() * (each - shadowPrice * discount) + sold.later() * rest.each(item, 0);
    }

    private double modelTo(int i, int hours) {
        return rest.modelTo(i, hours);
    }

    private double regular(int i, int fromHour, int toHour) {
        return known.regular(i, fromHour, toHour);
    }

    private boolean isAside(int i) {
        return ahead.items().get(i).aside();
    }

    private int left(int i) {
        return in.items().get(i).left();
    }
}
