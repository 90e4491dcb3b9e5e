package io.reprise.projections.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.StoredEvent;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.LongDataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedEventLogTest extends EventLogContract {

    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve("events.log");
    }

    @Override
    EventLog open() {
        return new EmbeddedEventLog(file());
    }

    @Override
    void flipOneByteAt(long firstPosition) {
        try (MVStore store = new MVStore.Builder().fileName(file().toString()).open()) {
            MVMap<Long, byte[]> batches = store.openMap(
                    "batches",
                    new MVMap.Builder<Long, byte[]>()
                            .keyType(LongDataType.INSTANCE)
                            .valueType(ByteArrayDataType.INSTANCE));
            byte[] bytes = batches.get(firstPosition).clone();
            int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("\"n\"") + 1;
            bytes[at] ^= 1;
            batches.put(firstPosition, bytes);
        }
    }

    @Test
    void aSecondProcessOnTheSameFileIsRefusedWithAReason() {
        assertThatThrownBy(this::open)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("another Reprise may be running");
    }

    /** Appends until it is killed; prints each acknowledged position. */
    static final class AppendForEver {
        public static void main(String[] args) {
            try (EventLog log = new EmbeddedEventLog(Path.of(args[0]))) {
                for (long i = log.lastSequence("a").orElse(-1) + 1; ; i++) {
                    System.out.println(log.append(List.of(event("a", i))));
                }
            }
        }
    }

    @Test
    void whatWasAcknowledgedSurvivesAKill() throws IOException, InterruptedException {
        Path killed = folder.resolve("killed.log");
        long acknowledged = -1;
        for (int round = 0; round < 3; round++) {
            Process process = new ProcessBuilder(
                            ProcessHandle.current().info().command().orElse("java"),
                            "-cp",
                            System.getProperty("java.class.path"),
                            AppendForEver.class.getName(),
                            killed.toString())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(process.getInputStream()))) {
                String line = lines.readLine();
                for (int n = 0; line != null && n < 25 + 10 * round; n++) {
                    acknowledged = Long.parseLong(line);
                    line = lines.readLine();
                }
                process.destroyForcibly();
            }
            process.waitFor();
            try (EventLog log = new EmbeddedEventLog(killed)) {
                assertThat(log.head()).isGreaterThan(acknowledged);
                assertThat(ChainVerifier.verify(log).holds()).isTrue();
                List<StoredEvent> stream = log.readStream("a", 0, Integer.MAX_VALUE);
                assertThat(stream).hasSize((int) log.head());
            }
        }
        assertThat(acknowledged).isGreaterThan(60);
    }
}
