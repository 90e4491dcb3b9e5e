package io.reprise.http.api;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/** Values by their names in UTF-8, found without making a text of the bytes. Never changes. */
final class ByteNames<T> {

    private final byte[][] names;
    private final Object[] values;

    /** @param named none of them null */
    ByteNames(Map<String, T> named) {
        int places = Integer.highestOneBit(named.size() + 1) << 2;
        names = new byte[places][];
        values = new Object[places];
        named.forEach((name, value) -> {
            byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
            int place = place(bytes, 0, bytes.length);
            names[place] = bytes;
            values[place] = value;
        });
    }

    /** Where it is, or would be: linear probing. */
    private int place(byte[] in, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + in[i];
        }
        int place = hash & names.length - 1;
        while (names[place] != null && !Arrays.equals(names[place], 0, names[place].length, in, from, to)) {
            place = place + 1 & names.length - 1;
        }
        return place;
    }

    /** @return null where there is none */
    @SuppressWarnings("unchecked") // as it was put in
    T get(byte[] in, int from, int to) {
        return (T) values[place(in, from, to)];
    }
}
