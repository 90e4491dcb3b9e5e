package io.reprise.domain.model.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** The form is also held against Go's packages, where there is a toolchain. */
class CosignatureKeyTest {

    private static final long SEEN = 1_700_000_000L;
    private static final SignedNote NOTE =
            SignedNote.of("log.example\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n");

    private final NoteSigner.KeyLines lines = fresh("witness.example");
    private final CosignatureKey verifier = CosignatureKey.verifier(lines.verifier());
    private final SignedNote seen = CosignatureKey.signer(lines.signer()).cosign(NOTE, SEEN);

    private static NoteSigner.KeyLines fresh(String name) {
        try {
            return CosignatureKey.lines(
                    name, KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_witness_says_when_it_saw_a_checkpoint() {
        assertThat(verifier.seen(seen)).contains(SEEN);
        assertThat(verifier.seen(SignedNote.parse(seen.toString()))).contains(SEEN);
        assertThat(verifier.name()).isEqualTo("witness.example");
        SignedNote.Line line = seen.signatures().getFirst();
        assertThat(line.name()).isEqualTo("witness.example");
        assertThat(line.signature()).hasSize(72).startsWith(0, 0, 0, 0, 0x65, 0x53, 0xf1, 0x00);
    }

    @Test
    void its_word_holds_for_that_text_at_that_time_alone() {
        String changed = seen.toString().replace("log.example\n1\n", "log.example\n2\n");
        assertThat(verifier.seen(SignedNote.parse(changed))).isEmpty();

        SignedNote.Line line = seen.signatures().getFirst();
        byte[] later = line.signature().clone();
        later[7]++;
        assertThat(verifier.seen(NOTE.with(new SignedNote.Line(line.name(), line.keyHash(), later))))
                .isEmpty();
        byte[] garbage = line.signature().clone();
        garbage[71] ^= (byte) 0xff;
        assertThat(verifier.seen(NOTE.with(new SignedNote.Line(line.name(), line.keyHash(), garbage))))
                .isEmpty();
    }

    @Test
    void who_did_not_sign_did_not_see_it() {
        assertThat(verifier.seen(NOTE)).isEmpty();
        CosignatureKey other = CosignatureKey.verifier(fresh("witness.example").verifier());
        assertThat(other.seen(seen)).isEmpty();
        SignedNote.Line line = seen.signatures().getFirst();
        assertThat(verifier.seen(NOTE.with(new SignedNote.Line("somebody", line.keyHash(), line.signature()))))
                .isEmpty();
        assertThat(verifier.seen(NOTE.with(new SignedNote.Line(line.name(), line.keyHash(), new byte[64]))))
                .isEmpty();
        SignedNote both = CosignatureKey.signer(fresh("other.example").signer()).cosign(NOTE, 1);
        assertThat(verifier.seen(CosignatureKey.signer(lines.signer()).cosign(both, SEEN)))
                .contains(SEEN);
    }

    @Test
    void a_key_that_is_no_witness_key_is_refused() throws NoSuchAlgorithmException {
        String[] parts = lines.verifier().split("\\+", 3);
        assertThatThrownBy(() -> CosignatureKey.verifier(parts[0] + "+00000000+" + parts[2]))
                .hasMessageContaining("is not the key's");
        assertThatThrownBy(() -> CosignatureKey.verifier("other+" + parts[1] + "+" + parts[2]))
                .hasMessageContaining("is not the key's");
        assertThatThrownBy(() -> CosignatureKey.verifier("witness.example+00")).hasMessageContaining("name+hash+key");
        assertThatThrownBy(() -> CosignatureKey.signer(lines.verifier())).hasMessageContaining("PRIVATE+KEY+");
        assertThatThrownBy(() -> CosignatureKey.verifier(parts[0] + "+" + parts[1] + "00+" + parts[2]))
                .hasMessageContaining("no key of a witness");
        byte[] typed = Base64.getDecoder().decode(parts[2]);
        byte[] shorter = Arrays.copyOf(typed, 32);
        assertThatThrownBy(() -> CosignatureKey.verifier(
                        parts[0] + "+" + parts[1] + "+" + Base64.getEncoder().encodeToString(shorter)))
                .hasMessageContaining("no key of a witness");
        String note = NoteSigner.lines(
                        "witness.example",
                        KeyPairGenerator.getInstance("Ed25519").generateKeyPair())
                .verifier();
        assertThatThrownBy(() -> CosignatureKey.verifier(note)).hasMessageContaining("no key of a witness");
    }
}
