package io.reprise.domain.model.planted;

import java.time.Instant;

/** Breaks a rule on purpose. */
public final class PlantedClock {
    public Instant read() {
        return Instant.now();
    }
}
