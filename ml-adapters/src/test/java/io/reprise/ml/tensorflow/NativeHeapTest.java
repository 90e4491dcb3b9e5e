package io.reprise.ml.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NativeHeapTest {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final int CHUNKS = 10_000;
    /** Under what malloc maps by itself and gives back when it is freed. */
    private static final int CHUNK_BYTES = 8_000;

    private static final double MIB = 1 << 20;

    /** Without what the Java heap has taken, which the collector sizes as it likes. */
    private static double outsideHeapMib() throws IOException {
        double anonymous = Files.readAllLines(STATUS).stream()
                .filter(line -> line.startsWith("RssAnon"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
        double heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getCommitted();
        return anonymous / 1024 - heap / MIB;
    }

    private static void collect() throws InterruptedException {
        for (int i = 0; i < 5; i++) {
            System.gc();
            Thread.sleep(50);
        }
    }

    private static ByteBuffer touched() {
        ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK_BYTES);
        for (int at = 0; at < CHUNK_BYTES; at += 1_000) {
            chunk.put(at, (byte) 1);
        }
        return chunk;
    }

    @Test
    void whatWasFreedBelowWhatIsKeptGoesBackToTheSystem() throws Exception {
        assumeTrue(NativeHeap.giveBack(), "only on Linux there is malloc_trim");
        List<ByteBuffer> taken = new ArrayList<>();
        for (int i = 0; i < CHUNKS; i++) {
            taken.add(touched());
        }
        // The last one stays and keeps malloc from giving back what lies below.
        ByteBuffer kept = taken.getLast();
        collect();
        double before = outsideHeapMib();
        taken.clear();
        double freed = CHUNKS * CHUNK_BYTES / MIB;
        collect();
        assertThat(before - outsideHeapMib())
                .as("MiB that go back by themselves")
                .isLessThan(freed / 2);
        double after = before;
        for (int i = 0; i < 20 && before - after < freed / 2; i++) {
            assertThat(NativeHeap.giveBack()).isTrue();
            Thread.sleep(50);
            after = outsideHeapMib();
        }
        assertThat(before - after).as("MiB given back of %.0f", freed).isGreaterThan(freed / 2);
        assertThat(kept.get(0)).isOne();
    }
}
