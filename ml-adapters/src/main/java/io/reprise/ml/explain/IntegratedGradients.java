package io.reprise.ml.explain;

import io.reprise.domain.model.decision.Attribution;
import io.reprise.domain.model.decision.Attribution.Feature;
import io.reprise.domain.model.decision.Tensor;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Integrated gradients (Sundararajan, Taly and Yan 2017) from a reference, the average row, to each row: the gradient's mean on the way,
 * times the way. Contributions add up to the difference between the two answers, up to the steps of the integral.
 */
final class IntegratedGradients {

    private static final int STEPS = 32;
    /** Of a larger question, every so manieth row is explained. */
    private static final int ROWS_MAX = 1_000;

    private IntegratedGradients() {}

    /**
     * @param input rows that were asked
     * @param names of its columns
     * @param neutral column → what the reference has there instead of the average
     * @param column of the answer that is explained
     * @param answers rows → answers
     * @param gradients rows → for each, the gradient of the explained column by its features
     */
    static Attribution of(
            Tensor input,
            List<String> names,
            Map<Integer, Float> neutral,
            int column,
            UnaryOperator<Tensor> answers,
            UnaryOperator<Tensor> gradients) {
        Tensor rows = sample(input);
        int columns = rows.columns();
        float[] average = average(rows);
        neutral.forEach((c, value) -> average[c] = value);
        double[][] integral = new double[rows.rows()][columns];
        for (int step = 0; step < STEPS; step++) {
            float share = (step + 0.5f) / STEPS;
            Tensor gradient = gradients.apply(between(average, rows, share));
            for (int row = 0; row < rows.rows(); row++) {
                for (int c = 0; c < columns; c++) {
                    integral[row][c] += gradient.at(row, c) / (double) STEPS;
                }
            }
        }
        List<Feature> features = IntStream.range(0, columns)
                .mapToObj(c -> {
                    double sum = 0;
                    double magnitude = 0;
                    for (int row = 0; row < rows.rows(); row++) {
                        double moved = (rows.at(row, c) - average[c]) * integral[row][c];
                        sum += moved;
                        magnitude += Math.abs(moved);
                    }
                    return new Feature(names.get(c), sum / rows.rows(), magnitude / rows.rows());
                })
                .sorted(Comparator.comparingDouble(Feature::magnitude).reversed())
                .toList();
        Tensor answered = answers.apply(rows);
        double answer = IntStream.range(0, rows.rows())
                .mapToDouble(row -> answered.at(row, column))
                .average()
                .orElse(0);
        double reference = answers.apply(new Tensor(1, columns, average)).at(0, column);
        return new Attribution(answer, reference, features);
    }

    private static Tensor sample(Tensor input) {
        if (input.rows() == 0) {
            throw new IllegalArgumentException("nothing was asked, so there is nothing to explain");
        }
        int every = Math.ceilDiv(input.rows(), ROWS_MAX);
        int rows = Math.ceilDiv(input.rows(), every);
        float[] values = new float[rows * input.columns()];
        for (int row = 0; row < rows; row++) {
            System.arraycopy(
                    input.values(), row * every * input.columns(), values, row * input.columns(), input.columns());
        }
        return new Tensor(rows, input.columns(), values);
    }

    private static float[] average(Tensor rows) {
        float[] average = new float[rows.columns()];
        for (int c = 0; c < average.length; c++) {
            double sum = 0;
            for (int row = 0; row < rows.rows(); row++) {
                sum += rows.at(row, c);
            }
            average[c] = (float) (sum / rows.rows());
        }
        return average;
    }

    private static Tensor between(float[] from, Tensor to, float share) {
        float[] values = new float[to.values().length];
        for (int i = 0; i < values.length; i++) {
            float start = from[i % from.length];
            values[i] = start + share * (to.values()[i] - start);
        }
        return new Tensor(to.rows(), to.columns(), values);
    }

    /** Gradients of something that has none to give: central differences. */
    static UnaryOperator<Tensor> differences(UnaryOperator<Tensor> answers, int column) {
        float half = 0.01f;
        return rows -> {
            float[] gradient = new float[rows.values().length];
            for (int c = 0; c < rows.columns(); c++) {
                Tensor above = answers.apply(shifted(rows, c, half));
                Tensor below = answers.apply(shifted(rows, c, -half));
                for (int row = 0; row < rows.rows(); row++) {
                    gradient[row * rows.columns() + c] = (above.at(row, column) - below.at(row, column)) / (2 * half);
                }
            }
            return new Tensor(rows.rows(), rows.columns(), gradient);
        };
    }

    private static Tensor shifted(Tensor rows, int column, float by) {
        float[] values = rows.values().clone();
        for (int i = column; i < values.length; i += rows.columns()) {
            values[i] += by;
        }
        return new Tensor(rows.rows(), rows.columns(), values);
    }
}
