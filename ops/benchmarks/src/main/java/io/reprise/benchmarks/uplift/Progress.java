package io.reprise.benchmarks.uplift;

import java.util.Locale;

/** How far it is, on one line that is written again. */
final class Progress {

    private static final long EVERY_NANOS = 1_000_000_000L;

    private final int all;
    private final long started = System.nanoTime();
    private long told = started;
    private int done;

    Progress(int all) {
        this.all = all;
    }

    void done() {
        done++;
        long now = System.nanoTime();
        if (now - told >= EVERY_NANOS) {
            told = now;
            double seconds = (now - started) / 1e9;
            System.err.printf(
                    Locale.ROOT,
                    "\r%,d of %,d campaigns, %.0f ms each, %.0f s left   ",
                    done,
                    all,
                    1000 * seconds / done,
                    seconds / done * (all - done));
        }
    }

    void end() {
        System.err.println();
    }
}
