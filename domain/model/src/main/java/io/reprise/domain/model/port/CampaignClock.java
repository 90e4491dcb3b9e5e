package io.reprise.domain.model.port;

import java.time.Instant;
import java.time.InstantSource;

/** The time campaigns live in: the machine's, or, in a rehearsal, one that a market moves forward. */
public interface CampaignClock extends InstantSource {

    /** Whether {@link #advanceTo} may be used. */
    boolean isSimulated();

    /**
     * Moves simulated time forward and returns when everything due by then has happened: timers fired, commands carried
     * out, views up to date. Moving to a time that has passed does nothing.
     *
     * @throws IllegalStateException where time is the machine's
     */
    void advanceTo(Instant to);
}
