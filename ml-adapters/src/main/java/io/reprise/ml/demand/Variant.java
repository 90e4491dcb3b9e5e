package io.reprise.ml.demand;

import java.util.Arrays;
import java.util.Locale;

/** What reads an item's past. */
public enum Variant {
    GRU,
    LSTM,
    TRANSFORMER;

    /** @throws IllegalArgumentException naming the variants there are */
    public static Variant named(String name) {
        return Arrays.stream(values())
                .filter(variant -> variant.label().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no variant '" + name + "': it is "
                        + String.join(
                                ", ",
                                Arrays.stream(values()).map(Variant::label).toList())));
    }

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
