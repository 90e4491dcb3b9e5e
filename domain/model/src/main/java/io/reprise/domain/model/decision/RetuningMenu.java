package io.reprise.domain.model.decision;

import io.reprise.domain.model.decision.AdjustmentInputs.Item;
import io.reprise.domain.model.decision.AdjustmentInputs.Shown;
import io.reprise.domain.model.decision.AdjustmentOutcome.PriceChange;
import io.reprise.domain.model.decision.AdjustmentOutcome.StockMove;
import io.reprise.domain.model.decision.ShownResponse.Belief;
import io.reprise.domain.model.vocabulary.Price;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What may be done to a running sale, each valued under a belief about how demand answers. */
final class RetuningMenu {

    /** What a sale's hours may bring, equally likely, in standard deviations. */
    private static final double[] LIKELY = {
        -1.2815515655446004, -0.5244005127080409, 0, 0.5244005127080409, 1.2815515655446004
    };

    /** Stock is moved for all but one in five of the ways demand may go. */
    private static final double COVERED = 0.8416212335729143;

    private final AdjustmentInputs in;
    private final Shown shown;
    private final DemandTable demand;
    private final ShownResponse response;
    private final Parameters p;
    private final double treated;
    private final double dispersion;
    private double shadowPrice;

    RetuningMenu(AdjustmentInputs in, Shown shown, DemandTable demand, ShownResponse response, Parameters p) {
        this.in = in;
        this.shown = shown;
        this.demand = demand;
        this.response = response;
        this.p = p;
        this.treated = (double) in.treatedBps() / Price.WHOLE_BPS;
        this.dispersion = p.get("dispersion");
    }

    /** What there is to choose from. */
    enum Dish {
        LEAVE_ALONE("leave it alone"),
        SMALL_STEPS("small price steps"),
        LARGE_STEPS("large price steps"),
        EXTRA_PUSH("extra push wave");

        private final String words;

        Dish(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /**
     * @param gain expected worth over leaving it alone, in cents
     * @param preference the gain as far as it is likely to come about; 0 where it is too small to bother
     * @param gains of each change
     */
    record Choice(Dish dish, double gain, double preference, List<PriceChange> changes, List<Double> gains) {}

    /** An item at one discount in what is left of the sale. */
    private record Option(int step, int discountBps, double worth, double discountCost)
            implements DiscountBudget.Option {}

    private record Move(int item, Option option, double gain) {}

    Map<Dish, Choice> weigh(Belief belief) {
        Map<Dish, Choice> weighed = new EnumMap<>(Dish.class);
        weighed.put(Dish.LEAVE_ALONE, new Choice(Dish.LEAVE_ALONE, 0, 0, List.of(), List.of()));
        weighed.put(
                Dish.SMALL_STEPS, steps(Dish.SMALL_STEPS, belief, in.limits().automaticStepBpsMax(), 1));
        weighed.put(Dish.LARGE_STEPS, steps(Dish.LARGE_STEPS, belief, Price.WHOLE_BPS, p.get("approvalLikely")));
        weighed.put(Dish.EXTRA_PUSH, push(belief));
        return weighed;
    }

    /** What one more cent of discount budget would earn, as of the last weighing. */
    double shadowPrice() {
        return shadowPrice;
    }

    private Choice steps(Dish dish, Belief belief, int stepBpsMax, double likely) {
        List<List<Option>> options = new ArrayList<>();
        for (int i = 0; i < in.items().size(); i++) {
            options.add(options(belief, i, stepBpsMax));
        }
        double room = (double) in.limits().discountBudgetCents() - in.discountGivenCents();
        shadowPrice = DiscountBudget.shadowPrice(options, room);
        List<Option> chosen = DiscountBudget.chosen(options, shadowPrice);
        List<Move> moves = new ArrayList<>();
        for (int i = 0; i < chosen.size(); i++) {
            Option still = options.get(i).get(0);
            Option to = chosen.get(i);
            double gain = DiscountBudget.net(to, shadowPrice) - DiscountBudget.net(still, shadowPrice);
            if (to != still && gain >= enough(i, to)) {
                moves.add(new Move(i, to, gain));
            }
        }
        moves.sort(Comparator.comparingDouble((Move m) -> -m.gain()).thenComparingInt(Move::item));
        List<PriceChange> changes = new ArrayList<>();
        List<Double> gains = new ArrayList<>();
        double gain = 0;
        for (Move move : moves.subList(0, Math.min(moves.size(), (int) p.get("priceChangesMax")))) {
            Item item = in.items().get(move.item());
            changes.add(new PriceChange(
                    item.sku(), item.discountBps(), move.option().discountBps()));
            gains.add(move.gain());
            gain += move.gain();
        }
        return new Choice(dish, gain, gain < p.get("gainCentsMin") ? 0 : likely * gain, changes, gains);
    }

    /**
     * Every turn an item's discount has taken, and would take now, multiplies what the next change has to earn: since what
     * there is to earn is finite, so is the number of turns, whatever the market does.
     */
    private double enough(int i, Option to) {
        AdjustmentInputs.ItemShown item = shown.items().get(i);
        int step = to.discountBps() - in.items().get(i).discountBps();
        int turns = item.reversals() + (Integer.signum(item.lastStepBps()) * Integer.signum(step) < 0 ? 1 : 0);
        return p.get("moveGainCentsMin") * StrictMath.pow(p.get("reversalFactor"), turns);
    }

    /** What the limits allow for an item, the discount in force first. */
    private List<Option> options(Belief belief, int i, int stepBpsMax) {
        Item item = in.items().get(i);
        List<Option> options = new ArrayList<>();
        options.add(option(belief, i, in.stepsBps().indexOf(0), item.discountBps()));
        for (int s = 0; s < in.stepsBps().size(); s++) {
            int step = in.stepsBps().get(s);
            int discount = item.discountBps() + step;
            if (step != 0
                    && Math.abs(step) <= stepBpsMax
                    && !item.coolingDown()
                    && item.left() > 0
                    && isAllowed(item, discount)) {
                options.add(option(belief, i, s, discount));
            }
        }
        return options;
    }

    private boolean isAllowed(Item item, int discountBps) {
        return discountBps >= 0
                && discountBps <= in.limits().discountBpsMax()
                && Price.marginBps(Price.discounted(item.regularPriceCents(), discountBps), item.unitCostCents())
                        >= in.limits().marginBpsMin();
    }

    /** What is sold cheaply now cannot be sold at the regular price later, where it would be wanted then. */
    private Option option(Belief belief, int i, int step, int discountBps) {
        Item item = in.items().get(i);
        Sold sold = sold(belief, i, step, discountBps, item.left(), 0);
        long price = Price.discounted(item.regularPriceCents(), discountBps);
        double worth = sold.now() * each(item, discountBps) + sold.later() * each(item, 0);
        return new Option(step, discountBps, worth, sold.now() * (item.regularPriceCents() - price));
    }

    /** What one unit sold at a discount is worth. */
    private double each(Item item, int discountBps) {
        long price = Price.discounted(item.regularPriceCents(), discountBps);
        return price - item.unitCostCents() + p.get("salesWeight") * price;
    }

    /**
     * Units expected to be sold, of a stock of the sale and of what is free.
     *
     * @param now in what is left of the sale
     * @param later at the regular price, in the rest of the time that was forecast
     */
    private record Sold(double now, double later) {}

    private Sold sold(Belief belief, int i, int step, int discountBps, int stock, double extra) {
        double model = model(i, step, in.hoursLeft()) + extra;
        double wantedLater = shown.items().get(i).laterUnits();
        double all = (double) in.items().get(i).left() + free(i);
        double now = 0;
        double later = 0;
        for (int g = 0; g < belief.weights().length; g++) {
            double mean = response.factor(belief, i, g, discountBps) * model;
            double deviation = StrictMath.sqrt(dispersion * mean);
            for (double z : LIKELY) {
                double sold = Math.min(stock, Math.max(0, mean + z * deviation));
                now += belief.weights()[g] * sold / LIKELY.length;
                later += belief.weights()[g] * Math.min(all - sold, wantedLater) / LIKELY.length;
            }
        }
        return new Sold(now, later);
    }

    private double units(Belief belief, int i, int step, int discountBps, int stock, double extra) {
        return sold(belief, i, step, discountBps, stock, extra).now();
    }

    private double model(int i, int step, double hours) {
        return treated
                * demand.sum(i * in.stepsBps().size() + step, 0, Math.min(hours, in.hoursLeft()), DemandTable.MID);
    }

    /** A push now, unless as many later hours as there are pushes left would gain more. */
    private Choice push(Belief belief) {
        if (in.pushWavesLeft() <= 0 || in.hoursLeft() <= 0) {
            return new Choice(Dish.EXTRA_PUSH, 0, 0, List.of(), List.of());
        }
        int still = in.stepsBps().indexOf(0);
        double gain = -p.get("pushCostCents");
        double now = 0;
        double[] later = new double[in.hoursLeft()];
        for (int i = 0; i < in.items().size(); i++) {
            Item item = in.items().get(i);
            int block = i * in.stepsBps().size() + still;
            double soon = treated * demand.sum(block, 0, Math.min(in.hoursLeft(), p.get("pushHours")), DemandTable.MID);
            double more = units(belief, i, still, item.discountBps(), item.left(), p.get("pushLift") * soon)
                    - units(belief, i, still, item.discountBps(), item.left(), 0);
            gain += more * each(item, item.discountBps());
            for (int hour = 0; hour < later.length; hour++) {
                later[hour] += each(item, item.discountBps()) * demand.at(block, hour, DemandTable.MID);
            }
            now += each(item, item.discountBps())
                    * demand.sum(block, 0, Math.min(in.hoursLeft(), p.get("pushHours")), DemandTable.MID);
        }
        boolean waits = betterLater(later, now) >= in.pushWavesLeft();
        double preference = gain < p.get("gainCentsMin") || waits ? 0 : p.get("approvalLikely") * gain;
        return new Choice(Dish.EXTRA_PUSH, gain, preference, List.of(), List.of());
    }

    /** How many spans of the rest of the sale, apart from each other, are clearly worth more than the hours at hand. */
    private int betterLater(double[] worthOfHour, double now) {
        int span = (int) Math.max(1, p.get("pushHours"));
        int better = 0;
        for (int hour = span; hour + span <= worthOfHour.length; hour++) {
            double worth = 0;
            for (int h = hour; h < hour + span; h++) {
                worth += worthOfHour[h];
            }
            if (worth > 1.05 * now) {
                better++;
                hour += span - 1;
            }
        }
        return better;
    }

    private record Wanted(int item, int units, double worth) {}

    /** What is free and would probably be sold is moved to the sale, within the stock budget: what is worth most a cent first. */
    List<StockMove> stockMoves(Belief belief, Choice taken) {
        List<Wanted> wanted = new ArrayList<>();
        for (int i = 0; i < in.items().size(); i++) {
            Item item = in.items().get(i);
            int discount = discountAfter(taken, item);
            int units = (int) Math.min(free(i), Math.ceil(need(belief, i, discount) - item.left()));
            double worth = units > 0 ? worth(belief, i, discount, units) : 0;
            if (worth >= p.get("moveGainCentsMin")) {
                wanted.add(new Wanted(i, units, worth));
            }
        }
        wanted.sort(
                Comparator.comparingDouble((Wanted w) -> -w.worth() / cost(w)).thenComparingInt(Wanted::item));
        double budget = shown.stockBudgetLeftCents().map(Long::doubleValue).orElse(Double.POSITIVE_INFINITY);
        List<StockMove> moves = new ArrayList<>();
        for (Wanted w : wanted) {
            Item item = in.items().get(w.item());
            int units = (int) Math.min(w.units(), Math.max(0, budget / Math.max(1, item.unitCostCents())));
            if (units > 0) {
                budget -= (double) units * item.unitCostCents();
                moves.add(new StockMove(
                        item.sku(),
                        NewsvendorInventory.split(shown.items().get(w.item()).free(), units)));
            }
        }
        return moves;
    }

    private double cost(Wanted wanted) {
        return (double) wanted.units()
                * Math.max(1, in.items().get(wanted.item()).unitCostCents());
    }

    private int free(int i) {
        return shown.items().get(i).free().values().stream()
                .mapToInt(Integer::intValue)
                .sum();
    }

    private double need(Belief belief, int i, int discountBps) {
        double mean = 0;
        for (int g = 0; g < belief.weights().length; g++) {
            mean += belief.weights()[g]
                    * response.factor(belief, i, g, discountBps)
                    * model(i, step(i, discountBps), in.hoursLeft());
        }
        return mean + COVERED * StrictMath.sqrt(dispersion * mean);
    }

    private double worth(Belief belief, int i, int discountBps, int units) {
        Item item = in.items().get(i);
        int step = step(i, discountBps);
        Sold more = sold(belief, i, step, discountBps, item.left() + units, 0);
        Sold as = sold(belief, i, step, discountBps, item.left(), 0);
        return each(item, discountBps) * (more.now() - as.now()) + each(item, 0) * (more.later() - as.later());
    }

    long worthCents(List<StockMove> moves, Belief belief, Choice taken) {
        double worth = 0;
        for (StockMove move : moves) {
            for (int i = 0; i < in.items().size(); i++) {
                if (in.items().get(i).sku().equals(move.sku())) {
                    worth += worth(belief, i, discountAfter(taken, in.items().get(i)), move.total());
                }
            }
        }
        return Math.round(worth);
    }

    private int step(int i, int discountBps) {
        return in.stepsBps().indexOf(discountBps - in.items().get(i).discountBps());
    }

    private static int discountAfter(Choice taken, Item item) {
        return taken.changes().stream()
                .filter(change -> change.sku().equals(item.sku()))
                .map(PriceChange::toBps)
                .findFirst()
                .orElse(item.discountBps());
    }

    int lowestMarginBps(Choice taken) {
        int lowest = Price.WHOLE_BPS;
        for (Item item : in.items()) {
            int discount = discountAfter(taken, item);
            if (discount != item.discountBps()) {
                lowest = Math.min(
                        lowest,
                        Price.marginBps(Price.discounted(item.regularPriceCents(), discount), item.unitCostCents()));
            }
        }
        return lowest;
    }
}
