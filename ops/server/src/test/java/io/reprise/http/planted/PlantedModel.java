package io.reprise.http.planted;

import ai.djl.engine.Engine;

/** Breaks a rule on purpose. */
public final class PlantedModel {
    public String version() {
        return Engine.getInstance().getVersion();
    }
}
