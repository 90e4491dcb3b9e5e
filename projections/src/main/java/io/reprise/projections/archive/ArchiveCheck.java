package io.reprise.projections.archive;

import com.fasterxml.jackson.databind.JsonNode;
import io.reprise.domain.model.port.LoggedBatch;
import io.reprise.domain.model.port.StoredEvent;
import io.reprise.domain.model.proof.NoteVerifier;
import io.reprise.projections.transparency.LogKeys;
import io.reprise.projections.transparency.ProofText;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;

/** Checks an archive of some streams without the log: every event is proved, and every proof's checkpoint is signed. */
public final class ArchiveCheck {

    private ArchiveCheck() {}

    /**
     * @param verifiers keys that are trusted
     * @return how many events were checked
     * @throws IllegalArgumentException if something does not hold; the message names the line
     */
    public static long check(BufferedReader archive, List<NoteVerifier> verifiers) throws IOException {
        long number = 0;
        long events = 0;
        for (String line = archive.readLine(); line != null; line = archive.readLine()) {
            number++;
            try {
                JsonNode node = ArchiveLine.parse(line);
                if (node.has("position")) {
                    check(
                            ArchiveLine.readEvent(node),
                            ProofText.parse(node.required("proof").asText()),
                            verifiers);
                    events++;
                }
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("line " + number + " of the archive: " + e.getMessage(), e);
            }
        }
        return events;
    }

    private static void check(StoredEvent stored, ProofText proof, List<NoteVerifier> verifiers) {
        if (!LogKeys.accept(verifiers, proof.checkpoint().note())) {
            throw new IllegalArgumentException("none of the keys signed the checkpoint of the proof");
        }
        if (proof.index() != stored.position()
                || !proof.shows(LoggedBatch.leafHash(stored.position(), stored.event()))) {
            throw new IllegalArgumentException(
                    "the event at position " + stored.position() + " is not the one that was in the log");
        }
    }
}
