package io.reprise.projections.planted.one;

import io.reprise.projections.planted.two.PlantedCycleTwo;

/** Breaks a rule on purpose. */
public final class PlantedCycleOne {
    public PlantedCycleTwo other() {
        return new PlantedCycleTwo();
    }
}
