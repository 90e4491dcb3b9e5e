package io.reprise.projections.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.NewEvent;
import io.reprise.domain.model.proof.NoteVerifier;
import io.reprise.projections.Stores;
import io.reprise.projections.eventstore.ChainVerifier;
import io.reprise.projections.eventstore.ChainVerifier.Verdict;
import io.reprise.projections.eventstore.TestMongo;
import io.reprise.projections.transparency.Checkpointer;
import io.reprise.projections.transparency.LogKeys;
import io.reprise.projections.transparency.SignedCheckpoint;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveTest {

    @TempDir
    private Path folder;

    private Stores stores;
    private List<NoteVerifier> verifiers;
    private String evidence;

    @BeforeEach
    void aLogWithEvidenceAndACheckpoint() {
        stores = Stores.embedded(folder.resolve("home"));
        evidence = stores.evidence().put("what was known".getBytes(StandardCharsets.UTF_8));
        stores.log().append(List.of(event("campaign/a", 0, "{\"evidence\":\"" + evidence + "\"}")));
        stores.log().append(List.of(event("campaign/b", 0, "{\"名\":\"双十一\"}"), event("campaign/a", 1, "{}")));
        stores.log().append(List.of(event("campaign/a", 2, "\u0000{}")));
        LogKeys keys = LogKeys.in(folder.resolve("keys"), "");
        new Checkpointer(stores.log(), stores.checkpoints(), keys.signer()).advance();
        verifiers = keys.verifiers();
    }

    @AfterEach
    void close() {
        stores.close();
    }

    private static NewEvent event(String stream, long sequence, String payload) {
        byte[] metadata = {(byte) 0xff, (byte) 0xfe};
        return new NewEvent(
                stream + sequence,
                stream,
                sequence,
                "Campaign",
                "campaign.drafted",
                1,
                Instant.parse("2026-11-11T00:00:00.123456789Z"),
                payload.getBytes(StandardCharsets.UTF_8),
                metadata);
    }

    private String export() throws IOException {
        StringWriter out = new StringWriter();
        assertThat(new LogExport(stores, out).log(done -> {})).isEqualTo(4);
        return out.toString();
    }

    private static BufferedReader reader(String text) {
        return new BufferedReader(new StringReader(text));
    }

    private static long restore(String archive, Stores into) throws IOException {
        return new LogImport(into, done -> {}).restore(reader(archive));
    }

    private void requireSame(Stores restored) {
        assertThat(ChainVerifier.verify(
                        restored.log(),
                        restored.checkpoints().all().stream()
                                .map(SignedCheckpoint::checkpoint)
                                .toList()))
                .isEqualTo(ChainVerifier.verify(stores.log()))
                .isInstanceOf(Verdict.Intact.class);
        assertThat(restored.checkpoints().all()).hasSize(1);
        assertThat(restored.evidence().get(evidence)).isPresent();
    }

    @Test
    void aLogIsRestoredToTheSameDigests() throws IOException {
        try (Stores restored = Stores.embedded(folder.resolve("restored"))) {
            assertThat(restore(export(), restored)).isEqualTo(4);
            requireSame(restored);
        }
    }

    @Test
    void aLogMovesFromFilesToAMongoDb() throws IOException {
        try (TestMongo mongo = new TestMongo();
                Stores restored = Stores.in(mongo.database())) {
            assertThat(restore(export(), restored)).isEqualTo(4);
            requireSame(restored);
        }
    }

    @Test
    void anInterruptedImportGoesOn() throws IOException {
        String archive = export();
        List<String> lines = new ArrayList<>(archive.lines().toList());
        try (Stores restored = Stores.embedded(folder.resolve("restored"))) {
            assertThatThrownBy(() -> restore(String.join("\n", lines.subList(0, 5)), restored))
                    .hasMessageContaining("speaks of 4 events");
            assertThat(restored.log().head()).isEqualTo(1);
            assertThat(restore(archive, restored)).isEqualTo(4);
            requireSame(restored);
        }
    }

    @Test
    void whatWasChangedInTheArchiveIsNotRestored() throws IOException {
        String archive = export();
        try (Stores restored = Stores.embedded(folder.resolve("restored"))) {
            assertThatThrownBy(() -> restore(archive.replace("双十一", "双十二"), restored))
                    .hasMessageContaining("line 7 of the archive")
                    .hasMessageContaining("position 1");
            assertThat(restored.log().head()).as("what came before is there").isEqualTo(1);
        }
        try (Stores restored = Stores.embedded(folder.resolve("other"))) {
            restored.log().append(List.of(event("campaign/z", 0, "{}")));
            assertThatThrownBy(() -> restore(archive, restored)).hasMessageContaining("empty installation");
        }
        try (Stores restored = Stores.embedded(folder.resolve("none"))) {
            assertThatThrownBy(() -> restore("", restored)).hasMessageContaining("line 1");
            assertThatThrownBy(() -> restore("garbage", restored)).hasMessageContaining("no JSON");
            assertThatThrownBy(() -> restore("{\"archive\":\"other\"}", restored))
                    .hasMessageContaining("no archive");
        }
    }

    @Test
    void theEventsOfACampaignAreProvedWithoutTheLog() throws IOException {
        StringWriter out = new StringWriter();
        assertThat(new LogExport(stores, out).streams("campaign/a", List.of("campaign/a")))
                .isEqualTo(3);
        String archive = out.toString();
        assertThat(ArchiveCheck.check(reader(archive), verifiers)).isEqualTo(3);
        assertThatThrownBy(() ->
                        ArchiveCheck.check(reader(archive.replace("\"sequence\":1", "\"sequence\":7")), verifiers))
                .hasMessageContaining("not the one that was in the log");
        List<NoteVerifier> others = LogKeys.in(folder.resolve("others"), "").verifiers();
        assertThatThrownBy(() -> ArchiveCheck.check(reader(archive), others)).hasMessageContaining("none of the keys");
        try (Stores restored = Stores.embedded(folder.resolve("restored"))) {
            assertThatThrownBy(() -> restore(archive, restored)).hasMessageContaining("holds only 'campaign/a'");
        }
    }

    @Test
    void aHostileArchiveFillsNoMemory() throws IOException {
        Reader endless = new Reader() {
            @Override
            public int read(char[] buffer, int from, int length) {
                Arrays.fill(buffer, from, from + length, 'x');
                return length;
            }

            @Override
            public void close() {}
        };
        String header = "{\"archive\":\"reprise-log\",\"version\":1,\"scope\":\"log\",\"events\":1001}\n";
        try (Stores restored = Stores.embedded(folder.resolve("restored"))) {
            assertThatThrownBy(() -> new LogImport(restored, done -> {}).restore(new BufferedReader(endless)))
                    .hasMessageContaining("line 1 of the archive: characters of one line is at most 33554432");
            String line = export().lines().skip(2).findFirst().orElseThrow() + "\n";
            assertThatThrownBy(() -> restore(header + line.repeat(1_001), restored))
                    .hasMessageContaining("line 1002 of the archive: number of events in one batch is at most 1000");
            String large = line.replace("\"payload\":\"", "\"payload\":\"" + "x".repeat(5 * 1024 * 1024));
            assertThatThrownBy(() -> restore(header + large.repeat(3), restored))
                    .hasMessageContaining("bytes of one batch is at most 12582912");
            assertThat(restored.log().head()).isZero();
        }
    }

    @Test
    void aCheckpointOfOtherEventsIsNotRestored() throws IOException {
        List<String> lines = new ArrayList<>(export().lines().toList());
        assertThat(lines.getLast()).startsWith("{\"checkpoint\"");
        lines.add(4, lines.removeLast());
        try (Stores restored = Stores.embedded(folder.resolve("restored"))) {
            assertThatThrownBy(() -> restore(String.join("\n", lines), restored))
                    .hasMessageContaining(
                            "line 5 of the archive: the checkpoint of 4 events is not of the 1 events before it");
            assertThat(restored.checkpoints().all()).isEmpty();
        }
    }

    @Test
    void whatIsSignedWhileTheLogIsExportedIsNotInTheArchive() throws IOException {
        StringWriter out = new StringWriter();
        new LogExport(new Stores(headOf(stores.log(), 3), stores.evidence(), stores.checkpoints()), out)
                .log(done -> {});
        try (Stores restored = Stores.embedded(folder.resolve("restored"))) {
            assertThat(restore(out.toString(), restored)).isEqualTo(3);
            assertThat(restored.checkpoints().all()).isEmpty();
        }
    }

    /** The log as it was when it had that many events. */
    private static EventLog headOf(EventLog log, long events) {
        return (EventLog) Proxy.newProxyInstance(
                EventLog.class.getClassLoader(),
                new Class<?>[] {EventLog.class},
                (proxy, method, arguments) -> method.getName().equals("head") ? events : method.invoke(log, arguments));
    }
}
