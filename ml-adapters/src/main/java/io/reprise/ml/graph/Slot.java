package io.reprise.ml.graph;

/**
 * Something a batch brings.
 *
 * @param isWhole whether its numbers are whole (ids, counts) and not fractions
 * @param shape lengths, outermost first; −1 where it depends on the batch
 */
public record Slot(String name, boolean isWhole, long... shape) {

    public static Slot fractions(String name, long... shape) {
        return new Slot(name, false, shape);
    }

    public static Slot whole(String name, long... shape) {
        return new Slot(name, true, shape);
    }
}
