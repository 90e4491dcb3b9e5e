package io.reprise.ml.sequence;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a sequence is made of and what is asked about it.
 *
 * @param items how many there are; they are numbered from 1, and 0 is no action at all
 * @param channels what else is known of an action, in the order in which a {@link History} holds it; may be none
 * @param isPurchaseAsked whether it says if the shopper buys
 * @param hours classes of the hour of the next purchase: 24, 168, or 0 where it is not asked
 */
public record SequenceShape(
        int items, List<Channel> channels, Objective objective, boolean isPurchaseAsked, int hours) {

    /** How it learns. */
    public enum Objective {
        /** Each action from those before it (Radford et al. 2018; Kang and McAuley 2018). */
        CAUSAL,
        /** Hidden actions from those on both sides (Devlin et al. 2019; Sun et al. 2019). */
        MASKED
    }

    /** @param size values it takes, numbered from 1; 0 is unknown */
    public record Channel(String name, int size) {
        public Channel {
            if (size < 1) {
                throw new IllegalArgumentException("channel " + name + " must take at least 1 value, but was " + size);
            }
        }
    }

    public SequenceShape {
        channels = List.copyOf(channels);
        if (items < 1) {
            throw new IllegalArgumentException("items must be at least 1, but was " + items);
        }
        if (hours < 0) {
            throw new IllegalArgumentException("hours must not be negative, but was " + hours);
        }
        Set<String> names = new HashSet<>();
        channels.forEach(channel -> {
            if (!names.add(channel.name())) {
                throw new IllegalArgumentException("channel " + channel.name() + " is named twice");
            }
        });
    }

    /** Only items, and only which comes next. */
    public static SequenceShape ofItems(int items, Objective objective) {
        return new SequenceShape(items, List.of(), objective, false, 0);
    }

    public boolean isCausal() {
        return objective == Objective.CAUSAL;
    }

    /** Where a channel stands among them. @throws IllegalArgumentException if there is none of that name */
    int channel(String name) {
        for (int c = 0; c < channels.size(); c++) {
            if (channels.get(c).name().equals(name)) {
                return c;
            }
        }
        throw new IllegalArgumentException("there is no channel '" + name + "' among " + channels);
    }

    /** What stands for an item that is to be guessed. */
    int mask() {
        return items + 1;
    }

    /** @throws IllegalArgumentException naming what in the history this shape has no place for */
    void check(History history) {
        if (history.channels().length != channels.size()) {
            throw new IllegalArgumentException("a history with " + history.channels().length
                    + " channels was given to a model with " + channels.size());
        }
        check("item", history.items(), items);
        for (int c = 0; c < channels.size(); c++) {
            check(channels.get(c).name(), history.channels()[c], channels.get(c).size());
        }
    }

    private static void check(String what, int[] values, int max) {
        for (int value : values) {
            if (value < 0 || value > max) {
                throw new IllegalArgumentException(what + " must be from 0 to " + max + ", but was " + value);
            }
        }
    }
}
