package io.reprise.benchmarks.report;

import java.util.Arrays;
import java.util.Collection;

/** Every latency of a trial, in nanoseconds: exact percentiles, no buckets. For one thread, then merged. */
public final class Latencies {

    private long[] nanos = new long[1 << 12];
    private int size;

    public void add(long latencyNanos) {
        if (size == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * size);
        }
        nanos[size++] = latencyNanos;
    }

    public static Latencies merged(Collection<Latencies> parts) {
        Latencies all = new Latencies();
        all.nanos = parts.stream()
                .flatMapToLong(part -> Arrays.stream(part.nanos, 0, part.size))
                .sorted()
                .toArray();
        all.size = all.nanos.length;
        return all;
    }

    public int count() {
        return size;
    }

    /** The latency that a share of all do not exceed (nearest rank), in microseconds. */
    public double micros(double share) {
        if (size == 0) {
            return Double.NaN;
        }
        Arrays.sort(nanos, 0, size);
        return nanos[Math.clamp((long) Math.ceil(share * size) - 1, 0, size - 1)] / 1e3;
    }
}
