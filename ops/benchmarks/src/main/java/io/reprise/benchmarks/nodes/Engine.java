package io.reprise.benchmarks.nodes;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.reprise.domain.axon.AggregateCache;
import io.reprise.domain.axon.Conflicts;
import io.reprise.domain.axon.DueSnapshots;
import io.reprise.domain.axon.FreshDecisions;
import io.reprise.domain.axon.LogEventStorageEngine;
import io.reprise.domain.axon.LogSignals;
import io.reprise.domain.axon.NamedEventSerializer;
import io.reprise.domain.axon.StateSnapshots;
import io.reprise.domain.axon.StockItemAggregate;
import io.reprise.domain.axon.Streams;
import io.reprise.domain.model.audience.HeapDigests;
import io.reprise.domain.model.port.EventLog;
import io.reprise.projections.eventstore.MongoEventLog;
import io.reprise.projections.snapshot.MongoSnapshots;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.config.AggregateConfigurer;
import org.axonframework.config.Configuration;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.eventsourcing.EventCountSnapshotTriggerDefinition;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.modelling.command.ConcurrencyException;
import org.axonframework.serialization.Serializer;

/** The engine over a shared log, set up as each of several servers sets it up. */
final class Engine implements AutoCloseable {

    private static final int SNAPSHOT_EVENTS = 200;

    private final MongoClient client;
    private final EventLog log;
    private final Configuration axon;
    private final LogSignals signals;

    Engine(String uri, String database) {
        client = MongoClients.create(uri);
        MongoDatabase shared = client.getDatabase(database);
        log = new MongoEventLog(shared);
        StateSnapshots snapshots = new StateSnapshots(log, new MongoSnapshots(shared));
        Serializer serializer = NamedEventSerializer.create();
        axon = DefaultConfigurer.defaultConfiguration(false)
                .configureSerializer(c -> serializer)
                .configureEventSerializer(c -> serializer)
                .configureEventStore(c -> EmbeddedEventStore.builder()
                        .storageEngine(LogEventStorageEngine.over(log, snapshots, serializer))
                        .cachedEvents(500)
                        .build())
                .configureSnapshotter(c -> new DueSnapshots(c.eventStore(), snapshots, StockItemAggregate.class))
                .configureAggregate(AggregateConfigurer.defaultConfiguration(StockItemAggregate.class)
                        .configureSnapshotTrigger(
                                c -> new EventCountSnapshotTriggerDefinition(c.snapshotter(), SNAPSHOT_EVENTS))
                        .configureCommandTargetResolver(c -> Streams.commandTargets())
                        .configureCache(c -> new AggregateCache()))
                .start();
        axon.commandBus().registerHandlerInterceptor(new FreshDecisions(log));
        signals = new LogSignals(log, axon.eventStore(), HeapDigests::new);
    }

    EventLog log() {
        return log;
    }

    LogSignals signals() {
        return signals;
    }

    CommandGateway gateway() {
        return axon.commandGateway();
    }

    /** Decided again where another node was faster, as a server's gateway does. */
    <R> R send(Object command) {
        for (int attempt = 1; ; attempt++) {
            try {
                return gateway().sendAndWait(command);
            } catch (ConcurrencyException e) {
                if (attempt > Conflicts.RETRIES_MAX) {
                    throw e;
                }
                Conflicts.rest(attempt);
            }
        }
    }

    @Override
    public void close() {
        axon.shutdown();
        ((DueSnapshots) axon.snapshotter()).close();
        log.close();
        client.close();
    }
}
