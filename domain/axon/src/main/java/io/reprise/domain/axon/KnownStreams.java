package io.reprise.domain.axon;

import com.fasterxml.jackson.core.type.TypeReference;
import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.LoggedBatch;
import io.reprise.domain.model.port.Snapshot;
import io.reprise.domain.model.port.Snapshots;
import io.reprise.domain.model.port.StoredEvent;
import java.io.IOException;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Streams whose names begin alike. They are found by looking through the log once, which takes minutes where it holds ten million
 * events; so how far that has come, and what was found, is kept beside the log as states are, and is believed as they are: where
 * the log has the very event that was looked at last.
 */
final class KnownStreams {

    private static final Logger LOG = LoggerFactory.getLogger(KnownStreams.class);

    private static final int PAGE = 500;
    private static final String KIND = "Streams";
    private static final String NAME = "known-streams";
    private static final int REVISION = 1;
    private static final String SHAPE = "names";

    /** Half a second to look through again. */
    private static final long KEPT_EVERY = 100_000;

    private final EventLog log;
    private final Snapshots snapshots;
    private final String prefix;
    private final Set<String> names = new LinkedHashSet<>();
    private long next;
    private long kept;
    private boolean isResumed;

    KnownStreams(EventLog log, Snapshots snapshots, String prefix) {
        this.log = log;
        this.snapshots = snapshots;
        this.prefix = prefix;
    }

    /**
     * Looks at what is new. A first look may begin where another process ended.
     *
     * @param touched told each stream that may have events since the last look, in the order of their first ones, some more than once
     */
    synchronized void look(Consumer<String> touched) {
        if (!isResumed) {
            resume();
            names.forEach(touched);
            isResumed = true;
        }
        List<StoredEvent> page;
        do {
            page = log.read(next, PAGE);
            for (StoredEvent stored : page) {
                String stream = stored.event().stream();
                if (stream.startsWith(prefix)) {
                    names.add(stream);
                    touched.accept(stream);
                }
            }
            next += page.size();
            if (!page.isEmpty() && next - kept >= KEPT_EVERY) {
                keep(page.getLast());
            }
        } while (!page.isEmpty());
    }

    private String place() {
        return "streams/" + prefix;
    }

    private void resume() {
        try {
            Optional<Snapshot> found = snapshots.latest(place()).filter(this::belongsToTheLog);
            if (found.isPresent()) {
                names.addAll(EventJson.mapper().readValue(found.get().payload(), new TypeReference<List<String>>() {}));
                next = found.get().sequence() + 1;
                kept = next;
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn(
                    "the whole log is looked through for {}: what was kept cannot be read: {}", prefix, e.getMessage());
        }
    }

    private boolean belongsToTheLog(Snapshot snapshot) {
        if (!snapshot.name().equals(NAME) || snapshot.revision() != REVISION) {
            return false;
        }
        List<StoredEvent> last = log.read(snapshot.sequence(), 1);
        return !last.isEmpty() && hash(last.getFirst()).equals(snapshot.eventHash());
    }

    private void keep(StoredEvent last) {
        kept = next; // Where it cannot be kept it is tried again after as many more.
        try {
            snapshots.save(new Snapshot(
                    place(),
                    last.position(),
                    hash(last),
                    KIND,
                    NAME,
                    REVISION,
                    SHAPE,
                    EventJson.mapper().writeValueAsBytes(names)));
        } catch (IOException | RuntimeException e) {
            LOG.warn("how far the log was looked through for {} is not kept: {}", prefix, e.getMessage());
        }
    }

    private static String hash(StoredEvent stored) {
        return HexFormat.of().formatHex(LoggedBatch.leafHash(stored.position(), stored.event()));
    }
}
