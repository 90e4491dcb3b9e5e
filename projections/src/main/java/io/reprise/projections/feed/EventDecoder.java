package io.reprise.projections.feed;

import io.reprise.domain.model.port.StoredEvent;

/** Makes events of what lies in the log. Both throw where this version of Reprise does not know the name or form. */
public interface EventDecoder {

    /** What {@link #read} would return, told without reading the payload. */
    Class<?> type(StoredEvent stored);

    Object read(StoredEvent stored);
}
