package io.reprise.projections.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.LoggedBatch;
import io.reprise.domain.model.port.NewEvent;
import io.reprise.domain.model.port.StoredEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every event log must do; each adapter runs it. */
abstract class EventLogContract {

    private EventLog log;

    /** Opens the log; again on the same store when called a second time after closing. */
    abstract EventLog open();

    /** Changes one byte of a stored payload behind the log's back; the log is closed before and opened after. */
    abstract void flipOneByteAt(long firstPosition);

    @BeforeEach
    void openLog() {
        log = open();
    }

    @AfterEach
    void closeLog() {
        log.close();
    }

    static NewEvent event(String stream, long sequence) {
        return event(stream, sequence, "{\"n\":" + sequence + "}");
    }

    static NewEvent event(String stream, long sequence, String payload) {
        return new NewEvent(
                stream + "-" + sequence,
                stream,
                sequence,
                "Campaign",
                "campaign.drafted",
                1,
                Instant.parse("2026-11-11T20:00:00.123456Z"),
                payload.getBytes(StandardCharsets.UTF_8),
                "{}".getBytes(StandardCharsets.UTF_8));
    }

    private List<StoredEvent> all() {
        return log.read(0, Integer.MAX_VALUE);
    }

    @Test
    void anEmptyLogHasNothingInIt() {
        assertThat(log.head()).isZero();
        assertThat(all()).isEmpty();
        assertThat(log.lastSequence("a")).isEmpty();
        assertThat(ChainVerifier.verify(log).holds()).isTrue();
    }

    @Test
    void whatIsAppendedIsReadBackExactly() {
        assertThat(log.append(List.of(event("a", 0), event("a", 1)))).isZero();
        assertThat(log.append(List.of(event("b", 0, "{\"text\":\"双十一\"}")))).isEqualTo(2);

        StoredEvent last = log.read(2, 10).getFirst();
        assertThat(last.position()).isEqualTo(2);
        assertThat(new String(last.event().payload(), StandardCharsets.UTF_8)).contains("双十一");
        assertThat(last.event().at()).isEqualTo(Instant.parse("2026-11-11T20:00:00.123456Z"));
        assertThat(log.head()).isEqualTo(3);
        assertThat(log.read(1, 1)).extracting(StoredEvent::position).containsExactly(1L);
    }

    @Test
    void aStreamIsReadFromAnySequence() {
        for (int i = 0; i < 5; i++) {
            log.append(List.of(event("a", i), event("a/b", i)));
        }
        assertThat(log.readStream("a", 2, 2))
                .extracting(e -> e.event().sequence())
                .containsExactly(2L, 3L);
        assertThat(log.readStream("a", 5, 2)).isEmpty();
        assertThat(log.lastSequence("a")).hasValue(4);
        assertThat(log.lastSequence("a/")).isEmpty();
    }

    @Test
    void aSequenceThatIsTakenIsRefusedAndNothingIsWritten() {
        log.append(List.of(event("a", 0)));
        assertThatThrownBy(() -> log.append(List.of(event("b", 0), event("a", 0))))
                .isInstanceOf(EventLog.SequenceConflict.class)
                .hasMessageContaining("'a'");
        assertThat(log.head()).isEqualTo(1);
        assertThat(log.lastSequence("b")).isEmpty();
    }

    @Test
    void aHoleInASequenceIsRefused() {
        assertThatThrownBy(() -> log.append(List.of(event("a", 1)))).isInstanceOf(EventLog.SequenceConflict.class);
    }

    @Test
    void limitsAreNamed() {
        NewEvent huge = event("a", 0, "x".repeat(EventLog.EVENT_BYTES_MAX + 1));
        assertThatThrownBy(() -> log.append(List.of(huge)))
                .isInstanceOf(EventLog.LimitExceeded.class)
                .hasMessageContaining("" + EventLog.EVENT_BYTES_MAX);
        List<NewEvent> many = LongStream.rangeClosed(0, EventLog.BATCH_EVENTS_MAX)
                .mapToObj(i -> event("a", i))
                .toList();
        assertThatThrownBy(() -> log.append(many))
                .isInstanceOf(EventLog.LimitExceeded.class)
                .hasMessageContaining("" + EventLog.BATCH_EVENTS_MAX);
        assertThat(log.head()).isZero();
    }

    @Test
    void everythingIsThereAfterReopening() {
        log.append(List.of(event("a", 0)));
        log.append(List.of(event("a", 1)));
        List<StoredEvent> before = all();
        log.close();
        log = open();
        assertThat(all()).usingRecursiveComparison().isEqualTo(before);
        assertThat(log.append(List.of(event("a", 2)))).isEqualTo(2);
        assertThat(ChainVerifier.verify(log).holds()).isTrue();
    }

    @Test
    void aFlippedByteIsFoundAndLocated() {
        for (int i = 0; i < 7; i++) {
            log.append(List.of(event("a", i)));
        }
        log.close();
        flipOneByteAt(4);
        log = open();
        ChainVerifier.Result result = ChainVerifier.verify(log);
        assertThat(result.holds()).isFalse();
        assertThat(result.damage().orElseThrow().position()).isEqualTo(4);
        assertThat(result.events()).isEqualTo(4);
    }

    @Test
    void concurrentWritersLeaveNoGapAndReadersSeeOneOrder() throws Exception {
        int writers = 16;
        int each = 50;
        AtomicBoolean done = new AtomicBoolean();
        List<Long> seen = new ArrayList<>();
        ConcurrentHashMap<Long, String> acknowledged = new ConcurrentHashMap<>();
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            Future<?> reader = threads.submit(() -> {
                while (!done.get() || seen.size() < log.head()) {
                    log.read(seen.size(), 100).forEach(e -> seen.add(e.position()));
                }
            });
            CountDownLatch finished = new CountDownLatch(writers);
            for (int w = 0; w < writers; w++) {
                String stream = "stream-" + w;
                threads.submit(() -> {
                    for (int i = 0; i < each; i++) {
                        acknowledged.put(log.append(List.of(event(stream, i))), stream + "-" + i);
                    }
                    finished.countDown();
                });
            }
            assertThat(finished.await(60, TimeUnit.SECONDS)).isTrue();
            done.set(true);
            reader.get(60, TimeUnit.SECONDS);
        }
        assertThat(seen)
                .containsExactlyElementsOf(
                        LongStream.range(0, writers * each).boxed().toList());
        assertThat(acknowledged).hasSize(writers * each);
        all().forEach(e ->
                assertThat(acknowledged).containsEntry(e.position(), e.event().id()));
        assertThat(ChainVerifier.verify(log).holds()).isTrue();
    }

    @Test
    void ofWritersThatWantTheSameSequenceExactlyOneGetsIt() throws Exception {
        int writers = 8;
        int rounds = 20;
        try (ExecutorService threads = Executors.newFixedThreadPool(writers)) {
            for (int round = 0; round < rounds; round++) {
                int sequence = round;
                List<Future<Boolean>> attempts = new ArrayList<>();
                for (int w = 0; w < writers; w++) {
                    String own = "own-" + round + "-" + w;
                    attempts.add(threads.submit(() -> {
                        log.append(List.of(event(own, 0)));
                        try {
                            log.append(List.of(event("shared", sequence)));
                            return true;
                        } catch (EventLog.SequenceConflict e) {
                            return false;
                        }
                    }));
                }
                int won = 0;
                for (Future<Boolean> attempt : attempts) {
                    won += attempt.get(30, TimeUnit.SECONDS) ? 1 : 0;
                }
                assertThat(won).isOne();
            }
        }
        assertThat(log.head()).isEqualTo((long) rounds * writers + rounds);
    }

    @Test
    void randomHistoriesGiveWhatASimpleListWouldGive() {
        for (long seed = 0; seed < 10; seed++) {
            Random random = new Random(seed);
            long base = log.head();
            List<String> model = new ArrayList<>();
            for (int step = 0; step < 30; step++) {
                String stream = "s" + seed + "-" + random.nextInt(3);
                long next =
                        model.stream().filter(id -> id.startsWith(stream + "-")).count();
                long sequence = next + random.nextInt(3) - 1;
                if (sequence == next) {
                    assertThat(log.append(List.of(event(stream, sequence))))
                            .as("seed %d", seed)
                            .isEqualTo(base + model.size());
                    model.add(stream + "-" + sequence);
                } else if (sequence >= 0) {
                    assertThatThrownBy(() -> log.append(List.of(event(stream, sequence))))
                            .as("seed %d", seed)
                            .isInstanceOf(EventLog.SequenceConflict.class);
                }
            }
            assertThat(log.read(base, 1000)).extracting(e -> e.event().id()).containsExactlyElementsOf(model);
        }
    }

    @Test
    void batchesCarryTheHashOfTheBatchBefore() {
        log.append(List.of(event("a", 0)));
        log.append(List.of(event("a", 1)));
        List<LoggedBatch> batches = log.batches(0, 10);
        assertThat(batches.getFirst().previousHash()).isEqualTo(LoggedBatch.GENESIS);
        assertThat(batches.get(1).previousHash()).isEqualTo(batches.get(0).hash());
        assertThat(batches).allMatch(LoggedBatch::isIntact);
    }
}
