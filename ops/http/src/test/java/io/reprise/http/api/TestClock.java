package io.reprise.http.api;

import io.reprise.domain.model.port.CampaignClock;
import java.time.Instant;

/** A rehearsal's clock that tests also turn into a real one. */
final class TestClock implements CampaignClock {

    private Instant now;
    boolean simulated;

    TestClock() {
        aDayBeforeTheSale();
    }

    /** The server is shared by all tests, and its clock would only go on. */
    void aDayBeforeTheSale() {
        now = LiveSale.START.minusSeconds(86_400);
        simulated = true;
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public boolean isSimulated() {
        return simulated;
    }

    @Override
    public void advanceTo(Instant to) {
        now = to.isAfter(now) ? to : now;
    }
}
