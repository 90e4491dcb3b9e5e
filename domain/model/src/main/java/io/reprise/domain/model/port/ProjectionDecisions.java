package io.reprise.domain.model.port;

import io.reprise.domain.model.operations.ProjectionEvent.LetterDropped;
import java.util.List;

/** What operators decided about projections, kept in the event log. */
public interface ProjectionDecisions {

    /** Records the decision and returns once it is durable. */
    void record(LetterDropped dropped);

    /** Everything dropped from a projection, oldest first. */
    List<LetterDropped> dropped(String projection);
}
