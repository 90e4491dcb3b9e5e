package io.reprise.ml.shadow;

import io.reprise.domain.model.decision.Tensor;
import io.reprise.domain.model.port.ModelAnswer;
import io.reprise.domain.model.registry.ModelReleaseId;
import io.reprise.domain.model.registry.ShadowComparison;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where shadows answer the questions that a champion has answered: one after another on a thread of their own, so that
 * nobody waits for them and nothing depends on them. Questions that come faster than shadows answer are left out beyond
 * {@link #WAITING_MAX}.
 */
public final class ShadowBench implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ShadowBench.class);
    private static final int WAITING_MAX = 200;

    /** Where comparisons go. */
    public interface Recorder {
        void record(ModelReleaseId shadow, ShadowComparison compared);
    }

    private final Recorder recorder;
    private final ExecutorService worker;
    private int unfinished;

    public ShadowBench(Recorder recorder) {
        this.recorder = recorder;
        this.worker =
                new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(WAITING_MAX), work -> {
                    Thread thread = new Thread(work, "shadow-models");
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /**
     * Returns at once.
     *
     * @param shadows who is asked; looked up when it is their turn
     * @param shadow what one of them answers to the same question
     */
    void ask(
            Supplier<List<ModelReleaseId>> shadows,
            ModelAnswer champion,
            Function<ModelReleaseId, ModelAnswer> shadow) {
        synchronized (this) {
            unfinished++;
        }
        try {
            worker.execute(() -> {
                try {
                    shadows.get().forEach(id -> recorder.record(id, compare(champion.output(), id, shadow)));
                } catch (RuntimeException e) {
                    LOG.warn("what shadows answered is not recorded: {}", e.getMessage());
                } finally {
                    finished();
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("a question was left out, {} wait", WAITING_MAX);
            finished();
        }
    }

    private static ShadowComparison compare(
            Tensor champion, ModelReleaseId id, Function<ModelReleaseId, ModelAnswer> shadow) {
        try {
            Tensor answer = shadow.apply(id).output();
            if (answer.rows() != champion.rows() || answer.columns() != champion.columns()) {
                return ShadowComparison.failed();
            }
            double sum = 0;
            float[] theirs = answer.values();
            float[] ours = champion.values();
            for (int i = 0; i < ours.length; i++) {
                sum += Math.abs(theirs[i] - (double) ours[i]);
            }
            return ShadowComparison.answered(ours.length == 0 ? 0 : sum / ours.length);
        } catch (RuntimeException e) {
            LOG.info("shadow {} did not answer: {}", id.value(), e.getMessage());
            return ShadowComparison.failed();
        }
    }

    private synchronized void finished() {
        unfinished--;
        notifyAll();
    }

    /** Waits until every question asked so far is answered and recorded; false where that took too long. */
    public synchronized boolean await(Duration patience) {
        long until = System.nanoTime() + patience.toNanos();
        try {
            while (unfinished > 0) {
                long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
                if (left <= 0) {
                    return false;
                }
                wait(left);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        worker.shutdownNow();
    }
}
