package io.reprise.ml.fairness;

/**
 * How figures of groups are made sure of.
 *
 * @param seed of the bootstrap; the same seed and rows give the same intervals
 * @param replicates how often each group is drawn again
 * @param rowsMin a group of fewer rows is counted among the others
 * @param eventsMin likewise one in which what is predicted happened, or did not happen, less often
 */
public record Sampling(long seed, int replicates, int rowsMin, int eventsMin) {

    public static Sampling of(long seed) {
        return new Sampling(seed, 200, 100, 20);
    }
}
