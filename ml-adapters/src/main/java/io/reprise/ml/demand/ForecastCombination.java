package io.reprise.ml.demand;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Two forecasts as one, quantile by quantile a weighted mean (Bates and Granger 1969; Vincent 1912): where both are about as good
 * and err differently, together they err less.
 *
 * @param weight of the second, from 0 to 1
 */
public record ForecastCombination(double weight) {

    private static final int STEPS = 20;

    public ForecastCombination {
        if (!(weight >= 0 && weight <= 1)) {
            throw new IllegalArgumentException("weight must be in [0, 1], but was " + weight);
        }
    }

    /**
     * The weight with the least pinball loss on windows that neither learned from.
     *
     * @param first of the same windows as {@code second}, @param came what was sold then
     */
    public static ForecastCombination chosen(Forecasts first, Forecasts second, DemandPanel came) {
        ForecastCombination best = new ForecastCombination(0);
        double least = Double.POSITIVE_INFINITY;
        for (int step : IntStream.rangeClosed(0, STEPS).toArray()) {
            ForecastCombination tried = new ForecastCombination((double) step / STEPS);
            double loss = DemandErrors.of(tried.of(first, second), came).pinball();
            if (loss < least) {
                least = loss;
                best = tried;
            }
        }
        return best;
    }

    public Forecasts of(Forecasts first, Forecasts second) {
        if (!first.windows().equals(second.windows()) || first.horizon() != second.horizon()) {
            throw new IllegalArgumentException("forecasts of different windows cannot be combined");
        }
        List<float[]> mixed = new ArrayList<>();
        for (int i = 0; i < first.values().length; i++) {
            float[] a = first.values()[i];
            float[] b = second.values()[i];
            float[] values = new float[a.length];
            for (int j = 0; j < values.length; j++) {
                values[j] = (float) ((1 - weight) * a[j] + weight * b[j]);
            }
            mixed.add(values);
        }
        return new Forecasts(first.windows(), first.horizon(), mixed.toArray(float[][]::new));
    }
}
