package io.reprise.projections.signals;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Ticker;
import io.reprise.domain.axon.EventJson;
import io.reprise.domain.axon.JustAppended;
import io.reprise.domain.axon.LogEventStorageEngine;
import io.reprise.domain.axon.LogSignals;
import io.reprise.domain.axon.NamedEventSerializer;
import io.reprise.domain.axon.StateSnapshots;
import io.reprise.domain.axon.Streams;
import io.reprise.domain.model.audience.Arm;
import io.reprise.domain.model.audience.AudienceEvent.SignalsReceived;
import io.reprise.domain.model.audience.Pseudonym;
import io.reprise.domain.model.audience.SaleSignals;
import io.reprise.domain.model.audience.Signal;
import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.Snapshots;
import io.reprise.domain.model.port.StoredEvent;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.projections.eventstore.EmbeddedEventLog;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two servers that take signals of one sale, many batches at once, some of them sent to both. */
class SignalsTogetherTest {

    private static final CampaignId SALE = new CampaignId("sale");
    private static final Sku LAMP = new Sku("LAMP-2");
    private static final Instant AT = Instant.parse("2026-11-11T00:00:00Z");
    private static final int HOLD_OUT_BPS = 2_000;
    private static final int SENDERS = 16;
    private static final int BATCHES = 20;
    private static final int SIGNALS = 25;

    @TempDir
    private Path folder;

    private EventLog log;
    private List<LogSignals> servers;
    private final List<JustAppended> justAppended = List.of(new JustAppended(), new JustAppended());

    @BeforeEach
    void open() {
        log = EmbeddedEventLog.open(folder.resolve("log"));
        // One of them forgets a sale now and then.
        AtomicLong hours = new AtomicLong();
        servers = List.of(
                server(Ticker.systemTicker(), justAppended.getFirst()),
                server(() -> TimeUnit.HOURS.toNanos(hours.incrementAndGet()), justAppended.getLast()));
    }

    private LogSignals server(Ticker ticker, JustAppended appended) {
        return new LogSignals(
                log,
                EmbeddedEventStore.builder()
                        .storageEngine(LogEventStorageEngine.over(
                                log, new StateSnapshots(log, Snapshots.NONE), NamedEventSerializer.create(), appended))
                        .build(),
                () -> new FiledDigests(folder.resolve("ids"), 64, Runnable::run),
                ticker);
    }

    @AfterEach
    void close() {
        log.close();
    }

    /** Of two senders whose numbers differ by half of them one sends what the other does. */
    private static List<Signal> batch(int sender, int batch) {
        int pair = sender % (SENDERS / 2);
        return IntStream.range(0, SIGNALS)
                .mapToObj(n -> new Signal(
                        pair + "-" + batch + "-" + n,
                        AT,
                        new Pseudonym("shopper-" + n),
                        Signal.Action.ORDER,
                        LAMP,
                        1,
                        500))
                .toList();
    }

    private int send(int sender) {
        int recorded = 0;
        for (int batch = 0; batch < BATCHES; batch++) {
            recorded += servers.get(sender % 2 == 0 ? 0 : 1)
                    .receive(SALE, HOLD_OUT_BPS, batch(sender, batch), AT.plusSeconds(batch));
        }
        return recorded;
    }

    private List<SignalsReceived> received() {
        return log.readStream(Streams.signals(SALE), 0, Integer.MAX_VALUE).stream()
                .map(stored -> (SignalsReceived) EventJson.read(stored))
                .toList();
    }

    @Test
    void whatFollowsAServerIsHandedWhatThatServerAppendedAndReadsWhatTheOtherDid() {
        for (int sender = 0; sender < 4; sender++) {
            send(sender);
        }
        List<Integer> handed = new ArrayList<>(List.of(0, 0));
        List<StoredEvent> stored = log.read(0, Integer.MAX_VALUE);
        for (StoredEvent one : stored) {
            Object asLogged = EventJson.read(one);
            for (int server = 0; server < 2; server++) {
                Object first = justAppended.get(server).read(one);
                assertThat(first).isEqualTo(asLogged);
                // What is handed is one object, what is read is another each time.
                handed.set(
                        server,
                        handed.get(server) + (first == justAppended.get(server).read(one) ? 1 : 0));
            }
        }
        assertThat(handed).allMatch(n -> n > 0);
        assertThat(handed.getFirst() + handed.getLast()).isEqualTo(stored.size());
    }

    @Test
    void eachSignalIsRecordedOnceAndCountedForOneOfItsSenders() throws Exception {
        int recorded = 0;
        try (ExecutorService senders = Executors.newFixedThreadPool(SENDERS)) {
            List<Future<Integer>> all = new ArrayList<>();
            for (int sender = 0; sender < SENDERS; sender++) {
                int number = sender;
                all.add(senders.submit(() -> send(number)));
            }
            for (Future<Integer> one : all) {
                recorded += one.get();
            }
        }
        int distinct = SENDERS / 2 * BATCHES * SIGNALS;
        assertThat(recorded).isEqualTo(distinct);
        assertThat(received().stream()
                        .flatMap(event -> event.signals().stream())
                        .map(Signal::id))
                .hasSize(distinct)
                .doesNotHaveDuplicates();
        assertThat(received().size()).as("batches share events").isLessThan(SENDERS * BATCHES);
        for (LogSignals server : servers) {
            long units = server.read(
                    SALE,
                    seen -> seen.totals(Arm.TREATED).units()
                            + seen.totals(Arm.HOLD_OUT).units());
            assertThat(units).isEqualTo(distinct);
        }
        assertThat(LogSignals.folded(log, SALE).sold(LAMP))
                .isEqualTo(servers.getFirst().read(SALE, s -> s.sold(LAMP)));
    }

    @Test
    void whatWasForgottenIsFoldedFromTheLogAgain() {
        AtomicLong hours = new AtomicLong();
        LogSignals forgetful = server(() -> TimeUnit.HOURS.toNanos(hours.addAndGet(13)), new JustAppended());
        assertThat(forgetful.receive(SALE, HOLD_OUT_BPS, batch(0, 0), AT)).isEqualTo(SIGNALS);
        assertThat(forgetful.receive(SALE, HOLD_OUT_BPS, batch(0, 0), AT)).isZero();
        assertThat(forgetful.receive(SALE, HOLD_OUT_BPS, batch(0, 1), AT)).isEqualTo(SIGNALS);
        AtomicReference<SaleSignals> one = new AtomicReference<>();
        forgetful.read(SALE, seen -> {
            one.set(seen);
            return null;
        });
        assertThat(forgetful.<Boolean>read(SALE, seen -> seen == one.get())).isFalse();
        long actions = forgetful.read(SALE, seen -> seen.actions().count(new Pseudonym("shopper-0")));
        assertThat(actions).isEqualTo(2);
    }

    @Test
    void batchesOfOtherHoldOutsMakeEventsOfTheirOwn() {
        LogSignals server = servers.getFirst();
        assertThat(server.receive(SALE, HOLD_OUT_BPS, batch(0, 0), AT)).isEqualTo(SIGNALS);
        assertThat(server.receive(SALE, 0, batch(0, 0), AT)).isZero();
        assertThat(server.receive(SALE, 0, batch(0, 1), AT)).isEqualTo(SIGNALS);
        assertThat(received()).extracting(SignalsReceived::holdOutBps).containsExactly(HOLD_OUT_BPS, 0);
    }
}
