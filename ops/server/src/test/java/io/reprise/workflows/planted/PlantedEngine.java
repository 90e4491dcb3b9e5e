package io.reprise.workflows.planted;

import org.camunda.bpm.engine.ProcessEngine;

/** Breaks a rule on purpose: it is in a package of its own. */
public final class PlantedEngine {
    public String name(ProcessEngine engine) {
        return engine.getName();
    }
}
