package io.reprise.projections.archive;

import com.fasterxml.jackson.databind.JsonNode;
import io.reprise.domain.model.port.EventLog.LimitExceeded;
import io.reprise.domain.model.port.LoggedBatch;
import io.reprise.domain.model.port.StoredEvent;
import io.reprise.domain.model.proof.NoteVerifier;
import io.reprise.projections.transparency.LogKeys;
import io.reprise.projections.transparency.ProofText;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Checks an archive of some streams without the log: every event is proved, every proof's checkpoint is signed, no
 * stream has a hole, all evidence is what its digest says. That a stream's last events were left out is told by the
 * header alone, which nobody signs.
 */
public final class ArchiveCheck {

    private final List<NoteVerifier> verifiers;
    private final Visitor visitor;
    private final Map<String, Long> nextSequences = new HashMap<>();
    private String acceptedNote;
    private long events;

    /** Is shown what holds. */
    public interface Visitor {
        /** @param checkpointSize size of the checkpoint it is proved against */
        void event(StoredEvent stored, long checkpointSize);

        void evidence(String sha256);
    }

    private ArchiveCheck(List<NoteVerifier> verifiers, Visitor visitor) {
        this.verifiers = verifiers;
        this.visitor = visitor;
    }

    /**
     * @param verifiers keys that are trusted
     * @return how many events were checked
     * @throws IllegalArgumentException if something does not hold; the message names the line
     */
    public static long check(BufferedReader archive, List<NoteVerifier> verifiers) throws IOException {
        return check(archive, verifiers, new Visitor() {
            @Override
            public void event(StoredEvent stored, long checkpointSize) {}

            @Override
            public void evidence(String sha256) {}
        });
    }

    /** The same, and shows each event and piece of evidence that holds. */
    public static long check(BufferedReader archive, List<NoteVerifier> verifiers, Visitor visitor) throws IOException {
        ArchiveLines lines = new ArchiveLines(archive);
        ArchiveCheck check = new ArchiveCheck(verifiers, visitor);
        try {
            JsonNode header = ArchiveLine.requireHeader(lines.next());
            if (header.path("scope").asText().equals(ArchiveLine.WHOLE_LOG)) {
                throw new IllegalArgumentException("the archive holds a whole log: import it into an empty "
                        + "installation, which checks every hash, and verify that");
            }
            for (String line = lines.next(); line != null; line = lines.next()) {
                check.take(ArchiveLine.parse(line));
            }
            if (check.events != header.path("events").asLong()) {
                throw new IllegalArgumentException("the archive ends after " + check.events + " events, but speaks of "
                        + header.path("events").asLong());
            }
            return check.events;
        } catch (IllegalArgumentException | LimitExceeded e) {
            throw ArchiveLine.at(lines.number(), e);
        }
    }

    private void take(JsonNode line) {
        if (line.has("position")) {
            check(
                    ArchiveLine.readEvent(line),
                    ProofText.parse(line.required("proof").asText()));
        } else if (line.has("evidence")) {
            String sha256 = line.get("evidence").asText();
            byte[] content =
                    Base64.getDecoder().decode(line.required("contentBase64").asText());
            ArchiveLine.requireEvidence(sha256, content);
            visitor.evidence(sha256);
        } else {
            throw new IllegalArgumentException("it is neither event nor evidence");
        }
    }

    private void check(StoredEvent stored, ProofText proof) {
        String note = proof.checkpoint().note().toString();
        if (!note.equals(acceptedNote)) {
            if (!LogKeys.accept(verifiers, proof.checkpoint().note())) {
                throw new IllegalArgumentException("none of the keys signed the checkpoint of the proof");
            }
            acceptedNote = note;
        }
        if (proof.index() != stored.position()
                || !proof.shows(LoggedBatch.leafHash(stored.position(), stored.event()))) {
            throw new IllegalArgumentException(
                    "the event at position " + stored.position() + " is not the one that was in the log");
        }
        String stream = stored.event().stream();
        long expected = nextSequences.getOrDefault(stream, 0L);
        if (stored.event().sequence() != expected) {
            throw new IllegalArgumentException("event " + expected + " of stream '" + stream + "' is missing here");
        }
        nextSequences.put(stream, expected + 1);
        events++;
        visitor.event(stored, proof.checkpoint().checkpoint().size());
    }
}
