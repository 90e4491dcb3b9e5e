package io.reprise.domain.model.port;

/** The model cannot answer: missing, broken, late, or its answer was no number. The baseline can take over. */
public final class ModelUnavailable extends RuntimeException {

    public ModelUnavailable(String message, Throwable cause) {
        super(message, cause);
    }

    public ModelUnavailable(String message) {
        super(message);
    }
}
