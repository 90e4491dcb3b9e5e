package io.reprise.server.kafka;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.reprise.domain.axon.EventJson;
import io.reprise.domain.axon.LogCampaigns;
import io.reprise.domain.axon.LogErasures;
import io.reprise.domain.axon.LogEventStorageEngine;
import io.reprise.domain.axon.LogSignalPartitions;
import io.reprise.domain.axon.LogSignals;
import io.reprise.domain.axon.NamedEventSerializer;
import io.reprise.domain.axon.StateSnapshots;
import io.reprise.domain.axon.Streams;
import io.reprise.domain.model.audience.AudienceEvent.SignalsReceived;
import io.reprise.domain.model.audience.HeapDigests;
import io.reprise.domain.model.audience.Pseudonym;
import io.reprise.domain.model.audience.SaleSignals;
import io.reprise.domain.model.audience.Signal;
import io.reprise.domain.model.campaign.Campaign;
import io.reprise.domain.model.campaign.CampaignCommand.DraftCampaign;
import io.reprise.domain.model.campaign.CampaignDecider;
import io.reprise.domain.model.campaign.CampaignEvent;
import io.reprise.domain.model.campaign.Plan;
import io.reprise.domain.model.campaign.Plan.Guardrails;
import io.reprise.domain.model.campaign.Plan.PlannedItem;
import io.reprise.domain.model.intake.PartitionEvent.PartitionRead;
import io.reprise.domain.model.port.CampaignClock;
import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.SignalPartitions;
import io.reprise.domain.model.port.Snapshots;
import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.Outcome;
import io.reprise.domain.model.vocabulary.Role;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.TimeWindow;
import io.reprise.http.api.SignalLines;
import io.reprise.projections.eventstore.EmbeddedEventLog;
import io.reprise.projections.people.EmbeddedKeyShelf;
import io.reprise.projections.people.PeopleKeys;
import io.reprise.projections.people.ShelvedPseudonyms;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;

/** A log with a sale in it, and what takes signals into it; the real parts, without a web server around them. */
final class TopicSale implements AutoCloseable {

    static final CampaignId SALE = new CampaignId("sale");
    static final Sku LAMP = new Sku("LAMP");
    static final Instant FROM = Instant.parse("2026-11-11T00:00:00Z");
    static final Instant NOW = FROM.plus(Duration.ofHours(12));

    final EventLog log;
    final LogSignals signals;
    final SignalPartitions partitions;
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final IntakeMeters intakeMeters = new IntakeMeters(meters);
    private final LogCampaigns campaigns;
    private final EmbeddedKeyShelf shelf;
    private final SignalLines lines;
    private final CampaignClock clock = new CampaignClock() {
        @Override
        public boolean isSimulated() {
            return false;
        }

        @Override
        public void advanceTo(Instant to) {
            throw new IllegalStateException("time stands still");
        }

        @Override
        public Instant instant() {
            return NOW;
        }
    };

    TopicSale(Path folder, Path keys) throws IOException {
        log = EmbeddedEventLog.open(folder.resolve("log"));
        StateSnapshots snapshots = new StateSnapshots(log, Snapshots.NONE);
        EmbeddedEventStore store = EmbeddedEventStore.builder()
                .storageEngine(LogEventStorageEngine.over(log, snapshots, NamedEventSerializer.create()))
                .build();
        signals = new LogSignals(log, store, HeapDigests::new);
        partitions = new LogSignalPartitions(log, signals);
        campaigns = new LogCampaigns(log, snapshots);
        shelf = new EmbeddedKeyShelf(folder.resolve("people"));
        ShelvedPseudonyms pseudonyms = new ShelvedPseudonyms(
                PeopleKeys.in(keys),
                shelf,
                new LogErasures(log),
                Optional.of(shopper -> new Pseudonym("known-" + shopper)));
        lines = new SignalLines(EventJson.mapper(), pseudonyms, clock);
        draft(store);
    }

    private static void draft(EmbeddedEventStore store) {
        Plan plan = new Plan(
                "Sale",
                "GBP",
                ZoneId.of("Europe/London"),
                new TimeWindow(FROM, FROM.plus(Duration.ofHours(30))),
                24,
                60,
                0,
                0,
                1_000,
                4_000_000,
                new Guardrails(5_000, 500, 0, 4, 60),
                List.of(new PlannedItem(LAMP, "Lamp", 2_000, 700, 2_000)));
        DraftCampaign draft = new DraftCampaign(SALE, plan, new Actor("mei", Set.of(Role.MARKETER)), FROM);
        CampaignEvent drafted = ((Outcome.Accepted<CampaignEvent>) CampaignDecider.decide(Campaign.NOT_DRAFTED, draft))
                .events()
                .getFirst();
        store.publish(new GenericDomainEventMessage<>("Campaign", Streams.of(SALE), 0, drafted));
    }

    /** One consumer with all it needs; closing it is how it dies, too: nothing is committed then. */
    Consuming consume(KafkaSettings settings, UnaryOperator<SignalPartitions> between) {
        return new Consuming(this, settings, between.apply(partitions));
    }

    static final class Consuming implements AutoCloseable {
        private final Topics topics;
        private final Quarantine quarantine;
        private final SignalConsumer consumer;

        private Consuming(TopicSale sale, KafkaSettings settings, SignalPartitions partitions) {
            topics = new Topics(settings);
            topics.make();
            quarantine = new Quarantine(settings);
            Stretches stretches =
                    new Stretches(partitions, sale.campaigns, sale.lines, sale.clock, quarantine, sale.intakeMeters);
            consumer = new SignalConsumer(settings, topics, partitions, stretches, sale.intakeMeters);
        }

        void turn() {
            consumer.turn();
        }

        int partitions() {
            return consumer.partitions().size();
        }

        @Override
        public void close() {
            consumer.close();
            quarantine.close();
            topics.close();
        }
    }

    SignalIntake intake(KafkaSettings settings) {
        return new SignalIntake(settings, partitions, campaigns, lines, clock, intakeMeters);
    }

    <T> List<T> events(Class<T> type) {
        return log.read(0, Integer.MAX_VALUE).stream()
                .filter(stored -> EventJson.type(stored) == type)
                .map(stored -> type.cast(EventJson.read(stored)))
                .toList();
    }

    List<PartitionRead> stretches() {
        return events(PartitionRead.class);
    }

    /** Ids of signals in the log, in its order, as often as they are there. */
    List<String> recorded() {
        return events(SignalsReceived.class).stream()
                .flatMap(event -> event.signals().stream())
                .map(Signal::id)
                .toList();
    }

    /** Everything that is folded anew from the log. */
    SaleSignals folded() {
        return LogSignals.folded(log, SALE);
    }

    @Override
    public void close() {
        shelf.close();
        log.close();
    }
}
