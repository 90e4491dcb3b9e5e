package io.reprise.market;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Who the shoppers are and how they take to prices, drawn by seed.
 *
 * <p>An item's elasticity is log-normal between items with a coefficient of variation of 0.43: {@code ops/run analyse}
 * finds a standard deviation of 0.40 around 0.94 between the items of the bundled extract. Its mean is drawn for each
 * market around 2.0, which is assumed: answers to a short sale are stronger than to the lasting price changes one finds in
 * invoices (Bijmolt, van Heerde and Pieters 2005 report 2.6 over 1,851 estimates; the demand network trained on the extract
 * learns 2.2). Each shopper multiplies it by 0.5 to 1.5; 60 % open notifications and 30 % wait for a sale they know of,
 * all assumed.
 */
final class Shoppers {

    static final double OPEN_PUSHES = 0.6;
    static final double WAIT_FOR_SALES = 0.3;
    private static final double ELASTICITY = 2.0;
    private static final double BETWEEN_MARKETS = 0.2;
    private static final double BETWEEN_ITEMS = 0.41;
    private static final double ELASTICITY_MIN = 0.3;
    private static final double ELASTICITY_MAX = 5;

    private final long seed;
    private final double mean;
    private final String[] names;
    private final double[] sensitivity;
    private final boolean[] opensPushes;
    private final boolean[] waits;
    private final Map<String, Double> elasticities = new HashMap<>();

    Shoppers(long seed, int count) {
        this.seed = seed;
        SplittableRandom market = new SplittableRandom(seed * 6_151 + 11);
        this.mean = ELASTICITY * Math.exp(BETWEEN_MARKETS * normal(market) - BETWEEN_MARKETS * BETWEEN_MARKETS / 2);
        this.names = new String[count];
        this.sensitivity = new double[count];
        this.opensPushes = new boolean[count];
        this.waits = new boolean[count];
        for (int i = 0; i < count; i++) {
            SplittableRandom taste = new SplittableRandom(seed * 31 + i);
            names[i] = name(i);
            sensitivity[i] = 0.5 + taste.nextDouble();
            opensPushes[i] = taste.nextDouble() < OPEN_PUSHES;
            waits[i] = taste.nextDouble() < WAIT_FOR_SALES;
        }
    }

    static String name(int number) {
        return String.format("shopper-%05d", number);
    }

    int count() {
        return names.length;
    }

    String nameOf(int shopper) {
        return names[shopper];
    }

    boolean opensPushes(int shopper) {
        return opensPushes[shopper];
    }

    boolean waits(int shopper) {
        return waits[shopper];
    }

    /** The mean over items. */
    double elasticity() {
        return mean;
    }

    double elasticity(String sku) {
        return elasticities.computeIfAbsent(sku, s -> {
            SplittableRandom random = new SplittableRandom(seed * 50_021 + s.hashCode());
            double drawn = mean * Math.exp(BETWEEN_ITEMS * normal(random) - BETWEEN_ITEMS * BETWEEN_ITEMS / 2);
            return Math.clamp(drawn, ELASTICITY_MIN, ELASTICITY_MAX);
        });
    }

    /** How much likelier than at the regular price this shopper buys. @param ratio price over the regular price */
    double lift(double elasticity, double ratio, int shopper) {
        return ratio == 1 ? 1 : Math.pow(ratio, -elasticity * sensitivity[shopper]);
    }

    /** The same over all shoppers. */
    static double meanLift(double elasticity, double ratio) {
        double slope = -elasticity * Math.log(ratio);
        // The mean of exp(slope · s) over s from 0.5 to 1.5.
        return Math.abs(slope) < 1e-9 ? 1 : (Math.exp(1.5 * slope) - Math.exp(0.5 * slope)) / slope;
    }

    private static double normal(SplittableRandom random) {
        // Box and Muller 1958.
        return Math.sqrt(-2 * Math.log(1 - random.nextDouble())) * Math.cos(2 * Math.PI * random.nextDouble());
    }
}
