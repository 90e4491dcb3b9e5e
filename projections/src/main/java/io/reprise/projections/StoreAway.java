package io.reprise.projections;

import com.mongodb.MongoException;
import io.reprise.projections.eventstore.LogUnavailable;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Set;

/**
 * Whether a call failed because a store could not be written or read: a full disk, or a database that is away. Who called may
 * send the same again: what was recorded nonetheless is not recorded twice.
 */
public final class StoreAway {

    public static final String DETAIL =
            "What is kept cannot be written or read at the moment: a full disk, or a database that is "
                    + "away. Send the same again later; what was recorded nonetheless is not recorded twice.";

    public static final String RETRY_AFTER_SECONDS = "5";

    /** Classes of SQLSTATE: no connection, not enough room, somebody stops the server; and what H2 says of a disk. */
    private static final Set<String> AWAY = Set.of("08", "53", "57", "90028", "90030", "90031", "90098");

    private StoreAway() {}

    public static boolean isCauseOf(Throwable failure) {
        boolean isOfDatabase = false;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            // H2 says no more of a file that it cannot write than that something failed.
            if (isOfDatabase && cause instanceof IOException) {
                return true;
            }
            isOfDatabase |= cause instanceof SQLException;
            if (cause instanceof LogUnavailable || cause instanceof MongoException) {
                return true;
            }
            if (cause instanceof SQLException sql && isAway(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    /** A database gives each of its errors a state; one without is of the pool, whose connection was lost in the middle of something. */
    private static boolean isAway(String state) {
        return state == null || AWAY.stream().anyMatch(state::startsWith);
    }
}
