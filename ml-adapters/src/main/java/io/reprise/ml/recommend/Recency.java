package io.reprise.ml.recommend;

/**
 * How much an earlier action counts beside a later one.
 *
 * @param decay factor for each step back; 1 counts all alike, 0 only the last
 */
record Recency(double decay) {

    Recency {
        if (!(decay >= 0 && decay <= 1)) {
            throw new IllegalArgumentException("decay must be in [0, 1], but was " + decay);
        }
    }

    /** @param back steps from the last action, which is 0 */
    double at(int back) {
        return Math.pow(decay, back);
    }
}
