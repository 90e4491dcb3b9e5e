package io.reprise.projections.signals;

import io.reprise.domain.model.audience.HeapDigests;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;

/**
 * Digests in order, two words each, and behind them a Bloom filter (Bloom, 1970) of 10 to 20 bits for each, both read through the page
 * cache. The file has no name: it is gone with this object.
 */
final class DigestFile {

    private static final int DIGEST_BYTES = 2 * Long.BYTES;
    private static final int FILTER_BITS = 10;
    private static final int FILTER_PROBES = 5;

    private final int level;
    private final LongBuffer digests;
    private final LongBuffer filter;

    private DigestFile(int level, LongBuffer digests, LongBuffer filter) {
        this.level = level;
        this.digests = digests;
        this.filter = filter;
    }

    /** How often it was merged. */
    int level() {
        return level;
    }

    private int count() {
        return digests.capacity() / 2;
    }

    boolean contains(long first, long second) {
        return isPossible(first, second) && isThere(first, second);
    }

    private boolean isPossible(long first, long second) {
        for (int probe = 0; probe < FILTER_PROBES; probe++) {
            long bit = bit(first, second, probe, filter.capacity());
            if ((filter.get((int) (bit >>> 6)) & 1L << bit) == 0) {
                return false;
            }
        }
        return true;
    }

    /** The bits of a digest are as good as hashes of it; each is told by both words (Kirsch and Mitzenmacher, 2006). */
    private static long bit(long first, long second, int probe, int words) {
        return (first >>> 1) + probe * (second | 1) & (long) words * Long.SIZE - 1;
    }

    private boolean isThere(long first, long second) {
        int low = 0;
        int high = count() - 1;
        while (low <= high) {
            int middle = low + high >>> 1;
            int order = HeapDigests.compare(digests.get(2 * middle), digests.get(2 * middle + 1), first, second);
            if (order == 0) {
                return true;
            } else if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return false;
    }

    /** @param sorted as {@link HeapDigests#sorted} has them */
    static DigestFile of(Path folder, long[] sorted) throws IOException {
        try (Written file = new Written(folder, sorted.length / 2)) {
            for (int i = 0; i < sorted.length; i += 2) {
                file.add(sorted[i], sorted[i + 1]);
            }
            return file.done(0);
        }
    }

    /** @param files of one level, none of which has a digest of another */
    static DigestFile merged(Path folder, List<DigestFile> files) throws IOException {
        int[] next = new int[files.size()];
        int left = files.stream().mapToInt(DigestFile::count).sum();
        try (Written merged = new Written(folder, left)) {
            for (; left > 0; left--) {
                int least = -1;
                for (int i = 0; i < next.length; i++) {
                    if (next[i] < files.get(i).count() && (least < 0 || isBefore(files, next, i, least))) {
                        least = i;
                    }
                }
                LongBuffer from = files.get(least).digests;
                merged.add(from.get(2 * next[least]), from.get(2 * next[least] + 1));
                next[least]++;
            }
            return merged.done(files.getFirst().level + 1);
        }
    }

    private static boolean isBefore(List<DigestFile> files, int[] next, int one, int other) {
        LongBuffer a = files.get(one).digests;
        LongBuffer b = files.get(other).digests;
        return HeapDigests.compare(
                        a.get(2 * next[one]),
                        a.get(2 * next[one] + 1),
                        b.get(2 * next[other]),
                        b.get(2 * next[other] + 1))
                < 0;
    }

    /** One that is being written. */
    private static final class Written implements AutoCloseable {

        private static final int BUFFER_BYTES = 256 * 1024;

        private final FileChannel channel;
        private final ByteBuffer buffer =
                ByteBuffer.allocateDirect(BUFFER_BYTES).order(ByteOrder.nativeOrder());
        private final long[] filter;
        private final int count;

        private Written(Path folder, int count) throws IOException {
            this.count = count;
            this.filter = new long[Integer.highestOneBit(Math.max(1, count * FILTER_BITS / Long.SIZE)) * 2];
            Files.createDirectories(folder);
            this.channel = FileChannel.open(
                    folder.resolve("ids-" + UUID.randomUUID()),
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.DELETE_ON_CLOSE);
        }

        private void add(long first, long second) throws IOException {
            word(first);
            word(second);
            for (int probe = 0; probe < FILTER_PROBES; probe++) {
                long bit = bit(first, second, probe, filter.length);
                filter[(int) (bit >>> 6)] |= 1L << bit;
            }
        }

        private void word(long word) throws IOException {
            if (!buffer.hasRemaining()) {
                flush();
            }
            buffer.putLong(word);
        }

        private void flush() throws IOException {
            buffer.flip();
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            buffer.clear();
        }

        private DigestFile done(int level) throws IOException {
            for (long word : filter) {
                word(word);
            }
            flush();
            long digestBytes = (long) count * DIGEST_BYTES;
            return new DigestFile(
                    level, mapped(0, digestBytes), mapped(digestBytes, (long) filter.length * Long.BYTES));
        }

        /** What is written is there: a full disk has been told of before, and not when a page is first read. */
        private LongBuffer mapped(long from, long bytes) throws IOException {
            return channel.map(FileChannel.MapMode.READ_ONLY, from, bytes)
                    .order(ByteOrder.nativeOrder())
                    .asLongBuffer();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
