package io.reprise.benchmarks.models;

import com.sun.management.OperatingSystemMXBean;
import io.reprise.benchmarks.report.MemoryTrend;
import io.reprise.benchmarks.report.MemoryTrend.Sample;
import io.reprise.domain.model.decision.Tensor;
import io.reprise.ml.serving.ArtifactId;
import io.reprise.ml.serving.HotSwap;
import io.reprise.ml.tensorflow.ModelShelf;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Clients that ask at a gentle rate while artifacts are swapped, and a look at the process's memory now and then. */
final class SoakTrial {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final int CLIENTS = 2;

    /** A client rests so many times as long as it was answered, but not longer than a second: an artifact may be opened first. */
    private static final int REST = 9;

    private static final long REST_NANOS_MAX = 1_000_000_000;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /**
     * @param number of the sample, from 1; @param requests answered rightly since the beginning, likewise the others
     * @param residentMib everything in RAM, mapped files included, @param memory what of it is no file
     * @param processorShare of one processor, since the sample before
     */
    record Minute(
            int number,
            long requests,
            long rows,
            long swaps,
            double residentMib,
            Sample memory,
            MallocUse malloc,
            double processorShare) {}

    private record Asked(ArtifactId artifact, int question) {}

    private final ModelShelf shelf;
    private final List<ArtifactId> artifacts;
    private final List<Tensor> questions;
    private final Duration every;
    private final Duration turn;
    private final Map<Asked, float[]> first = new ConcurrentHashMap<>();
    private final AtomicInteger swaps = new AtomicInteger();
    private final AtomicLong requests = new AtomicLong();
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicLong rows = new AtomicLong();

    /** @param every time between samples, @param turn for which an artifact answers before the next one does */
    SoakTrial(ModelShelf shelf, List<ArtifactId> artifacts, List<Tensor> questions, Duration every, Duration turn) {
        this.shelf = shelf;
        this.artifacts = artifacts;
        this.questions = questions;
        this.every = every;
        this.turn = turn;
    }

    /** @throws IllegalStateException if an answer is another one than before */
    List<Minute> run(int samples, Consumer<Minute> progress) throws Exception {
        HotSwap swap = new HotSwap(shelf.serving());
        swap.answer(artifacts::getFirst, artifact -> questions.getFirst(), 1, PATIENCE);
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        List<Minute> minutes = new ArrayList<>();
        try {
            List<Future<?>> asking = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                int from = i;
                asking.add(clients.submit(() -> ask(swap, from)));
            }
            long start = System.nanoTime();
            // Half a turn later than samples, so that none falls into the loading of an artifact.
            long nextSwap = start + turn.toNanos() / 2;
            long processor = processorNanos();
            long sampled = start;
            while (minutes.size() < samples) {
                failFast(asking.getFirst(), Math.min(turn.toNanos(), every.toNanos()) / 10);
                long now = System.nanoTime();
                if (now >= nextSwap) {
                    nextSwap += turn.toNanos();
                    swaps.incrementAndGet();
                }
                if (now - sampled >= every.toNanos()) {
                    double share = (double) (processorNanos() - processor) / (now - sampled);
                    Minute minute = look(minutes.size() + 1, (now - start) / 3.6e12, share);
                    processor = processorNanos();
                    sampled = now;
                    minutes.add(minute);
                    progress.accept(minute);
                }
            }
            // Not by an interrupt: that would fail the request that is just being answered.
            over.set(true);
            for (Future<?> each : asking) {
                each.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
        } finally {
            clients.shutdownNow();
        }
        return minutes;
    }

    private static void failFast(Future<?> asking, long nanos) throws InterruptedException, ExecutionException {
        try {
            asking.get(nanos, TimeUnit.NANOSECONDS);
            throw new IllegalStateException("a client stopped asking");
        } catch (TimeoutException e) {
            // It goes on asking, as it should.
        }
    }

    private void ask(HotSwap swap, int from) {
        for (int i = from; !over.get() && !Thread.currentThread().isInterrupted(); i++) {
            int question = i % questions.size();
            Tensor asked = questions.get(question);
            long start = System.nanoTime();
            HotSwap.Answered answer =
                    swap.answer(() -> artifacts.get(swaps.get() % artifacts.size()), artifact -> asked, 1, PATIENCE);
            float[] values = answer.answer().values().values();
            float[] before = first.putIfAbsent(new Asked(answer.artifact(), question), values);
            if (before != null && !Arrays.equals(before, values)) {
                throw new IllegalStateException(answer.artifact() + " answers something else than before");
            }
            requests.incrementAndGet();
            rows.addAndGet(asked.rows());
            try {
                TimeUnit.NANOSECONDS.sleep(Math.min(REST_NANOS_MAX, REST * (System.nanoTime() - start)));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Minute look(int number, double hours, double processorShare) throws IOException {
        System.gc();
        List<String> status = Files.readAllLines(STATUS);
        double heap = MemoryTrend.mib(
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getCommitted());
        return new Minute(
                number,
                requests.get(),
                rows.get(),
                swaps.get(),
                MemoryTrend.mib(status, "VmRSS"),
                new Sample(hours, MemoryTrend.mib(status, "RssAnon"), heap),
                MallocUse.now(),
                processorShare);
    }

    private static long processorNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }
}
