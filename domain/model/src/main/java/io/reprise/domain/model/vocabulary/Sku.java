package io.reprise.domain.model.vocabulary;

import java.util.regex.Pattern;

/** Stock keeping unit: one sellable item. */
public record Sku(String value) implements Comparable<Sku> {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,39}");

    public Sku {
        if (value == null || !FORM.matcher(value).matches()) {
            throw new InvalidValue(
                    "sku", "must be 1 to 40 letters, digits, dots, underscores or hyphens, but was '" + value + "'");
        }
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
