package io.reprise.ml.privacy;

import io.reprise.domain.model.port.Noise;
import java.security.SecureRandom;
import java.util.random.RandomGenerator;

/**
 * Exact draws from the discrete Laplace distribution, in whole numbers alone (Canonne, Kamath and Steinke 2020, *The
 * Discrete Gaussian for Differential Privacy*, algorithms 1 and 2): noise made with floating point gives away in its low
 * bits what it should hide (Mironov 2012).
 */
public final class DiscreteLaplaceNoise implements Noise {

    private static final long MICROS = 1_000_000;

    private final RandomGenerator random;

    /** Noise nobody can guess. */
    public DiscreteLaplaceNoise() {
        this(new SecureRandom());
    }

    DiscreteLaplaceNoise(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public long draw(int sensitivity, long epsilonMicros) {
        if (sensitivity < 1 || epsilonMicros < 1) {
            throw new IllegalArgumentException("sensitivity and epsilon must be positive");
        }
        // Scale t / s: probabilities fall by exp(−s / t) a step.
        long t = sensitivity * MICROS;
        while (true) {
            long u = random.nextLong(t);
            if (!isExpMinus(u, t)) {
                continue;
            }
            long v = 0;
            while (isExpMinus(1, 1)) {
                v++;
            }
            long magnitude = (u + t * v) / epsilonMicros;
            boolean negative = random.nextBoolean();
            if (!(negative && magnitude == 0)) {
                return negative ? -magnitude : magnitude;
            }
        }
    }

    /** True with probability exp(−numerator / denominator), for a fraction of 0 to 1. */
    private boolean isExpMinus(long numerator, long denominator) {
        long k = 1;
        // Stops at step k with the probability of an alternating series' k-th partial product.
        while (random.nextLong(denominator * k) < numerator) {
            k++;
        }
        return k % 2 == 1;
    }
}
