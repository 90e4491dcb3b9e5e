package io.reprise.projections.eventstore;

import java.util.Arrays;

/** A list of longs that only grows: one thread adds, any number read what was there when they asked for the size. */
final class GrowingLongs {

    private volatile long[] values = new long[2];
    private volatile int size;

    void add(long value) {
        int next = size;
        long[] into = next == values.length ? Arrays.copyOf(values, next * 2) : values;
        into[next] = value;
        // In this order: whoever sees the size sees an array that long.
        values = into;
        size = next + 1;
    }

    int size() {
        return size;
    }

    long get(int index) {
        return values[index];
    }
}
