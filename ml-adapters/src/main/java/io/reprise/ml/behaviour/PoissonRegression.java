package io.reprise.ml.behaviour;

import java.util.Optional;
import org.hipparchus.exception.MathRuntimeException;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.RealMatrix;

/**
 * Regression of counts on a log scale, by iteratively reweighted least squares, with standard errors that allow for more
 * scatter than a Poisson count has (quasi-likelihood: McCullagh and Nelder, Generalized Linear Models, 1989, ch. 6 and 9).
 *
 * @param coefficients one a column
 * @param standardErrors of the coefficients
 * @param dispersion scatter relative to a Poisson count's; at least 1
 * @param degreesOfFreedom rows less columns
 */
record PoissonRegression(double[] coefficients, double[] standardErrors, double dispersion, int degreesOfFreedom) {

    private static final int STEPS_MAX = 50;
    private static final double TOLERANCE = 1e-9;

    /** Keeps the mean of a row within what a double holds while the first steps are still wild. */
    private static final double LOG_MEAN_MAX = 30;

    /**
     * @param x one row an observation, with a column of ones
     * @param y counts, not negative
     * @return empty where the columns do not tell the coefficients apart, or the steps do not settle
     */
    static Optional<PoissonRegression> fit(double[][] x, double[] y) {
        int columns = x[0].length;
        double mean = java.util.Arrays.stream(y).average().orElse(0);
        if (x.length <= columns || mean <= 0) {
            return Optional.empty();
        }
        double[] beta = new double[columns];
        beta[0] = Math.log(mean);
        try {
            for (int step = 0; step < STEPS_MAX; step++) {
                double[] change = newtonStep(x, y, beta);
                double largest = 0;
                for (int c = 0; c < columns; c++) {
                    beta[c] += change[c];
                    largest = Math.max(largest, Math.abs(change[c]));
                }
                if (largest < TOLERANCE) {
                    return Optional.of(withErrors(x, y, beta));
                }
            }
        } catch (MathRuntimeException e) {
            // The information matrix is not positive definite: some column is a mix of others.
            return Optional.empty();
        }
        return Optional.empty();
    }

    private static double mean(double[] row, double[] beta) {
        double log = 0;
        for (int c = 0; c < row.length; c++) {
            log += row[c] * beta[c];
        }
        return Math.exp(Math.max(-LOG_MEAN_MAX, Math.min(LOG_MEAN_MAX, log)));
    }

    private static double[] newtonStep(double[][] x, double[] y, double[] beta) {
        double[] score = new double[beta.length];
        for (int r = 0; r < x.length; r++) {
            double residual = y[r] - mean(x[r], beta);
            for (int c = 0; c < beta.length; c++) {
                score[c] += x[r][c] * residual;
            }
        }
        return new CholeskyDecomposition(information(x, beta), 1e-10, 1e-10)
                .getSolver()
                .solve(new ArrayRealVector(score, false))
                .toArray();
    }

    private static RealMatrix information(double[][] x, double[] beta) {
        double[][] sums = new double[beta.length][beta.length];
        for (double[] row : x) {
            double weight = mean(row, beta);
            for (int i = 0; i < beta.length; i++) {
                for (int j = 0; j < beta.length; j++) {
                    sums[i][j] += weight * row[i] * row[j];
                }
            }
        }
        return new Array2DRowRealMatrix(sums, false);
    }

    private static PoissonRegression withErrors(double[][] x, double[] y, double[] beta) {
        int freedom = x.length - beta.length;
        double chiSquare = 0;
        for (int r = 0; r < x.length; r++) {
            double mean = mean(x[r], beta);
            chiSquare += (y[r] - mean) * (y[r] - mean) / mean;
        }
        double dispersion = Math.max(1, chiSquare / freedom);
        RealMatrix covariance = new CholeskyDecomposition(information(x, beta), 1e-10, 1e-10)
                .getSolver()
                .getInverse();
        double[] errors = new double[beta.length];
        for (int c = 0; c < beta.length; c++) {
            errors[c] = Math.sqrt(dispersion * covariance.getEntry(c, c));
        }
        return new PoissonRegression(beta, errors, dispersion, freedom);
    }
}
