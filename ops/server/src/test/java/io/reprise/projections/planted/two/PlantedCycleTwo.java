package io.reprise.projections.planted.two;

import io.reprise.projections.planted.one.PlantedCycleOne;

/** Breaks a rule on purpose. */
public final class PlantedCycleTwo {
    public PlantedCycleOne other() {
        return new PlantedCycleOne();
    }
}
