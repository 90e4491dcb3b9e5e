package io.reprise.ml.demand;

/**
 * What can be said of an item's past at each period from the periods before it: its level, and how far units rose above it
 * under each promotion. Computed once, looked up by every window.
 */
final class SeriesPast {

    /** Times an item's own promotions count before they outweigh "no effect". */
    private static final double UPLIFT_DOUBT = 3;

    /** Weight of the panel's mean level beside an item's own sales: keeps a level above zero. */
    private static final double LEVEL_DOUBT = 0.05;

    private final DemandSeries series;
    /** [period]: level before it; NaN where nothing was known. */
    private final float[] level;
    /** [flag][period]: sums before it, and [flag + flags][period]: counts. */
    private final double[][] uplift;

    SeriesPast(DemandSeries series, int history, double meanLevel) {
        this.series = series;
        int periods = series.units().length;
        level = new float[periods + 1];
        for (int period = 0; period <= periods; period++) {
            level[period] = (float) levelBefore(period, history, meanLevel);
        }
        int flags = series.flags().length;
        uplift = new double[2 * flags][periods + 1];
        for (int flag = 0; flag < flags; flag++) {
            for (int period = 0; period < periods; period++) {
                boolean counts = series.flags()[flag][period] > 0 && series.isKnown(period) && level[period] > 0;
                uplift[flag][period + 1] = uplift[flag][period] + (counts ? ratioOf(period, level[period]) : 0);
                uplift[flag + flags][period + 1] = uplift[flag + flags][period] + (counts ? 1 : 0);
            }
        }
    }

    /** Mean of the last periods without promotion, newer ones weighing more; of all where there are too few. */
    private double levelBefore(int period, int history, double meanLevel) {
        double[] plain = new double[2];
        double[] all = new double[2];
        int plains = 0;
        double weight = 1;
        double fade = Math.pow(0.5, 4.0 / history);
        for (int t = period - 1; t >= Math.max(0, period - history); t--) {
            weight *= fade;
            if (!series.isKnown(t)) {
                continue;
            }
            all[0] += weight * series.units()[t];
            all[1] += weight;
            if (!series.isPromoted(t)) {
                plain[0] += weight * series.units()[t];
                plain[1] += weight;
                plains++;
            }
        }
        double[] used = plains >= 4 ? plain : all;
        return all[1] == 0 ? Double.NaN : (used[0] + LEVEL_DOUBT * meanLevel) / (used[1] + LEVEL_DOUBT);
    }

    boolean hasLevel(int period) {
        return period >= 0 && !Float.isNaN(level[period]);
    }

    float level(int period) {
        return level[period];
    }

    /** ln of units over a level, cushioned so that no sale at all is −1.8 and not −∞. */
    float ratioOf(int period, float ofLevel) {
        return ratio(series.units()[period], ofLevel);
    }

    static float ratio(double units, double ofLevel) {
        double cushion = 0.2 * ofLevel + 0.05;
        return (float) Math.log((units + cushion) / (ofLevel + cushion));
    }

    /** Mean ratio under a promotion before a period, drawn towards none. */
    float uplift(int flag, int before) {
        return (float) (uplift[flag][before] / (uplift[flag + series.flags().length][before] + UPLIFT_DOUBT));
    }

    float timesPromoted(int flag, int before) {
        return (float) Math.log1p(uplift[flag + series.flags().length][before]);
    }
}
