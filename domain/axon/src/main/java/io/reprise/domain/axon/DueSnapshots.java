package io.reprise.domain.axon;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.axonframework.eventsourcing.AggregateFactory;
import org.axonframework.eventsourcing.AggregateSnapshotter;
import org.axonframework.eventsourcing.GenericAggregateFactory;
import org.axonframework.eventsourcing.Snapshotter;
import org.axonframework.eventsourcing.eventstore.EventStore;

/**
 * Makes snapshots on a thread of its own, and only those that would be saved. Axon's way is to fold the whole aggregate again on
 * the thread of the command that was one too many, while all others of the aggregate wait: an item that everybody wants stood
 * still most of the time.
 */
public final class DueSnapshots implements Snapshotter, AutoCloseable {

    private final StateSnapshots states;
    private final ExecutorService thread;
    private final Snapshotter snapshotter;

    /** @param aggregates named, because Axon would look for them where they are not */
    public DueSnapshots(EventStore events, StateSnapshots states, Class<?>... aggregates) {
        this.states = states;
        this.thread = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name("snapshots").factory());
        List<? extends AggregateFactory<?>> factories =
                Arrays.stream(aggregates).map(GenericAggregateFactory::new).toList();
        this.snapshotter = AggregateSnapshotter.builder()
                .eventStore(events)
                .aggregateFactories(List.copyOf(factories))
                .executor(thread)
                .build();
    }

    @Override
    public void scheduleSnapshot(Class<?> aggregateType, String stream) {
        if (states.isDue(stream)) {
            snapshotter.scheduleSnapshot(aggregateType, stream);
        }
    }

    /** Waits for those that were asked for. */
    @Override
    public void close() {
        thread.close();
    }
}
