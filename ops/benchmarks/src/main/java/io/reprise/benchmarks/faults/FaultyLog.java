package io.reprise.benchmarks.faults;

import io.reprise.benchmarks.faults.Dice.Fault;
import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.LoggedBatch;
import io.reprise.domain.model.port.NewEvent;
import io.reprise.domain.model.port.StoredEvent;
import io.reprise.projections.eventstore.EmbeddedEventLog;
import io.reprise.projections.eventstore.LogUnavailable;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/** The embedded log on a disk that fails, in a process that dies while it writes. */
final class FaultyLog implements EventLog {

    private static final int LOSES_ONE_IN = 25;

    private final EmbeddedEventLog log;
    private final Dice dice;
    private final Plant plant;
    private long keptBytes;
    private boolean isTorn;

    FaultyLog(EmbeddedEventLog log, Dice dice, Plant plant) {
        this.log = log;
        this.dice = dice;
        this.plant = plant;
    }

    /** How much of the file a crash leaves. */
    long keptBytes() {
        return isTorn ? keptBytes : log.bytes();
    }

    @Override
    public long append(List<NewEvent> events) {
        if (dice.happens(Fault.CRASH_BEFORE_APPEND)) {
            throw new Crash("before an append");
        }
        if (dice.happens(Fault.STORE_FAILS_BEFORE)) {
            throw new LogUnavailable("the disk was away for a moment", null);
        }
        if (plant == Plant.LOSES_APPENDS && dice.drawn(LOSES_ONE_IN) == 0) {
            return log.head();
        }
        long before = log.bytes();
        long position = log.append(events);
        if (dice.happens(Fault.TORN_APPEND)) {
            isTorn = true;
            keptBytes = before + dice.drawn((int) (log.bytes() - before));
            throw new Crash("in an append, of which a part was written");
        }
        if (dice.happens(Fault.CRASH_AFTER_APPEND)) {
            throw new Crash("after an append");
        }
        if (dice.happens(Fault.STORE_FAILS_AFTER)) {
            throw new LogUnavailable("the disk was away for a moment, and nobody knows what it holds", null);
        }
        return position;
    }

    @Override
    public List<StoredEvent> read(long from, int max) {
        return log.read(from, max);
    }

    @Override
    public List<StoredEvent> readStream(String stream, long fromSequence, int max) {
        return log.readStream(stream, fromSequence, max);
    }

    @Override
    public OptionalLong lastSequence(String stream) {
        return log.lastSequence(stream);
    }

    @Override
    public long head() {
        return log.head();
    }

    @Override
    public boolean await(long position, Duration atMost) {
        return log.head() > position;
    }

    @Override
    public List<LoggedBatch> batches(long fromPosition, int max) {
        return log.batches(fromPosition, max);
    }

    @Override
    public void close() {
        log.close();
    }
}
