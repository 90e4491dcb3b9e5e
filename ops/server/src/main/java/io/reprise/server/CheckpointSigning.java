package io.reprise.server;

import io.reprise.projections.Stores;
import io.reprise.projections.transparency.Checkpointer;
import io.reprise.projections.transparency.LogKeys;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Signs the log while the server runs, and once more when it stops. */
@Component
class CheckpointSigning implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(CheckpointSigning.class);

    private final Checkpointer checkpointer;
    private final long intervalMillis;
    private ScheduledExecutorService timer;

    CheckpointSigning(Stores stores, RepriseProperties settings) {
        LogKeys keys = LogKeys.in(settings.logKeys(), settings.logOrigin());
        checkpointer = new Checkpointer(stores.log(), stores.checkpoints(), keys.signer());
        intervalMillis = settings.checkpointInterval().toMillis();
    }

    @Override
    public void start() {
        timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("checkpoints").factory());
        timer.scheduleWithFixedDelay(this::sign, intervalMillis, intervalMillis, TimeUnit.MILLISECONDS);
    }

    private void sign() {
        try {
            checkpointer.advance();
        } catch (RuntimeException e) {
            LOG.error("the log could not be signed, and is tried again: {}", e.getMessage(), e);
        }
    }

    /** After everything that writes has stopped. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }

    @Override
    public void stop() {
        timer.shutdown();
        sign();
        timer = null;
    }

    @Override
    public boolean isRunning() {
        return timer != null;
    }
}
