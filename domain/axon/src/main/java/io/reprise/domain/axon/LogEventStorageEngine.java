package io.reprise.domain.axon;

import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.NewEvent;
import io.reprise.domain.model.port.StoredEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventEntry;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedDomainEventData;
import org.axonframework.eventhandling.TrackedEventData;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.BatchingEventStorageEngine;
import org.axonframework.modelling.command.ConcurrencyException;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;

/**
 * Axon's door to the {@link EventLog}. The log is in one order without gaps, so a tracking token is the position of the
 * last event seen and nothing else, and no reader ever waits for, or misses, an event.
 */
public final class LogEventStorageEngine extends BatchingEventStorageEngine {

    private final EventLog log;
    private final StateSnapshots snapshots;
    private final JustAppended justAppended;

    private LogEventStorageEngine(Builder builder) {
        super(builder);
        this.justAppended = builder.justAppended;
        this.log = builder.log;
        this.snapshots = builder.snapshots;
    }

    /** Aggregates start from a snapshot, where one is there and holds; the rest is folded from the log. */
    public static LogEventStorageEngine over(EventLog log, StateSnapshots snapshots, Serializer serializer) {
        return over(log, snapshots, serializer, new JustAppended());
    }

    /** @param justAppended is told of what was appended */
    public static LogEventStorageEngine over(
            EventLog log, StateSnapshots snapshots, Serializer serializer, JustAppended justAppended) {
        return new LogEventStorageEngine(new Builder(log, snapshots, serializer, justAppended));
    }

    private static final class Builder extends BatchingEventStorageEngine.Builder {
        private final EventLog log;
        private final StateSnapshots snapshots;
        private final JustAppended justAppended;

        Builder(EventLog log, StateSnapshots snapshots, Serializer serializer, JustAppended justAppended) {
            this.justAppended = justAppended;
            this.log = log;
            this.snapshots = snapshots;
            snapshotSerializer(serializer);
            eventSerializer(serializer);
        }
    }

    @Override
    protected void appendEvents(List<? extends EventMessage<?>> events, Serializer serializer) {
        if (events.isEmpty()) {
            return;
        }
        try {
            List<NewEvent> entries =
                    events.stream().map(event -> entry(event, serializer)).toList();
            long first = log.append(entries);
            for (int i = 0; i < entries.size(); i++) {
                justAppended.appended(first + i, entries.get(i), events.get(i).getPayload());
            }
        } catch (EventLog.SequenceConflict e) {
            throw new ConcurrencyException(e.getMessage(), e);
        }
    }

    private static NewEvent entry(EventMessage<?> event, Serializer serializer) {
        DomainEventMessage<?> message = event instanceof DomainEventMessage<?> domain
                ? domain
                : new GenericDomainEventMessage<>("Event", event.getIdentifier(), 0, event);
        SerializedObject<byte[]> payload = message.serializePayload(serializer, byte[].class);
        SerializedObject<byte[]> metadata = message.serializeMetaData(serializer, byte[].class);
        return new NewEvent(
                message.getIdentifier(),
                message.getAggregateIdentifier(),
                message.getSequenceNumber(),
                message.getType(),
                payload.getType().getName(),
                Integer.parseInt(payload.getType().getRevision()),
                message.getTimestamp(),
                payload.getData(),
                metadata.getData());
    }

    private static DomainEventData<byte[]> data(StoredEvent stored) {
        NewEvent event = stored.event();
        return new GenericDomainEventEntry<>(
                event.kind(),
                event.stream(),
                event.sequence(),
                event.id(),
                event.at(),
                event.name(),
                Integer.toString(event.revision()),
                event.payload(),
                event.metadata());
    }

    @Override
    protected List<? extends TrackedEventData<?>> fetchTrackedEvents(TrackingToken last, int batchSize) {
        long from = last == null ? 0 : ((GlobalSequenceTrackingToken) last).getGlobalIndex() + 1;
        return log.read(from, batchSize).stream()
                .map(stored ->
                        new TrackedDomainEventData<>(new GlobalSequenceTrackingToken(stored.position()), data(stored)))
                .toList();
    }

    @Override
    protected List<? extends DomainEventData<?>> fetchDomainEvents(String stream, long firstSequence, int batchSize) {
        return log.readStream(stream, firstSequence, batchSize).stream()
                .map(LogEventStorageEngine::data)
                .toList();
    }

    @Override
    public Optional<Long> lastSequenceNumberFor(String stream) {
        OptionalLong last = log.lastSequence(stream);
        return last.isPresent() ? Optional.of(last.getAsLong()) : Optional.empty();
    }

    @Override
    public TrackingToken createTailToken() {
        return null;
    }

    @Override
    public TrackingToken createHeadToken() {
        return tokenBefore(log.head());
    }

    @Override
    public TrackingToken createTokenAt(Instant time) {
        long low = 0;
        long high = log.head();
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (log.read(middle, 1).getFirst().event().at().isBefore(time)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return tokenBefore(low);
    }

    private static TrackingToken tokenBefore(long position) {
        return position == 0 ? null : new GlobalSequenceTrackingToken(position - 1);
    }

    @Override
    protected void storeSnapshot(DomainEventMessage<?> snapshot, Serializer serializer) {
        AggregateForm.ofAggregate(snapshot.getPayload())
                .ifPresent(form -> form.save(
                        snapshots,
                        snapshot.getAggregateIdentifier(),
                        snapshot.getType(),
                        snapshot.getSequenceNumber(),
                        snapshot.getPayload()));
    }

    /** The aggregate itself is the payload, which is how Axon tells a snapshot from an event. */
    @Override
    public Optional<DomainEventMessage<?>> readSnapshot(String stream) {
        return AggregateForm.ofStream(stream)
                .flatMap(form -> form.latest(snapshots, stream))
                .map(saved -> new GenericDomainEventMessage<>(saved.kind(), stream, saved.sequence(), saved.state()));
    }

    /** Not asked for: {@link #readSnapshot} answers by itself, as a state is not in the form of an event. */
    @Override
    protected Stream<? extends DomainEventData<?>> readSnapshotData(String stream) {
        return Stream.empty();
    }
}
