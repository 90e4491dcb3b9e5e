package io.reprise.ml.serving;

import java.time.Duration;

/**
 * How much an artifact takes at once, and how long things may take.
 *
 * @param batchRowsMax most rows that travel in one batch
 * @param linger how long a batch waits for the requests that are likely to come; a lone client waits for nobody
 * @param waitingRequestsMax most requests that wait; one more is refused at once
 * @param waitingRowsMax most rows that wait, of all requests together
 * @param lanes batches of one artifact that run at the same time
 * @param openMax artifacts that stay open although no model is set to them
 * @param opening how long a question waits for an artifact to be opened where no other can answer; TensorFlow itself takes
 *     seconds to load, which says nothing about how fast the model answers
 * @param drain how long a replaced artifact may take to finish what it was asked
 */
public record ServingLimits(
        int batchRowsMax,
        Duration linger,
        int waitingRequestsMax,
        int waitingRowsMax,
        int lanes,
        int openMax,
        Duration opening,
        Duration drain) {

    public ServingLimits {
        atLeastOne("batchRowsMax", batchRowsMax);
        atLeastOne("waitingRequestsMax", waitingRequestsMax);
        atLeastOne("waitingRowsMax", waitingRowsMax);
        atLeastOne("lanes", lanes);
        atLeastOne("openMax", openMax);
        if (linger.isNegative() || opening.isNegative() || drain.isNegative()) {
            throw new IllegalArgumentException("linger, opening and drain are not negative");
        }
    }

    private static void atLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " is at least 1, but was " + value);
        }
    }

    /** As many lanes as there are processors, up to four; a million rows may wait. */
    public static ServingLimits usual() {
        int lanes = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 4);
        return new ServingLimits(
                4_096,
                Duration.ofNanos(200_000),
                1_024,
                1 << 20,
                lanes,
                4,
                Duration.ofSeconds(60),
                Duration.ofSeconds(30));
    }
}
