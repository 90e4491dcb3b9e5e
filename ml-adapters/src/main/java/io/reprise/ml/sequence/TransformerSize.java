package io.reprise.ml.sequence;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * How large a transformer is: from one that a laptop trains in a minute to one that wants a GPU.
 *
 * @param layers blocks of attention and feed-forward, one upon the other
 * @param width numbers that describe a position
 * @param heads of attention; they share the width evenly
 * @param feedForward width inside the feed-forward part of a block
 * @param length the latest so many actions are seen
 * @param dropout share of numbers that are left out at random while it learns
 */
public record TransformerSize(int layers, int width, int heads, int feedForward, int length, float dropout) {

    private static final Map<String, TransformerSize> PRESETS = new TreeMap<>(Map.of(
            "laptop", new TransformerSize(2, 64, 2, 128, 50, 0.2f),
            "workstation", new TransformerSize(4, 128, 4, 512, 100, 0.2f),
            "gpu", new TransformerSize(8, 512, 8, 2048, 200, 0.1f)));

    public TransformerSize {
        positive("layers", layers);
        positive("width", width);
        positive("heads", heads);
        positive("feedForward", feedForward);
        if (width % heads != 0) {
            throw new IllegalArgumentException("heads must divide width " + width + " evenly, but was " + heads);
        }
        if (length < 2) {
            throw new IllegalArgumentException("length must be at least 2, but was " + length);
        }
        if (!(dropout >= 0 && dropout < 1)) {
            throw new IllegalArgumentException("dropout must be in [0, 1), but was " + dropout);
        }
    }

    private static void positive(String field, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(field + " must be at least 1, but was " + value);
        }
    }

    /** @throws IllegalArgumentException if there is none of that name, saying which there are */
    public static TransformerSize preset(String name) {
        TransformerSize size = PRESETS.get(name.toLowerCase(Locale.ROOT));
        if (size == null) {
            throw new IllegalArgumentException(
                    "there is no size '" + name + "': it is one of " + String.join(", ", PRESETS.keySet()));
        }
        return size;
    }

    public TransformerSize withLength(int actions) {
        return new TransformerSize(layers, width, heads, feedForward, actions, dropout);
    }

    public TransformerSize withDropout(float share) {
        return new TransformerSize(layers, width, heads, feedForward, length, share);
    }

    /** Numbers that training changes, without those of items and channels. */
    public long weightsOfBlocks() {
        return (long) layers * (4L * width * width + 2L * width * feedForward + 9L * width + feedForward);
    }
}
