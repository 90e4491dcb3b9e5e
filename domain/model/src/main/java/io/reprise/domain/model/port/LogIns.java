package io.reprise.domain.model.port;

import io.reprise.domain.model.identity.IdentityEvent;
import java.util.List;

/** Who came in and who did not, kept in the event log. */
public interface LogIns {

    /** @param number place among the log-ins, from 0, without gaps */
    record Numbered(long number, IdentityEvent event) {}

    /** Records it and returns once it is durable. */
    void record(IdentityEvent event);

    /**
     * The latest first.
     *
     * @param before only those with a smaller number, {@link Long#MAX_VALUE} for the latest
     */
    List<Numbered> before(long before, int max);
}
