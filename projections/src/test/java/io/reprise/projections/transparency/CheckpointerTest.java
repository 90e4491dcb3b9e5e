package io.reprise.projections.transparency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.LoggedBatch;
import io.reprise.domain.model.port.NewEvent;
import io.reprise.domain.model.port.StoredEvent;
import io.reprise.domain.model.proof.Checkpoint;
import io.reprise.domain.model.proof.ConsistencyProof;
import io.reprise.domain.model.proof.NoteVerifier;
import io.reprise.domain.model.proof.SignedNote;
import io.reprise.projections.eventstore.ChainVerifier;
import io.reprise.projections.eventstore.ChainVerifier.Verdict;
import io.reprise.projections.eventstore.EmbeddedEventLog;
import io.reprise.projections.eventstore.TestMongo;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointerTest {

    @TempDir
    private Path folder;

    private EventLog log(String name) {
        return EmbeddedEventLog.open(folder.resolve(name));
    }

    private static void append(EventLog log, String stream, int from, int to, String payload) {
        for (int i = from; i < to; i++) {
            log.append(List.of(new NewEvent(
                    stream + i,
                    stream,
                    i,
                    "Campaign",
                    "campaign.drafted",
                    1,
                    Instant.EPOCH,
                    payload.getBytes(StandardCharsets.UTF_8),
                    new byte[0])));
        }
    }

    private static List<Checkpoint> checkpoints(CheckpointStore store) {
        return store.all().stream().map(SignedCheckpoint::checkpoint).toList();
    }

    @Test
    void whatIsNewIsSignedAndNothingTwice() {
        LogKeys keys = LogKeys.in(folder.resolve("keys"), "example.com/sales");
        CheckpointStore store = new FolderCheckpoints(folder.resolve("checkpoints"));
        try (EventLog log = log("log")) {
            append(log, "a", 0, 5, "{}");
            Checkpointer checkpointer = new Checkpointer(log, store, keys.signer());
            SignedCheckpoint first = checkpointer.advance().orElseThrow();
            assertThat(first.checkpoint().origin()).isEqualTo("example.com/sales");
            assertThat(first.checkpoint().size()).isEqualTo(5);
            assertThat(LogKeys.accept(keys.verifiers(), first.note())).isTrue();
            assertThat(checkpointer.advance()).isEmpty();

            append(log, "a", 5, 300, "{}");
            assertThat(new Checkpointer(log, store, keys.signer()).advance()).isPresent();
            assertThat(new Checkpointer(log, store, keys.signer()).advance())
                    .as("after a restart")
                    .isEmpty();
            assertThat(ChainVerifier.verify(log, checkpoints(store))).isInstanceOf(Verdict.Intact.class);
        }
    }

    @Test
    void checkpointsOutliveASavedTreeThatIsLost() throws Exception {
        LogKeys keys = LogKeys.in(folder.resolve("keys"), "");
        CheckpointStore store = new FolderCheckpoints(folder.resolve("checkpoints"));
        try (EventLog log = log("log")) {
            append(log, "a", 0, 21, "{}");
            new Checkpointer(log, store, keys.signer()).advance();
            Files.delete(folder.resolve("checkpoints/latest.subtrees"));
            append(log, "a", 21, 30, "{}");
            new Checkpointer(log, store, keys.signer()).advance();
            assertThat(checkpoints(store)).hasSize(2);
            assertThat(ChainVerifier.verify(log, checkpoints(store))).isInstanceOf(Verdict.Intact.class);
        }
    }

    @Test
    void aHistoryRewrittenWithAllItsHashesIsFoundByACheckpoint() {
        LogKeys keys = LogKeys.in(folder.resolve("keys"), "");
        CheckpointStore store = new FolderCheckpoints(folder.resolve("checkpoints"));
        try (EventLog log = log("log")) {
            append(log, "a", 0, 10, "{}");
            new Checkpointer(log, store, keys.signer()).advance();
            append(log, "a", 10, 20, "{}");
            new Checkpointer(log, store, keys.signer()).advance();
        }
        try (EventLog forged = log("forged")) {
            append(forged, "a", 0, 12, "{}");
            append(forged, "a", 12, 20, "{\"forged\":true}");
            assertThat(ChainVerifier.verify(forged)).as("its chain is whole").isInstanceOf(Verdict.Intact.class);
            assertThat(ChainVerifier.verify(forged, checkpoints(store)))
                    .isInstanceOfSatisfying(Verdict.Damaged.class, damaged -> {
                        assertThat(damaged.position()).isEqualTo(10);
                        assertThat(damaged.what()).contains("checkpoint of 20 events");
                    });
        }
    }

    @Test
    void aLogThatWasCutIsFoundAndNotSignedAgain() {
        LogKeys keys = LogKeys.in(folder.resolve("keys"), "");
        CheckpointStore store = new FolderCheckpoints(folder.resolve("checkpoints"));
        try (EventLog log = log("log")) {
            append(log, "a", 0, 10, "{}");
            new Checkpointer(log, store, keys.signer()).advance();
        }
        try (EventLog cut = log("cut")) {
            append(cut, "a", 0, 9, "{}");
            assertThat(ChainVerifier.verify(cut, checkpoints(store)))
                    .isInstanceOfSatisfying(Verdict.Damaged.class, damaged -> assertThat(damaged.what())
                            .contains("cut off"));
            assertThatThrownBy(() -> new Checkpointer(cut, store, keys.signer()))
                    .hasMessageContaining("rolled back");
        }
    }

    @Test
    void anEventIsProvedToSomebodyWhoHasNoLog() {
        LogKeys keys = LogKeys.in(folder.resolve("keys"), "");
        CheckpointStore store = new FolderCheckpoints(folder.resolve("checkpoints"));
        try (EventLog log = log("log")) {
            append(log, "a", 0, 37, "{}");
            SignedCheckpoint first =
                    new Checkpointer(log, store, keys.signer()).advance().orElseThrow();
            StoredEvent event = log.read(17, 1).getFirst();
            LogProofs proofs = new LogProofs(log);
            ProofText proof = ProofText.parse(new ProofText(
                            17, proofs.inclusion(List.of(17L), 37).getFirst().path(), first)
                    .toString());
            assertThat(proof.shows(LoggedBatch.leafHash(17, event.event()))).isTrue();
            assertThat(proof.shows(LoggedBatch.leafHash(18, event.event()))).isFalse();
            assertThat(LogKeys.accept(keys.verifiers(), proof.checkpoint().note()))
                    .isTrue();

            append(log, "a", 37, 90, "{}");
            SignedCheckpoint second =
                    new Checkpointer(log, store, keys.signer()).advance().orElseThrow();
            ConsistencyProof consistency = proofs.consistency(37, 90);
            assertThat(consistency.shows(
                            first.checkpoint().root(), second.checkpoint().root()))
                    .isTrue();
        }
    }

    @Test
    void aNewKeySignsFromNowOnAndTheOldOneStillVerifies() {
        LogKeys keys = LogKeys.in(folder.resolve("keys"), "example.com/sales");
        SignedNote before = keys.signer().sign(SignedNote.of("before\n"));
        NoteVerifier old = keys.verifiers().getFirst();
        keys.rotate();
        SignedNote after = LogKeys.in(folder.resolve("keys"), "").signer().sign(SignedNote.of("after\n"));
        assertThat(keys.verifiers()).hasSize(2);
        assertThat(LogKeys.accept(keys.verifiers(), before)).isTrue();
        assertThat(LogKeys.accept(keys.verifiers(), after)).isTrue();
        assertThat(old.accepts(after)).isFalse();
    }

    @Test
    void whereThereIsAMongoDbItKeepsThem() {
        LogKeys keys = LogKeys.in(folder.resolve("keys"), "");
        try (TestMongo mongo = new TestMongo();
                EventLog log = log("log")) {
            CheckpointStore store = new MongoCheckpoints(mongo.database());
            assertThat(store.latest()).isEqualTo(Optional.empty());
            append(log, "a", 0, 3, "{}");
            new Checkpointer(log, store, keys.signer()).advance();
            append(log, "a", 3, 4, "{}");
            new Checkpointer(log, store, keys.signer()).advance();
            assertThat(checkpoints(store)).extracting(Checkpoint::size).containsExactly(3L, 4L);
            assertThat(store.latest().orElseThrow().subtrees()).hasSize(1);
            areFoundBySize(store);
        }
    }

    private static void areFoundBySize(CheckpointStore store) {
        assertThat(store.find(3)).map(signed -> signed.checkpoint().size()).hasValue(3L);
        assertThat(store.find(2)).isEmpty();
        assertThat(store.find(Long.MAX_VALUE)).isEmpty();
        assertThat(store.before(Long.MAX_VALUE, 1))
                .extracting(signed -> signed.checkpoint().size())
                .containsExactly(4L);
        assertThat(store.before(4, 9))
                .extracting(signed -> signed.checkpoint().size())
                .containsExactly(3L);
        assertThat(store.before(3, 9)).isEmpty();
    }

    @Test
    void checkpointsInAFolderAreFoundByTheirSizes() {
        CheckpointStore store = new FolderCheckpoints(folder.resolve("checkpoints"));
        LogKeys keys = LogKeys.in(folder.resolve("keys"), "");
        try (EventLog log = log("log")) {
            append(log, "a", 0, 3, "{}");
            new Checkpointer(log, store, keys.signer()).advance();
            append(log, "a", 3, 4, "{}");
            new Checkpointer(log, store, keys.signer()).advance();
            areFoundBySize(store);
        }
    }

    @Test
    void whatIsNoProofIsRefused() {
        Stream.of("", "no proof\n\n", "c2sp.org/tlog-proof@v1\nindex -1\n\nx\n1\nAA==\n")
                .forEach(text ->
                        assertThatThrownBy(() -> ProofText.parse(text)).isInstanceOf(IllegalArgumentException.class));
    }
}
