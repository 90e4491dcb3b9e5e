package io.reprise.projections.transparency;

import io.reprise.domain.model.proof.InclusionProof;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * An inclusion proof with the checkpoint it leads to, as C2SP tlog-proof writes it.
 *
 * @param index position of the event
 * @see <a href="https://c2sp.org/tlog-proof">c2sp.org/tlog-proof</a>
 */
public record ProofText(long index, List<byte[]> path, SignedCheckpoint checkpoint) {

    private static final String HEADER = "c2sp.org/tlog-proof@v1";

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(HEADER + "\nindex " + index + "\n");
        path.forEach(
                hash -> text.append(Base64.getEncoder().encodeToString(hash)).append('\n'));
        return text.append('\n').append(checkpoint.note()).toString();
    }

    /** @throws IllegalArgumentException if it is no such proof */
    public static ProofText parse(String text) {
        int end = text.indexOf("\n\n");
        String[] lines = end < 0 ? new String[0] : text.substring(0, end).split("\n");
        if (lines.length < 2 || !lines[0].equals(HEADER)) {
            throw new IllegalArgumentException("the text is no proof: it should start with " + HEADER);
        }
        int line = lines[1].startsWith("extra ") ? 2 : 1;
        if (line >= lines.length || !lines[line].matches("index (0|[1-9][0-9]{0,17})")) {
            throw new IllegalArgumentException("the proof does not say which index it is for");
        }
        List<byte[]> path = new ArrayList<>();
        for (String hash : Arrays.copyOfRange(lines, line + 1, lines.length)) {
            path.add(Base64.getDecoder().decode(hash));
        }
        return new ProofText(
                Long.parseLong(lines[line].substring("index ".length())),
                path,
                SignedCheckpoint.parse(text.substring(end + 2)));
    }

    /** Whether the leaf is where this says it is, in the tree of the checkpoint. The signature is not looked at. */
    public boolean shows(byte[] leafHash) {
        Optional<byte[]> root =
                new InclusionProof(index, checkpoint.checkpoint().size(), path).root(leafHash);
        return root.isPresent()
                && Arrays.equals(root.get(), checkpoint.checkpoint().root());
    }
}
