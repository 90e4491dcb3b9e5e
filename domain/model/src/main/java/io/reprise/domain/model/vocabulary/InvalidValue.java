package io.reprise.domain.model.vocabulary;

import java.util.function.Supplier;

/** A value that can never be right, whatever the state: names the field and says what would be accepted. */
public final class InvalidValue extends IllegalArgumentException {

    private final String field;

    public InvalidValue(String field, String remedy) {
        super(field + ": " + remedy);
        this.field = field;
    }

    public String field() {
        return field;
    }

    /** Throws unless {@code holds}; the remedy is put into words only then. */
    public static void unless(boolean holds, String field, Supplier<String> remedy) {
        if (!holds) {
            throw new InvalidValue(field, remedy.get());
        }
    }

    /** Throws unless {@code holds}. */
    public static void unless(boolean holds, String field, String remedy) {
        if (!holds) {
            throw new InvalidValue(field, remedy);
        }
    }
}
