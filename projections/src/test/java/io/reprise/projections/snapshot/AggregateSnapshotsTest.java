package io.reprise.projections.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.domain.axon.DueSnapshots;
import io.reprise.domain.axon.LogEventStorageEngine;
import io.reprise.domain.axon.LogStockItems;
import io.reprise.domain.axon.NamedEventSerializer;
import io.reprise.domain.axon.StateSnapshots;
import io.reprise.domain.axon.StockItemAggregate;
import io.reprise.domain.axon.Streams;
import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.Snapshot;
import io.reprise.domain.model.port.Snapshots;
import io.reprise.domain.model.stock.StockCommand;
import io.reprise.domain.model.stock.StockCommand.AllocateStock;
import io.reprise.domain.model.stock.StockCommand.ReceiveStock;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.WarehouseId;
import io.reprise.projections.eventstore.EmbeddedEventLog;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.axonframework.config.AggregateConfigurer;
import org.axonframework.config.Configuration;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.eventsourcing.EventCountSnapshotTriggerDefinition;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.serialization.json.JacksonSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Axon's aggregates over a real log, from snapshots good and bad. */
class AggregateSnapshotsTest {

    private static final int EVERY = 5;
    private static final Instant AT = Instant.parse("2026-11-11T00:00:00Z");
    private static final Sku LAMP = new Sku("LAMP-2");
    private static final String STREAM = Streams.of(LAMP);
    private static final WarehouseId NORTH = new WarehouseId("north");

    @TempDir
    private Path folder;

    private EventLog log;
    private final Map<String, Snapshot> kept = new ConcurrentHashMap<>();

    private final Snapshots snapshots = new Snapshots() {
        @Override
        public Optional<Snapshot> latest(String stream) {
            return Optional.ofNullable(kept.get(stream));
        }

        @Override
        public void save(Snapshot snapshot) {
            kept.put(snapshot.stream(), snapshot);
        }
    };

    @BeforeEach
    void openLog() {
        log = EmbeddedEventLog.open(folder.resolve("log"));
    }

    @AfterEach
    void closeLog() {
        log.close();
    }

    /** A server that has just started: nothing is in its memory. */
    private void server(UnaryOperator<Snapshots> with, StockCommand... commands) {
        StateSnapshots states = new StateSnapshots(log, with.apply(snapshots));
        Configuration axon = DefaultConfigurer.defaultConfiguration(false)
                .configureSerializer(c -> JacksonSerializer.defaultSerializer())
                .configureEventStore(c -> EmbeddedEventStore.builder()
                        .storageEngine(LogEventStorageEngine.over(log, states, NamedEventSerializer.create()))
                        .build())
                .configureSnapshotter(c -> new DueSnapshots(c.eventStore(), states, StockItemAggregate.class))
                .configureAggregate(AggregateConfigurer.defaultConfiguration(StockItemAggregate.class)
                        .configureCommandTargetResolver(c -> Streams.commandTargets())
                        .configureSnapshotTrigger(c -> new EventCountSnapshotTriggerDefinition(c.snapshotter(), EVERY)))
                .start();
        try {
            for (StockCommand command : commands) {
                axon.commandGateway().sendAndWait(command);
            }
        } finally {
            axon.shutdown();
            ((DueSnapshots) axon.snapshotter()).close();
        }
    }

    private void server(StockCommand... commands) {
        server(all -> all, commands);
    }

    private static ReceiveStock receive(int receipt) {
        return new ReceiveStock(LAMP, NORTH, 2, "receipt-" + receipt, AT);
    }

    private void receive(int from, int to) {
        for (int i = from; i < to; i++) {
            server(receive(i));
        }
    }

    private static AllocateStock allocate(int units) {
        return new AllocateStock(LAMP, new CampaignId("double-11"), new TreeMap<>(Map.of(NORTH, units)), AT);
    }

    private int free(Snapshots from) {
        return new LogStockItems(log, new StateSnapshots(log, from)).load(LAMP).freeUnits();
    }

    @Test
    void aSnapshotIsMadeEveryFewEventsAndReadInsteadOfThem() {
        receive(0, EVERY - 1);
        assertThat(kept).isEmpty();
        receive(EVERY - 1, EVERY + 2);
        assertThat(kept.get(STREAM).name()).isEqualTo("stock.state");
        assertThat(kept.get(STREAM).sequence()).isGreaterThanOrEqualTo(EVERY - 1);
        assertThat(new String(kept.get(STREAM).payload(), StandardCharsets.UTF_8))
                .contains("\"north\":" + 2 * (kept.get(STREAM).sequence() + 1));
        kept.put(STREAM, with("\"north\":\\d+", "\"north\":5000"));
        server(allocate(4000));
        assertThat(log.lastSequence(STREAM))
                .as("the one way to see that it is read: believe a wrong one")
                .hasValue(EVERY + 2);
    }

    /** Folding it to find out that it would not be saved costs as much as saving it. */
    @Test
    void aLargeStateIsFoldedForASnapshotOnlyWhenItsStreamHasDoubled() {
        List<Long> saved = new ArrayList<>();
        AtomicInteger folded = new AtomicInteger();
        UnaryOperator<Snapshots> counted = all -> new Snapshots() {
            @Override
            public Optional<Snapshot> latest(String stream) {
                folded.incrementAndGet();
                return all.latest(stream);
            }

            @Override
            public void save(Snapshot snapshot) {
                saved.add(snapshot.sequence());
                all.save(snapshot);
            }
        };
        String longId = "x".repeat(256 * 1024 / EVERY);
        server(
                counted,
                IntStream.range(0, 20 * EVERY)
                        .mapToObj(i -> new ReceiveStock(LAMP, NORTH, 1, i + longId, AT))
                        .toArray(StockCommand[]::new));
        assertThat(saved).hasSizeBetween(2, 6);
        for (int i = 1; i < saved.size(); i++) {
            assertThat(saved.get(i)).isGreaterThanOrEqualTo(2 * saved.get(i - 1));
        }
        assertThat(folded.get() - 20 * EVERY)
                .as("besides each command's own, as nothing is cached here")
                .isLessThan(saved.size() + 6);
        assertThat(free(snapshots)).isEqualTo(20 * EVERY);
    }

    @Test
    void withoutAnySnapshotTheStateIsTheSame() {
        receive(0, 3 * EVERY);
        assertThat(free(snapshots)).isEqualTo(free(Snapshots.NONE)).isEqualTo(6 * EVERY);
        kept.clear();
        server(receive(3), receive(99));
        assertThat(log.lastSequence(STREAM))
                .as("a receipt that was seen is known")
                .hasValue(3 * EVERY);
        assertThat(kept).as("made again at once").containsKey(STREAM);
        assertThat(free(snapshots)).isEqualTo(free(Snapshots.NONE)).isEqualTo(6 * EVERY + 2);
    }

    private Snapshot with(String pattern, String replacement) {
        Snapshot s = kept.get(STREAM);
        String payload = new String(s.payload(), StandardCharsets.UTF_8).replaceAll(pattern, replacement);
        return new Snapshot(
                s.stream(),
                s.sequence(),
                s.eventHash(),
                s.kind(),
                s.name(),
                s.revision(),
                s.shape(),
                payload.getBytes(StandardCharsets.UTF_8));
    }

    static Stream<Arguments> defects() {
        return Stream.of(
                defect("of another stream", s -> change(s, "stock/MUG", s.sequence(), s.name(), s.revision())),
                defect("of a later revision", s -> change(s, STREAM, s.sequence(), s.name(), s.revision() + 1)),
                defect("of another state", s -> change(s, STREAM, s.sequence(), "campaign.state", s.revision())),
                defect("ahead of the stream", s -> change(s, STREAM, s.sequence() + 1_000, s.name(), s.revision())),
                defect("of another event", s -> change(s, STREAM, s.sequence() - 1, s.name(), s.revision())),
                defect("of another shape", s -> rest(s, s.eventHash(), "0".repeat(64), s.payload())),
                defect("of another history", s -> rest(s, "0".repeat(64), s.shape(), s.payload())),
                defect(
                        "unreadable",
                        s -> rest(s, s.eventHash(), s.shape(), "{\"free\":".getBytes(StandardCharsets.UTF_8))),
                defect("empty", s -> rest(s, s.eventHash(), s.shape(), new byte[0])));
    }

    private static Arguments defect(String name, UnaryOperator<Snapshot> change) {
        return Arguments.of(name, change);
    }

    private static Snapshot change(Snapshot s, String stream, long sequence, String name, int revision) {
        return new Snapshot(stream, sequence, s.eventHash(), s.kind(), name, revision, s.shape(), s.payload());
    }

    private static Snapshot rest(Snapshot s, String eventHash, String shape, byte[] payload) {
        return new Snapshot(s.stream(), s.sequence(), eventHash, s.kind(), s.name(), s.revision(), shape, payload);
    }

    @ParameterizedTest(name = "a snapshot {0}")
    @MethodSource("defects")
    void isNeverBelievedAndIsReplaced(String name, UnaryOperator<Snapshot> defect) {
        receive(0, EVERY + 2);
        Snapshot planted = defect.apply(with("\"north\":\\d+", "\"north\":5000"));
        kept.put(STREAM, planted);
        assertThat(free(snapshots)).isEqualTo(2 * (EVERY + 2));
        assertThatThrownBy(() -> server(allocate(4000))).hasMessageContaining("LAMP-2");
        server(receive(100));
        assertThat(kept.get(STREAM)).isNotEqualTo(planted);
        assertThat(free(snapshots)).isEqualTo(free(Snapshots.NONE)).isEqualTo(2 * (EVERY + 3));
    }

    @Test
    void aStoreThatDoesNotAnswerFailsNobody() {
        UnaryOperator<Snapshots> broken = all -> new Snapshots() {
            @Override
            public Optional<Snapshot> latest(String stream) {
                throw new IllegalStateException("the disk is gone");
            }

            @Override
            public void save(Snapshot snapshot) {
                throw new IllegalStateException("the disk is gone");
            }
        };
        for (int i = 0; i < 2 * EVERY; i++) {
            server(broken, receive(i));
        }
        assertThat(log.lastSequence(STREAM)).hasValue(2 * EVERY - 1);
        assertThat(free(broken.apply(snapshots))).isEqualTo(4 * EVERY);
    }

    @Test
    void aLimitOfTheLogReachesTheCallerAsSuch() {
        EventLog whole = log;
        log = (EventLog) Proxy.newProxyInstance(
                EventLog.class.getClassLoader(), new Class<?>[] {EventLog.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("append")) {
                        throw new EventLog.LimitExceeded("bytes of payload and metadata of one event", 1, 2);
                    }
                    return method.invoke(whole, arguments);
                });
        assertThatThrownBy(() -> server(receive(1)))
                .isInstanceOf(EventLog.LimitExceeded.class)
                .hasMessage("bytes of payload and metadata of one event is at most 1, but was 2");
    }
}
