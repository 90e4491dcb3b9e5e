package io.reprise.server;

import io.reprise.projections.Stores;
import io.reprise.projections.transparency.CheckpointStore;
import io.reprise.projections.transparency.Checkpointer;
import io.reprise.projections.transparency.FolderCheckpoints;
import io.reprise.projections.transparency.LogKeys;
import io.reprise.projections.transparency.SignedCheckpoint;
import io.reprise.projections.transparency.WitnessClient;
import io.reprise.workflows.ServerTurn;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Signs the log while the server runs, and once more when it stops; of several servers, the one whose turn it is. */
@Component
class CheckpointSigning implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(CheckpointSigning.class);

    private final Checkpointer checkpointer;
    private final long intervalMillis;
    private final CheckpointStore checkpoints;
    private final List<Publisher> publishers;
    private ScheduledExecutorService timer;

    /** Where a checkpoint is shown outside. */
    private interface Shown {
        void show(SignedCheckpoint signed) throws IOException;
    }

    /** One place, and what it was shown last: it is tried again until it has the latest. */
    private static final class Publisher {
        private final String where;
        private final Shown shown;
        private long size = -1;

        private Publisher(String where, Shown shown) {
            this.where = where;
            this.shown = shown;
        }

        private void publish(SignedCheckpoint signed) {
            if (signed.checkpoint().size() == size) {
                return;
            }
            try {
                shown.show(signed);
                size = signed.checkpoint().size();
            } catch (IOException | RuntimeException e) {
                LOG.error("a checkpoint was not shown to {}, and is tried again: {}", where, e.getMessage());
            }
        }
    }

    private final ServerTurn turn;

    CheckpointSigning(Stores stores, RepriseProperties settings, ServerTurn turn) {
        this.turn = turn;
        LogKeys keys = LogKeys.in(settings.logKeys(), settings.logOrigin());
        checkpointer = new Checkpointer(stores.log(), stores.checkpoints(), keys.signer());
        publishers = new ArrayList<>();
        settings.checkpointFolders().forEach(folder -> {
            FolderCheckpoints copies = new FolderCheckpoints(folder);
            publishers.add(new Publisher(folder.toString(), copies::put));
        });
        settings.witnesses().forEach(url -> {
            WitnessClient witness = new WitnessClient(url, stores.log());
            FolderCheckpoints seen = new FolderCheckpoints(settings.home().resolve("cosigned"));
            publishers.add(new Publisher(
                    url.toString(), signed -> seen.put(SignedCheckpoint.parse(signed.note() + witness.show(signed)))));
        });
        checkpoints = stores.checkpoints();
        intervalMillis = settings.checkpointInterval().toMillis();
    }

    @Override
    public void start() {
        timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("checkpoints").factory());
        timer.scheduleWithFixedDelay(this::sign, intervalMillis, intervalMillis, TimeUnit.MILLISECONDS);
    }

    private void sign() {
        if (!turn.isOurs()) {
            return;
        }
        try {
            checkpointer.advance();
            checkpoints.latest().ifPresent(latest -> publishers.forEach(publisher -> publisher.publish(latest)));
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
