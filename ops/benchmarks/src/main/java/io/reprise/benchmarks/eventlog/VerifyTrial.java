package io.reprise.benchmarks.eventlog;

import io.reprise.benchmarks.report.Report;
import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.NewEvent;
import io.reprise.domain.model.port.StoredEvent;
import io.reprise.domain.model.vocabulary.Sha256;
import io.reprise.projections.eventstore.ChainVerifier;
import io.reprise.projections.eventstore.EmbeddedEventLog;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;

/** The chain verified beside bare SHA-256 over the same bytes, read from a file. */
final class VerifyTrial {

    private static final int RUNS = 3;
    private static final int BUFFER_BYTES = 1 << 20;

    private VerifyTrial() {}

    static void run(CampaignTrace trace, int events, int fillSeconds, Path folder, Report report) throws IOException {
        Path bytes = folder.resolve("bytes");
        try (EventLog log = EmbeddedEventLog.open(folder.resolve("log"))) {
            LogFilling filling = new LogFilling(trace, log);
            filling.fillTo(events, fillSeconds);
            write(log, bytes);
            double megabytes = Files.size(bytes) / 1e6;
            double verify = best(megabytes, () -> verify(log));
            double bare = best(megabytes, () -> hash(bytes));
            report.table(
                    "Verify: the hash chain of the embedded log beside bare SHA-256 over the same bytes",
                    "Bytes are the events' ids, names, payload and metadata; both read files that lie in memory.",
                    List.of("what", "events", "MB", "MB/s", "of bare SHA-256"),
                    List.of(
                            List.of("bare SHA-256, one thread", log.head(), megabytes, bare, 1.0),
                            List.of("ChainVerifier", log.head(), megabytes, verify, verify / bare)));
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static double best(double megabytes, Work work) throws IOException {
        double best = 0;
        for (int i = 0; i < RUNS; i++) {
            long start = System.nanoTime();
            work.run();
            best = Math.max(best, megabytes / ((System.nanoTime() - start) / 1e9));
        }
        return best;
    }

    private static void verify(EventLog log) {
        if (!(ChainVerifier.verify(log) instanceof ChainVerifier.Verdict.Intact intact)
                || intact.events() != log.head()) {
            throw new IllegalStateException("the log that was just written does not verify");
        }
    }

    private static void hash(Path bytes) throws IOException {
        MessageDigest digest = Sha256.digest();
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = Files.newInputStream(bytes)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        if (digest.digest().length != 32) {
            throw new IllegalStateException("not SHA-256");
        }
    }

    private static void write(EventLog log, Path file) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER_BYTES)) {
            long position = 0;
            for (List<StoredEvent> page = log.read(0, 1_000); !page.isEmpty(); page = log.read(position, 1_000)) {
                for (StoredEvent stored : page) {
                    NewEvent event = stored.event();
                    out.write(event.id().getBytes(StandardCharsets.UTF_8));
                    out.write(event.stream().getBytes(StandardCharsets.UTF_8));
                    out.write(event.name().getBytes(StandardCharsets.UTF_8));
                    out.write(event.payload());
                    out.write(event.metadata());
                }
                position += page.size();
            }
        }
    }
}
