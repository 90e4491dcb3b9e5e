package io.reprise.domain.model.decision;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A sale's experiment as shoppers of very different habits make it: each has a rate of ordering (gamma), what an order
 * comes to has a heavy tail (log-normal), and what a shopper spent before has the same rate behind it.
 *
 * @param treated shoppers of the treated arm; likewise {@code holdOut}
 * @param ordersPerShopper mean over shoppers, in the whole sale
 * @param habit shape of the gamma; small is very unlike
 * @param tail standard deviation of the logarithm of what an order comes to
 * @param effect by how much the sale raises the rate of the treated, of 1
 * @param priorSpans length of the time before the sale that is known, in sales; 0 for none
 */
record SimulatedExperiment(
        int treated,
        int holdOut,
        double ordersPerShopper,
        double habit,
        double tail,
        double effect,
        double priorSpans) {

    static final int WINDOWS = 48;
    private static final double ORDER_CENTS = 1_500;

    static final Parameters PARAMETERS = Policies.defaults(SequentialEvaluation.REF);

    /** What the comparison said at the end of each window, empty where it said nothing yet. */
    List<Optional<Effect>> looks(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Arm inTreated = new Arm(treated);
        Arm inHoldOut = new Arm(holdOut);
        List<int[]> orders = new ArrayList<>();
        for (int i = 0; i < treated + holdOut; i++) {
            boolean sees = i < treated;
            double rate = ordersPerShopper * gamma(random, habit) / habit;
            double prior = 0;
            for (int n = poisson(random, rate * priorSpans); n > 0; n--) {
                prior += amount(random);
            }
            (sees ? inTreated : inHoldOut).prior(sees ? i : i - treated, Math.round(prior));
            for (int n = poisson(random, rate * (sees ? 1 + effect : 1)); n > 0; n--) {
                orders.add(new int[] {random.nextInt(WINDOWS), i, (int) Math.round(amount(random))});
            }
        }
        return looks(inTreated, inHoldOut, orders);
    }

    private List<Optional<Effect>> looks(Arm inTreated, Arm inHoldOut, List<int[]> orders) {
        List<List<int[]>> byWindow = new ArrayList<>();
        for (int w = 0; w < WINDOWS; w++) {
            byWindow.add(new ArrayList<>());
        }
        orders.forEach(order -> byWindow.get(order[0]).add(order));
        // The forecast is right about the arms' total, as far as a scale goes; half of it would do.
        double[] expected = {treated * ordersPerShopper};
        List<Optional<Effect>> looks = new ArrayList<>();
        for (List<int[]> window : byWindow) {
            for (int[] order : window) {
                boolean sees = order[1] < treated;
                (sees ? inTreated : inHoldOut).bought(sees ? order[1] : order[1] - treated, order[2]);
            }
            Experiment experiment =
                    new Experiment(inTreated.moments(), inHoldOut.moments(), List.of((long) ORDER_CENTS), List.of(0L));
            looks.add(new ArmComparison(experiment, expected, treated, holdOut, PARAMETERS)
                    .revenue(inTreated.totals(), inHoldOut.totals(), experiment));
        }
        return looks;
    }

    /** Sums of one arm, kept as the orders come. */
    private static final class Arm {
        private final long[] spent;
        private final long[] prior;
        private long buyers;
        private long orders;
        private long revenue;
        private double squares;
        private long priors;
        private double priorSquares;
        private double products;

        Arm(int shoppers) {
            spent = new long[shoppers];
            prior = new long[shoppers];
        }

        void prior(int shopper, long cents) {
            prior[shopper] = cents;
            priors += cents;
            priorSquares += (double) cents * cents;
        }

        void bought(int shopper, long cents) {
            buyers += spent[shopper] == 0 ? 1 : 0;
            orders++;
            revenue += cents;
            squares += (double) cents * (2 * spent[shopper] + cents);
            products += (double) cents * prior[shopper];
            spent[shopper] += cents;
        }

        ArmTotals totals() {
            return new ArmTotals(spent.length, spent.length, buyers, orders, orders, revenue, squares);
        }

        ArmMoments moments() {
            return new ArmMoments(revenue, squares, priors, priorSquares, products, products);
        }
    }

    private double amount(SplittableRandom random) {
        return Math.max(1, ORDER_CENTS * Math.exp(tail * random.nextGaussian() - tail * tail / 2));
    }

    /** Marsaglia and Tsang (2000), for a shape of any size. */
    static double gamma(SplittableRandom random, double shape) {
        if (shape < 1) {
            return gamma(random, shape + 1) * Math.pow(random.nextDouble(), 1 / shape);
        }
        double d = shape - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double x = random.nextGaussian();
            double v = Math.pow(1 + c * x, 3);
            if (v > 0 && Math.log(1 - random.nextDouble()) < 0.5 * x * x + d - d * v + d * Math.log(v)) {
                return d * v;
            }
        }
    }

    static int poisson(SplittableRandom random, double mean) {
        int count = 0;
        for (double rest = mean + Math.log(1 - random.nextDouble()); rest > 0; count++) {
            rest += Math.log(1 - random.nextDouble());
        }
        return count;
    }

    /** Shares of sales in which an interval left zero out at a look, or at the last. */
    record Alarms(double anytime, double everyLookFixed, double lastLookFixed, double[] halfWidth) {}

    Alarms alarms(long seed, int sales) {
        int anytime = 0;
        int everyLook = 0;
        int last = 0;
        double[] widths = new double[sales];
        for (int sale = 0; sale < sales; sale++) {
            List<Optional<Effect>> looks = looks(seed + sale);
            boolean alarmed = false;
            boolean peeked = false;
            for (Optional<Effect> look : looks) {
                alarmed |= look.isPresent() && look.get().shown() != Effect.Shown.NOT_SHOWN;
                peeked |= look.isPresent() && plannedLeavesZeroOut(look.get());
            }
            anytime += alarmed ? 1 : 0;
            everyLook += peeked ? 1 : 0;
            Optional<Effect> end = looks.getLast();
            last += end.isPresent() && plannedLeavesZeroOut(end.get()) ? 1 : 0;
            widths[sale] = end.map(e -> (e.highCents() - e.lowCents()) / 2).orElse(Double.POSITIVE_INFINITY);
        }
        Arrays.sort(widths);
        return new Alarms((double) anytime / sales, (double) everyLook / sales, (double) last / sales, widths);
    }

    private static boolean plannedLeavesZeroOut(Effect effect) {
        return effect.plannedLowCents() > 0 || effect.plannedHighCents() < 0;
    }

    /** Prints the table of the guide: how many sales, and the first seed. */
    public static void main(String[] args) {
        int sales = Integer.parseInt(args[0]);
        long seed = Long.parseLong(args[1]);
        System.out.println(
                "| shoppers | tail | before | effect | anytime | one-look, every look | one-look, last | half width |");
        System.out.println("|---:|---:|---|---:|---:|---:|---:|---:|");
        for (int shoppers : new int[] {1_000, 4_000, 20_000}) {
            for (double tail : new double[] {0.5, 1.0, 1.5}) {
                for (double effect : new double[] {0, 0.3}) {
                    for (double prior : new double[] {0, 4}) {
                        var one = new SimulatedExperiment(shoppers * 9 / 10, shoppers / 10, 1, 1, tail, effect, prior);
                        Alarms a = one.alarms(seed, sales);
                        System.out.printf(
                                "| %,d | %.1f | %s | %.1f | %.3f | %.3f | %.3f | %.0f |%n",
                                shoppers,
                                tail,
                                prior > 0 ? "known" : "–",
                                effect,
                                a.anytime(),
                                a.everyLookFixed(),
                                a.lastLookFixed(),
                                a.halfWidth()[sales / 2]);
                    }
                }
            }
        }
    }
}
