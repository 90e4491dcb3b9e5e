package io.reprise.domain.model.vocabulary;

/** Stock keeping unit: one sellable item. */
public record Sku(String value) implements Comparable<Sku> {

    private static final int CHARS_MAX = 40;

    public Sku {
        if (!isSku(value)) {
            throw new InvalidValue(
                    "sku", "must be 1 to 40 letters, digits, dots, underscores or hyphens, but was '" + value + "'");
        }
    }

    /** A loop, not a pattern: many are made for every event that is read. */
    private static boolean isSku(String value) {
        if (value == null || value.isEmpty() || value.length() > CHARS_MAX || !isLetterOrDigit(value.charAt(0))) {
            return false;
        }
        for (int i = 1; i < value.length(); i++) {
            char c = value.charAt(i);
            if (!isLetterOrDigit(c) && c != '.' && c != '_' && c != '-') {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetterOrDigit(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }

    @Override
    public int compareTo(Sku other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
