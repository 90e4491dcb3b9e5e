package io.reprise.projections.archive;

import com.fasterxml.jackson.databind.JsonNode;
import io.reprise.domain.model.port.LoggedBatch;
import io.reprise.domain.model.port.StoredEvent;
import io.reprise.projections.Stores;
import io.reprise.projections.transparency.SignedCheckpoint;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Restores an archive of a whole log into empty stores: the same events in the same batches, so the same hashes. Every
 * batch is checked before it is appended. An import that was interrupted goes on where it stopped.
 */
public final class LogImport {

    private final Stores stores;
    private final LongConsumer progress;
    private final List<StoredEvent> waiting = new ArrayList<>();
    private String previousHash = LoggedBatch.GENESIS;
    private long position;

    /** @param progress gets the number of events restored, now and then */
    public LogImport(Stores stores, LongConsumer progress) {
        this.stores = stores;
        this.progress = progress;
    }

    /**
     * @return how many events the log has now
     * @throws IllegalArgumentException if the archive is damaged or not of a whole log, or the log in the stores is
     *     another one; the message names the line, and nothing after it was restored
     */
    public long restore(BufferedReader archive) throws IOException {
        long number = 1;
        String header = archive.readLine();
        try {
            long expected = requireHeader(header);
            for (String line = archive.readLine(); line != null; line = archive.readLine()) {
                number++;
                if (!line.isBlank()) {
                    take(ArchiveLine.parse(line));
                }
            }
            if (position != expected || !waiting.isEmpty()) {
                throw new IllegalArgumentException(
                        "the archive ends at position " + position + ", but speaks of " + expected + " events");
            }
            return position;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("line " + number + " of the archive: " + e.getMessage(), e);
        }
    }

    private static long requireHeader(String header) {
        JsonNode line = ArchiveLine.parse(header == null ? "" : header);
        if (!line.path("archive").asText().equals(ArchiveLine.FORMAT)
                || line.path("version").asInt() != ArchiveLine.VERSION) {
            throw new IllegalArgumentException("this is no archive of a log of version " + ArchiveLine.VERSION);
        }
        if (!line.path("scope").asText().equals("log")) {
            throw new IllegalArgumentException("the archive holds only '"
                    + line.path("scope").asText() + "': a log can be restored from an archive of the whole log");
        }
        return line.path("events").asLong();
    }

    private void take(JsonNode line) {
        if (line.has("position")) {
            waiting.add(ArchiveLine.readEvent(line));
        } else if (line.has("batch")) {
            append(line.get("batch"));
        } else if (line.has("evidence")) {
            byte[] content =
                    Base64.getDecoder().decode(line.required("contentBase64").asText());
            String stored = stores.evidence().put(content);
            if (!stored.equals(line.get("evidence").asText())) {
                throw new IllegalArgumentException(
                        "the evidence " + line.get("evidence").asText() + " was changed");
            }
        } else if (line.has("checkpoint")) {
            stores.checkpoints()
                    .put(SignedCheckpoint.parse(line.get("checkpoint").asText()));
        } else {
            throw new IllegalArgumentException("it is neither event, batch, evidence nor checkpoint");
        }
    }

    private void append(JsonNode said) {
        LoggedBatch batch =
                new LoggedBatch(position, previousHash, said.required("hash").asText(), waiting);
        if (waiting.isEmpty()
                || said.required("first").asLong() != position
                || said.required("events").asInt() != waiting.size()
                || !said.required("previousHash").asText().equals(previousHash)
                || !batch.isIntact()) {
            throw new IllegalArgumentException(
                    "the batch at position " + position + " is not what it was: events or hashes were changed");
        }
        List<LoggedBatch> there = stores.log().batches(position, 1);
        if (there.isEmpty()) {
            stores.log().append(waiting.stream().map(StoredEvent::event).toList());
        } else if (!there.getFirst().hash().equals(batch.hash())) {
            throw new IllegalArgumentException(
                    "the log here has another batch at position " + position + ": restore into an empty installation");
        }
        previousHash = batch.hash();
        position = batch.nextPosition();
        waiting.clear();
        progress.accept(position);
    }
}
