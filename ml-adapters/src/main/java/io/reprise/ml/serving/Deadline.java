package io.reprise.ml.serving;

import java.time.Duration;

/** @param patience how long somebody waits, @param atNanos until when, by {@link System#nanoTime()} */
record Deadline(Duration patience, long atNanos) {

    static Deadline in(Duration patience) {
        return new Deadline(patience, System.nanoTime() + patience.toNanos());
    }

    long leftNanos() {
        return Math.max(0, atNanos - System.nanoTime());
    }

    String missed() {
        return "did not answer within " + patience.toMillis() + " ms";
    }
}
