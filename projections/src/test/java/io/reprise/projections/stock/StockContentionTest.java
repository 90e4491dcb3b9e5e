package io.reprise.projections.stock;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.axon.EventJson;
import io.reprise.domain.axon.LogEventStorageEngine;
import io.reprise.domain.axon.NamedEventSerializer;
import io.reprise.domain.axon.StateSnapshots;
import io.reprise.domain.axon.StockItemAggregate;
import io.reprise.domain.axon.Streams;
import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.Snapshot;
import io.reprise.domain.model.port.Snapshots;
import io.reprise.domain.model.port.StoredEvent;
import io.reprise.domain.model.stock.StockCommand;
import io.reprise.domain.model.stock.StockCommand.AllocateStock;
import io.reprise.domain.model.stock.StockCommand.Claim;
import io.reprise.domain.model.stock.StockCommand.ClaimStock;
import io.reprise.domain.model.stock.StockCommand.ReceiveStock;
import io.reprise.domain.model.stock.StockCommand.ReleaseStock;
import io.reprise.domain.model.stock.StockCommand.TopUpStock;
import io.reprise.domain.model.stock.StockEvent.StockAllocated;
import io.reprise.domain.model.stock.StockEvent.StockClaimed;
import io.reprise.domain.model.stock.StockEvent.StockReceived;
import io.reprise.domain.model.stock.StockEvent.StockReleased;
import io.reprise.domain.model.stock.StockEvent.StockToppedUp;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.WarehouseId;
import io.reprise.projections.eventstore.EmbeddedEventLog;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.axonframework.config.AggregateConfigurer;
import org.axonframework.config.Configuration;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.modelling.command.ConcurrencyException;
import org.axonframework.serialization.json.JacksonSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two servers that know nothing of each other sell one item for several campaigns out of one log. */
class StockContentionTest {

    private static final Sku LAMP = new Sku("LAMP-2");
    private static final WarehouseId NORTH = new WarehouseId("north");
    private static final WarehouseId SOUTH = new WarehouseId("south");
    private static final Instant AT = Instant.parse("2026-11-11T00:00:00Z");
    private static final int THREADS = 8;
    private static final int COMMANDS_PER_THREAD = 60;
    private static final int CAMPAIGNS = 6;

    private static final Snapshots NONE = new Snapshots() {
        @Override
        public Optional<Snapshot> latest(String stream) {
            return Optional.empty();
        }

        @Override
        public void save(Snapshot snapshot) {
            throw new UnsupportedOperationException("none is made");
        }
    };

    @TempDir
    private Path folder;

    private final AtomicInteger conflicts = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();

    private static Configuration server(EventLog log) {
        return DefaultConfigurer.defaultConfiguration(false)
                .configureSerializer(c -> JacksonSerializer.defaultSerializer())
                .configureEventStore(c -> EmbeddedEventStore.builder()
                        .storageEngine(LogEventStorageEngine.over(
                                log, new StateSnapshots(log, NONE), NamedEventSerializer.create()))
                        .build())
                .configureAggregate(AggregateConfigurer.defaultConfiguration(StockItemAggregate.class)
                        .configureCommandTargetResolver(c -> Streams.commandTargets()))
                .start();
    }

    @Test
    void aUnitIsPromisedOnceWhateverRunsAtOnce() throws Exception {
        try (EventLog log = EmbeddedEventLog.open(folder.resolve("log"))) {
            List<Configuration> servers = List.of(server(log), server(log));
            try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
                List<Future<?>> running = new ArrayList<>();
                for (int thread = 0; thread < THREADS; thread++) {
                    int n = thread;
                    running.add(threads.submit(() -> sell(servers.get(n % servers.size()), n)));
                }
                for (Future<?> each : running) {
                    each.get();
                }
            } finally {
                servers.forEach(Configuration::shutdown);
            }
            Tally tally = new Tally();
            for (long at = 0; at < log.head(); ) {
                List<StoredEvent> page = log.read(at, 500);
                page.forEach(stored -> tally.count(EventJson.read(stored)));
                at += page.size();
            }
            // The test is none if nothing collided and nothing ran short.
            assertThat(conflicts).hasPositiveValue();
            assertThat(tally.denied).isPositive();
            assertThat(tally.granted).isPositive();
            assertThat(refused).hasPositiveValue();
        }
    }

    private void sell(Configuration server, int thread) {
        SplittableRandom random = new SplittableRandom(thread);
        for (int n = 0; n < COMMANDS_PER_THREAD; n++) {
            send(server, command(random, thread + "-" + n));
        }
    }

    private static StockCommand command(SplittableRandom random, String id) {
        CampaignId campaign = new CampaignId("sale-" + random.nextInt(CAMPAIGNS));
        TreeMap<WarehouseId, Integer> units = new TreeMap<>(Map.of(NORTH, random.nextInt(6), SOUTH, random.nextInt(6)));
        return switch (random.nextInt(12)) {
            case 0, 1 -> new ReceiveStock(LAMP, random.nextBoolean() ? NORTH : SOUTH, 1 + random.nextInt(6), id, AT);
            case 2, 3 -> new AllocateStock(LAMP, campaign, units, AT);
            case 4 -> new TopUpStock(LAMP, campaign, id, units, AT);
            case 5 ->
                random.nextInt(4) == 0
                        ? new ReleaseStock(LAMP, campaign, AT)
                        : new TopUpStock(LAMP, campaign, id, units, AT);
            default -> new ClaimStock(LAMP, campaign, List.of(new Claim(id, 1 + random.nextInt(3))), AT);
        };
    }

    /** Another server may have written: decide again, as a server does. */
    private void send(Configuration server, StockCommand command) {
        while (true) {
            try {
                server.commandGateway().sendAndWait(command);
                return;
            } catch (RuntimeException e) {
                if (!isConflict(e)) {
                    refused.incrementAndGet();
                    return;
                }
                conflicts.incrementAndGet();
            }
        }
    }

    private static boolean isConflict(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof ConcurrencyException || each instanceof EventLog.SequenceConflict) {
                return true;
            }
        }
        return false;
    }

    /** Counts units from what the log says happened, without the core's own state. */
    private static final class Tally {
        private final Map<WarehouseId, Integer> free = new HashMap<>();
        private final Map<CampaignId, Integer> left = new HashMap<>();
        private int granted;
        private int denied;

        void count(Object event) {
            switch (event) {
                case StockReceived e -> free.merge(e.warehouse(), e.units(), Integer::sum);
                case StockAllocated e -> promise(e.campaign(), e.units());
                case StockToppedUp e -> promise(e.campaign(), e.units());
                case StockClaimed e ->
                    e.answers().forEach(answer -> {
                        granted += answer.granted() ? 1 : 0;
                        denied += answer.granted() ? 0 : 1;
                        left.merge(e.campaign(), answer.granted() ? -answer.units() : 0, Integer::sum);
                    });
                case StockReleased e -> {
                    e.units().forEach((warehouse, units) -> free.merge(warehouse, units, Integer::sum));
                    assertThat(left.merge(
                                    e.campaign(),
                                    -e.units().values().stream()
                                            .mapToInt(Integer::intValue)
                                            .sum(),
                                    Integer::sum))
                            .as("a campaign gives back what it has left, no more and no less")
                            .isZero();
                }
                default -> {}
            }
            assertThat(free.values()).as("free after " + event).allMatch(units -> units >= 0);
            assertThat(left.values()).as("left after " + event).allMatch(units -> units >= 0);
        }

        private void promise(CampaignId campaign, Map<WarehouseId, Integer> units) {
            units.forEach((warehouse, n) -> {
                free.merge(warehouse, -n, Integer::sum);
                left.merge(campaign, n, Integer::sum);
            });
        }
    }
}
