package io.reprise.ml.sequence;

/**
 * A history and what came after it.
 *
 * @param next the item that came next; 0 where it is not known, and then not learned
 * @param bought 1 where the shopper bought, 0 where not, NaN where it is not known
 * @param hour class of the hour of the next purchase, from 0; −1 where there was none
 */
public record Example(History history, int next, float bought, int hour) {

    public Example {
        if (history.length() == 0) {
            throw new IllegalArgumentException("an example needs at least one action");
        }
    }

    /** Where only the next item is asked. */
    public static Example ofNext(int[] items, int next) {
        return new Example(new History(items), next, Float.NaN, -1);
    }

    /** A question: nothing is known of what comes after. */
    public static Example question(History history) {
        return new Example(history, 0, Float.NaN, -1);
    }
}
