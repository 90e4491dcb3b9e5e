package io.reprise.http.api;

import io.reprise.domain.axon.EventJson;
import io.reprise.domain.model.port.StoredEvent;
import io.reprise.projections.feed.EventDecoder;

/** Events are read from the form they have in a log. */
final class JsonEvents implements EventDecoder {

    @Override
    public Class<?> type(StoredEvent stored) {
        return EventJson.type(stored);
    }

    @Override
    public Object read(StoredEvent stored) {
        return EventJson.read(stored);
    }
}
