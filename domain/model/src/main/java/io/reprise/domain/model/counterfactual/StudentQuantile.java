package io.reprise.domain.model.counterfactual;

/** Quantiles of Student's t, by the expansion of Fisher and Cornish (1960): right to 0.1 % from 6 degrees of freedom on. */
enum StudentQuantile {
    TWO_SIDED_95(1.959963984540054);

    private final double z;

    StudentQuantile(double z) {
        this.z = z;
    }

    double at(int degrees) {
        double z2 = z * z;
        double n = degrees;
        return z
                + z * (z2 + 1) / (4 * n)
                + z * (5 * z2 * z2 + 16 * z2 + 3) / (96 * n * n)
                + z * (3 * z2 * z2 * z2 + 19 * z2 * z2 + 17 * z2 - 15) / (384 * n * n * n);
    }
}
