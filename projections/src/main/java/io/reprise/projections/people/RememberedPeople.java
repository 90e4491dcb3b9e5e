package io.reprise.projections.people;

import io.reprise.domain.model.audience.Pseudonym;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Pseudonyms by locator, of those who came last: a table that is full becomes the old one, and whoever is found there comes over to
 * the new one. So at least {@code each} people are remembered, and at most twice as many; 50 bytes for each besides the pseudonym.
 *
 * <p>A locator is a random number of 128 bits, so its bits are as good as hashes of it. Open addressing, as in
 * {@link io.reprise.domain.model.audience.HeapDigests}.
 */
final class RememberedPeople {

    private final int each;
    private Table young;
    private Table old;

    RememberedPeople(int each) {
        this.each = each;
        this.young = new Table(each);
        this.old = new Table(0);
    }

    /** In their order; null for whoever is not remembered. */
    synchronized Pseudonym[] find(List<byte[]> locators) {
        Pseudonym[] found = new Pseudonym[locators.size()];
        for (int i = 0; i < found.length; i++) {
            ByteBuffer locator = ByteBuffer.wrap(locators.get(i));
            long first = locator.getLong(0);
            long second = locator.getLong(Long.BYTES);
            found[i] = young.get(first, second);
            if (found[i] == null) {
                found[i] = old.get(first, second);
                if (found[i] != null) {
                    put(first, second, found[i]);
                }
            }
        }
        return found;
    }

    synchronized void put(byte[] locator, Pseudonym pseudonym) {
        ByteBuffer words = ByteBuffer.wrap(locator);
        put(words.getLong(0), words.getLong(Long.BYTES), pseudonym);
    }

    private void put(long first, long second, Pseudonym pseudonym) {
        if (young.size == each) {
            old = young;
            young = new Table(each);
        }
        young.put(first, second, pseudonym);
    }

    private static final class Table {
        private final long[] locators;
        private final Pseudonym[] pseudonyms;
        private int size;

        /** Never more than two thirds full. */
        private Table(int sizeMax) {
            int places = Integer.highestOneBit(Math.max(1, sizeMax + sizeMax / 2)) << 1;
            locators = new long[2 * places];
            pseudonyms = new Pseudonym[places];
        }

        /** Where it is, or would be. */
        private int place(long first, long second) {
            int place = (int) first & pseudonyms.length - 1;
            while (pseudonyms[place] != null && (locators[2 * place] != first || locators[2 * place + 1] != second)) {
                place = place + 1 & pseudonyms.length - 1;
            }
            return place;
        }

        private Pseudonym get(long first, long second) {
            return pseudonyms[place(first, second)];
        }

        private void put(long first, long second, Pseudonym pseudonym) {
            int place = place(first, second);
            size += pseudonyms[place] == null ? 1 : 0;
            pseudonyms[place] = pseudonym;
            locators[2 * place] = first;
            locators[2 * place + 1] = second;
        }
    }
}
