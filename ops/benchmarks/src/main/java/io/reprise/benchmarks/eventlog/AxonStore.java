package io.reprise.benchmarks.eventlog;

import io.reprise.domain.axon.AggregateCache;
import io.reprise.domain.axon.CampaignAggregate;
import io.reprise.domain.axon.NamedEventSerializer;
import io.reprise.domain.axon.Streams;
import io.reprise.domain.model.campaign.CampaignCommand;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.commandhandling.gateway.IntervalRetryScheduler;
import org.axonframework.config.AggregateConfigurer;
import org.axonframework.config.Configuration;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.serialization.Serializer;

/** The campaign aggregate over one of Axon's storage engines, ours among them, set up as the server sets it up. */
final class AxonStore implements ReplayableStore {

    /** How a batch is written when the store is filled. */
    interface Filling {
        void write(List<DomainEventMessage<?>> batch) throws Exception;
    }

    private final CampaignTrace trace;
    private final EventStorageEngine engine;
    private final Callable<Long> count;
    private final Filling filling;
    private final List<Reading> cursors;
    private final Closeable resources;
    private final ScheduledExecutorService retries;
    private final Configuration axon;
    private final CommandGateway gateway;

    /**
     * @param count counts the events in the store, not through the engine
     * @param cursors readings besides that through the engine
     * @param resources closed last
     */
    AxonStore(
            CampaignTrace trace,
            EventStorageEngine engine,
            Callable<Long> count,
            Filling filling,
            List<Reading> cursors,
            Closeable resources) {
        this.trace = trace;
        this.engine = engine;
        this.count = count;
        this.filling = filling;
        this.cursors = cursors;
        this.resources = resources;
        this.retries = Executors.newSingleThreadScheduledExecutor();
        Serializer serializer = serializer();
        this.axon = DefaultConfigurer.defaultConfiguration(false)
                .configureSerializer(c -> serializer)
                .configureEventSerializer(c -> serializer)
                .configureEventStore(c -> EmbeddedEventStore.builder()
                        .storageEngine(engine)
                        .cachedEvents(500)
                        .build())
                .configureAggregate(AggregateConfigurer.defaultConfiguration(CampaignAggregate.class)
                        .configureCommandTargetResolver(c -> Streams.commandTargets())
                        .configureCache(c -> new AggregateCache()))
                .buildConfiguration();
        axon.start();
        this.gateway = DefaultCommandGateway.builder()
                .commandBus(axon.commandBus())
                .retryScheduler(IntervalRetryScheduler.builder()
                        .retryExecutor(retries)
                        .retryInterval(10)
                        .maxRetryCount(20)
                        .build())
                .build();
    }

    static Serializer serializer() {
        return NamedEventSerializer.create();
    }

    @Override
    public Client client(int number) {
        return new Client() {
            private Iterator<CampaignCommand> commands = Collections.emptyIterator();
            private int campaign;

            @Override
            public int request() {
                if (!commands.hasNext()) {
                    commands = trace.commands(number, campaign++).iterator();
                }
                gateway.sendAndWait(commands.next());
                return 1;
            }
        };
    }

    @Override
    public long countEvents() throws Exception {
        return count.call();
    }

    @Override
    public void fill(List<DomainEventMessage<?>> batch) throws Exception {
        filling.write(batch);
    }

    @Override
    public List<Reading> readings() {
        List<Reading> readings = new ArrayList<>(cursors);
        readings.add(new Reading("fold, through the engine's readEvents", Kind.FOLD, this::foldThroughEngine));
        return readings;
    }

    private long foldThroughEngine(Consumer<Object> fold) {
        try (Stream<? extends TrackedEventMessage<?>> events = engine.readEvents(null, false)) {
            long read = 0;
            for (Iterator<? extends TrackedEventMessage<?>> each = events.iterator(); each.hasNext(); read++) {
                fold.accept(each.next().getPayload());
            }
            return read;
        }
    }

    @Override
    public void close() throws IOException {
        axon.shutdown();
        retries.shutdownNow();
        resources.close();
    }
}
