package io.reprise.http;

import io.reprise.domain.model.port.CampaignClock;
import io.reprise.domain.model.vocabulary.Refusal;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work that takes a while and that people ask for, one piece after the other: it says how far it is and may be called off.
 * What came of it is kept until enough newer work was asked for, or the server stops and nobody kept it. Several servers know of one
 * another's work by a board.
 *
 * @param <S> what the work is about, @param <P> how far it is, @param <R> what comes of it
 */
public final class WorkQueue<S, P, R> implements AutoCloseable {

    static final int WAITING_MAX = 20;

    private static final Logger LOG = LoggerFactory.getLogger(WorkQueue.class);

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
        private boolean isTold;
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

        /** Never that it goes on after it was told to be over. */
        private synchronized void tell(Stage standing) {
            isTold = isTold || standing.isOver();
            board.filter(others -> standing.isOver() || !isTold).ifPresent(others -> others.tell(at(standing)));
        }

        private void cancel() {
            isCancelled = true;
            job.cancel();
        }

        private void run() {
            stage = isCancelled ? stage : Stage.RUNNING;
            Stage end = isCancelled ? Stage.CANCELLED : carryOut();
            // Told before it is said to be over: who sees that it is finds it kept.
            tell(end);
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
    private final Optional<WorkBoard<S, P, R>> board;
    private final Deque<Asked> asked = new ArrayDeque<>();
    private final ExecutorService worker;
    private final ScheduledExecutorService beat;

    /** Of a server that is alone. @param name of its thread */
    WorkQueue(String name, int keptMax, CampaignClock clock) {
        this(name, keptMax, clock, Optional.empty());
    }

    WorkQueue(String name, int keptMax, CampaignClock clock, WorkBoard<S, P, R> board) {
        this(name, keptMax, clock, Optional.of(board));
    }

    private WorkQueue(String name, int keptMax, CampaignClock clock, Optional<WorkBoard<S, P, R>> board) {
        this.board = board;
        this.clock = clock;
        this.keptMax = keptMax;
        this.worker = Executors.newSingleThreadExecutor(
                task -> Thread.ofPlatform().name(name).daemon().unstarted(task));
        this.beat = Executors.newSingleThreadScheduledExecutor(
                task -> Thread.ofPlatform().name(name + "-told").daemon().unstarted(task));
        board.ifPresent(others ->
                beat.scheduleWithFixedDelay(() -> beat(others), 0, WorkBoard.BEAT.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** Tells others how far it is, and hears of those who want it to end. */
    private void beat(WorkBoard<S, P, R> others) {
        try {
            List<Asked> underWay = underWay();
            if (!underWay.isEmpty()) {
                Set<String> calledOff =
                        others.calledOff(underWay.stream().map(one -> one.id).toList());
                underWay.stream().filter(one -> calledOff.contains(one.id)).forEach(Asked::cancel);
                underWay.forEach(one -> one.tell(one.stage));
            }
        } catch (RuntimeException e) {
            LOG.warn("what is under way is not told to other servers, which is tried again: {}", e.getMessage());
        }
    }

    private synchronized List<Asked> underWay() {
        return asked.stream().filter(one -> !one.stage.isOver()).toList();
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
        one.tell(Stage.WAITING);
        worker.execute(one::run);
        return one.now();
    }

    /** The newest first, of other servers too. */
    List<Work<S, P, R>> all() {
        List<Work<S, P, R>> all = new ArrayList<>(ours());
        Set<String> known = all.stream().map(Work::id).collect(Collectors.toSet());
        board.ifPresent(others ->
                others.all().stream().filter(work -> !known.contains(work.id())).forEach(all::add));
        return all.stream()
                .sorted(Comparator.comparing((Work<S, P, R> work) -> work.askedAt())
                        .reversed())
                .limit(keptMax)
                .toList();
    }

    private synchronized List<Work<S, P, R>> ours() {
        return asked.stream().map(Asked::now).toList();
    }

    /** @throws CommandDesk.Refused if there is none */
    Work<S, P, R> find(String id) {
        return known(id).map(Asked::now).orElseGet(() -> elsewhere(id));
    }

    private Work<S, P, R> elsewhere(String id) {
        return board.flatMap(others -> others.find(id)).orElseThrow(() -> new CommandDesk.Refused(new UnknownWork(id)));
    }

    /** Calls it off, wherever it is done; what is over stays as it is. @throws CommandDesk.Refused if there is none */
    Work<S, P, R> cancel(String id) {
        Optional<Asked> ours = known(id);
        ours.ifPresent(Asked::cancel);
        return ours.map(Asked::now).orElseGet(() -> {
            Work<S, P, R> theirs = elsewhere(id);
            board.filter(others -> theirs.isRunning()).ifPresent(others -> others.callOff(id));
            return theirs;
        });
    }

    private synchronized Optional<Asked> known(String id) {
        return asked.stream().filter(one -> one.id.equals(id)).findFirst();
    }

    @Override
    public synchronized void close() {
        asked.forEach(Asked::cancel);
        worker.shutdownNow();
        beat.shutdownNow();
    }
}
