package io.reprise.domain.model.campaign;

import io.reprise.domain.model.vocabulary.Actor;

/** A plan as it stood at one time. @param number from 1, @param author who wrote it and so may not approve it */
public record PlanVersion(int number, Plan plan, Actor author) {}
