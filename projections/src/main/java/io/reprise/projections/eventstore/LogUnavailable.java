package io.reprise.projections.eventstore;

/**
 * The log could not be written or read. After a failed append it is not known whether the events are in the log: load
 * the stream again before deciding again; the sequence numbers keep them from being appended twice.
 */
public final class LogUnavailable extends RuntimeException {

    public LogUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
