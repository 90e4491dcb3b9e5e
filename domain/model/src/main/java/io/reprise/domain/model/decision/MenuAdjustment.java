package io.reprise.domain.model.decision;

import io.reprise.domain.model.decision.AdjustmentInputs.Item;
import io.reprise.domain.model.decision.AdjustmentOutcome.PriceChange;
import io.reprise.domain.model.decision.Explanation.Factor;
import io.reprise.domain.model.vocabulary.Price;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * {@code ADJUSTMENT}, version 1: weighs a short menu by expected value and takes the best that the limits allow.
 *
 * <p>Worth of an option is the margin of the units it is expected to sell in what is left of the sale, plus a share of
 * their revenue (unsold sale stock is worth little afterwards), where expected units are the response model's, scaled by
 * the pace the sale has shown, shrunk towards 1 while little has been seen, and never more than what is left in stock.
 */
final class MenuAdjustment implements Policy<AdjustmentInputs, AdjustmentOutcome> {

    static final PolicyRef REF = new PolicyRef("menu-adjustment", 1);

    @Override
    public PolicyRef ref() {
        return REF;
    }

    @Override
    public Class<AdjustmentInputs> inputs() {
        return AdjustmentInputs.class;
    }

    @Override
    public Parameters defaults() {
        return Parameters.of(Map.of(
                "salesWeight",
                0.35,
                "gainCentsMin",
                500.0,
                "shrinkUnits",
                10.0,
                "priceChangesMax",
                8.0,
                "pushLift",
                0.25,
                "pushHours",
                3.0,
                "pushBelowPace",
                0.9,
                "pushCostCents",
                1500.0));
    }

    /**
     * The best change of one item's discount under a cap on the step.
     *
     * @param extraDiscountCents what discounts on it would cost more in what is left of the sale; negative for less
     */
    private record Move(PriceChange change, double gain, double extraDiscountCents, int marginBps) {}

    @Override
    public Verdict<AdjustmentOutcome> decide(AdjustmentInputs in, Evidence evidence, Parameters p, long seed) {
        DemandTable response = new DemandTable(
                evidence.tensor("response"), in.items().size() * in.stepsBps().size(), in.hoursLeft());
        double pace = pace(in.items(), p);
        List<Move> small = moves(in, response, pace, in.limits().automaticStepBpsMax(), p);
        List<Move> large = moves(in, response, pace, Price.WHOLE_BPS, p);
        double smallGain = gain(small);
        double largeGain = gain(large);
        double pushGain = in.pushWavesLeft() > 0 && pace < p.get("pushBelowPace") ? pushGain(in, response, pace, p) : 0;

        boolean takeLarge = largeGain > 1.5 * smallGain && largeGain >= p.get("gainCentsMin");
        double priceGain = takeLarge ? largeGain : smallGain;
        boolean takePrices = priceGain > 0 && priceGain >= p.get("gainCentsMin");
        boolean takePush = pushGain >= p.get("gainCentsMin") && pushGain > (takePrices ? priceGain : 0);
        List<Move> taken = takePush || !takePrices ? List.of() : takeLarge ? large : small;
        double expected = takePush ? pushGain : gain(taken);

        AdjustmentOutcome outcome = new AdjustmentOutcome(
                taken.stream().map(Move::change).toList(),
                takePush,
                Math.round(expected),
                taken.stream().mapToInt(Move::marginBps).min().orElse(Price.WHOLE_BPS));
        return new Verdict<>(
                outcome,
                List.of(
                        Alternative.weighed("leave it alone", 0, "cents", outcome.changesNothing()),
                        Alternative.weighed(
                                "small price steps", smallGain, "cents", !takePush && takePrices && !takeLarge),
                        Alternative.weighed(
                                "large price steps", largeGain, "cents", !takePush && takePrices && takeLarge),
                        Alternative.weighed("extra push wave", pushGain, "cents", takePush)),
                explanation(outcome, taken, pace, expected));
    }

    private static Explanation explanation(AdjustmentOutcome outcome, List<Move> taken, double pace, double expected) {
        String message = outcome.changesNothing()
                ? "adjustment.leave-alone"
                : outcome.extraPush() ? "adjustment.extra-push" : "adjustment.price-steps";
        List<Factor> factors = new ArrayList<>();
        factors.add(new Factor("pace-shrunk", pace, pace - 1));
        for (Move move : taken) {
            factors.add(new Factor(
                    move.change().sku().value(),
                    move.change().toBps() - move.change().fromBps(),
                    move.gain()));
        }
        return new Explanation(
                message,
                List.of(
                        Integer.toString(taken.size()),
                        Long.toString(Math.round(expected)),
                        Integer.toString(outcome.largestStepBps())),
                factors);
    }

    /** Observed over expected, shrunk towards 1 by a number of units worth of doubt. */
    private static double pace(List<Item> items, Parameters p) {
        // Plain loops: how a stream adds up doubles has changed between Java versions, and this has to stay the same.
        double sold = p.within("shrinkUnits", 0, 1e9);
        double expected = sold;
        for (Item item : items) {
            sold += item.soldToDate();
            expected += item.expectedToDate();
        }
        return expected > 0 ? sold / expected : 1;
    }

    private static double gain(List<Move> moves) {
        double gain = 0;
        for (Move move : moves) {
            gain += move.gain();
        }
        return gain;
    }

    /**
     * The best moves, largest gain first, while the discount budget lasts: what was given, what the discounts in force
     * will still cost, and what the moves add. A move that makes discounts cheaper is always affordable.
     */
    private static List<Move> moves(
            AdjustmentInputs in, DemandTable response, double pace, int stepBpsMax, Parameters p) {
        List<Move> best = new ArrayList<>();
        for (int i = 0; i < in.items().size(); i++) {
            Move move = bestMove(in, response, i, pace, stepBpsMax, p);
            if (move != null) {
                best.add(move);
            }
        }
        best.sort(Comparator.comparingDouble((Move m) -> -m.gain())
                .thenComparing(m -> m.change().sku()));
        double room = (double) in.limits().discountBudgetCents() - in.discountGivenCents();
        int still = in.stepsBps().indexOf(0);
        for (int i = 0; i < in.items().size(); i++) {
            room -= discountCost(in, response, i, still, in.items().get(i).discountBps(), pace);
        }
        List<Move> affordable = new ArrayList<>();
        for (Move move : best) {
            if (affordable.size() < p.get("priceChangesMax")
                    && (move.extraDiscountCents() <= 0 || move.extraDiscountCents() <= room)) {
                affordable.add(move);
                room -= move.extraDiscountCents();
            }
        }
        return affordable;
    }

    /** What discounts on an item cost in what is left of the sale. */
    private static double discountCost(
            AdjustmentInputs in, DemandTable response, int i, int step, int discountBps, double pace) {
        Item item = in.items().get(i);
        double units = Math.min(item.left(), units(in, response, i, step, pace));
        return units * (item.regularPriceCents() - Price.discounted(item.regularPriceCents(), discountBps));
    }

    private static Move bestMove(
            AdjustmentInputs in, DemandTable response, int i, double pace, int stepBpsMax, Parameters p) {
        Item item = in.items().get(i);
        if (item.coolingDown() || item.left() <= 0) {
            return null;
        }
        int still = in.stepsBps().indexOf(0);
        double worthNow = worth(in, response, i, still, item.discountBps(), pace, p);
        double costNow = discountCost(in, response, i, still, item.discountBps(), pace);
        Move best = null;
        for (int s = 0; s < in.stepsBps().size(); s++) {
            int step = in.stepsBps().get(s);
            int discount = item.discountBps() + step;
            if (step == 0
                    || Math.abs(step) > stepBpsMax
                    || discount < 0
                    || discount > in.limits().discountBpsMax()) {
                continue;
            }
            long price = Price.discounted(item.regularPriceCents(), discount);
            int margin = Price.marginBps(price, item.unitCostCents());
            if (margin < in.limits().marginBpsMin()) {
                continue;
            }
            double gain = worth(in, response, i, s, discount, pace, p) - worthNow;
            if (gain > 0 && (best == null || gain > best.gain())) {
                best = new Move(
                        new PriceChange(item.sku(), item.discountBps(), discount),
                        gain,
                        discountCost(in, response, i, s, discount, pace) - costNow,
                        margin);
            }
        }
        return best;
    }

    /** Units expected in what is left of the sale, before the stock limits them. */
    private static double units(AdjustmentInputs in, DemandTable response, int item, int step, double pace) {
        int block = item * in.stepsBps().size() + step;
        double treated = (double) in.treatedBps() / Price.WHOLE_BPS;
        return treated * pace * response.sum(block, 0, in.hoursLeft(), DemandTable.MID);
    }

    private static double worth(
            AdjustmentInputs in, DemandTable response, int i, int step, int discountBps, double pace, Parameters p) {
        Item item = in.items().get(i);
        return worthOf(item, Math.min(item.left(), units(in, response, i, step, pace)), discountBps, p);
    }

    private static double worthOf(Item item, double units, int discountBps, Parameters p) {
        long price = Price.discounted(item.regularPriceCents(), discountBps);
        return units * (price - item.unitCostCents() + p.get("salesWeight") * price);
    }

    private static double pushGain(AdjustmentInputs in, DemandTable response, double pace, Parameters p) {
        int still = in.stepsBps().indexOf(0);
        double treated = (double) in.treatedBps() / Price.WHOLE_BPS;
        double gain = -p.get("pushCostCents");
        for (int i = 0; i < in.items().size(); i++) {
            Item item = in.items().get(i);
            double rest = units(in, response, i, still, pace);
            double hours = Math.min(in.hoursLeft(), p.get("pushHours"));
            double extra = p.get("pushLift")
                    * treated
                    * pace
                    * response.sum(i * in.stepsBps().size() + still, 0, hours, DemandTable.MID);
            double more = Math.min(item.left(), rest + extra) - Math.min(item.left(), rest);
            gain += worthOf(item, more, item.discountBps(), p);
        }
        return gain;
    }
}
