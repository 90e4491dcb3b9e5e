package io.reprise.server;

import io.micrometer.observation.ObservationRegistry;
import io.reprise.domain.axon.AggregateCache;
import io.reprise.domain.axon.CampaignAggregate;
import io.reprise.domain.axon.DueSnapshots;
import io.reprise.domain.axon.FreshDecisions;
import io.reprise.domain.axon.GroupedClaims;
import io.reprise.domain.axon.JudgementAggregate;
import io.reprise.domain.axon.JustAppended;
import io.reprise.domain.axon.LogCampaigns;
import io.reprise.domain.axon.LogEventStorageEngine;
import io.reprise.domain.axon.LogJudgements;
import io.reprise.domain.axon.LogPrivacyBudgets;
import io.reprise.domain.axon.LogReleases;
import io.reprise.domain.axon.LogSignalPartitions;
import io.reprise.domain.axon.LogSignals;
import io.reprise.domain.axon.LogStockItems;
import io.reprise.domain.axon.ModelReleaseAggregate;
import io.reprise.domain.axon.NamedEventSerializer;
import io.reprise.domain.axon.PrivacyBudgetAggregate;
import io.reprise.domain.axon.StateSnapshots;
import io.reprise.domain.axon.StockItemAggregate;
import io.reprise.domain.axon.Streams;
import io.reprise.domain.model.port.CampaignClock;
import io.reprise.domain.model.port.Claims;
import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.EvidenceStore;
import io.reprise.domain.model.port.ModelAttributions;
import io.reprise.domain.model.port.ModelCards;
import io.reprise.domain.model.port.SignalPartitions;
import io.reprise.domain.model.port.Snapshots;
import io.reprise.http.CommandDesk;
import io.reprise.http.DecisionAttributions;
import io.reprise.http.OverrideDesk;
import io.reprise.http.PlanCheck;
import io.reprise.http.ReleaseDesk;
import io.reprise.projections.feed.ViewFeed;
import io.reprise.projections.models.ModelReleases;
import io.reprise.projections.signals.FiledDigests;
import io.reprise.server.observability.ObservedCommandBus;
import io.reprise.workflows.LifecycleReactions;
import io.reprise.workflows.PromotionReactions;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.config.AggregateConfigurer;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.TrackingEventProcessorConfiguration;
import org.axonframework.eventhandling.tokenstore.inmemory.InMemoryTokenStore;
import org.axonframework.eventsourcing.EventCountSnapshotTriggerDefinition;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.StreamableMessageSource;
import org.axonframework.messaging.interceptors.CorrelationDataInterceptor;
import org.axonframework.serialization.Serializer;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Commands in, events out: Axon over the event log. */
@Configuration(proxyBeanMethods = false)
class AxonConfiguration {

    static final String WORKFLOW = "workflow";

    private static final long FETCH_MILLIS = 1_000;
    private static final long FETCH_FROM_OTHERS_MILLIS = 100;

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
            EventLog log,
            StateSnapshots snapshots,
            @Qualifier("eventSerializer") Serializer serializer,
            JustAppended justAppended) {
        return LogEventStorageEngine.over(log, snapshots, serializer, justAppended);
    }

    @Bean
    EventStore eventStore(EventStorageEngine engine, CampaignClock clock, RepriseProperties settings) {
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
                // What this server appends it is told of at once; how soon it looks for what others do.
                .fetchDelay(settings.isEmbedded() ? FETCH_MILLIS : FETCH_FROM_OTHERS_MILLIS)
                .build();
    }

    /**
     * Without a transaction: what a command changes is one append to the log. With Camunda's, each command in flight
     * would hold a connection to its database, and no more could share a write than there are connections.
     */
    @Bean
    CommandBus commandBus(
            org.axonframework.config.Configuration axon,
            ObservationRegistry observations,
            EventLog log,
            RepriseProperties settings) {
        SimpleCommandBus bus = new ObservedCommandBus(
                SimpleCommandBus.builder()
                        .transactionManager(NoTransactionManager.INSTANCE)
                        .messageMonitor(axon.messageMonitor(SimpleCommandBus.class, "commandBus")),
                observations);
        bus.registerHandlerInterceptor(new CorrelationDataInterceptor<>(axon.correlationDataProviders()));
        if (!settings.isEmbedded()) {
            bus.registerHandlerInterceptor(new FreshDecisions(log));
        }
        return bus;
    }

    @Bean
    CommandGateway commandGateway(CommandBus bus) {
        return DefaultCommandGateway.builder()
                .commandBus(bus)
                .retryScheduler(CommandRetries.scheduler())
                .build();
    }

    @Bean
    Claims claims(CommandGateway gateway) {
        return new GroupedClaims(gateway::sendAndWait);
    }

    @Bean
    LogCampaigns campaigns(EventLog log, StateSnapshots snapshots) {
        return new LogCampaigns(log, snapshots);
    }

    @Bean
    LogReleases releases(EventLog log, StateSnapshots snapshots) {
        return new LogReleases(log, snapshots);
    }

    @Bean
    LogStockItems stockItems(EventLog log, StateSnapshots snapshots) {
        return new LogStockItems(log, snapshots);
    }

    @Bean
    LogJudgements judgements(EventLog log, StateSnapshots snapshots) {
        return new LogJudgements(log, snapshots);
    }

    @Bean
    LogPrivacyBudgets privacyBudgets(EventLog log, StateSnapshots snapshots) {
        return new LogPrivacyBudgets(log, snapshots);
    }

    @Bean
    LogSignals signals(EventLog log, EventStore events, RepriseProperties settings) {
        Path ids = settings.home().resolve("signal-ids");
        return new LogSignals(log, events, () -> new FiledDigests(ids));
    }

    @Bean
    SignalPartitions signalPartitions(EventLog log, LogSignals signals) {
        return new LogSignalPartitions(log, signals);
    }

    @Bean
    CommandDesk commandDesk(CommandGateway gateway, EventLog log, ViewFeed views) {
        return new CommandDesk(gateway, log, views);
    }

    @Bean
    DecisionAttributions decisionAttributions(EvidenceStore evidence, ModelAttributions attributions) {
        return new DecisionAttributions(evidence, attributions);
    }

    @Bean
    OverrideDesk overrideDesk(LogStockItems stock) {
        return new OverrideDesk(stock);
    }

    @Bean
    PlanCheck planCheck(LogStockItems stock) {
        return new PlanCheck(stock);
    }

    @Bean
    ReleaseDesk releaseDesk(CommandDesk commands, ModelReleases models, ModelCards cards, CampaignClock clock) {
        return new ReleaseDesk(commands, models, cards, clock);
    }

    @Bean(destroyMethod = "close")
    DueSnapshots snapshotter(EventStore events, StateSnapshots snapshots) {
        return new DueSnapshots(
                events,
                snapshots,
                CampaignAggregate.class,
                StockItemAggregate.class,
                ModelReleaseAggregate.class,
                PrivacyBudgetAggregate.class,
                JudgementAggregate.class);
    }

    @Bean
    ConfigurerModule aggregates(RepriseProperties settings) {
        int every = settings.snapshotEvents();
        return configurer -> {
            configurer.configureAggregate(aggregate(CampaignAggregate.class, every));
            configurer.configureAggregate(aggregate(StockItemAggregate.class, every));
            configurer.configureAggregate(aggregate(ModelReleaseAggregate.class, every));
            configurer.configureAggregate(aggregate(PrivacyBudgetAggregate.class, every));
            configurer.configureAggregate(aggregate(JudgementAggregate.class, every));
        };
    }

    private static <T> AggregateConfigurer<T> aggregate(Class<T> type, int snapshotEvents) {
        return AggregateConfigurer.defaultConfiguration(type)
                .configureSnapshotTrigger(c -> new EventCountSnapshotTriggerDefinition(c.snapshotter(), snapshotEvents))
                .configureCommandTargetResolver(c -> Streams.commandTargets())
                .configureCache(c -> new AggregateCache());
    }

    @Bean
    ConfigurerModule processors() {
        return configurer -> configurer
                .eventProcessing()
                .assignHandlerTypesMatching(
                        WORKFLOW, type -> type == LifecycleReactions.class || type == PromotionReactions.class)
                // Where the workflow stopped need not be known: it looks at every open campaign when it starts.
                .registerTokenStore(WORKFLOW, c -> new InMemoryTokenStore())
                .registerTrackingEventProcessor(
                        WORKFLOW,
                        c -> c.eventStore(),
                        c -> TrackingEventProcessorConfiguration.forSingleThreadedProcessing()
                                .andInitialTrackingToken(StreamableMessageSource::createHeadToken))
                // What the workflow does commits by itself, before anybody else looks.
                .registerTransactionManager(WORKFLOW, c -> NoTransactionManager.INSTANCE)
                // An event that cannot be handled stops the workflow; it is not skipped.
                .registerListenerInvocationErrorHandler(WORKFLOW, c -> PropagatingErrorHandler.instance());
    }
}
