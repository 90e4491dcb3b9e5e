package io.reprise.domain.model.rehearsal;

import java.time.Instant;

/** Simulated time was moved forward; kept in the log so that a rehearsal goes on at the same instant after a restart. */
public record ClockAdvanced(Instant to) {}
