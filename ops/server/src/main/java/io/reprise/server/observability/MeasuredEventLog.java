package io.reprise.server.observability;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.LoggedBatch;
import io.reprise.domain.model.port.NewEvent;
import io.reprise.domain.model.port.StoredEvent;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/** The log, with how long it takes until an append is durable, and what could not be appended. */
public final class MeasuredEventLog implements EventLog {

    private final EventLog log;
    private final Timer appends;
    private final Counter conflicts;
    private final Counter failures;

    public MeasuredEventLog(EventLog log, MeterRegistry meters) {
        this.log = log;
        this.appends = Timer.builder("reprise.log.append")
                .description("Until an append was durable")
                .publishPercentileHistogram()
                .register(meters);
        this.conflicts = Counter.builder("reprise.log.conflicts")
                .description("Appends that came after somebody else's to the same stream, and were decided again")
                .register(meters);
        this.failures = Counter.builder("reprise.log.failures")
                .description("Appends that the store did not take")
                .register(meters);
        Gauge.builder("reprise.log.head", log, EventLog::head)
                .description("Events in the log")
                .register(meters);
    }

    @Override
    public long append(List<NewEvent> events) {
        Timer.Sample started = Timer.start();
        try {
            long position = log.append(events);
            started.stop(appends);
            return position;
        } catch (SequenceConflict e) {
            conflicts.increment();
            throw e;
        } catch (LimitExceeded e) {
            throw e;
        } catch (RuntimeException e) {
            failures.increment();
            throw e;
        }
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
        return log.await(position, atMost);
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
