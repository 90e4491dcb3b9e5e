package io.reprise.projections.eventstore;

import io.reprise.projections.eventstore.IndexPart.Slice;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;

/** Writes adjoining parts of the index, oldest first, as one {@link IndexRun}. */
final class IndexRunWriter {

    /** A stream and what the parts know of it, in order. */
    private interface Entries {
        void each(StreamKey key, List<Slice> slices) throws IOException;
    }

    private final List<? extends SortedPart> parts;
    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(256 * 1024);
    private final CRC32C crc = new CRC32C();
    private long streams;
    private long offsets;
    private long marks;

    private IndexRunWriter(List<? extends SortedPart> parts, FileChannel channel) {
        this.parts = parts;
        this.channel = channel;
    }

    /** The file is there whole, or not at all; its name says which bytes of the log it covers. */
    static IndexRun write(Path folder, List<? extends SortedPart> parts) throws IOException {
        Path file = folder.resolve("index-%016x-%016x.run"
                .formatted(parts.getFirst().startByte(), parts.getLast().end().endBytes()));
        Path temporary = Files.createTempFile(folder, "incoming-", ".part");
        try {
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                new IndexRunWriter(parts, channel).write();
                channel.force(true);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
        SyncedFolder.sync(folder);
        return IndexRun.open(file);
    }

    private void write() throws IOException {
        eachStream(this::entry);
        eachStream((key, slices) -> offsetsOf(slices));
        for (SortedPart part : parts) {
            for (int i = 0; i < part.marks(); i++) {
                put(part.mark(i).position());
                put(part.mark(i).offset());
                marks++;
            }
        }
        footer();
        flush();
    }

    /** Every stream once, in the order of the keys; parts are few. */
    private void eachStream(Entries entries) throws IOException {
        int[] next = new int[parts.size()];
        List<Slice> slices = new ArrayList<>();
        for (StreamKey key = least(next); key != null; key = least(next)) {
            slices.clear();
            for (int i = 0; i < next.length; i++) {
                SortedPart part = parts.get(i);
                if (next[i] < part.streams() && part.key(next[i]).equals(key)) {
                    slices.add(part.slice(next[i]++));
                }
            }
            entries.each(key, slices);
        }
    }

    private StreamKey least(int[] next) {
        StreamKey least = null;
        for (int i = 0; i < next.length; i++) {
            SortedPart part = parts.get(i);
            if (next[i] < part.streams()) {
                StreamKey key = part.key(next[i]);
                least = least == null || key.compareTo(least) < 0 ? key : least;
            }
        }
        return least;
    }

    private void entry(StreamKey key, List<Slice> slices) throws IOException {
        put(key.high());
        put(key.low());
        put(slices.getFirst().firstSequence());
        put(offsets);
        long sequence = slices.getFirst().firstSequence();
        for (Slice slice : slices) {
            if (slice.firstSequence() != sequence) {
                throw new IllegalStateException("a stream has a hole before sequence " + slice.firstSequence());
            }
            sequence = slice.nextSequence();
            offsets += slice.count();
        }
        streams++;
    }

    private void offsetsOf(List<Slice> slices) throws IOException {
        for (Slice slice : slices) {
            for (long sequence = slice.firstSequence(); sequence < slice.nextSequence(); sequence++) {
                put(slice.offsetOf(sequence));
            }
        }
    }

    private void footer() throws IOException {
        SortedPart last = parts.getLast();
        put(streams);
        put(offsets);
        put(marks);
        put(parts.getFirst().startByte());
        put(parts.getFirst().firstPosition());
        put(last.end().endBytes());
        put(last.end().head().position());
        put(last.lastBatchOffset());
        ByteBuffer hash =
                ByteBuffer.wrap(HexFormat.of().parseHex(last.end().head().hash()));
        while (hash.hasRemaining()) {
            put(hash.getLong());
        }
        flush();
        buffer.putInt((int) crc.getValue());
    }

    private void put(long value) throws IOException {
        if (buffer.remaining() < Long.BYTES) {
            flush();
        }
        buffer.putLong(value);
    }

    private void flush() throws IOException {
        buffer.flip();
        crc.update(buffer.duplicate());
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        buffer.clear();
    }
}
