package io.reprise.projections.eventstore;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * A part of the index in a file that never changes, read through the page cache. Big-endian, in this order: a directory
 * with one entry of 32 bytes a stream (key in 16, first sequence and number of the stream's first offset in 8 each),
 * sorted by key; the offsets of the events, 8 bytes each; the marks, position and offset in 8 bytes each; and a footer:
 * number of streams, of offsets and of marks, first byte of the log, first position, byte and position after the last,
 * where the last batch starts, in 8 bytes each, hash of the last batch in 32, and the CRC-32C of all that in 4.
 */
final class IndexRun implements IndexPart, SortedPart {

    static final int ENTRY_BYTES = 32;
    static final int MARK_BYTES = 16;
    static final int FOOTER_BYTES = 8 * 8 + 32 + 4;

    private final Path file;
    private final ByteBuffer content;
    private final int streams;
    private final int offsets;
    private final int marks;
    private final long startByte;
    private final long startPosition;
    private final LogExtent end;
    private final long lastBatchOffset;

    private IndexRun(Path file, ByteBuffer content) throws IOException {
        this.file = file;
        this.content = content;
        ByteBuffer footer = content.slice(content.capacity() - FOOTER_BYTES, FOOTER_BYTES);
        streams = Math.toIntExact(footer.getLong());
        offsets = Math.toIntExact(footer.getLong());
        marks = Math.toIntExact(footer.getLong());
        startByte = footer.getLong();
        startPosition = footer.getLong();
        long endByte = footer.getLong();
        long endPosition = footer.getLong();
        lastBatchOffset = footer.getLong();
        byte[] hash = new byte[32];
        footer.get(hash);
        end = new LogExtent(new ChainHead(endPosition, HexFormat.of().formatHex(hash)), endByte);
        long expected = (long) streams * ENTRY_BYTES + (long) offsets * 8 + (long) marks * MARK_BYTES + FOOTER_BYTES;
        if (expected != content.capacity()) {
            throw new IOException(file + " is " + content.capacity() + " bytes long and should be " + expected);
        }
    }

    /** @throws IOException if it cannot be read, or is not what was written */
    static IndexRun open(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (channel.size() < FOOTER_BYTES || channel.size() > Integer.MAX_VALUE) {
                throw new IOException(file + " is no part of an index");
            }
            MappedByteBuffer content = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
            CRC32C crc = new CRC32C();
            crc.update(content.slice(0, content.capacity() - 4));
            if ((int) crc.getValue() != content.getInt(content.capacity() - 4)) {
                throw new IOException(file + " differs from its checksum");
            }
            return new IndexRun(file, content);
        } catch (ArithmeticException e) {
            throw new IOException(file + " is no part of an index", e);
        }
    }

    Path file() {
        return file;
    }

    @Override
    public long startByte() {
        return startByte;
    }

    @Override
    public LogExtent end() {
        return end;
    }

    @Override
    public long lastBatchOffset() {
        return lastBatchOffset;
    }

    long bytes() {
        return content.capacity();
    }

    /** Number of events in it. */
    int events() {
        return offsets;
    }

    @Override
    public int streams() {
        return streams;
    }

    @Override
    public StreamKey key(int stream) {
        return new StreamKey(content.getLong(stream * ENTRY_BYTES), content.getLong(stream * ENTRY_BYTES + Long.BYTES));
    }

    @Override
    public Slice slice(int stream) {
        int from = firstOffset(stream);
        int to = stream + 1 == streams ? offsets : firstOffset(stream + 1);
        return new Slice(content.getLong(stream * ENTRY_BYTES + 16), this::offset, from, to - from);
    }

    private int firstOffset(int stream) {
        return (int) content.getLong(stream * ENTRY_BYTES + 24);
    }

    private long offset(int index) {
        return content.getLong(streams * ENTRY_BYTES + index * Long.BYTES);
    }

    @Override
    public long firstPosition() {
        return startPosition;
    }

    @Override
    public Slice slice(StreamKey stream) {
        int low = 0;
        int high = streams - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = compare(middle, stream);
            if (order == 0) {
                return slice(middle);
            } else if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return null;
    }

    private int compare(int entry, StreamKey stream) {
        int byHigh = Long.compareUnsigned(content.getLong(entry * ENTRY_BYTES), stream.high());
        return byHigh != 0
                ? byHigh
                : Long.compareUnsigned(content.getLong(entry * ENTRY_BYTES + Long.BYTES), stream.low());
    }

    @Override
    public int marks() {
        return marks;
    }

    @Override
    public Mark mark(int index) {
        int at = streams * ENTRY_BYTES + offsets * Long.BYTES + index * MARK_BYTES;
        return new Mark(content.getLong(at), content.getLong(at + Long.BYTES));
    }
}
