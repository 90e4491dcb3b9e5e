package io.reprise.domain.axon;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.LoggedBatch;
import io.reprise.domain.model.port.Snapshot;
import io.reprise.domain.model.port.Snapshots;
import io.reprise.domain.model.port.StoredEvent;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * States from snapshots, where one is there that can be believed: it is of today's revision and shape, can be read, and
 * the last event folded into it is the one that the log has at that sequence. Any other is passed over with a line in
 * the log and is replaced when the next one is due. Nothing about snapshots ever fails a load or a command.
 *
 * <p>Only what runs campaigns reads them. Audits and replays fold events from the first, and are never given one.
 */
public final class StateSnapshots {

    private static final Logger LOG = LoggerFactory.getLogger(StateSnapshots.class);

    /** From here on a state is written again only when its stream has doubled. */
    static final int LARGE_BYTES = 256 * 1024;

    private static final int LARGE_STREAMS_MAX = 10_000;

    private final EventLog log;
    private final Snapshots snapshots;
    /** Streams whose state is large, and the sequence that was last saved of each. */
    private final Cache<String, Long> large =
            Caffeine.newBuilder().maximumSize(LARGE_STREAMS_MAX).build();

    public StateSnapshots(EventLog log, Snapshots snapshots) {
        this.log = log;
        this.snapshots = snapshots;
    }

    /** For whoever folds everything. */
    static StateSnapshots none(EventLog log) {
        return new StateSnapshots(log, Snapshots.NONE);
    }

    /** Where states are kept. */
    Snapshots store() {
        return snapshots;
    }

    /**
     * A state on the way.
     *
     * @param sequence the last event that is folded in
     */
    record Saved<S>(String kind, long sequence, S state) {}

    /** The state to fold on from; empty where the stream has to be folded from its first event. */
    <S> Optional<Saved<S>> latest(String stream, StateForm<S> form) {
        try {
            Optional<Snapshot> found = snapshots.latest(stream);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            Snapshot snapshot = found.get();
            Optional<String> fault = fault(snapshot, stream, form);
            if (fault.isPresent()) {
                ignore(stream, fault.get());
                return Optional.empty();
            }
            return Optional.of(new Saved<>(snapshot.kind(), snapshot.sequence(), form.read(snapshot.payload())));
        } catch (IOException | RuntimeException e) {
            ignore(stream, "it cannot be read: " + e.getMessage());
            return Optional.empty();
        }
    }

    private <S> Optional<String> fault(Snapshot snapshot, String stream, StateForm<S> form) {
        if (!snapshot.stream().equals(stream)) {
            return Optional.of("it is of stream '" + snapshot.stream() + "'");
        }
        if (!snapshot.name().equals(form.name()) || snapshot.revision() != form.revision()) {
            return Optional.of("it holds '" + snapshot.name() + "' of revision " + snapshot.revision() + ", not '"
                    + form.name() + "' of revision " + form.revision());
        }
        if (!snapshot.shape().equals(form.shape())) {
            return Optional.of("'" + form.name() + "' has another structure now");
        }
        Optional<String> event = eventHash(stream, snapshot.sequence());
        if (event.isEmpty()) {
            return Optional.of("it includes event " + snapshot.sequence() + ", which the log does not have");
        }
        return event.get().equals(snapshot.eventHash())
                ? Optional.empty()
                : Optional.of("its event " + snapshot.sequence() + " is not the one in the log");
    }

    private static void ignore(String stream, String fault) {
        LOG.warn("the snapshot of '{}' is not used: {}", stream, fault);
    }

    /**
     * Saves the state, unless it is too large or would not come back equal.
     *
     * @param sequence the last event that is folded in; it is in the log
     */
    <S> void save(String stream, String kind, long sequence, StateForm<S> form, S state) {
        if (!isDue(stream, sequence)) {
            return;
        }
        try {
            byte[] payload = form.write(state);
            if (payload.length >= LARGE_BYTES) {
                large.put(stream, sequence);
            }
            if (!form.read(payload).equals(state)) {
                LOG.warn("no snapshot of '{}' is saved: '{}' does not come back as it was", stream, form.name());
                return;
            }
            String eventHash = eventHash(stream, sequence)
                    .orElseThrow(() -> new IllegalStateException("event " + sequence + " is not in the log"));
            snapshots.save(new Snapshot(
                    stream, sequence, eventHash, kind, form.name(), form.revision(), form.shape(), payload));
        } catch (IOException | RuntimeException e) {
            LOG.warn("no snapshot of '{}' is saved: {}", stream, e.getMessage());
        }
    }

    /** Whether a state of what the log has now would be saved: asked before it is folded, which costs as much as saving it. */
    boolean isDue(String stream) {
        return large.getIfPresent(stream) == null
                || isDue(stream, log.lastSequence(stream).orElse(-1));
    }

    /** A state that grows with its events would cost the square of them. */
    private boolean isDue(String stream, long sequence) {
        Long last = large.getIfPresent(stream);
        return last == null || sequence >= 2 * last;
    }

    private Optional<String> eventHash(String stream, long sequence) {
        List<StoredEvent> events = log.readStream(stream, sequence, 1);
        return events.isEmpty() || events.getFirst().event().sequence() != sequence
                ? Optional.empty()
                : Optional.of(HexFormat.of()
                        .formatHex(LoggedBatch.leafHash(
                                events.getFirst().position(), events.getFirst().event())));
    }
}
