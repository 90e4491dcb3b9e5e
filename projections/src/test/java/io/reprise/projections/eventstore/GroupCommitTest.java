package io.reprise.projections.eventstore;

import static io.reprise.projections.eventstore.TestEvents.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.domain.model.port.EventLog.SequenceConflict;
import io.reprise.domain.model.port.LoggedBatch;
import io.reprise.domain.model.port.NewEvent;
import io.reprise.domain.model.port.StoredEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class GroupCommitTest {

    /** A store in memory whose first write waits until it is let go, so that what waits behind it is one group. */
    private static final class HeldStore implements BatchStore {
        private final CountDownLatch writing = new CountDownLatch(1);
        private final CountDownLatch letGo = new CountDownLatch(1);
        private final List<LoggedBatch> written = new ArrayList<>();
        private final Map<String, Long> lasts = new HashMap<>();
        private ChainHead head = ChainHead.EMPTY;
        private volatile RuntimeException failNext;
        private volatile boolean neverOurTurn;

        @Override
        public ChainHead head() {
            return head;
        }

        @Override
        public OptionalLong lastSequence(String stream) {
            Long last = lasts.get(stream);
            return last == null ? OptionalLong.empty() : OptionalLong.of(last);
        }

        @Override
        public boolean write(LoggedBatch batch) {
            writing.countDown();
            awaitQuietly(letGo);
            if (failNext != null) {
                RuntimeException failure = failNext;
                failNext = null;
                throw failure;
            }
            if (neverOurTurn) {
                return false;
            }
            written.add(batch);
            for (StoredEvent stored : batch.events()) {
                lasts.put(stored.event().stream(), stored.event().sequence());
            }
            head = ChainHead.after(batch);
            return true;
        }

        @Override
        public boolean reload() {
            return neverOurTurn;
        }
    }

    private final HeldStore store = new HeldStore();
    private final GroupCommit commits = new GroupCommit(store, "test-log");

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterEach
    void close() {
        store.letGo.countDown();
        commits.close();
    }

    private CompletableFuture<Long> append(NewEvent... events) {
        CompletableFuture<Long> position = new CompletableFuture<>();
        Thread caller = Thread.ofPlatform().start(() -> {
            try {
                position.complete(commits.append(List.of(events)));
            } catch (RuntimeException e) {
                position.completeExceptionally(e);
            }
        });
        // Waiting for its answer means that it is in the queue.
        while (caller.getState() != Thread.State.WAITING && !position.isDone()) {
            Thread.onSpinWait();
        }
        return position;
    }

    @Test
    void whatArrivesDuringAWriteIsOneBatchAndAConflictInItFailsItsOwnCallerOnly() {
        CompletableFuture<Long> first = append(event("a", 0));
        awaitQuietly(store.writing);
        CompletableFuture<Long> second = append(event("b", 0), event("b", 1));
        CompletableFuture<Long> late = append(event("b", 1));
        CompletableFuture<Long> after = append(event("b", 2));
        CompletableFuture<Long> hole = append(event("c", 0), event("c", 2));
        CompletableFuture<Long> other = append(event("c", 0));
        store.letGo.countDown();

        assertThat(first.join()).isZero();
        assertThat(second.join()).isEqualTo(1);
        assertThat(after.join()).isEqualTo(3);
        assertThat(other.join()).isEqualTo(4);
        assertThatThrownBy(late::join).hasCauseInstanceOf(SequenceConflict.class);
        assertThatThrownBy(hole::join).hasCauseInstanceOf(SequenceConflict.class);
        assertThat(store.written).hasSize(2).allMatch(LoggedBatch::isIntact);
    }

    @Test
    void aFailedWriteIsToldToEverybodyInTheGroupAndTheNextOneGoesOn() {
        store.failNext = new IllegalStateException("the disk is full");
        CompletableFuture<Long> failing = append(event("a", 0));
        store.letGo.countDown();
        assertThatThrownBy(failing::join)
                .hasCauseInstanceOf(LogUnavailable.class)
                .hasMessageContaining("the disk is full");
        assertThat(append(event("a", 0)).join()).isZero();
    }

    @Test
    void whoNeverGetsTheHeadGivesUpInTheEnd() {
        store.neverOurTurn = true;
        store.letGo.countDown();
        assertThatThrownBy(() -> commits.append(List.of(event("a", 0))))
                .isInstanceOf(LogUnavailable.class)
                .hasMessageContaining("200 times in a row");
        store.neverOurTurn = false;
        assertThat(commits.append(List.of(event("a", 0)))).isZero();
    }

    @Test
    void aGroupIsNoLargerThanOneAppendMayBe() {
        CompletableFuture<Long> first = append(event("a", 0));
        awaitQuietly(store.writing);
        List<CompletableFuture<Long>> large = new ArrayList<>();
        for (int client = 0; client < 4; client++) {
            String stream = "large/" + client;
            large.add(append(java.util.stream.LongStream.range(0, 400)
                    .mapToObj(sequence -> event(stream, sequence))
                    .toArray(NewEvent[]::new)));
        }
        store.letGo.countDown();
        first.join();
        large.forEach(CompletableFuture::join);
        assertThat(store.written.stream().map(batch -> batch.events().size())).containsExactly(1, 800, 800);
    }

    @Test
    void whenTooManyWaitTheNextCallerWaitsItsTurn() {
        CompletableFuture<Long> first = append(event("a", 0));
        awaitQuietly(store.writing);
        List<CompletableFuture<Long>> waiting = new ArrayList<>();
        int tooMany = 8;
        for (int client = 0; client < tooMany; client++) {
            waiting.add(append(
                    TestEvents.sized("b" + client + "x", 0, 4 << 20), TestEvents.sized("b" + client, 0, 4 << 20)));
        }
        assertThat(commits.waitingBytes()).isLessThanOrEqualTo(GroupCommit.WAITING_BYTES_MAX);
        store.letGo.countDown();
        first.join();
        waiting.forEach(CompletableFuture::join);
        assertThat(store.head.position()).isEqualTo(1 + 2L * tooMany);
    }
}
