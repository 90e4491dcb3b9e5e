package io.reprise.ml.dataset.source;

/** A file that cannot be read as a whole; the message says what is wrong with it and what to do. */
public final class UnreadableData extends RuntimeException {

    public UnreadableData(String message) {
        super(message);
    }
}
