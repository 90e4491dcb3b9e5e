package io.reprise.ml.regression;

import java.util.Arrays;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.RealMatrix;

/**
 * Logistic regression by Newton's method (McCullagh and Nelder 1989, ch. 4), with a small ridge so that columns that say the
 * same do no harm: the baseline of purchase, and with the logit as its one column the calibration of Platt (1999).
 *
 * @param coefficients one a column; the first is of the column of ones
 */
public record LogisticRegression(double[] coefficients) {

    private static final int STEPS_MAX = 50;
    private static final double TOLERANCE = 1e-8;
    private static final double RIDGE = 1e-3;

    /**
     * @param x one row an observation, the first column ones
     * @param y from 0 to 1
     */
    public static LogisticRegression fit(double[][] x, double[] y) {
        if (x.length == 0 || x.length != y.length) {
            throw new IllegalArgumentException(x.length + " rows cannot be fitted to " + y.length + " outcomes");
        }
        int columns = x[0].length;
        double[] beta = new double[columns];
        for (int step = 0; step < STEPS_MAX; step++) {
            double[] gradient = new double[columns];
            double[][] curvature = new double[columns][columns];
            for (int row = 0; row < x.length; row++) {
                double p = probability(x[row], beta);
                for (int a = 0; a < columns; a++) {
                    gradient[a] += (y[row] - p) * x[row][a];
                    for (int b = 0; b <= a; b++) {
                        curvature[a][b] += p * (1 - p) * x[row][a] * x[row][b];
                    }
                }
            }
            double moved = move(beta, gradient, curvature);
            if (moved < TOLERANCE) {
                break;
            }
        }
        return new LogisticRegression(beta);
    }

    private static double move(double[] beta, double[] gradient, double[][] curvature) {
        for (int a = 0; a < beta.length; a++) {
            double ridge = a == 0 ? 1e-9 : RIDGE;
            gradient[a] -= ridge * beta[a];
            curvature[a][a] += ridge;
            for (int b = 0; b < a; b++) {
                curvature[b][a] = curvature[a][b];
            }
        }
        RealMatrix matrix = new Array2DRowRealMatrix(curvature, false);
        double[] change = new CholeskyDecomposition(matrix)
                .getSolver()
                .solve(new ArrayRealVector(gradient, false))
                .toArray();
        double largest = 0;
        for (int a = 0; a < beta.length; a++) {
            // Far steps of the first rounds overshoot where outcomes are nearly told apart.
            double bounded = Math.max(-2, Math.min(2, change[a]));
            beta[a] += bounded;
            largest = Math.max(largest, Math.abs(bounded));
        }
        return largest;
    }

    /** Shift and slope that make probabilities of logits; outcomes are drawn a little away from 0 and 1, as Platt did. */
    public static LogisticRegression calibration(double[] logits, boolean[] outcomes) {
        return calibration(
                Arrays.stream(logits).mapToObj(logit -> new double[] {1, logit}).toArray(double[][]::new), outcomes);
    }

    /** Likewise of several logits together, each with its own slope (stacking, Wolpert 1992). @param x ones, then logits */
    public static LogisticRegression calibration(double[][] x, boolean[] outcomes) {
        double yes = 0;
        for (boolean outcome : outcomes) {
            yes += outcome ? 1 : 0;
        }
        double high = (yes + 1) / (yes + 2);
        double low = 1 / (outcomes.length - yes + 2);
        double[] y = new double[outcomes.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = outcomes[i] ? high : low;
        }
        return fit(x, y);
    }

    public double logit(double... row) {
        return logit(row, coefficients);
    }

    public double probability(double... row) {
        return probability(row, coefficients);
    }

    private static double probability(double[] row, double[] beta) {
        return 1 / (1 + Math.exp(-logit(row, beta)));
    }

    private static double logit(double[] row, double[] beta) {
        double logit = 0;
        for (int i = 0; i < row.length; i++) {
            logit += row[i] * beta[i];
        }
        return logit;
    }
}
