package io.reprise.domain.model.planted;

import org.slf4j.LoggerFactory;

/** Breaks a rule on purpose. */
public final class PlantedLogger {
    public String name() {
        return LoggerFactory.getLogger("planted").getName();
    }
}
