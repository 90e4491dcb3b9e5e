package io.reprise.domain.model.decision;

import io.reprise.domain.model.vocabulary.InvalidValue;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The settings a policy decided with, by name; all finite. */
public record Parameters(SortedMap<String, Double> values) {

    public Parameters {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
        values.forEach((name, value) -> InvalidValue.unless(
                Double.isFinite(value), "parameters." + name, "must be a finite number, but was " + value));
    }

    public static Parameters of(Map<String, Double> values) {
        return new Parameters(new TreeMap<>(values));
    }

    /** The value of a parameter the policy declares. */
    public double get(String name) {
        Double value = values.get(name);
        // Policies ask for each item and each belief: words are made only where they are needed.
        if (value == null) {
            throw new InvalidValue("parameters." + name, "is missing; there are " + values.keySet());
        }
        return value;
    }

    /** Likewise, where only some values make sense. */
    public double within(String name, double min, double max) {
        double value = get(name);
        if (!(value >= min && value <= max)) {
            throw new InvalidValue("parameters." + name, "must be " + min + " to " + max + ", but was " + value);
        }
        return value;
    }

    /** These parameters with one of them changed: what counterfactual replay asks. */
    public Parameters with(String name, double value) {
        get(name);
        SortedMap<String, Double> changed = new TreeMap<>(values);
        changed.put(name, value);
        return new Parameters(changed);
    }
}
