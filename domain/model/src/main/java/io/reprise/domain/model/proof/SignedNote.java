package io.reprise.domain.model.proof;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * A text and its signatures, in the form of C2SP signed-note.
 *
 * @param text ends with a line feed
 * @see <a href="https://c2sp.org/signed-note">c2sp.org/signed-note</a>
 */
public record SignedNote(String text, List<Line> signatures) {

    private static final String DASH = "\u2014 ";
    private static final int SIGNATURES_MAX = 16;
    private static final int CHARACTERS_MAX = 1_000_000;

    /** A signature. @param keyHash 4 bytes */
    public record Line(String name, byte[] keyHash, byte[] signature) {}

    public SignedNote {
        if (!text.endsWith("\n") || text.chars().anyMatch(c -> c < ' ' && c != '\n')) {
            throw new IllegalArgumentException("the text of a note ends with a line feed and has no other control");
        }
        signatures = List.copyOf(signatures);
    }

    /** A note nobody has signed yet. */
    public static SignedNote of(String text) {
        return new SignedNote(text, List.of());
    }

    SignedNote with(Line signature) {
        List<Line> all = new ArrayList<>(signatures);
        all.add(signature);
        return new SignedNote(text, all);
    }

    /** The note as it is written: text, an empty line, and a line for each signature. */
    @Override
    public String toString() {
        StringBuilder note = new StringBuilder(text).append('\n');
        for (Line line : signatures) {
            byte[] bytes = Arrays.copyOf(line.keyHash(), NoteKey.HASH_BYTES + line.signature().length);
            System.arraycopy(line.signature(), 0, bytes, NoteKey.HASH_BYTES, line.signature().length);
            note.append(DASH)
                    .append(line.name())
                    .append(' ')
                    .append(Base64.getEncoder().encodeToString(bytes))
                    .append('\n');
        }
        return note.toString();
    }

    /** @throws IllegalArgumentException if it is no signed note */
    public static SignedNote parse(String note) {
        int end = note.lastIndexOf("\n\n");
        if (note.length() > CHARACTERS_MAX || end < 0 || !note.endsWith("\n")) {
            throw new IllegalArgumentException("a signed note has a text, an empty line and signatures");
        }
        List<Line> lines = new ArrayList<>();
        String signatures = note.substring(end + 2);
        for (String line : signatures.isEmpty() ? new String[0] : signatures.split("\n")) {
            String[] parts = line.split(" ", -1);
            if (!line.startsWith(DASH) || parts.length != 3 || lines.size() == SIGNATURES_MAX) {
                throw new IllegalArgumentException("'" + line + "' is no signature of a note");
            }
            byte[] bytes = Base64.getDecoder().decode(parts[2]);
            if (bytes.length <= NoteKey.HASH_BYTES) {
                throw new IllegalArgumentException("the signature of '" + parts[1] + "' is too short");
            }
            lines.add(new Line(
                    NoteKey.requireName(parts[1]),
                    Arrays.copyOf(bytes, NoteKey.HASH_BYTES),
                    Arrays.copyOfRange(bytes, NoteKey.HASH_BYTES, bytes.length)));
        }
        return new SignedNote(note.substring(0, end + 1), lines);
    }
}
