package io.reprise.domain.model.counterfactual;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Ridge regression of rewards on features of the option and on which option it is. */
final class RewardModel {

    /** In units of a feature's variance; keeps what is hardly seen from being believed. */
    private static final double RIDGE = 1.0;

    private final List<String> options;
    private final double[] scale;
    private final double[] weights;

    private RewardModel(List<String> options, double[] scale, double[] weights) {
        this.options = options;
        this.scale = scale;
        this.weights = weights;
    }

    static RewardModel fit(List<LoggedChoice> choices) {
        TreeSet<String> named = new TreeSet<>();
        choices.forEach(choice -> named.add(choice.option()));
        List<String> options = new ArrayList<>(named);
        int features = choices.getFirst().features().values().iterator().next().size();
        double[] scale = new double[features];
        for (LoggedChoice choice : choices) {
            List<Double> values = choice.features().get(choice.option());
            for (int i = 0; i < features; i++) {
                scale[i] += values.get(i) * values.get(i) / choices.size();
            }
        }
        for (int i = 0; i < features; i++) {
            scale[i] = scale[i] > 0 ? Math.sqrt(scale[i]) : 1;
        }
        int width = 1 + features + options.size();
        double[][] normal = new double[width][width + 1];
        for (LoggedChoice choice : choices) {
            double[] row = row(choice, choice.option(), options, scale);
            for (int i = 0; i < width; i++) {
                for (int j = 0; j < width; j++) {
                    normal[i][j] += row[i] * row[j];
                }
                normal[i][width] += row[i] * choice.reward();
            }
        }
        for (int i = 1; i < width; i++) {
            normal[i][i] += RIDGE;
        }
        return new RewardModel(options, scale, solved(normal));
    }

    private static double[] row(LoggedChoice choice, String option, List<String> options, double[] scale) {
        double[] row = new double[1 + scale.length + options.size()];
        row[0] = 1;
        List<Double> values = choice.features().get(option);
        for (int i = 0; i < scale.length; i++) {
            row[1 + i] = values == null ? 0 : values.get(i) / scale[i];
        }
        int which = options.indexOf(option);
        if (which >= 0) {
            row[1 + scale.length + which] = 1;
        }
        return row;
    }

    /** What an option would bring. */
    double reward(LoggedChoice choice, String option) {
        double[] row = row(choice, option, options, scale);
        double sum = 0;
        for (int i = 0; i < row.length; i++) {
            sum += weights[i] * row[i];
        }
        return sum;
    }

    /** Gauss elimination with the largest pivot; the right side is the last column. */
    private static double[] solved(double[][] a) {
        int n = a.length;
        for (int column = 0; column < n; column++) {
            int pivot = column;
            for (int row = column + 1; row < n; row++) {
                if (Math.abs(a[row][column]) > Math.abs(a[pivot][column])) {
                    pivot = row;
                }
            }
            double[] swapped = a[column];
            a[column] = a[pivot];
            a[pivot] = swapped;
            for (int row = column + 1; row < n; row++) {
                double factor = a[row][column] / a[column][column];
                for (int i = column; i <= n; i++) {
                    a[row][i] -= factor * a[column][i];
                }
            }
        }
        double[] solution = new double[n];
        for (int row = n - 1; row >= 0; row--) {
            double sum = a[row][n];
            for (int i = row + 1; i < n; i++) {
                sum -= a[row][i] * solution[i];
            }
            solution[row] = sum / a[row][row];
        }
        return solution;
    }
}
