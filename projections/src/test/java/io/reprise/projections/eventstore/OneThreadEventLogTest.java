package io.reprise.projections.eventstore;

import static io.reprise.projections.eventstore.TestEvents.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.model.port.EventLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded log as a simulation opens it is the same log; only its writer is the caller. */
class OneThreadEventLogTest {

    @TempDir
    private Path folder;

    @Test
    void everyAppendIsABatchOfItsOwnAndTheLogIsOneThatAServerOpens() throws Exception {
        try (EmbeddedEventLog log = EmbeddedEventLog.openForOneThread(folder)) {
            assertThat(log.append(List.of(event("a", 0), event("a", 1)))).isZero();
            assertThat(log.append(List.of(event("a", 2)))).isEqualTo(2);
            assertThat(log.batches(0, 10)).hasSize(2);
            assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .doesNotContain("reprise-embedded-log");
            assertThat(log.bytes()).isPositive().isLessThan(Files.size(folder.resolve("events.log")));
        }
        try (EventLog log = EmbeddedEventLog.open(folder)) {
            assertThat(log.head()).isEqualTo(3);
            assertThat(ChainVerifier.verify(log)).isInstanceOf(ChainVerifier.Verdict.Intact.class);
        }
    }
}
