package io.reprise.ml.demand;

import io.reprise.ml.demand.DemandWindows.Window;
import java.util.Arrays;
import java.util.List;

/**
 * Quantiles for windows.
 *
 * @param values by window: horizon × {@link WindowShape#LEVELS}, period by period, in units
 */
public record Forecasts(List<Window> windows, int horizon, float[][] values) {

    private static final int LEVELS = WindowShape.LEVELS.size();

    public float quantile(int window, int ahead, int level) {
        return values[window][ahead * LEVELS + level];
    }

    /**
     * The mean that the quantiles tell of: each stands for its share of the cases, and the tails reach out beyond the outer
     * ones as far as half the distance to their neighbours.
     */
    public float mean(int window, int ahead) {
        float q10 = quantile(window, ahead, 0);
        float q25 = quantile(window, ahead, 1);
        float q50 = quantile(window, ahead, 2);
        float q75 = quantile(window, ahead, 3);
        float q90 = quantile(window, ahead, 4);
        float low = Math.max(0, q10 - (q25 - q10) / 2);
        float high = q90 + (q90 - q75) / 2;
        return 0.1f * low
                + 0.15f * (q10 + q25) / 2
                + 0.25f * (q25 + q50) / 2
                + 0.25f * (q50 + q75) / 2
                + 0.15f * (q75 + q90) / 2
                + 0.1f * high;
    }

    /** Forecasts of different windows, one after the other. */
    public static Forecasts joined(List<Forecasts> parts) {
        return new Forecasts(
                parts.stream().flatMap(part -> part.windows().stream()).toList(),
                parts.getFirst().horizon(),
                parts.stream().flatMap(part -> Arrays.stream(part.values())).toArray(float[][]::new));
    }

    /** Quantile by quantile the mean of several forecasts of the same windows (Vincent 1912). */
    public static Forecasts mean(List<Forecasts> members) {
        Forecasts first = members.getFirst();
        float[][] sums = new float[first.values().length][];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = new float[first.values()[i].length];
            for (Forecasts member : members) {
                for (int j = 0; j < sums[i].length; j++) {
                    sums[i][j] += member.values()[i][j] / members.size();
                }
            }
        }
        return new Forecasts(first.windows(), first.horizon(), sums);
    }
}
