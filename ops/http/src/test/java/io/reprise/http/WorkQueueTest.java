package io.reprise.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.domain.model.port.CampaignClock;
import io.reprise.http.WorkQueue.Job;
import io.reprise.http.WorkQueue.Stage;
import io.reprise.http.WorkQueue.UnknownWork;
import io.reprise.http.WorkQueue.Work;
import io.reprise.http.WorkQueue.WorkWaiting;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkQueueTest {

    private static final Instant NOON = Instant.parse("2026-11-11T12:00:00Z");
    private static final int KEPT_MAX = 3;

    private final CampaignClock clock = new CampaignClock() {
        @Override
        public Instant instant() {
            return NOON;
        }

        @Override
        public boolean isSimulated() {
            return true;
        }

        @Override
        public void advanceTo(Instant to) {
            throw new UnsupportedOperationException("time stands still here");
        }
    };

    private final WorkQueue<String, Integer, String> queue = new WorkQueue<>("work", KEPT_MAX, clock);

    @AfterEach
    void stop() {
        queue.close();
    }

    /** Counts up until it is let go, called off or told to fail. */
    private static class Counting implements Job<Integer, String> {
        private final AtomicInteger count = new AtomicInteger();
        private final CountDownLatch go = new CountDownLatch(1);
        private volatile boolean cancelled;

        @Override
        public Integer progress() {
            return count.get();
        }

        @Override
        public void cancel() {
            cancelled = true;
            go.countDown();
        }

        @Override
        public String run() throws IOException {
            count.incrementAndGet();
            try {
                if (!go.await(10, TimeUnit.SECONDS)) {
                    throw new IOException("nobody let it go");
                }
            } catch (InterruptedException e) {
                throw new CancellationException("the queue was closed");
            }
            if (cancelled) {
                throw new CancellationException("called off");
            }
            return "counted";
        }
    }

    private Work<String, Integer, String> over(String id) {
        long until = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (queue.find(id).isRunning() && System.nanoTime() < until) {
            Thread.onSpinWait();
        }
        return queue.find(id);
    }

    @Test
    void work_is_done_one_after_the_other_and_says_how_far_it_is() {
        Counting first = new Counting();
        Counting second = new Counting();
        String one = queue.ask("first", first, "otto").id();
        String two = queue.ask("second", second, "audra").id();
        second.go.countDown();
        assertThat(queue.find(two).stage()).as("the first still runs").isEqualTo(Stage.WAITING);

        first.go.countDown();
        Work<String, Integer, String> done = over(one);
        assertThat(done.stage()).isEqualTo(Stage.DONE);
        assertThat(done.progress()).isEqualTo(1);
        assertThat(done.result()).contains("counted");
        assertThat(done.askedBy()).isEqualTo("otto");
        assertThat(done.askedAt()).isEqualTo(NOON);
        assertThat(over(two).stage()).isEqualTo(Stage.DONE);
        assertThat(queue.all()).extracting(Work::subject).containsExactly("second", "first");
    }

    @Test
    void what_runs_and_what_waits_is_called_off_and_what_is_over_stays() {
        Counting running = new Counting();
        Counting waiting = new Counting();
        String one = queue.ask("running", running, "otto").id();
        String two = queue.ask("waiting", waiting, "otto").id();
        queue.cancel(two);
        queue.cancel(one);

        assertThat(over(one).stage()).isEqualTo(Stage.CANCELLED);
        assertThat(over(two).stage()).isEqualTo(Stage.CANCELLED);
        assertThat(waiting.progress()).as("never begun").isZero();

        Counting done = new Counting();
        done.go.countDown();
        String three = queue.ask("done", done, "otto").id();
        assertThat(over(three).stage()).isEqualTo(Stage.DONE);
        assertThat(queue.cancel(three).stage()).isEqualTo(Stage.DONE);
    }

    @Test
    void a_failure_is_told_and_the_next_goes_on() {
        String broken = queue.ask("broken", new Broken(), "otto").id();
        Counting next = new Counting();
        next.go.countDown();
        String after = queue.ask("next", next, "otto").id();

        assertThat(over(broken).stage()).isEqualTo(Stage.FAILED);
        assertThat(queue.find(broken).failure()).isEqualTo("the disk is full");
        assertThat(over(after).stage()).isEqualTo(Stage.DONE);
    }

    private static final class Broken extends Counting {
        @Override
        public String run() throws IOException {
            throw new IOException("the disk is full");
        }
    }

    @Test
    void no_more_than_so_many_wait_and_old_ones_are_forgotten() {
        for (int i = 0; i < KEPT_MAX + 1; i++) {
            Counting quick = new Counting();
            quick.go.countDown();
            over(queue.ask("quick-" + i, quick, "otto").id());
        }
        assertThat(queue.all())
                .extracting(Work::subject)
                .as("the oldest is forgotten")
                .containsExactly("quick-3", "quick-2", "quick-1");
        assertThatThrownBy(() -> queue.find("nobody asked for it"))
                .isInstanceOfSatisfying(
                        CommandDesk.Refused.class, e -> assertThat(e.reason()).isInstanceOf(UnknownWork.class));

        try (WorkQueue<String, Integer, String> full = new WorkQueue<>("full", 100, clock)) {
            for (int i = 0; i < WorkQueue.WAITING_MAX; i++) {
                full.ask("waits", new Counting(), "otto");
            }
            assertThatThrownBy(() -> full.ask("one too many", new Counting(), "otto"))
                    .isInstanceOfSatisfying(CommandDesk.Refused.class, e -> assertThat(e.reason())
                            .isEqualTo(new WorkWaiting(WorkQueue.WAITING_MAX)));
        }
    }
}
