package io.reprise.domain.model.audience;

/**
 * Digests in memory, 24 to 48 bytes for each. Open addressing with linear probing (Knuth, The Art of Computer Programming 3, §6.4,
 * algorithm L); a digest's place is told by its highest bits, so that the table is nearly in order.
 */
public final class HeapDigests implements DigestSet {

    private static final int WORDS_FIRST = 32;

    /** Two words for each place; a place that is free has zeros, and the first word of a digest is never zero. */
    private long[] words = new long[WORDS_FIRST];

    private int size;

    @Override
    public boolean add(long first, long second) {
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

    @Override
    public boolean contains(long first, long second) {
        return words[place(words, first, second)] != 0;
    }

    public int size() {
        return size;
    }

    /** All digests in the order of their bits, read as unsigned numbers: the two words of each, one after the other. */
    public long[] sorted() {
        long[] sorted = new long[2 * size];
        int filled = 0;
        for (int i = 0; i < words.length; i += 2) {
            if (words[i] != 0) {
                int at = filled;
                // The table is nearly in order: few have far to go.
                while (at > 0 && compare(sorted[at - 2], sorted[at - 1], words[i], words[i + 1]) > 0) {
                    put(sorted, at, sorted[at - 2], sorted[at - 1]);
                    at -= 2;
                }
                put(sorted, at, words[i], words[i + 1]);
                filled += 2;
            }
        }
        return sorted;
    }

    /** The order of {@link #sorted}. */
    public static int compare(long first, long second, long otherFirst, long otherSecond) {
        int order = Long.compareUnsigned(first, otherFirst);
        return order != 0 ? order : Long.compareUnsigned(second, otherSecond);
    }

    /** Where a digest is, or would be. */
    private static int place(long[] words, long first, long second) {
        int mask = words.length - 2;
        int bits = Integer.bitCount(mask);
        int place = (int) (first >>> Long.SIZE - bits) << 1;
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
