package io.reprise.domain.model.audience;

import io.reprise.domain.model.vocabulary.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The ids of all signals of a sale, 24 to 48 bytes for each however long it is: of its SHA-256 127 bits are kept, so that two of a
 * billion ids are taken for one with a probability of less than 10⁻²⁰. Open addressing with linear probing (Knuth, The Art of
 * Computer Programming 3, §6.4, algorithm L). Not thread-safe.
 */
final class SignalIds {

    private static final int WORDS_FIRST = 32;

    /** Two words for each place; a place that is free has zeros, and the first word of an id is never zero. */
    private long[] words = new long[WORDS_FIRST];

    private int size;

    /** Puts an id in. @return whether it was not in yet */
    boolean add(String id) {
        ByteBuffer digest = digest(id);
        long first = first(digest);
        long second = second(digest);
        int place = place(words, first, second);
        if (words[place] != 0) {
            return false;
        }
        put(words, place, first, second);
        size++;
        if (3L * size > words.length) {
            grow();
        }
        return true;
    }

    boolean contains(String id) {
        ByteBuffer digest = digest(id);
        return words[place(words, first(digest), second(digest))] != 0;
    }

    private static ByteBuffer digest(String id) {
        return ByteBuffer.wrap(Sha256.digest().digest(id.getBytes(StandardCharsets.UTF_8)));
    }

    private static long first(ByteBuffer digest) {
        return digest.getLong(0) | 1;
    }

    private static long second(ByteBuffer digest) {
        return digest.getLong(Long.BYTES);
    }

    /** Where an id is, or would be. */
    private static int place(long[] words, long first, long second) {
        int mask = words.length - 2;
        int place = (int) second << 1 & mask;
        while (words[place] != 0 && (words[place] != first || words[place + 1] != second)) {
            place = place + 2 & mask;
        }
        return place;
    }

    private static void put(long[] words, int place, long first, long second) {
        words[place] = first;
        words[place + 1] = second;
    }

    private void grow() {
        long[] larger = new long[Math.multiplyExact(words.length, 2)];
        for (int i = 0; i < words.length; i += 2) {
            if (words[i] != 0) {
                put(larger, place(larger, words[i], words[i + 1]), words[i], words[i + 1]);
            }
        }
        words = larger;
    }
}
