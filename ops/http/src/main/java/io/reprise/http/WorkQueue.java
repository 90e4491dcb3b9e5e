package io.reprise.http;

import io.reprise.domain.model.port.CampaignClock;
import io.reprise.domain.model.vocabulary.Refusal;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * Work that takes a while and that people ask for, one piece after the other: it says how far it is and may be called off.
 * What came of it is kept until enough newer work was asked for, or the server stops and nobody kept it.
 *
 * @param <S> what the work is about, @param <P> how far it is, @param <R> what comes of it
 */
public final class WorkQueue<S, P, R> implements AutoCloseable {

    static final int WAITING_MAX = 20;

    /** Where a piece of work has got to. */
    public enum Stage {
        WAITING,
        RUNNING,
        DONE,
        CANCELLED,
        FAILED;

        public boolean isOver() {
            return this != WAITING && this != RUNNING;
        }
    }

    /** A piece of work. It is asked how far it is, and called off, by other threads than its own. */
    public interface Job<P, R> {

        P progress();

        /** Has it end soon. */
        void cancel();

        /**
         * @throws CancellationException if it was called off and nothing came of it
         */
        R run() throws IOException;

        /** Whether a result is of all the work, and not of what was done when it was called off. */
        default boolean isWhole(R result) {
            return true;
        }
    }

    /**
     * A piece of work as it stands.
     *
     * @param failure why nothing came of it, where it failed; empty otherwise
     */
    public record Work<S, P, R>(
            String id,
            S subject,
            String askedBy,
            Instant askedAt,
            Stage stage,
            P progress,
            Optional<R> result,
            String failure) {

        public boolean isRunning() {
            return !stage.isOver();
        }
    }

    /** Too much waits. */
    public record WorkWaiting(int waiting) implements Refusal {
        @Override
        public String message() {
            return waiting + " pieces of work wait already. Ask again when some are done, or cancel one of them.";
        }
    }

    /** Nobody asked for it, or it is forgotten. */
    public record UnknownWork(String work) implements Refusal {
        @Override
        public String message() {
            return "There is no such work '" + work + "', or it is forgotten. Ask for it anew.";
        }
    }

    private final class Asked {
        private final String id = UUID.randomUUID().toString();
        private final S subject;
        private final Job<P, R> job;
        private final String by;
        private final Instant at = clock.instant();
        private volatile boolean isCancelled;
        private volatile Stage stage = Stage.WAITING;
        private volatile R result;
        private volatile String failure = "";

        private Asked(S subject, Job<P, R> job, String by) {
            this.subject = subject;
            this.job = job;
            this.by = by;
        }

        private Work<S, P, R> now() {
            // The stage is read first and set last: what is done has its result.
            return at(stage);
        }

        private Work<S, P, R> at(Stage standing) {
            return new Work<>(id, subject, by, at, standing, job.progress(), Optional.ofNullable(result), failure);
        }

        private void cancel() {
            isCancelled = true;
            job.cancel();
        }

        private void run() {
            Stage end = Stage.CANCELLED;
            if (!isCancelled) {
                stage = Stage.RUNNING;
                end = carryOut();
            }
            // Told before it is said to be over: who sees that it is finds it kept.
            over.accept(at(end));
            stage = end;
        }

        private Stage carryOut() {
            try {
                R whole = job.run();
                result = whole;
                return job.isWhole(whole) ? Stage.DONE : Stage.CANCELLED;
            } catch (CancellationException e) {
                return Stage.CANCELLED;
            } catch (IOException | RuntimeException e) {
                failure = String.valueOf(e.getMessage());
                return Stage.FAILED;
            } finally {
                // A job may end its own waiting by an interrupt; the next one begins without it.
                Thread.interrupted();
            }
        }
    }

    private final CampaignClock clock;
    private final int keptMax;
    private final List<Work<S, P, R>> before;
    private final Consumer<Work<S, P, R>> over;
    private final Deque<Asked> asked = new ArrayDeque<>();
    private final ExecutorService worker;

    /** @param name of its thread */
    WorkQueue(String name, int keptMax, CampaignClock clock) {
        this(name, keptMax, clock, List.of(), work -> {});
    }

    /** @param before what was over before this was begun, the newest first, @param over is told of each piece that is over */
    WorkQueue(String name, int keptMax, CampaignClock clock, List<Work<S, P, R>> before, Consumer<Work<S, P, R>> over) {
        this.before = List.copyOf(before);
        this.over = over;
        this.clock = clock;
        this.keptMax = keptMax;
        this.worker = Executors.newSingleThreadExecutor(
                task -> Thread.ofPlatform().name(name).daemon().unstarted(task));
    }

    /**
     * Asks for work; it is done when what waits before it is.
     *
     * @throws CommandDesk.Refused if too much waits
     */
    synchronized Work<S, P, R> ask(S subject, Job<P, R> job, String by) {
        int waiting = (int) asked.stream().filter(one -> !one.stage.isOver()).count();
        if (waiting >= WAITING_MAX) {
            throw new CommandDesk.Refused(new WorkWaiting(waiting));
        }
        Asked one = new Asked(subject, job, by);
        asked.addFirst(one);
        while (asked.size() > keptMax) {
            asked.removeLast();
        }
        worker.execute(one::run);
        return one.now();
    }

    /** The newest first. */
    synchronized List<Work<S, P, R>> all() {
        List<Work<S, P, R>> all = new ArrayList<>();
        asked.forEach(one -> all.add(one.now()));
        before.stream().limit(Math.max(0, keptMax - all.size())).forEach(all::add);
        return all;
    }

    /** @throws CommandDesk.Refused if there is none */
    Work<S, P, R> find(String id) {
        return before(id).orElseGet(() -> known(id).now());
    }

    private Optional<Work<S, P, R>> before(String id) {
        return before.stream().filter(work -> work.id().equals(id)).findFirst();
    }

    /** Calls it off; what is over stays as it is. @throws CommandDesk.Refused if there is none */
    Work<S, P, R> cancel(String id) {
        return before(id).orElseGet(() -> {
            Asked one = known(id);
            one.cancel();
            return one.now();
        });
    }

    private synchronized Asked known(String id) {
        return asked.stream()
                .filter(one -> one.id.equals(id))
                .findFirst()
                .orElseThrow(() -> new CommandDesk.Refused(new UnknownWork(id)));
    }

    @Override
    public synchronized void close() {
        asked.forEach(Asked::cancel);
        worker.shutdownNow();
    }
}
