package io.reprise.projections.archive;

import com.fasterxml.jackson.databind.JsonNode;
import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.EventLog.LimitExceeded;
import io.reprise.domain.model.port.LoggedBatch;
import io.reprise.domain.model.port.StoredEvent;
import io.reprise.domain.model.proof.MerkleRange;
import io.reprise.projections.Stores;
import io.reprise.projections.transparency.SignedCheckpoint;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Restores an archive of a whole log into empty stores: the same events in the same batches, so the same hashes. Every
 * batch is checked before it is appended, and every checkpoint against the tree over what was appended before it. An
 * import that was interrupted goes on where it stopped. Who signed the checkpoints is for a verification to ask.
 */
public final class LogImport {

    private final Stores stores;
    private final LongConsumer progress;
    private final MerkleRange tree = new MerkleRange();
    private final List<StoredEvent> waiting = new ArrayList<>();
    private long waitingBytes;
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
        ArchiveLines lines = new ArchiveLines(archive);
        try {
            long expected = requireWholeLog(ArchiveLine.requireHeader(lines.next()));
            for (String line = lines.next(); line != null; line = lines.next()) {
                take(ArchiveLine.parse(line));
            }
            if (position != expected || !waiting.isEmpty()) {
                throw new IllegalArgumentException(
                        "the archive ends at position " + position + ", but speaks of " + expected + " events");
            }
            requireNoMore();
            return position;
        } catch (IllegalArgumentException | LimitExceeded e) {
            throw ArchiveLine.at(lines.number(), e);
        }
    }

    private static long requireWholeLog(JsonNode header) {
        String scope = header.path("scope").asText();
        if (!scope.equals(ArchiveLine.WHOLE_LOG)) {
            throw new IllegalArgumentException(
                    "the archive holds only '" + scope + "': a log can be restored from an archive of the whole log");
        }
        return header.path("events").asLong();
    }

    private void requireNoMore() {
        long head = stores.log().head();
        if (head > position) {
            throw new IllegalArgumentException("the log here has " + head + " events, more than the archive's "
                    + position + ": restore into an empty installation");
        }
    }

    private void take(JsonNode line) {
        if (line.has("position")) {
            wait(ArchiveLine.readEvent(line));
        } else if (line.has("batch")) {
            append(line.get("batch"));
        } else if (line.has("evidence")) {
            byte[] content =
                    Base64.getDecoder().decode(line.required("contentBase64").asText());
            ArchiveLine.requireEvidence(line.get("evidence").asText(), content);
            stores.evidence().put(content);
        } else if (line.has("checkpoint")) {
            keep(SignedCheckpoint.parse(line.get("checkpoint").asText()));
        } else {
            throw new IllegalArgumentException("it is neither event, batch, evidence nor checkpoint");
        }
    }

    private void wait(StoredEvent stored) {
        waiting.add(stored);
        waitingBytes += (long) stored.event().payload().length + stored.event().metadata().length;
        if (waiting.size() > EventLog.BATCH_EVENTS_MAX) {
            throw new LimitExceeded("number of events in one batch", EventLog.BATCH_EVENTS_MAX, waiting.size());
        }
        if (waitingBytes > EventLog.APPEND_BYTES_MAX) {
            throw new LimitExceeded("bytes of one batch", EventLog.APPEND_BYTES_MAX, waitingBytes);
        }
    }

    private void append(JsonNode said) {
        LoggedBatch batch =
                new LoggedBatch(position, previousHash, said.required("hash").asText(), waiting);
        List<byte[]> leaves = batch.leafHashes();
        if (waiting.isEmpty()
                || said.required("first").asLong() != position
                || said.required("events").asInt() != waiting.size()
                || !said.required("previousHash").asText().equals(previousHash)
                || !batch.isIntact(leaves)) {
            throw new IllegalArgumentException(
                    "the batch at position " + position + " is not what it was: events or hashes were changed");
        }
        List<LoggedBatch> there = stores.log().batches(position, 1);
        if (there.isEmpty()) {
            append(batch);
        } else if (!there.getFirst().hash().equals(batch.hash())) {
            throw new IllegalArgumentException(
                    "the log here has another batch at position " + position + ": restore into an empty installation");
        }
        leaves.forEach(tree::add);
        previousHash = batch.hash();
        position = batch.nextPosition();
        waiting.clear();
        waitingBytes = 0;
        progress.accept(position);
    }

    private void append(LoggedBatch batch) {
        try {
            stores.log().append(batch.events().stream().map(StoredEvent::event).toList());
        } catch (EventLog.SequenceConflict e) {
            throw new IllegalArgumentException(
                    "the batch at position " + position + " is none a log could have taken: " + e.getMessage(), e);
        }
    }

    private void keep(SignedCheckpoint signed) {
        if (signed.checkpoint().size() != position
                || !Arrays.equals(signed.checkpoint().root(), tree.root())) {
            throw new IllegalArgumentException("the checkpoint of "
                    + signed.checkpoint().size() + " events is not of the " + position + " events before it");
        }
        stores.checkpoints().put(new SignedCheckpoint(signed.note(), tree.subtrees()));
    }
}
