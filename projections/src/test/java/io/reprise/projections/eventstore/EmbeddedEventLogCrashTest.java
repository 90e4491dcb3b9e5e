package io.reprise.projections.eventstore;

import static io.reprise.projections.eventstore.TestEvents.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.model.port.EventLog;
import io.reprise.projections.eventstore.ChainVerifier.Verdict;
import io.reprise.projections.eventstore.history.HistoryChecker;
import io.reprise.projections.eventstore.history.Operation;
import io.reprise.projections.eventstore.history.RecordingClients;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class EmbeddedEventLogCrashTest {

    private static final int DISK_BLOCK_BYTES = 4096;

    @TempDir
    private Path folder;

    @Test
    void whatWasAcknowledgedBeforeAKillIsThere() throws Exception {
        List<Operation> history = new ArrayList<>();
        for (int life = 0; life < 3; life++) {
            history.addAll(AppendingProcess.runUntilKilled(
                    100 + 50 * life, life * 1_000_000L, folder.toString(), "", "life-" + life));
            try (EventLog log = EmbeddedEventLog.open(folder)) {
                assertThat(HistoryChecker.check(history, RecordingClients.idsOf(log)))
                        .isEmpty();
                assertThat(ChainVerifier.verify(log)).isInstanceOf(Verdict.Intact.class);
            }
        }
    }

    /**
     * A disk that loses power may have written any of the blocks since the last sync, in any order. So of every block that
     * differs before and after an append, either one may be found again.
     */
    @Test
    void whatWasSyncedBeforeAPowerLossIsThereWhicheverBlocksOfTheNextBatchAre() throws IOException {
        long seed = 11_11;
        Random random = new Random(seed);
        Path live = folder.resolve("live");
        try (EventLog log = EmbeddedEventLog.open(live)) {
            byte[] before = Files.readAllBytes(live.resolve("events.log"));
            long head = 0;
            for (int append = 0; append < 40; append++) {
                long first = head;
                log.append(LongStream.range(first, first + 1 + random.nextInt(60))
                        .mapToObj(sequence -> event("a", sequence, "x".repeat(random.nextInt(900))))
                        .toList());
                byte[] after = Files.readAllBytes(live.resolve("events.log"));
                for (int loss = 0; loss < 4; loss++) {
                    assertSurvives(mixed(before, after, random), head, log.head(), "seed " + seed);
                }
                before = after;
                head = log.head();
            }
        }
    }

    private static byte[] mixed(byte[] before, byte[] after, Random random) {
        // The file may also have its old length, or any in between.
        byte[] mixed = new byte[random.nextBoolean() ? after.length : random.nextInt(before.length, after.length + 1)];
        for (int block = 0; block < mixed.length; block += DISK_BLOCK_BYTES) {
            byte[] source = random.nextBoolean() ? before : after;
            int length = Math.min(DISK_BLOCK_BYTES, mixed.length - block);
            if (source.length > block) {
                System.arraycopy(source, block, mixed, block, Math.min(source.length - block, length));
            }
        }
        return mixed;
    }

    private void assertSurvives(byte[] found, long acknowledged, long written, String message) throws IOException {
        Path copy = Files.createTempDirectory(folder, "loss-");
        Files.write(copy.resolve("events.log"), found);
        try (EventLog log = EmbeddedEventLog.open(copy)) {
            assertThat(log.head()).as(message).isIn(acknowledged, written);
            assertThat(ChainVerifier.verify(log)).as(message).isInstanceOf(Verdict.Intact.class);
        }
    }
}
