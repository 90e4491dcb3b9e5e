package io.reprise.benchmarks.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.reprise.benchmarks.models.SoakTrial.Minute;
import io.reprise.benchmarks.report.MemoryTrend;
import io.reprise.benchmarks.report.MemoryTrend.Sample;
import io.reprise.domain.model.decision.Tensor;
import io.reprise.ml.serving.ArtifactId;
import io.reprise.ml.tensorflow.ModelShelf;
import io.reprise.ml.tensorflow.TensorFlowRuntime;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SoakTrialTest {

    private static final Path HOME = Path.of("target", "soak").toAbsolutePath();

    @TempDir
    private Path models;

    private static List<Sample> samples(double mibPerHour) {
        SplittableRandom random = new SplittableRandom(3);
        return IntStream.range(0, 60)
                .mapToObj(i -> new Sample(i / 60.0, 500 + mibPerHour * i / 60 + 4 * random.nextDouble(), 200))
                .toList();
    }

    @Test
    void aLeakIsSeenAndNoiseIsNone() {
        MemoryTrend leak = MemoryTrend.of(samples(100));
        assertThat(leak.mibPerHour()).isCloseTo(100, within(3.0));
        assertThat(leak.growsBy(20)).isTrue();
        MemoryTrend none = MemoryTrend.of(samples(0));
        assertThat(none.growsBy(20)).isFalse();
        assertThat(Math.abs(none.mibPerHour())).isLessThan(3);
        assertThatThrownBy(() -> MemoryTrend.of(samples(0).subList(0, 2))).hasMessageContaining("at least 3");
    }

    @Test
    void whatTheHeapTakesIsNotALeak() {
        List<Sample> growingHeap = IntStream.range(0, 10)
                .mapToObj(i -> new Sample(i, 500 + 10 * i, 200 + 10 * i))
                .toList();
        assertThat(MemoryTrend.of(growingHeap).mibPerHour()).isCloseTo(0, within(1e-9));
    }

    @Test
    void aShortSoakSwapsAnswersTheSameAndSeesMemoryThatIsKept() throws Exception {
        assumeTrue(Files.isReadable(Path.of("/proc/self/status")), "resident memory is read from /proc");
        TensorFlowRuntime.start(HOME);
        List<ArtifactId> artifacts =
                List.of(new BenchMlp(1).shelve(models, "one"), new BenchMlp(2).shelve(models, "two"));
        List<Tensor> questions = List.of(ServingPart.random(1, 1), ServingPart.random(70, 1));
        List<ByteBuffer> kept = new ArrayList<>();
        List<Minute> seen;
        try (ModelShelf shelf = new ModelShelf(HOME, models)) {
            seen = new SoakTrial(shelf, artifacts, questions, Duration.ofMillis(600), Duration.ofMillis(900))
                    .run(5, minute -> kept.add(touched(64)));
        }
        assertThat(seen.getLast().swaps()).isGreaterThan(1);
        assertThat(seen.getLast().requests()).isGreaterThan(10);
        double growth =
                seen.getLast().memory().outsideHeap() - seen.getFirst().memory().outsideHeap();
        assertThat(growth).as("MiB more, of which 256 were planted").isGreaterThan(128);
        assertThat(seen.getLast().malloc().usedMib() - seen.getFirst().malloc().usedMib())
                .as("MiB more taken from malloc, of which 256 were planted")
                .isBetween(200.0, 320.0);
        assertThat(kept).hasSize(5);
    }

    @Test
    void whatMallocSaysOfItselfIsReadOverAllArenas() {
        MallocUse use = MallocUse.of("""
                <malloc version="1">
                <heap nr="0"><total type="rest" count="1" size="999"/><system type="current" size="9999"/></heap>
                <total type="fast" count="4" size="1048576"/>
                <total type="rest" count="7" size="2097152"/>
                <total type="mmap" count="2" size="5242880"/>
                <system type="current" size="10485760"/>
                <system type="max" size="99999999"/>
                </malloc>""");
        assertThat(use).isEqualTo(new MallocUse(12, 3));
        assertThatThrownBy(() -> MallocUse.of("nothing")).hasMessageContaining("nothing");
    }

    private static ByteBuffer touched(int mib) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(mib << 20);
        for (int at = 0; at < buffer.capacity(); at += 4_096) {
            buffer.put(at, (byte) 1);
        }
        return buffer;
    }
}
