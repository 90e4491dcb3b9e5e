package io.reprise.ml.serving;

import io.reprise.domain.model.port.ServingStatus;
import java.util.Arrays;

/** Counts what an artifact was asked, and remembers the latest latencies. */
final class Tally {

    private static final int REMEMBERED = 2_048;

    private final long[] latestNanos = new long[REMEMBERED];
    private long answered;
    private long failed;
    private long refused;
    private long batches;
    private long rows;

    synchronized void answered(long nanos) {
        latestNanos[(int) (answered++ % REMEMBERED)] = nanos;
    }

    synchronized void failed() {
        failed++;
    }

    synchronized void refused() {
        refused++;
    }

    synchronized void batch(int batchRows) {
        batches++;
        rows += batchRows;
    }

    /** The rest of a status is the artifact's. */
    synchronized ServingStatus status(
            ArtifactId artifact, RowModel model, boolean isDraining, WaitingRows waiting, String breaker) {
        long[] sorted = Arrays.copyOf(latestNanos, (int) Math.min(answered, REMEMBERED));
        Arrays.sort(sorted);
        return new ServingStatus(
                artifact.model(),
                artifact.sha256(),
                model.device(),
                model.engine(),
                isDraining,
                model.isSettled(),
                waiting.requests(),
                waiting.rows(),
                answered,
                failed,
                refused,
                batches,
                rows,
                batches == 0 ? 0 : (double) rows / batches,
                micros(sorted, 0.50),
                micros(sorted, 0.99),
                breaker);
    }

    private static double micros(long[] sorted, double share) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.ceil(share * sorted.length) - 1] / 1e3;
    }
}
