package io.reprise.benchmarks.claims;

import io.reprise.domain.axon.AggregateCache;
import io.reprise.domain.axon.DueSnapshots;
import io.reprise.domain.axon.EventJson;
import io.reprise.domain.axon.GroupedClaims;
import io.reprise.domain.axon.LogEventStorageEngine;
import io.reprise.domain.axon.NamedEventSerializer;
import io.reprise.domain.axon.StateSnapshots;
import io.reprise.domain.axon.StockItemAggregate;
import io.reprise.domain.axon.Streams;
import io.reprise.domain.model.port.Claims;
import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.StoredEvent;
import io.reprise.domain.model.stock.StockCommand.AllocateStock;
import io.reprise.domain.model.stock.StockCommand.Claim;
import io.reprise.domain.model.stock.StockCommand.ClaimStock;
import io.reprise.domain.model.stock.StockCommand.ReceiveStock;
import io.reprise.domain.model.stock.StockEvent.Answer;
import io.reprise.domain.model.stock.StockEvent.StockClaimed;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.WarehouseId;
import io.reprise.projections.eventstore.EmbeddedEventLog;
import io.reprise.projections.snapshot.EmbeddedSnapshots;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.config.AggregateConfigurer;
import org.axonframework.config.Configuration;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.eventsourcing.EventCountSnapshotTriggerDefinition;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.serialization.Serializer;

/**
 * The stock aggregate over the embedded log, set up as the server sets it up, snapshots too.
 *
 * @param isGrouped as the server does it; otherwise each claim is a command of its own
 */
record RepriseHotItem(boolean isGrouped) implements HotItem {

    private static final Sku SKU = new Sku("HOT-1");
    private static final CampaignId SALE = new CampaignId("sale");
    private static final WarehouseId WAREHOUSE = new WarehouseId("north");
    private static final Instant AT = Instant.parse("2026-11-11T00:00:00Z");
    private static final int SNAPSHOT_EVENTS = 200;
    private static final int PAGE = 200;

    @Override
    public String name() {
        return isGrouped ? "Reprise, embedded log" : "Reprise, embedded log, a command for each claim";
    }

    @Override
    public String keeps() {
        return "each claim by its id, answered the same when it comes again; an event";
    }

    @Override
    public Shop open(Path folder, int units, int clients) {
        EventLog log = EmbeddedEventLog.open(folder.resolve("log"));
        StateSnapshots snapshots = new StateSnapshots(log, new EmbeddedSnapshots(folder.resolve("snapshots")));
        Serializer serializer = NamedEventSerializer.create();
        Configuration axon = DefaultConfigurer.defaultConfiguration(false)
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
        CommandGateway gateway = axon.commandGateway();
        gateway.sendAndWait(new ReceiveStock(SKU, WAREHOUSE, units, "receipt", AT));
        gateway.sendAndWait(new AllocateStock(SKU, SALE, new TreeMap<>(Map.of(WAREHOUSE, units)), AT));
        Claims claims = isGrouped ? new GroupedClaims(gateway::sendAndWait) : gateway::sendAndWait;
        return new Open(log, axon, claims);
    }

    private record Open(EventLog log, Configuration axon, Claims claims) implements Shop {

        @Override
        public boolean claim(int client, long claim) {
            String id = client + "-" + claim;
            return claims.claim(new ClaimStock(SKU, SALE, List.of(new Claim(id, 1)), AT))
                    .get(id);
        }

        @Override
        public long sold() {
            long sold = 0;
            long next = 0;
            List<StoredEvent> page;
            do {
                page = log.readStream(Streams.of(SKU), next, PAGE);
                next += page.size();
                for (StoredEvent stored : page) {
                    if (EventJson.read(stored) instanceof StockClaimed claimed) {
                        sold += claimed.answers().stream()
                                .filter(Answer::granted)
                                .mapToLong(Answer::units)
                                .sum();
                    }
                }
            } while (!page.isEmpty());
            return sold;
        }

        @Override
        public void close() {
            axon.shutdown();
            ((DueSnapshots) axon.snapshotter()).close();
            log.close();
        }
    }
}
