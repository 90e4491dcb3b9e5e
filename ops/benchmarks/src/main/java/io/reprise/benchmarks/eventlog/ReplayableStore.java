package io.reprise.benchmarks.eventlog;

import java.util.List;
import java.util.function.Consumer;
import org.axonframework.eventhandling.DomainEventMessage;

/** A store that can be filled at once, and read from its beginning in some ways. */
interface ReplayableStore extends OpenStore {

    /** How a store is read from its beginning. */
    enum Kind {
        /** Bytes, in order, not decoded. */
        CURSOR,
        /** Every event decoded and folded into a view in memory. */
        FOLD,
        /** The same, and the view written to MongoDB. */
        VIEWS
    }

    /**
     * One way of reading.
     *
     * @param name what is read, and through what
     */
    record Reading(String name, Kind kind, Replay replay) {}

    interface Replay {

        /** @param fold gets every event of a {@link Kind#FOLD}, in order @return how many events were read */
        long run(Consumer<Object> fold) throws Exception;
    }

    void fill(List<DomainEventMessage<?>> batch) throws Exception;

    List<Reading> readings();
}
