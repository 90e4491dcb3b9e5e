package io.reprise.domain.model.decision;

import io.reprise.domain.model.decision.AdjustmentInputs.Item;
import io.reprise.domain.model.decision.AdjustmentInputs.Shown;
import io.reprise.domain.model.decision.AdjustmentOutcome.PriceChange;
import io.reprise.domain.model.decision.ShownResponse.Belief;
import io.reprise.domain.model.vocabulary.Price;
import io.reprise.domain.model.vocabulary.Sku;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What may be done to a running sale, each valued under a belief about how demand answers. */
final class RetuningMenu {

    private final AdjustmentInputs in;
    private final Shown shown;
    private final RestOfSale rest;
    private final Parameters p;
    private final Map<Sku, Integer> index = new HashMap<>();
    private final double[] worthOfTurns;
    private double[] soon;
    private boolean waits;
    private boolean isWaitKnown;
    private double shadowPrice;

    RetuningMenu(AdjustmentInputs in, Shown shown, RestOfSale rest, Parameters p) {
        this.in = in;
        this.shown = shown;
        this.rest = rest;
        this.p = p;
        int turns = shown.items().stream()
                .mapToInt(AdjustmentInputs.ItemShown::reversals)
                .max()
                .orElse(0);
        this.worthOfTurns = new double[turns + 2];
        for (int n = 0; n < worthOfTurns.length; n++) {
            worthOfTurns[n] = p.get("moveGainCentsMin") * StrictMath.pow(p.get("reversalFactor"), n);
        }
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
        List<List<Option>> all = new ArrayList<>();
        List<List<Option>> small = new ArrayList<>();
        for (int i = 0; i < in.items().size(); i++) {
            List<Option> options = options(belief, i);
            all.add(options);
            small.add(atMost(options, i, in.limits().automaticStepBpsMax()));
        }
        weighed.put(Dish.SMALL_STEPS, steps(Dish.SMALL_STEPS, small, 1));
        weighed.put(Dish.LARGE_STEPS, steps(Dish.LARGE_STEPS, all, p.get("approvalLikely")));
        weighed.put(Dish.EXTRA_PUSH, push(belief));
        return weighed;
    }

    /** What one more cent of discount budget would earn, as of the last weighing. */
    double shadowPrice() {
        return shadowPrice;
    }

    private Choice steps(Dish dish, List<List<Option>> options, double likely) {
        double room =
                (1 - p.within("budgetReserve", 0, 1)) * in.limits().discountBudgetCents() - in.discountGivenCents();
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
        return worthOfTurns[turns];
    }

    /** What the limits allow for an item, the discount in force first. */
    private List<Option> options(Belief belief, int i) {
        Item item = in.items().get(i);
        List<Option> options = new ArrayList<>();
        options.add(option(belief, i, in.stepsBps().indexOf(0), item.discountBps()));
        for (int s = 0; s < in.stepsBps().size(); s++) {
            int step = in.stepsBps().get(s);
            int discount = item.discountBps() + step;
            if (step != 0
                    && Math.abs(step) <= Price.WHOLE_BPS
                    && !item.coolingDown()
                    && item.left() > 0
                    && isAllowed(item, discount)) {
                options.add(option(belief, i, s, discount));
            }
        }
        return options;
    }

    /** Those of the options whose step is not larger. */
    private List<Option> atMost(List<Option> options, int i, int stepBpsMax) {
        List<Option> some = new ArrayList<>(options.size());
        for (Option option : options) {
            int step = option.discountBps() - in.items().get(i).discountBps();
            if (step == 0 || Math.abs(step) <= stepBpsMax) {
                some.add(option);
            }
        }
        return some;
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
        RestOfSale.Sold sold = rest.sold(belief, i, step, discountBps, item.left(), 0);
        long price = Price.discounted(item.regularPriceCents(), discountBps);
        double worth = sold.now() * rest.each(item, discountBps) + sold.later() * rest.each(item, 0);
        return new Option(step, discountBps, worth, sold.now() * (item.regularPriceCents() - price));
    }

    /** What some changes of prices would gain under another belief. */
    double gain(Belief belief, List<PriceChange> changes) {
        double gain = 0;
        for (PriceChange change : changes) {
            int i = indexOf(change.sku());
            Option to = option(belief, i, rest.step(i, change.toBps()), change.toBps());
            Option still = option(belief, i, in.stepsBps().indexOf(0), change.fromBps());
            gain += DiscountBudget.net(to, shadowPrice) - DiscountBudget.net(still, shadowPrice);
        }
        return gain;
    }

    private int indexOf(Sku sku) {
        if (index.isEmpty()) {
            for (int i = 0; i < in.items().size(); i++) {
                index.put(in.items().get(i).sku(), i);
            }
        }
        return index.get(sku);
    }

    /** What a push now would gain under another belief. */
    double pushGain(Belief belief) {
        return push(belief, false).gain();
    }

    /** A push now, unless as many later hours as there are pushes left would gain more. */
    private Choice push(Belief belief) {
        return push(belief, true);
    }

    /** @param looksLater whether it is to be seen if later hours would do better, which changes no gain */
    private Choice push(Belief belief, boolean looksLater) {
        if (in.pushWavesLeft() <= 0 || in.hoursLeft() <= 0) {
            return new Choice(Dish.EXTRA_PUSH, 0, 0, List.of(), List.of());
        }
        int still = in.stepsBps().indexOf(0);
        double lift = p.get("pushLift");
        double gain = -p.get("pushCostCents");
        for (int i = 0; i < in.items().size(); i++) {
            Item item = in.items().get(i);
            gain += rest.each(item, item.discountBps())
                    * (rest.units(belief, i, still, item.discountBps(), item.left(), lift * soon(i, still))
                            - rest.units(belief, i, still, item.discountBps(), item.left(), 0));
        }
        boolean tooSoon = looksLater && waits(still);
        double preference = gain < p.get("gainCentsMin") || tooSoon ? 0 : p.get("approvalLikely") * gain;
        return new Choice(Dish.EXTRA_PUSH, gain, preference, List.of(), List.of());
    }

    /** Units the model expects in the hours that a push reaches. */
    private double soon(int i, int still) {
        if (soon == null) {
            soon = new double[in.items().size()];
            for (int n = 0; n < soon.length; n++) {
                soon[n] = rest.model(n, still, p.get("pushHours"));
            }
        }
        return soon[i];
    }

    /** Whether later hours would do better, whatever is believed. */
    private boolean waits(int still) {
        if (!isWaitKnown) {
            double now = 0;
            double[] later = new double[in.hoursLeft()];
            for (int i = 0; i < in.items().size(); i++) {
                Item item = in.items().get(i);
                double each = rest.each(item, item.discountBps());
                for (int hour = 0; hour < later.length; hour++) {
                    later[hour] += each * rest.inHour(i, still, hour);
                    now += hour < p.get("pushHours") ? each * rest.inHour(i, still, hour) : 0;
                }
            }
            waits = betterLater(later, now) >= in.pushWavesLeft();
            isWaitKnown = true;
        }
        return waits;
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

    static int discountAfter(Choice taken, Item item) {
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
