package io.reprise.domain.model.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPairGenerator;
import org.junit.jupiter.api.Test;

class SignedNoteTest {

    /** Key, text and signature from the documentation of golang.org/x/mod/sumdb/note. */
    private static final String SIGNER =
            "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";

    private static final String VERIFIER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    private static final String TEXT = "If you think cryptography is the answer to your problem,\n"
            + "then you don't know what your problem is.\n";
    private static final String NOTE = TEXT
            + "\n\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

    @Test
    void whatIsSignedHereIsWhatOthersSign() {
        assertThat(NoteSigner.of(SIGNER).sign(SignedNote.of(TEXT))).hasToString(NOTE);
    }

    @Test
    void whatOthersSignedIsAcceptedHere() {
        SignedNote note = SignedNote.parse(NOTE);
        assertThat(note.text()).isEqualTo(TEXT);
        assertThat(note).hasToString(NOTE);
        assertThat(NoteVerifier.of(VERIFIER).accepts(note)).isTrue();
    }

    @Test
    void aChangedTextOrSignatureIsNotAccepted() {
        NoteVerifier verifier = NoteVerifier.of(VERIFIER);
        assertThat(verifier.accepts(SignedNote.parse(NOTE.replace("answer", "Answer"))))
                .isFalse();
        assertThat(verifier.accepts(SignedNote.parse(NOTE.replace("x08go/ZJ", "x08go/ZK"))))
                .isFalse();
        assertThat(verifier.accepts(SignedNote.of(TEXT))).isFalse();
    }

    @Test
    void aKeyOfTheSameNameIsAnotherKey() throws Exception {
        NoteSigner.KeyLines fresh = NoteSigner.lines(
                "PeterNeumann", KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
        SignedNote both = NoteSigner.of(fresh.signer()).sign(SignedNote.parse(NOTE));
        assertThat(NoteVerifier.of(fresh.verifier()).accepts(SignedNote.parse(both.toString())))
                .isTrue();
        assertThat(NoteVerifier.of(VERIFIER).accepts(both)).isTrue();
        assertThat(NoteVerifier.of(fresh.verifier()).accepts(SignedNote.parse(NOTE)))
                .isFalse();
    }

    @Test
    void keysThatAreNoneAreRefusedWithoutShowingThem() {
        String secret = SIGNER.substring(SIGNER.length() - 20);
        assertThatThrownBy(() -> NoteSigner.of(SIGNER.substring(0, SIGNER.length() - 3)))
                .hasMessageContaining("PeterNeumann")
                .hasMessageNotContaining(secret);
        assertThatThrownBy(() -> NoteVerifier.of("PeterNeumann+00000000+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"))
                .hasMessageContaining("hash");
        assertThatThrownBy(() -> NoteVerifier.of("nothing")).hasMessageContaining("name+hash+key");
        assertThatThrownBy(() -> SignedNote.parse("no note")).hasMessageContaining("signed note");
        assertThatThrownBy(() -> SignedNote.parse(TEXT + "\nsigned: me\n")).hasMessageContaining("no signature");
    }

    @Test
    void aCheckpointIsThreeLines() {
        Checkpoint checkpoint = new Checkpoint("example.com/log", 958, new MerkleRange().root());
        assertThat(checkpoint.text()).isEqualTo("example.com/log\n958\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n");
        assertThat(Checkpoint.parse(checkpoint.text() + "an extension\n")).isEqualTo(checkpoint);
        assertThatThrownBy(() -> Checkpoint.parse("example.com/log\n-1\nAA==\n"))
                .hasMessageContaining("no checkpoint");
        assertThatThrownBy(() -> Checkpoint.parse("example.com/log\n1\nAA==\n")).hasMessageContaining("32 bytes");
    }
}
