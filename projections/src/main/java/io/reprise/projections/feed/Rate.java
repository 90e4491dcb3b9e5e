package io.reprise.projections.feed;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/** Events a second over the last ten seconds or, where it is younger, since it began. */
final class Rate {

    private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private record Sample(long nanos, long total) {}

    private final Deque<Sample> samples = new ArrayDeque<>();
    private long total;

    Rate() {
        samples.add(new Sample(System.nanoTime(), 0));
    }

    synchronized void passed(long events) {
        total += events;
        long now = System.nanoTime();
        if (now - samples.getLast().nanos() >= STEP_NANOS) {
            samples.add(new Sample(now, total));
        }
        forgetOld(now);
    }

    private void forgetOld(long now) {
        while (samples.size() > 1 && now - samples.getFirst().nanos() > WINDOW_NANOS) {
            samples.removeFirst();
        }
    }

    synchronized double perSecond() {
        long now = System.nanoTime();
        forgetOld(now);
        Sample first = samples.getFirst();
        long nanos = now - first.nanos();
        return nanos <= 0 ? 0 : (total - first.total()) * 1e9 / nanos;
    }
}
