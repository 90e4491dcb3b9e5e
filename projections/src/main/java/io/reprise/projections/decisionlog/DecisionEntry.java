package io.reprise.projections.decisionlog;

import io.reprise.domain.model.decision.DecisionRecord;

/** @param position place of the decision's event in the log */
public record DecisionEntry(long position, DecisionRecord decision) {}
