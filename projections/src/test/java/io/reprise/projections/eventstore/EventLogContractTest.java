package io.reprise.projections.eventstore;

import static io.reprise.projections.eventstore.TestEvents.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.EventLog.LimitExceeded;
import io.reprise.domain.model.port.EventLog.SequenceConflict;
import io.reprise.domain.model.port.LoggedBatch;
import io.reprise.domain.model.port.NewEvent;
import io.reprise.domain.model.port.StoredEvent;
import io.reprise.projections.eventstore.ChainVerifier.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every event log promises; each adapter runs it. */
abstract class EventLogContractTest {

    EventLog log;

    /** Opens the test's log; called again after closing it, it opens the same one. */
    abstract EventLog open();

    /** Changes one byte of the payload of the only event of the batch at that position, as an intruder would. */
    abstract void flipByteInBatchAt(long firstPosition);

    @BeforeEach
    void openLog() {
        log = open();
    }

    @AfterEach
    void closeLog() {
        log.close();
    }

    private EventLog reopened() {
        log.close();
        log = open();
        return log;
    }

    static void assertSame(StoredEvent actual, long position, NewEvent expected) {
        assertThat(actual.position()).isEqualTo(position);
        assertThat(LoggedBatch.leafHash(position, actual.event())).isEqualTo(LoggedBatch.leafHash(position, expected));
    }

    static List<Long> positions(List<StoredEvent> events) {
        return events.stream().map(StoredEvent::position).toList();
    }

    @Test
    void anEmptyLogHasNothing() {
        assertThat(log.head()).isZero();
        assertThat(log.read(0, 10)).isEmpty();
        assertThat(log.batches(0, 10)).isEmpty();
        assertThat(log.readStream("campaign/a", 0, 10)).isEmpty();
        assertThat(log.lastSequence("campaign/a")).isEmpty();
        assertThat(log.append(List.of())).isZero();
        assertThat(ChainVerifier.verify(log)).isEqualTo(new Verdict.Intact(0, 0, LoggedBatch.GENESIS));
    }

    @Test
    void positionsCountEventsWithoutGaps() {
        assertThat(log.append(List.of(event("a", 0), event("a", 1)))).isZero();
        assertThat(log.append(List.of(event("b", 0)))).isEqualTo(2);
        assertThat(log.append(List.of(event("a", 2), event("b", 1), event("a", 3))))
                .isEqualTo(3);
        assertThat(log.head()).isEqualTo(6);
        assertThat(positions(log.read(0, 100))).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void everythingOfAnEventComesBackToTheNanosecondAndByte() {
        byte[] payload = new byte[256];
        for (int i = 0; i < payload.length; i++) {
            payload[i] = (byte) i;
        }
        NewEvent original =
                new NewEvent("id-😀", "活动/双十一", 0, "Kind", "campaign.drafted", 7, Instant.MIN, payload, new byte[0]);
        NewEvent later = new NewEvent("2", "活动/双十一", 1, "", "", 1, TestEvents.AT, new byte[0], payload);
        log.append(List.of(original, later));

        for (int opened = 0; opened < 2; opened++) {
            assertSame(log.read(0, 1).getFirst(), 0, original);
            assertSame(log.readStream("活动/双十一", 1, 1).getFirst(), 1, later);
            assertThat(log.read(0, 1).getFirst().event().at()).isEqualTo(Instant.MIN);
            reopened();
        }
    }

    @Test
    void whoWaitsForAnEventThatIsThereGoesOn() {
        log.append(List.of(event("a", 0), event("a", 1)));
        assertThat(log.await(1, Duration.ZERO)).isTrue();
        assertThat(log.await(2, Duration.ofMillis(1))).isFalse();
    }

    @Test
    void whoWaitsAtTheHeadIsWokenByTheNextAppend() {
        CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(() -> log.await(1, Duration.ofSeconds(20)));
        log.append(List.of(event("a", 0)));
        assertThat(waiting).isNotDone();
        log.append(List.of(event("a", 1)));
        assertThat(waiting.join()).isTrue();
    }

    @Test
    void aSequenceNumberIsTakenOnce() {
        log.append(List.of(event("a", 0)));
        assertThatThrownBy(() -> log.append(List.of(event("a", 0))))
                .isInstanceOf(SequenceConflict.class)
                .hasMessageContaining("'a'");
        assertThatThrownBy(() -> log.append(List.of(event("b", 0), event("b", 0))))
                .isInstanceOf(SequenceConflict.class);
        assertThat(log.head()).isEqualTo(1);
    }

    @Test
    void aStreamHasNoHoles() {
        assertThatThrownBy(() -> log.append(List.of(event("a", 1)))).isInstanceOf(SequenceConflict.class);
        log.append(List.of(event("a", 0)));
        assertThatThrownBy(() -> log.append(List.of(event("a", 2)))).isInstanceOf(SequenceConflict.class);
        assertThatThrownBy(() -> log.append(List.of(event("a", 1), event("a", 3))))
                .isInstanceOf(SequenceConflict.class);
        assertThat(log.append(List.of(event("a", 1)))).isEqualTo(1);
    }

    @Test
    void anAppendIsWholeOrNotAtAll() {
        log.append(List.of(event("a", 0)));
        assertThatThrownBy(() -> log.append(List.of(event("b", 0), event("b", 1), event("a", 0))))
                .isInstanceOf(SequenceConflict.class);
        assertThat(log.head()).isEqualTo(1);
        assertThat(log.lastSequence("b")).isEmpty();
        assertThat(log.append(List.of(event("b", 0)))).isEqualTo(1);
    }

    @Test
    void readsFromAnyPositionAlsoInsideABatch() {
        for (int batch = 0; batch < 5; batch++) {
            log.append(List.of(event("a", batch * 3), event("a", batch * 3 + 1), event("a", batch * 3 + 2)));
        }
        for (long from = 0; from <= 16; from++) {
            for (int max = 0; max <= 16; max++) {
                assertThat(positions(log.read(from, max)))
                        .as("from %d, at most %d", from, max)
                        .isEqualTo(LongStream.range(from, Math.max(from, Math.min(15, from + max)))
                                .boxed()
                                .toList());
            }
        }
    }

    @Test
    void readsOneStreamInOrderFromASequenceNumber() {
        for (int i = 0; i < 40; i++) {
            log.append(List.of(event("a", 2 * i), event("ab", i), event("a", 2 * i + 1), event("a#1", i)));
        }
        for (int from : new int[] {0, 1, 2, 37, 79, 80, 100}) {
            List<StoredEvent> read = log.readStream("a", from, 30);
            assertThat(read.stream().map(each -> each.event().sequence()).toList())
                    .isEqualTo(LongStream.range(from, Math.max(from, Math.min(80, from + 30)))
                            .boxed()
                            .toList());
            assertThat(read).allMatch(each -> each.event().stream().equals("a"));
        }
        assertThat(log.lastSequence("a")).hasValue(79);
        assertThat(log.lastSequence("ab")).hasValue(39);
        assertThat(log.lastSequence("a#1")).hasValue(39);
        assertThat(log.lastSequence("a#")).isEmpty();
    }

    @Test
    void batchesAreAChain() {
        for (int i = 0; i < 20; i++) {
            log.append(List.of(event("a", i), event("b", i)));
        }
        List<LoggedBatch> batches = new ArrayList<>(log.batches(0, 7));
        batches.addAll(log.batches(14, 100));
        assertThat(batches).hasSize(20).allMatch(LoggedBatch::isIntact);
        String previous = LoggedBatch.GENESIS;
        for (LoggedBatch batch : batches) {
            assertThat(batch.previousHash()).isEqualTo(previous);
            previous = batch.hash();
        }
        assertThat(log.batches(1, 1).getFirst().firstPosition()).isEqualTo(2);
        assertThat(log.batches(40, 1)).isEmpty();
        assertThat(ChainVerifier.verify(log)).isEqualTo(new Verdict.Intact(40, 20, previous));
    }

    @Test
    void oneFlippedByteIsFoundWhereItIs() {
        for (int i = 0; i < 40; i++) {
            log.append(List.of(event("a", i)));
        }
        flipByteInBatchAt(23);
        assertThat(ChainVerifier.verify(log))
                .isInstanceOfSatisfying(Verdict.Damaged.class, damaged -> assertThat(damaged.position())
                        .isEqualTo(23));
    }

    @Test
    void everyLimitIsNamed() {
        assertThatThrownBy(() -> log.append(List.of(TestEvents.sized("a", 0, EventLog.EVENT_BYTES_MAX + 1))))
                .isInstanceOf(LimitExceeded.class)
                .hasMessageContaining("bytes of payload and metadata of one event is at most 4194304");
        assertThatThrownBy(() -> log.append(LongStream.rangeClosed(0, EventLog.BATCH_EVENTS_MAX)
                        .mapToObj(sequence -> event("a", sequence))
                        .toList()))
                .isInstanceOf(LimitExceeded.class)
                .hasMessageContaining("number of events in one append is at most 1000, but was 1001");
        assertThatThrownBy(() -> log.append(LongStream.range(0, 4)
                        .mapToObj(sequence -> TestEvents.sized("a", sequence, EventLog.EVENT_BYTES_MAX))
                        .toList()))
                .isInstanceOf(LimitExceeded.class)
                .hasMessageContaining("bytes of one append");
        assertThatThrownBy(() -> log.append(List.of(event("a".repeat(513), 0))))
                .isInstanceOf(LimitExceeded.class)
                .hasMessageContaining("id, stream, kind or name");
        assertThat(log.head()).isZero();
    }

    @Test
    void theLargestEventAndTheLongestAppendFit() {
        log.append(List.of(TestEvents.sized("a", 0, EventLog.EVENT_BYTES_MAX)));
        log.append(LongStream.range(0, EventLog.BATCH_EVENTS_MAX)
                .mapToObj(sequence -> event("b", sequence))
                .toList());
        assertThat(log.read(0, 1).getFirst().event().payload()).hasSize(EventLog.EVENT_BYTES_MAX);
        assertThat(log.readStream("b", 0, 2_000)).hasSize(EventLog.BATCH_EVENTS_MAX);
    }

    @Test
    void openingAgainKeepsEverythingAndGoesOn() {
        log.append(List.of(event("a", 0), event("b", 0)));
        log.append(List.of(event("a", 1)));
        List<LoggedBatch> before = log.batches(0, 10);

        EventLog again = reopened();
        assertThat(again.head()).isEqualTo(3);
        assertThat(again.lastSequence("a")).hasValue(1);
        assertThat(again.batches(0, 10).stream().map(LoggedBatch::hash))
                .containsExactlyElementsOf(
                        before.stream().map(LoggedBatch::hash).toList());
        assertThatThrownBy(() -> again.append(List.of(event("a", 1)))).isInstanceOf(SequenceConflict.class);
        assertThat(again.append(List.of(event("a", 2)))).isEqualTo(3);
        assertThat(ChainVerifier.verify(again)).isInstanceOf(Verdict.Intact.class);
    }

    @Test
    void aClosedLogTakesNothing() {
        log.close();
        assertThatThrownBy(() -> log.append(List.of(event("a", 0))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }
}
