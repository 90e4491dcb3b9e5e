package io.reprise.domain.model.port;

/** Random numbers that hide one shopper among the others. */
public interface Noise {

    /**
     * A whole number k with probability proportional to exp(−|k|·ε/sensitivity): the discrete Laplace, or two-sided
     * geometric, distribution.
     *
     * @param sensitivity by how much one shopper changes the counts together, at least 1
     * @param epsilonMicros ε in millionths, at least 1
     */
    long draw(int sensitivity, long epsilonMicros);
}
