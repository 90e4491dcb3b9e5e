package io.reprise.benchmarks.eventlog;

import io.reprise.benchmarks.eventlog.ReplayableStore.Kind;
import io.reprise.benchmarks.eventlog.ReplayableStore.Reading;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.axonframework.eventhandling.DomainEventMessage;

/** Fills a store with the trace's events and reads it from its beginning, in each of the ways it offers. */
final class ReplayTrial {

    /**
     * @param events that were in the store, and were all read
     * @param complete whether the store took all events that were wanted in the time it was given
     */
    record Result(Contender contender, Reading reading, long events, boolean complete, double perSecond) {}

    private static final int CAMPAIGNS_A_BATCH = 50;
    private static final int RUNS = 3;

    /** A reading that took this long is not run again. */
    private static final double READ_SECONDS_MAX = 20;

    private final CampaignTrace trace;
    private final int events;
    private final int fillSeconds;

    ReplayTrial(CampaignTrace trace, int events, int fillSeconds) {
        this.trace = trace;
        this.events = events;
        this.fillSeconds = fillSeconds;
    }

    /**
     * The best of three runs of each reading, or of fewer where they are slow.
     *
     * @throws IllegalStateException if a reading does not see every event, or folds them into another view
     */
    List<Result> run(Contender contender, Path folder) throws Exception {
        List<Result> results = new ArrayList<>();
        try (OpenStore open = contender.open(folder, 1)) {
            if (!(open instanceof ReplayableStore store)) {
                return results;
            }
            PlanBoard expected = new PlanBoard();
            long filled = fill(store, expected);
            AppendTrial.requireSame(contender, filled, store.countEvents());
            for (Reading reading : store.readings()) {
                double best = Double.MAX_VALUE;
                double spent = 0;
                for (int i = 0; i < RUNS && spent < READ_SECONDS_MAX; i++) {
                    double seconds = seconds(contender, reading, filled, expected);
                    best = Math.min(best, seconds);
                    spent += seconds;
                }
                results.add(new Result(contender, reading, filled, filled >= events, filled / best));
            }
        }
        return results;
    }

    private long fill(ReplayableStore store, PlanBoard expected) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(fillSeconds);
        long filled = 0;
        for (int campaign = 0; filled < events && System.nanoTime() < deadline; campaign += CAMPAIGNS_A_BATCH) {
            List<DomainEventMessage<?>> batch = new ArrayList<>();
            for (int i = 0; i < CAMPAIGNS_A_BATCH; i++) {
                batch.addAll(trace.messages(0, campaign + i));
            }
            store.fill(batch);
            batch.forEach(message -> expected.accept(message.getPayload()));
            filled += batch.size();
        }
        return filled;
    }

    private static double seconds(Contender contender, Reading reading, long filled, PlanBoard expected)
            throws Exception {
        PlanBoard board = new PlanBoard();
        long start = System.nanoTime();
        long read = reading.replay().run(board);
        double seconds = (System.nanoTime() - start) / 1e9;
        AppendTrial.requireSame(contender, filled, read);
        if (reading.kind() == Kind.FOLD && !board.equals(expected)) {
            throw new IllegalStateException(
                    contender.name() + ", " + reading.name() + ": folded into another view than the events appended");
        }
        return seconds;
    }
}
