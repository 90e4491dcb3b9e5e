package io.reprise.domain.model.port;

/**
 * An event in the log.
 *
 * @param position place in the total order, from 0, without gaps
 */
public record StoredEvent(long position, NewEvent event) {}
