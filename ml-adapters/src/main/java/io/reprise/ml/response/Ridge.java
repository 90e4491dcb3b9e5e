package io.reprise.ml.response;

import java.util.Arrays;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposition;

/** Regressions whose weights, but the first, are drawn towards zero (Hoerl and Kennard 1970; le Cessie and van Houwelingen 1992). */
final class Ridge {

    private static final int STEPS_MAX = 30;
    private static final double TOLERANCE = 1e-8;

    private Ridge() {}

    /** Least squares. @param x rows with a column of ones first */
    static double[] linear(double[][] x, double[] y, double penalty) {
        double[] weights = new double[x.length];
        Arrays.fill(weights, 1);
        return solve(x, weights, y, new double[x[0].length], even(x[0].length, penalty));
    }

    /** Logistic, by Newton's method. @param y 0 or 1 */
    static double[] logistic(double[][] x, double[] y, double penalty) {
        return logistic(x, y, even(x[0].length, penalty));
    }

    private static double[] even(int columns, double penalty) {
        double[] penalties = new double[columns];
        Arrays.fill(penalties, 1, columns, penalty);
        return penalties;
    }

    /** Logistic, each weight with a penalty of its own. */
    static double[] logistic(double[][] x, double[] y, double[] penalties) {
        double[] beta = new double[x[0].length];
        for (int step = 0; step < STEPS_MAX; step++) {
            double[] weights = new double[x.length];
            double[] residuals = new double[x.length];
            for (int i = 0; i < x.length; i++) {
                double p = 1 / (1 + Math.exp(-dot(x[i], beta)));
                weights[i] = Math.max(1e-9, p * (1 - p));
                residuals[i] = (y[i] - p) / weights[i];
            }
            double[] change = solve(x, weights, residuals, beta, penalties);
            double largest = 0;
            for (int c = 0; c < beta.length; c++) {
                beta[c] += change[c];
                largest = Math.max(largest, Math.abs(change[c]));
            }
            if (largest < TOLERANCE) {
                break;
            }
        }
        return beta;
    }

    /** The change of {@code from} that lowers the weighted squares and the penalty most. */
    private static double[] solve(double[][] x, double[] weights, double[] y, double[] from, double[] penalties) {
        int columns = x[0].length;
        double[][] information = new double[columns][columns];
        double[] score = new double[columns];
        for (int r = 0; r < x.length; r++) {
            for (int i = 0; i < columns; i++) {
                if (x[r][i] == 0) {
                    continue;
                }
                double weighted = weights[r] * x[r][i];
                score[i] += weighted * y[r];
                for (int j = 0; j < columns; j++) {
                    information[i][j] += weighted * x[r][j];
                }
            }
        }
        for (int i = 0; i < columns; i++) {
            double pull = Math.max(1e-9, penalties[i]);
            information[i][i] += pull;
            score[i] -= pull * from[i];
        }
        return new CholeskyDecomposition(new Array2DRowRealMatrix(information, false), 1e-8, 1e-14)
                .getSolver()
                .solve(new ArrayRealVector(score, false))
                .toArray();
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
