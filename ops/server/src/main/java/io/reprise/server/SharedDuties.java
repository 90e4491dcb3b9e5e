package io.reprise.server;

import com.mongodb.client.MongoDatabase;
import io.reprise.projections.lease.Lease;
import io.reprise.workflows.LifecycleReactions;
import io.reprise.workflows.ServerTurn;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;

/**
 * What one of several servers does for all: bring processes to where events are, and sign the log. The lease moves within some
 * six seconds when its holder dies; whoever takes it looks at every open campaign first. See ADR 20.
 */
final class SharedDuties implements ServerTurn, SmartLifecycle, DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(SharedDuties.class);

    private final Lease lease;
    private final ObjectProvider<LifecycleReactions> reactions;
    private volatile boolean isOurs;
    private ScheduledExecutorService timer;

    /** @param reactions looked up late, since they ask whose turn it is */
    SharedDuties(MongoDatabase database, ObjectProvider<LifecycleReactions> reactions) {
        this.lease = new Lease(database, "duties");
        this.reactions = reactions;
    }

    @Override
    public boolean isOurs() {
        return isOurs;
    }

    @Override
    public void start() {
        timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("duties").factory());
        timer.scheduleWithFixedDelay(this::beat, 0, Lease.BEAT.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void beat() {
        try {
            lease.beat();
            boolean before = isOurs;
            isOurs = lease.isHeld();
            if (isOurs && !before) {
                LOG.info("this server reacts to events and signs the log from now on");
                // On a thread of its own: the beat goes on meanwhile, however many campaigns there are.
                Thread.ofVirtual().name("duties-take-over").start(this::takeOver);
            } else if (before && !isOurs) {
                LOG.warn("another server reacts to events and signs the log from now on");
            }
        } catch (RuntimeException e) {
            LOG.error("the lease of the common duties could not be kept, which is tried again: {}", e.getMessage(), e);
        }
    }

    private void takeOver() {
        while (isOurs) {
            try {
                reactions.getObject().takeOver();
                return;
            } catch (RuntimeException e) {
                LOG.error(
                        "what happened meanwhile could not be looked at, which is tried again: {}", e.getMessage(), e);
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(Lease.BEAT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stop() {
        timer.shutdown();
        timer = null;
    }

    @Override
    public boolean isRunning() {
        return timer != null;
    }

    /** Before what writes; the log is signed once more after that, while the lease is still held. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE + 1;
    }

    @Override
    public void destroy() {
        lease.close();
    }
}
