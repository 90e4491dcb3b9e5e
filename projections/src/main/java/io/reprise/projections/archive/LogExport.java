package io.reprise.projections.archive;

import io.reprise.domain.model.port.EvidenceStore;
import io.reprise.domain.model.port.LoggedBatch;
import io.reprise.domain.model.port.StoredEvent;
import io.reprise.domain.model.proof.InclusionProof;
import io.reprise.projections.Stores;
import io.reprise.projections.transparency.LogProofs;
import io.reprise.projections.transparency.ProofText;
import io.reprise.projections.transparency.SignedCheckpoint;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes the log, or some of its streams, as an archive that does not need Reprise to be read. */
public final class LogExport {

    private static final int BATCHES_AT_ONCE = 256;
    private static final Pattern DIGEST = Pattern.compile("(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])");

    private final Stores stores;
    private final Writer out;
    private final Set<String> evidenceWritten = new HashSet<>();

    public LogExport(Stores stores, Writer out) {
        this.stores = stores;
        this.out = out;
    }

    /**
     * Everything that is in the log now: events in their batches, the evidence they name before them, and every
     * checkpoint behind the batch that it ends with.
     *
     * @param progress gets the number of events written, now and then
     * @return how many events were written
     */
    public long log(LongConsumer progress) throws IOException {
        long head = stores.log().head();
        out.write(ArchiveLine.write(ArchiveLine.header(ArchiveLine.WHOLE_LOG, head)));
        Deque<SignedCheckpoint> checkpoints =
                new ArrayDeque<>(stores.checkpoints().all());
        long position = 0;
        checkpointsUpTo(position, checkpoints);
        while (position < head) {
            for (LoggedBatch batch : stores.log().batches(position, BATCHES_AT_ONCE)) {
                if (position >= head) {
                    break;
                }
                for (StoredEvent stored : batch.events()) {
                    evidenceOf(stored);
                    out.write(ArchiveLine.write(ArchiveLine.event(stored)));
                }
                out.write(ArchiveLine.write(ArchiveLine.batch(batch)));
                position = batch.nextPosition();
                checkpointsUpTo(position, checkpoints);
            }
            progress.accept(position);
        }
        return position;
    }

    /** What is signed while this runs speaks of events that are not in the archive, and is left out. */
    private void checkpointsUpTo(long position, Deque<SignedCheckpoint> checkpoints) throws IOException {
        while (!checkpoints.isEmpty() && checkpoints.peek().checkpoint().size() <= position) {
            out.write(ArchiveLine.write(
                    ArchiveLine.text("checkpoint", checkpoints.remove().note().toString())));
        }
    }

    /**
     * The events of some streams up to the latest checkpoint, each with the proof that it is in the log.
     *
     * @param scope what the streams are together, for the header
     * @return how many events were written
     * @throws IllegalStateException if the log has no checkpoint yet
     */
    public long streams(String scope, List<String> streams) throws IOException {
        SignedCheckpoint checkpoint = stores.checkpoints()
                .latest()
                .orElseThrow(() -> new IllegalStateException(
                        "the log has no checkpoint yet to prove anything against: run the server, or 'audit sign'"));
        return streams(scope, streams, checkpoint);
    }

    /** The same, up to a checkpoint that was read before. */
    public long streams(String scope, List<String> streams, SignedCheckpoint checkpoint) throws IOException {
        long size = checkpoint.checkpoint().size();
        List<StoredEvent> events = new ArrayList<>();
        for (String stream : streams) {
            stores.log().readStream(stream, 0, Integer.MAX_VALUE).stream()
                    .filter(stored -> stored.position() < size)
                    .forEach(events::add);
        }
        List<InclusionProof> proofs = new LogProofs(stores.log())
                .inclusion(events.stream().map(StoredEvent::position).toList(), size);
        out.write(ArchiveLine.write(ArchiveLine.header(scope, events.size())));
        for (int i = 0; i < events.size(); i++) {
            evidenceOf(events.get(i));
            ProofText proof =
                    new ProofText(events.get(i).position(), proofs.get(i).path(), checkpoint);
            out.write(ArchiveLine.write(ArchiveLine.event(events.get(i)).put("proof", proof.toString())));
        }
        return events.size();
    }

    /** Whatever an event names by its digest and the store has, written before the event, once. */
    private void evidenceOf(StoredEvent stored) throws IOException {
        EvidenceStore evidence = stores.evidence();
        Matcher digests = DIGEST.matcher(new String(stored.event().payload(), StandardCharsets.UTF_8));
        while (digests.find()) {
            if (!evidenceWritten.contains(digests.group())) {
                Optional<byte[]> content = evidence.get(digests.group());
                if (content.isPresent()) {
                    evidenceWritten.add(digests.group());
                    out.write(ArchiveLine.write(ArchiveLine.evidence(digests.group(), content.get())));
                }
            }
        }
    }
}
