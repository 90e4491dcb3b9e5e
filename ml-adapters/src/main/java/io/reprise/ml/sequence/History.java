package io.reprise.ml.sequence;

import java.util.Arrays;

/**
 * What a shopper did, oldest first, as numbers; see {@link SequenceShape}. Not copied: do not change the arrays.
 *
 * @param items one for each action
 * @param channels for each channel one value for each action
 */
public record History(int[] items, int[]... channels) {

    public History {
        for (int[] channel : channels) {
            if (channel.length != items.length) {
                throw new IllegalArgumentException(
                        "a channel has " + channel.length + " values for " + items.length + " actions");
            }
        }
    }

    public int length() {
        return items.length;
    }

    /** The latest actions, at most so many. */
    History latest(int actions) {
        if (items.length <= actions) {
            return this;
        }
        int from = items.length - actions;
        return new History(
                Arrays.copyOfRange(items, from, items.length),
                Arrays.stream(channels)
                        .map(channel -> Arrays.copyOfRange(channel, from, channel.length))
                        .toArray(int[][]::new));
    }
}
