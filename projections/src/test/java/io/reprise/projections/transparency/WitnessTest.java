package io.reprise.projections.transparency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.NewEvent;
import io.reprise.domain.model.proof.CosignatureKey;
import io.reprise.domain.model.proof.NoteSigner;
import io.reprise.domain.model.proof.SignedNote;
import io.reprise.projections.eventstore.EmbeddedEventLog;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a witness says of checkpoints, by c2sp.org/tlog-witness, and what it does not say. */
class WitnessTest {

    @TempDir
    private Path folder;

    private EventLog log;
    private LogKeys keys;
    private FolderCheckpoints checkpoints;
    private NoteSigner.KeyLines lines;
    private Witness witness;

    @BeforeEach
    void aLogAndItsWitness() throws Exception {
        log = EmbeddedEventLog.open(folder.resolve("log"));
        keys = LogKeys.in(folder.resolve("keys"), "example.com/sales");
        checkpoints = new FolderCheckpoints(folder.resolve("checkpoints"));
        lines = CosignatureKey.lines(
                "example.org/witness", KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
        witness = new Witness(
                keys.verifiers(),
                CosignatureKey.signer(lines.signer()),
                new FolderCheckpoints(folder.resolve("seen")),
                () -> 1_794_000_000L);
    }

    @AfterEach
    void close() {
        log.close();
    }

    private SignedCheckpoint grown(int events) {
        for (int i = 0; i < events; i++) {
            long next = log.head();
            log.append(List.of(new NewEvent(
                    "e" + next, "s", next, "K", "n", 1, Instant.EPOCH, new byte[] {(byte) next}, new byte[0])));
        }
        new Checkpointer(log, checkpoints, keys.signer()).advance();
        return checkpoints.latest().orElseThrow();
    }

    private String request(long old, SignedCheckpoint signed) {
        StringBuilder body = new StringBuilder("old " + old + "\n");
        if (old > 0 && old < signed.checkpoint().size()) {
            new LogProofs(log)
                    .consistency(old, signed.checkpoint().size())
                    .path()
                    .forEach(hash -> body.append(Base64.getEncoder().encodeToString(hash))
                            .append('\n'));
        }
        return body.append('\n').append(signed.note()).toString();
    }

    @Test
    void aLogThatGrowsIsCosignedAndTheWordCanBeVerified() {
        SignedCheckpoint first = grown(3);
        Witness.Answer answer = witness.add(request(0, first));
        assertThat(answer.status()).isEqualTo(200);
        CosignatureKey verifier = CosignatureKey.verifier(lines.verifier());
        SignedNote cosigned = SignedNote.parse(first.note() + answer.body());
        assertThat(verifier.seen(cosigned)).contains(1_794_000_000L);
        assertThat(LogKeys.accept(keys.verifiers(), cosigned))
                .as("the log's own signature is as it was")
                .isTrue();
        SignedCheckpoint second = grown(4);
        assertThat(witness.add(request(3, second)).status()).isEqualTo(200);
        assertThat(witness.latest().orElseThrow().checkpoint().size()).isEqualTo(7);
        assertThat(verifier.seen(second.note())).as("nobody cosigned this").isEmpty();
        assertThat(verifier.seen(SignedNote.parse(second.note() + answer.body())))
                .as("the word for another checkpoint")
                .isEmpty();
    }

    @Test
    void whatDoesNotBelongToOneHistoryIsNotCosigned() throws Exception {
        SignedCheckpoint first = grown(3);
        witness.add(request(0, first));
        SignedCheckpoint second = grown(4);
        assertThat(witness.add(request(0, second))).isEqualTo(new Witness.Answer(409, "3\n"));
        assertThat(witness.add("old 3\n\n" + second.note()).status())
                .as("no proof")
                .isEqualTo(422);
        assertThat(witness.add(request(3, second)).status()).isEqualTo(200);
        assertThat(witness.add(request(7, second)).status())
                .as("the same again")
                .isEqualTo(200);
        assertThat(witness.add(request(3, first))).as("back in time").isEqualTo(new Witness.Answer(409, "7\n"));
        NoteSigner stranger =
                LogKeys.in(folder.resolve("others"), "example.com/sales").signer();
        assertThat(witness.add("old 7\n\n"
                                + stranger.sign(SignedNote.of(second.note().text())))
                        .status())
                .as("by another key")
                .isEqualTo(403);
        assertThat(witness.add("old 7\n\n"
                                + second.note().toString().replace("example.com/sales\n7", "example.com/other\n7"))
                        .status())
                .isEqualTo(404);
        assertThat(witness.add("hello").status()).isEqualTo(400);
        assertThat(witness.add("old 9\n\n" + second.note()).status()).isEqualTo(400);
    }

    @Test
    void aKeyOfALogIsNoKeyOfAWitness() {
        assertThatThrownBy(() -> CosignatureKey.verifier(lines.verifier().replace("witness+", "other+")))
                .hasMessageContaining("is not the key's");
        assertThatThrownBy(() -> CosignatureKey.verifier(
                        "a+00000000+" + Base64.getEncoder().encodeToString(new byte[] {1})))
                .hasMessageContaining("no key of a witness");
    }
}
