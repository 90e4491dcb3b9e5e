package io.reprise.domain.model.vocabulary;

/** A place that holds stock. */
public record WarehouseId(String value) implements Comparable<WarehouseId> {

    public WarehouseId {
        if (value == null || value.isBlank() || value.length() > 40) {
            throw new InvalidValue("warehouse", "must be 1 to 40 characters, but was '" + value + "'");
        }
    }

    @Override
    public int compareTo(WarehouseId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
