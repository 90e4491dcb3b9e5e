package io.reprise.domain.axon;

import io.reprise.domain.model.operations.ProjectionEvent.LetterDropped;
import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.ProjectionDecisions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A stream for each projection. No aggregate: a drop is always possible, and twice the same is the same. */
public final class LogProjectionDecisions implements ProjectionDecisions {

    private final EventLog log;

    public LogProjectionDecisions(EventLog log) {
        this.log = log;
    }

    /** {@inheritDoc} @throws EventLog.SequenceConflict if others were faster, again and again */
    @Override
    public void record(LetterDropped dropped) {
        StreamAppend.append(
                log,
                Streams.projection(dropped.projection()),
                "Projection",
                () -> Optional.of(new StreamAppend.Timed(dropped, dropped.at())));
    }

    @Override
    public List<LetterDropped> dropped(String projection) {
        List<LetterDropped> all = new ArrayList<>();
        StreamFold.forEach(
                log, Streams.projection(projection), 0, stored -> all.add((LetterDropped) EventJson.read(stored)));
        return all;
    }
}
