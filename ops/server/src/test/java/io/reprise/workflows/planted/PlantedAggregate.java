package io.reprise.workflows.planted;

import org.axonframework.modelling.command.AggregateLifecycle;

/** Breaks a rule on purpose. */
public final class PlantedAggregate {
    public void act() {
        AggregateLifecycle.apply("event");
    }
}
