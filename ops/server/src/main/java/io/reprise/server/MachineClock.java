package io.reprise.server;

import io.reprise.domain.model.port.CampaignClock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The machine's time, to the microsecond. */
final class MachineClock implements CampaignClock {

    @Override
    public Instant instant() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    @Override
    public boolean isSimulated() {
        return false;
    }

    @Override
    public void advanceTo(Instant to) {
        throw new IllegalStateException("time is the machine's here: start the server with simulated time to move it");
    }
}
