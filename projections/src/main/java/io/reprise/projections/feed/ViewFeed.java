package io.reprise.projections.feed;

import com.mongodb.client.MongoDatabase;
import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.ProjectionDecisions;
import io.reprise.projections.lease.Lease;
import io.reprise.projections.store.Generations;
import io.reprise.projections.store.Projection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the views at the head of the log, and is where operators look after them. Of several servers on one database
 * one feeds; the others read where it got. What fails to be read or written is tried again for ever; what can never be
 * folded is parked or stops its projection (see {@link DeadLetter}, {@link FeedStatus.State#STOPPED}).
 */
public final class ViewFeed implements AutoCloseable {

    /** After which a thread looks whether the feed was closed. */
    private static final Duration PATIENCE = Duration.ofMillis(250);

    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final Logger LOG = LoggerFactory.getLogger(ViewFeed.class);

    private final EventLog log;
    private final EventDecoder decoder;
    private final ProjectionDecisions decisions;
    private final MongoDatabase database;
    private final List<Projection<?>> projections;
    private final Workers workers;
    private final Generations generations;
    private final Optional<Lease> lease;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final Condition closing = lock.newCondition();
    private final List<Thread> threads;
    private volatile Feeding feeding;
    private volatile boolean isClosed;

    /**
     * @param isShared whether other servers may feed the views of this database too
     * @param workers how many threads fold, and into how many segments subjects are divided
     */
    ViewFeed(
            EventLog log,
            EventDecoder decoder,
            ProjectionDecisions decisions,
            MongoDatabase database,
            List<Projection<?>> projections,
            boolean isShared,
            Workers workers) {
        this.log = log;
        this.decoder = decoder;
        this.decisions = decisions;
        this.database = database;
        this.projections = List.copyOf(projections);
        this.workers = workers;
        this.generations = new Generations(database);
        this.lease = isShared ? Optional.of(new Lease(database, "views")) : Optional.empty();
        this.threads = List.of(
                thread("views-lease", this::beat),
                thread("views-feed", () -> repeat(this::follow)),
                thread("views-fill", () -> repeat(this::fill)));
    }

    /** Starts feeding. @param isShared whether other servers may feed the views of this database too */
    public static ViewFeed start(
            EventLog log,
            EventDecoder decoder,
            ProjectionDecisions decisions,
            MongoDatabase database,
            List<Projection<?>> projections,
            boolean isShared) {
        return new ViewFeed(log, decoder, decisions, database, projections, isShared, Workers.ofMachine()).start();
    }

    ViewFeed start() {
        beatOnce();
        threads.forEach(Thread::start);
        return this;
    }

    private static Thread thread(String name, Runnable task) {
        return Thread.ofPlatform().daemon().name(name).unstarted(task);
    }

    /** Says again and again that this server is there, or finds out whether it is its turn. */
    private void beat() {
        while (!isClosed) {
            pause(closing, Lease.BEAT);
            beatOnce();
        }
    }

    private void beatOnce() {
        lease.ifPresent(Lease::beat);
        boolean isHeld = lease.map(Lease::isHeld).orElse(true);
        if (isHeld && feeding == null) {
            open();
        } else if (!isHeld && feeding != null) {
            LOG.warn("the views are fed by another server from now on");
            feeding = null;
        }
    }

    private void open() {
        try {
            Feeding opened = new Feeding(log, decoder, database, lease.isPresent(), workers);
            projections.forEach(projection -> opened.open(projection, decisions));
            feeding = opened;
            signal();
        } catch (RuntimeException e) {
            LOG.error("the views cannot be fed yet, which is tried again: {}", e.getMessage(), e);
        }
    }

    private void repeat(BooleanSupplier work) {
        while (!isClosed) {
            try {
                if (!work.getAsBoolean()) {
                    pause(moved, IDLE);
                }
            } catch (RuntimeException e) {
                if (!isClosed) {
                    LOG.error("a page of the log could not be folded, which is tried again: {}", e.getMessage(), e);
                    pause(closing, IDLE);
                }
            }
        }
    }

    private boolean follow() {
        Feeding now = feeding;
        if (now == null || now.reached() == Long.MAX_VALUE) {
            return false;
        }
        if (log.await(now.reached(), PATIENCE)) {
            now.follow(this::signal);
        }
        return true;
    }

    private boolean fill() {
        Feeding now = feeding;
        boolean done = now != null && now.fill();
        if (done) {
            signal();
        }
        return done;
    }

    private void signal() {
        lock.lock();
        try {
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void pause(Condition condition, Duration atMost) {
        lock.lock();
        try {
            if (!isClosed) {
                condition.awaitNanos(atMost.toNanos());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until everything before a position is folded into every view that follows the log; a projection that has
     * stopped or is far behind is not waited for.
     *
     * @return whether it is, within the time given
     */
    public boolean await(long position, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        lock.lock();
        try {
            while (reached() < position) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                // What another server feeds signals nothing here.
                moved.awaitNanos(feeding == null ? Math.min(left, LOOK_NANOS) : left);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Everything before it is folded. */
    public long reached() {
        Feeding now = feeding;
        return now != null ? now.reached() : generations.reached();
    }

    List<Projection<?>> projections() {
        return projections;
    }

    /** What this server feeds; empty where another does, or it has not begun yet. */
    Optional<Feeding> feeding() {
        return Optional.ofNullable(feeding);
    }

    /** Who feeds, where this server does not. */
    String holder() {
        return lease.map(Lease::holder).filter(holder -> !holder.isEmpty()).orElse("which is about to begin");
    }

    /**
     * What this server feeds, also where another does until now: that one is asked to hand over, which takes a beat of it and
     * one of this. So operators need not know which server it is.
     *
     * @return empty where nobody handed over within the time given
     */
    Optional<Feeding> feedingHere(Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (feeding == null && lease.isPresent() && System.nanoTime() - deadline < 0) {
            lease.get().ask();
            pause(moved, IDLE);
        }
        return feeding();
    }

    /** An operator began something: whoever can carry it out is woken. */
    void wake() {
        signal();
    }

    /** Ends after the page that is being folded. */
    @Override
    public void close() {
        isClosed = true;
        lock.lock();
        try {
            moved.signalAll();
            closing.signalAll();
        } finally {
            lock.unlock();
        }
        threads.forEach(ViewFeed::join);
        workers.close();
        lease.ifPresent(Lease::close);
    }

    private static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
