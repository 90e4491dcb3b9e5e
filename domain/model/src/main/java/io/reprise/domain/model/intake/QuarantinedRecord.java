package io.reprise.domain.model.intake;

/**
 * A record that could not be taken and was set aside as it came, outside the log: it may name a person.
 *
 * @param offset where it is in its partition
 * @param reason what is wrong with it, with nothing of what stood there
 */
public record QuarantinedRecord(long offset, String reason) {}
