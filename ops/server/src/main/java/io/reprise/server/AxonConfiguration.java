package io.reprise.server;

import com.mongodb.client.MongoClient;
import io.reprise.domain.axon.CampaignAggregate;
import io.reprise.domain.axon.LogCampaigns;
import io.reprise.domain.axon.LogEventStorageEngine;
import io.reprise.domain.axon.LogSignals;
import io.reprise.domain.axon.LogStockItems;
import io.reprise.domain.axon.ModelReleaseAggregate;
import io.reprise.domain.axon.NamedEventSerializer;
import io.reprise.domain.axon.StateSnapshots;
import io.reprise.domain.axon.StockItemAggregate;
import io.reprise.domain.axon.Streams;
import io.reprise.domain.model.port.CampaignClock;
import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.Snapshots;
import io.reprise.http.CommandDesk;
import io.reprise.http.PlanCheck;
import io.reprise.projections.store.Views;
import io.reprise.workflows.LifecycleReactions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.Executors;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.commandhandling.gateway.IntervalRetryScheduler;
import org.axonframework.common.caching.WeakReferenceCache;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.config.AggregateConfigurer;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.TrackingEventProcessorConfiguration;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.inmemory.InMemoryTokenStore;
import org.axonframework.eventsourcing.AggregateSnapshotter;
import org.axonframework.eventsourcing.EventCountSnapshotTriggerDefinition;
import org.axonframework.eventsourcing.GenericAggregateFactory;
import org.axonframework.eventsourcing.Snapshotter;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.extensions.mongo.DefaultMongoTemplate;
import org.axonframework.extensions.mongo.eventsourcing.tokenstore.MongoTokenStore;
import org.axonframework.messaging.StreamableMessageSource;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.json.JacksonSerializer;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Commands in, events out: Axon over the event log. */
@Configuration(proxyBeanMethods = false)
class AxonConfiguration {

    static final String VIEWS = "views";
    static final String WORKFLOW = "workflow";

    @Bean
    @Qualifier("eventSerializer") Serializer eventSerializer() {
        return NamedEventSerializer.create();
    }

    @Bean
    StateSnapshots stateSnapshots(EventLog log, Snapshots snapshots) {
        return new StateSnapshots(log, snapshots);
    }

    @Bean
    EventStorageEngine eventStorageEngine(
            EventLog log, StateSnapshots snapshots, @Qualifier("eventSerializer") Serializer serializer) {
        return LogEventStorageEngine.over(log, snapshots, serializer);
    }

    @Bean
    EventStore eventStore(EventStorageEngine engine, CampaignClock clock) {
        // An event's time is the campaigns' time, simulated or not.
        GenericEventMessage.clock = new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return clock.instant();
            }
        };
        return EmbeddedEventStore.builder()
                .storageEngine(engine)
                .cachedEvents(500)
                .build();
    }

    /** Another server may have written to the same stream: load again, decide again, a bounded number of times. */
    @Bean
    CommandGateway commandGateway(CommandBus bus) {
        return DefaultCommandGateway.builder()
                .commandBus(bus)
                .retryScheduler(IntervalRetryScheduler.builder()
                        .retryExecutor(Executors.newSingleThreadScheduledExecutor(
                                Thread.ofVirtual().name("command-retry").factory()))
                        .retryInterval(10)
                        .maxRetryCount(20)
                        .build())
                .build();
    }

    @Bean
    LogCampaigns campaigns(EventLog log, StateSnapshots snapshots) {
        return new LogCampaigns(log, snapshots);
    }

    @Bean
    LogStockItems stockItems(EventLog log, StateSnapshots snapshots) {
        return new LogStockItems(log, snapshots);
    }

    @Bean
    LogSignals signals(EventLog log, EventStore events) {
        return new LogSignals(log, events);
    }

    @Bean
    CommandDesk commandDesk(CommandGateway gateway, EventLog log, Views views) {
        return new CommandDesk(gateway, log, views);
    }

    @Bean
    PlanCheck planCheck(LogStockItems stock) {
        return new PlanCheck(stock);
    }

    /** Feeds the views with every event and its position. */
    static final class ViewFeed {
        private final Views views;

        ViewFeed(Views views) {
            this.views = views;
        }

        @EventHandler
        void on(Object event, TrackingToken token) {
            views.on(token.position().orElseThrow(), event);
        }
    }

    @Bean
    ViewFeed viewFeed(Views views) {
        return new ViewFeed(views);
    }

    /** Told by name which aggregates there are: Spring's own looks for them among its beans, where they are not. */
    @Bean
    Snapshotter snapshotter(EventStore events) {
        return AggregateSnapshotter.builder()
                .eventStore(events)
                .aggregateFactories(
                        new GenericAggregateFactory<>(CampaignAggregate.class),
                        new GenericAggregateFactory<>(StockItemAggregate.class),
                        new GenericAggregateFactory<>(ModelReleaseAggregate.class))
                .build();
    }

    @Bean
    ConfigurerModule aggregates(RepriseProperties settings) {
        int every = settings.snapshotEvents();
        return configurer -> {
            configurer.configureAggregate(aggregate(CampaignAggregate.class, every));
            configurer.configureAggregate(aggregate(StockItemAggregate.class, every));
            configurer.configureAggregate(aggregate(ModelReleaseAggregate.class, every));
        };
    }

    private static <T> AggregateConfigurer<T> aggregate(Class<T> type, int snapshotEvents) {
        return AggregateConfigurer.defaultConfiguration(type)
                .configureSnapshotTrigger(c -> new EventCountSnapshotTriggerDefinition(c.snapshotter(), snapshotEvents))
                .configureCommandTargetResolver(c -> Streams.commandTargets())
                .configureCache(c -> new WeakReferenceCache());
    }

    @Bean
    TokenStore viewTokens(MongoClient mongo, RepriseProperties settings) {
        return MongoTokenStore.builder()
                .mongoTemplate(DefaultMongoTemplate.builder()
                        .mongoDatabase(mongo, settings.mongodbDatabase())
                        .trackingTokensCollectionName("view_tokens")
                        .build())
                .serializer(JacksonSerializer.defaultSerializer())
                .build();
    }

    @Bean
    ConfigurerModule processors(TokenStore viewTokens) {
        return configurer -> configurer
                .eventProcessing()
                .assignHandlerTypesMatching(VIEWS, type -> type == ViewFeed.class)
                .assignHandlerTypesMatching(WORKFLOW, type -> type == LifecycleReactions.class)
                .registerTokenStore(VIEWS, c -> viewTokens)
                // Where the workflow stopped need not be known: it looks at every open campaign when it starts.
                .registerTokenStore(WORKFLOW, c -> new InMemoryTokenStore())
                .registerTrackingEventProcessor(
                        VIEWS,
                        c -> c.eventStore(),
                        c -> TrackingEventProcessorConfiguration.forSingleThreadedProcessing()
                                .andBatchSize(100)
                                .andInitialTrackingToken(StreamableMessageSource::createTailToken))
                .registerTrackingEventProcessor(
                        WORKFLOW,
                        c -> c.eventStore(),
                        c -> TrackingEventProcessorConfiguration.forSingleThreadedProcessing()
                                .andInitialTrackingToken(StreamableMessageSource::createHeadToken))
                // What the workflow does commits by itself, before anybody else looks; views are not in that database.
                .registerTransactionManager(VIEWS, c -> NoTransactionManager.INSTANCE)
                .registerTransactionManager(WORKFLOW, c -> NoTransactionManager.INSTANCE)
                // An event that cannot be folded stops its projection; it is not skipped.
                .registerListenerInvocationErrorHandler(VIEWS, c -> PropagatingErrorHandler.instance())
                .registerListenerInvocationErrorHandler(WORKFLOW, c -> PropagatingErrorHandler.instance());
    }
}
