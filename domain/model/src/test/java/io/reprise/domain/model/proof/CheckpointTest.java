package io.reprise.domain.model.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPairGenerator;
import org.junit.jupiter.api.Test;

class CheckpointTest {

    private static final byte[] ROOT = new byte[32];

    @Test
    void it_is_written_in_three_lines_and_read_from_them() {
        Checkpoint checkpoint = new Checkpoint("log.example", 7, ROOT);
        assertThat(checkpoint.text()).isEqualTo("log.example\n7\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n");
        assertThat(Checkpoint.parse(checkpoint.text() + "an extension\n")).isEqualTo(checkpoint);
        assertThat(checkpoint)
                .hasToString("log.example at 7, root " + "00".repeat(32))
                .hasSameHashCodeAs(Checkpoint.parse(checkpoint.text()));
    }

    @Test
    void two_are_the_same_by_origin_size_and_root() {
        Checkpoint checkpoint = new Checkpoint("log.example", 7, ROOT);
        byte[] other = ROOT.clone();
        other[31] = 1;
        assertThat(checkpoint)
                .isNotEqualTo(new Checkpoint("log.other", 7, ROOT))
                .isNotEqualTo(new Checkpoint("log.example", 8, ROOT))
                .isNotEqualTo(new Checkpoint("log.example", 7, other))
                .isNotEqualTo("log.example");
        assertThat(checkpoint.hashCode()).isNotEqualTo(new Checkpoint("log.example", 7, other).hashCode());
    }

    @Test
    void an_empty_log_has_one() {
        assertThat(new Checkpoint("log.example", 0, ROOT).size()).isZero();
        assertThatThrownBy(() -> new Checkpoint("log.example", -1, ROOT)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Checkpoint("", 1, ROOT)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Checkpoint("\nlog", 1, ROOT)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Checkpoint("log", 1, new byte[31])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_shortest_signature_is_a_byte_and_a_name_has_no_space() {
        String text = "a\n\n\u2014 b AAAAAAE=\n";
        assertThat(SignedNote.parse(text).signatures().getFirst().signature()).hasSize(1);
        assertThatThrownBy(() -> SignedNote.parse("a\n\n\u2014 b AAAAAA==\n")).hasMessageContaining("too short");
        assertThat(SignedNote.parse("\n\n").text()).isEqualTo("\n");
        assertThatThrownBy(() -> SignedNote.parse("a\n\n\u2014 +b AAAAAAE=\n"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_note_has_at_most_a_million_characters() {
        String longest = "x".repeat(999_998) + "\n\n";
        assertThat(SignedNote.parse(longest).text()).hasSize(999_999);
        assertThatThrownBy(() -> SignedNote.parse("x" + longest)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void signers_and_verifiers_have_names() throws Exception {
        NoteSigner.KeyLines lines = NoteSigner.lines(
                "log.example", KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
        assertThat(NoteSigner.of(lines.signer()).name()).isEqualTo("log.example");
        assertThat(NoteVerifier.of(lines.verifier()).name()).isEqualTo("log.example");
    }
}
