package io.reprise.domain.axon;

import io.reprise.domain.model.operations.ProjectionEvent.LetterDropped;
import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.EventLog.SequenceConflict;
import io.reprise.domain.model.port.NewEvent;
import io.reprise.domain.model.port.ProjectionDecisions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A stream for each projection. No aggregate: a drop is always possible, and twice the same is the same. */
public final class LogProjectionDecisions implements ProjectionDecisions {

    private static final int ATTEMPTS_MAX = 10;

    private final EventLog log;

    public LogProjectionDecisions(EventLog log) {
        this.log = log;
    }

    /** {@inheritDoc} @throws SequenceConflict if others were faster, again and again */
    @Override
    public void record(LetterDropped dropped) {
        for (int attempt = 1; ; attempt++) {
            try {
                log.append(List.of(stored(dropped)));
                return;
            } catch (SequenceConflict e) {
                if (attempt == ATTEMPTS_MAX) {
                    throw e;
                }
            }
        }
    }

    private NewEvent stored(LetterDropped dropped) {
        EventNames.Entry entry = EventNames.of(LetterDropped.class);
        String stream = Streams.projection(dropped.projection());
        return new NewEvent(
                UUID.randomUUID().toString(),
                stream,
                log.lastSequence(stream).orElse(-1) + 1,
                "Projection",
                entry.name(),
                entry.revision(),
                dropped.at(),
                EventJson.text(dropped).getBytes(StandardCharsets.UTF_8),
                "{}".getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public List<LetterDropped> dropped(String projection) {
        List<LetterDropped> all = new ArrayList<>();
        StreamFold.forEach(
                log, Streams.projection(projection), 0, stored -> all.add((LetterDropped) EventJson.read(stored)));
        return all;
    }
}
