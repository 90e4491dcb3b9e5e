package io.reprise.ml.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.reprise.domain.model.decision.Tensor;
import io.reprise.ml.serving.ArtifactId;
import io.reprise.ml.serving.HotSwap;
import io.reprise.ml.training.TinyModels;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many predictions while artifacts are swapped: none is lost or wrong, and memory outside the heap does not grow. */
class ServingSoakTest {

    private static final Path MEMORY = Path.of("/proc/self/status");
    private static final int CLIENTS = 4;
    private static final int ROWS = 48;
    /**
     * Over the second half, with the first as warm-up; the heap, which the collector sizes as it likes, is in it. Input and answer of one prediction take 3 KiB outside the heap: were
     * they kept, the long soak would grow by 350 MiB.
     */
    private static final int GROWTH_MAX_MIB = 200;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path models;

    @Test
    void aFewThousandPredictionsLeaveNothingBehind() throws Exception {
        soak(4_000, 4);
    }

    @Test
    @Tag("slow")
    void aQuarterOfAMillionPredictionsLeaveNothingBehind() throws Exception {
        soak(250_000, 100);
    }

    @Test
    void memoryThatIsKeptIsSeen() throws IOException {
        assumeTrue(Files.isReadable(MEMORY), "the resident memory of a process is read from /proc");
        double before = residentMib();
        ByteBuffer kept = ByteBuffer.allocateDirect(2 * GROWTH_MAX_MIB << 20);
        for (int at = 0; at < kept.capacity(); at += 4_096) {
            kept.put(at, (byte) 1);
        }
        assertThat(residentMib() - before).isGreaterThan(GROWTH_MAX_MIB);
        assertThat(kept.get(0)).isOne();
    }

    private void soak(int predictions, int swaps) throws Exception {
        assumeTrue(Files.isReadable(MEMORY), "the resident memory of a process is read from /proc");
        List<ArtifactId> artifacts = List.of(
                TinyModels.shelve(models, "tiny", 1),
                TinyModels.shelve(models, "tiny", 2),
                TinyModels.shelve(models, "tiny", 3));
        try (ModelShelf shelf = new ModelShelf(TinyModels.HOME, models)) {
            List<Tensor> expected = artifacts.stream()
                    .map(artifact -> shelf.run(artifact.sha256(), input()))
                    .toList();
            AtomicReference<ArtifactId> chosen = new AtomicReference<>(artifacts.getFirst());
            HotSwap swap = new HotSwap(shelf.serving());
            AtomicInteger asked = new AtomicInteger();
            AtomicReference<Double> half = new AtomicReference<>();
            Callable<Integer> client = () -> {
                int answered = 0;
                for (int i = asked.getAndIncrement(); i < predictions; i = asked.getAndIncrement()) {
                    if (i == predictions / 2) {
                        half.set(residentMib());
                    }
                    chosen.set(artifacts.get(i / (predictions / swaps) % artifacts.size()));
                    HotSwap.Answered answer =
                            swap.answer(chosen::get, artifact -> input(), TinyModels.ANSWERS, PATIENCE);
                    assertThat(answer.answer().values()).isEqualTo(expected.get(artifacts.indexOf(answer.artifact())));
                    answered++;
                }
                return answered;
            };
            assertThat(all(client)).isEqualTo(predictions);
            double growth = residentMib() - half.get();
            System.out.printf("%,d predictions, %d swaps: %.1f MiB more than at half%n", predictions, swaps, growth);
            assertThat(growth).as("MiB more than at half").isLessThan(GROWTH_MAX_MIB);
        }
    }

    private static int all(Callable<Integer> client) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
            List<Callable<Integer>> work = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                work.add(client);
            }
            int answered = 0;
            for (Future<Integer> each : threads.invokeAll(work)) {
                answered += each.get();
            }
            return answered;
        }
    }

    private static Tensor input() {
        float[] values = new float[ROWS * TinyModels.COLUMNS];
        for (int i = 0; i < values.length; i++) {
            values[i] = (i % 7 - 3) * 0.3f;
        }
        return new Tensor(ROWS, TinyModels.COLUMNS, values);
    }

    /** Anonymous memory of this process that is in RAM, the heap included. */
    private static double residentMib() throws IOException {
        System.gc();
        return Files.readAllLines(MEMORY).stream()
                        .filter(line -> line.startsWith("RssAnon:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .findFirst()
                        .orElseThrow()
                / 1024.0;
    }
}
