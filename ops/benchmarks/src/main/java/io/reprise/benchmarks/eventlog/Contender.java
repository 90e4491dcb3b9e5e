package io.reprise.benchmarks.eventlog;

import java.nio.file.Path;

/** A way of keeping events, to be measured beside others. */
interface Contender {

    /** What it is compared as. */
    enum Role {
        OURS,
        /** One of Axon's own engines under the same aggregate. */
        AXON,
        /** The store without an engine, one durable write a commit. */
        BARE,
        /** The store without an engine, commits that arrive together in one durable write: the upper bound. */
        BARE_GROUPED
    }

    /** Which of our adapters it is compared with; Axon's JDBC engines are compared with both. */
    enum Place {
        EMBEDDED,
        MONGODB,
        DATABASE
    }

    String name();

    Role role();

    Place place();

    /** When a write is acknowledged, in words. */
    String durability();

    /** Whether what was acknowledged survives the loss of power. */
    boolean isDurable();

    /** Whether it differs from the other contenders at this number of clients. */
    default boolean isWorthTrying(int clients) {
        return true;
    }

    /** Opens an empty store in a folder that is empty. */
    OpenStore open(Path folder, int clients) throws Exception;
}
