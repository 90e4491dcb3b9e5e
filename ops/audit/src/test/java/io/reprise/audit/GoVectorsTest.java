package io.reprise.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reprise.domain.model.proof.Checkpoint;
import io.reprise.domain.model.proof.ConsistencyProof;
import io.reprise.domain.model.proof.InclusionProof;
import io.reprise.domain.model.proof.MerkleRange;
import io.reprise.domain.model.proof.NoteSigner;
import io.reprise.domain.model.proof.NoteVerifier;
import io.reprise.domain.model.proof.ProofPlan;
import io.reprise.domain.model.proof.SignedNote;
import io.reprise.domain.model.vocabulary.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Notes, roots and proofs that Go's {@code golang.org/x/mod/sumdb} made ({@code src/test/go/main.go vectors}) are what is made
 * here, byte for byte. Leaf i of their trees is the SHA-256 of the decimal number i.
 */
class GoVectorsTest {

    private static final JsonNode VECTORS = read();

    private static JsonNode read() {
        try (InputStream in = GoVectorsTest.class.getResourceAsStream("/go-vectors.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] leaf(long number) {
        MessageDigest digest = Sha256.digest();
        byte[] data = digest.digest(Long.toString(number).getBytes(StandardCharsets.US_ASCII));
        digest.update((byte) 0);
        return digest.digest(data);
    }

    private static byte[] root(long size) {
        MerkleRange range = new MerkleRange();
        LongStream.range(0, size).forEach(i -> range.add(leaf(i)));
        return range.root();
    }

    private static List<String> base64(List<byte[]> path) {
        return path.stream().map(Base64.getEncoder()::encodeToString).toList();
    }

    private static List<String> path(JsonNode proof) {
        List<String> path = new ArrayList<>();
        proof.get("path").forEach(hash -> path.add(hash.asText()));
        return path;
    }

    @Test
    void roots_are_those_of_go() {
        assertThat(VECTORS.get("roots")).hasSizeGreaterThan(10);
        VECTORS.get("roots").properties().forEach(root -> assertThat(
                        HexFormat.of().formatHex(root(Long.parseLong(root.getKey()))))
                .as(root.getKey())
                .isEqualTo(root.getValue().asText()));
    }

    @Test
    void notes_that_go_signed_are_accepted_and_are_what_is_signed_here() {
        NoteVerifier verifier = NoteVerifier.of(VECTORS.get("verifier").asText());
        NoteSigner signer = NoteSigner.of(VECTORS.get("signer").asText());
        assertThat(VECTORS.get("notes")).hasSizeGreaterThan(10);
        VECTORS.get("notes").properties().forEach(entry -> {
            long size = Long.parseLong(entry.getKey());
            String written = entry.getValue().asText();
            SignedNote note = SignedNote.parse(written);
            Checkpoint checkpoint = new Checkpoint("example.com/go-vectors", size, root(size));
            assertThat(verifier.accepts(note)).isTrue();
            assertThat(Checkpoint.parse(note.text())).isEqualTo(checkpoint);
            assertThat(signer.sign(SignedNote.of(checkpoint.text()))).hasToString(written);
            assertThat(verifier.accepts(
                            SignedNote.parse(written.replace("\n" + size + "\n", "\n" + (size + 1) + "\n"))))
                    .isFalse();
        });
    }

    @Test
    void inclusion_proofs_are_those_of_go() {
        assertThat(VECTORS.get("inclusion")).hasSizeGreaterThan(50);
        VECTORS.get("inclusion").forEach(proof -> {
            long index = proof.get("first").asLong();
            long size = proof.get("second").asLong();
            ProofPlan plan = ProofPlan.inclusion(index, size);
            LongStream.range(0, size).forEach(i -> plan.add(leaf(i)));
            InclusionProof ours = InclusionProof.of(index, size, plan);
            assertThat(base64(ours.path())).isEqualTo(path(proof));
            assertThat(ours.root(leaf(index)).orElseThrow()).isEqualTo(root(size));
        });
    }

    @Test
    void consistency_proofs_are_those_of_go() {
        assertThat(VECTORS.get("consistency")).hasSizeGreaterThan(100);
        VECTORS.get("consistency").forEach(proof -> {
            long first = proof.get("first").asLong();
            long second = proof.get("second").asLong();
            ProofPlan plan = ProofPlan.consistency(first, second);
            LongStream.range(0, second).forEach(i -> plan.add(leaf(i)));
            ConsistencyProof ours = ConsistencyProof.of(first, second, plan);
            assertThat(base64(ours.path())).isEqualTo(path(proof));
            assertThat(ours.shows(root(first), root(second))).isTrue();
        });
    }
}
