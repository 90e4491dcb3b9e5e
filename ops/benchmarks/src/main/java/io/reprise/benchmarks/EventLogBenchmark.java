package io.reprise.benchmarks;

import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.NewEvent;
import io.reprise.projections.eventstore.ChainVerifier;
import io.reprise.projections.eventstore.EmbeddedEventLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Durable appends to the embedded log beside a bare file that is written and synced once for each of the same events, in
 * one run; and reading and verifying what was written.
 */
final class EventLogBenchmark {

    private static final int PAYLOAD_BYTES = 500;
    private static final int APPENDS = 4_000;

    private EventLogBenchmark() {}

    static void run() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("reprise-bench");
        double bare = bare(folder.resolve("bare"));
        System.out.printf("bare file, written and synced for each event: %,.0f events/s%n", bare);
        for (int clients : new int[] {1, 8, 64}) {
            Path place = Files.createDirectories(folder.resolve("log-" + clients));
            try (EventLog log = EmbeddedEventLog.open(place)) {
                append(log, clients, APPENDS / 8);
                long before = log.head();
                double rate = append(log, clients, APPENDS);
                System.out.printf(
                        "embedded log, %2d clients: %,.0f appends/s, %.1f × the bare file%n",
                        clients, rate, rate / bare);
                readAndVerify(log, before + APPENDS);
            }
        }
    }

    private static double bare(Path file) throws IOException {
        long start = System.nanoTime();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            for (int i = 0; i < APPENDS / 4; i++) {
                channel.write(ByteBuffer.allocate(PAYLOAD_BYTES));
                channel.force(false);
            }
        }
        return APPENDS / 4 / seconds(start);
    }

    private static double append(EventLog log, int clients, int appends) throws InterruptedException {
        AtomicInteger left = new AtomicInteger(appends);
        CountDownLatch done = new CountDownLatch(clients);
        long start = System.nanoTime();
        for (int c = 0; c < clients; c++) {
            String stream = "stream-" + c + "-" + start;
            Thread.ofPlatform().start(() -> {
                for (long i = 0; left.getAndDecrement() > 0; i++) {
                    log.append(List.of(new NewEvent(
                            stream + i,
                            stream,
                            i,
                            "Bench",
                            "bench.event",
                            1,
                            Instant.EPOCH,
                            new byte[PAYLOAD_BYTES],
                            new byte[2])));
                }
                done.countDown();
            });
        }
        done.await();
        return appends / seconds(start);
    }

    private static void readAndVerify(EventLog log, long expected) {
        long start = System.nanoTime();
        long position = 0;
        for (var page = log.read(0, 1_000); !page.isEmpty(); page = log.read(position, 1_000)) {
            position += page.size();
        }
        System.out.printf("  read %,d events at %,.0f/s", position, position / seconds(start));
        start = System.nanoTime();
        boolean holds = ChainVerifier.verify(log) instanceof ChainVerifier.Verdict.Intact;
        System.out.printf(", verified at %,.0f/s%n", position / seconds(start));
        if (!holds || position < expected) {
            throw new IllegalStateException("the log lost something: " + position + " of " + expected);
        }
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
