package io.reprise.benchmarks.eventlog;

import io.reprise.benchmarks.report.Latencies;
import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.NewEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** What one append and one read cost in a log of a given size: medians, one client, places chosen by the seed. */
final class ScaleTrial {

    private static final int GROUP_EVENTS = 64;
    private static final int APPENDS = 300;
    private static final int READS = 1_000;
    private static final int PAGE_EVENTS = 100;
    private static final long MEASURE_SECONDS_MAX = 15;

    static final List<String> COLUMNS = List.of(
            "append 1, µs",
            "append " + GROUP_EVENTS + ", µs an event",
            "append 1,000, µs an event",
            "stream of " + CampaignTrace.CAMPAIGN_EVENTS + ", µs",
            "page of " + PAGE_EVENTS + ", µs",
            "lastSequence, µs");

    private final EventLog log;
    private final LogFilling filling;
    private final SplittableRandom random;

    ScaleTrial(EventLog log, LogFilling filling, long seed) {
        this.log = log;
        this.filling = filling;
        this.random = new SplittableRandom(seed);
    }

    /** The figures of {@link #COLUMNS}. */
    List<Object> figures() {
        List<Object> figures = new ArrayList<>();
        measure(READS, this::readStream); // Unmeasured: for the compiler.
        figures.add(measure(APPENDS, this::appendOne));
        figures.add(measure(APPENDS / 3, () -> appendGroup(GROUP_EVENTS)) / GROUP_EVENTS);
        figures.add(measure(APPENDS / 10, () -> appendGroup(EventLog.BATCH_EVENTS_MAX)) / EventLog.BATCH_EVENTS_MAX);
        figures.add(measure(READS, this::readStream));
        figures.add(measure(READS, this::readPage));
        figures.add(measure(READS, this::lastSequence));
        return figures;
    }

    /** Median in microseconds of what the work itself says it took. */
    private static double measure(int times, Work work) {
        Latencies latencies = new Latencies();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(MEASURE_SECONDS_MAX);
        for (int i = 0; i < times && System.nanoTime() < deadline; i++) {
            latencies.add(work.nanos());
        }
        return latencies.micros(0.5);
    }

    private interface Work {
        long nanos();
    }

    private long appendOne() {
        return append(List.of(filling.probe().getFirst()));
    }

    private long appendGroup(int events) {
        List<NewEvent> group = new ArrayList<>();
        while (group.size() < events) {
            List<NewEvent> stream = filling.probe();
            group.addAll(stream.subList(0, Math.min(stream.size(), events - group.size())));
        }
        return append(group);
    }

    private long append(List<NewEvent> events) {
        long head = log.head();
        long start = System.nanoTime();
        long position = log.append(events);
        long nanos = System.nanoTime() - start;
        if (position != head) {
            throw new IllegalStateException("appended at " + position + " instead of at " + head);
        }
        return nanos;
    }

    private long readStream() {
        String stream = LogFilling.streamName(random.nextLong(filling.streams()));
        long start = System.nanoTime();
        int read = log.readStream(stream, 0, 1_000).size();
        return require(read, CampaignTrace.CAMPAIGN_EVENTS, System.nanoTime() - start);
    }

    private long readPage() {
        long from = random.nextLong(log.head() - PAGE_EVENTS);
        long start = System.nanoTime();
        int read = log.read(from, PAGE_EVENTS).size();
        return require(read, PAGE_EVENTS, System.nanoTime() - start);
    }

    private long lastSequence() {
        String stream = LogFilling.streamName(random.nextLong(filling.streams()));
        long start = System.nanoTime();
        long last = log.lastSequence(stream).orElse(-1);
        return require(last, CampaignTrace.CAMPAIGN_EVENTS - 1, System.nanoTime() - start);
    }

    private static long require(long read, long expected, long nanos) {
        if (read != expected) {
            throw new IllegalStateException("read " + read + " instead of " + expected);
        }
        return nanos;
    }
}
