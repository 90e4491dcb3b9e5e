package io.reprise.projections.eventstore;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The file that only grows. One thread appends; any number read what is below {@link #end()}.
 *
 * <p>Readers use files of their own: reading through the channel would close it for everybody if the reading thread were
 * interrupted.
 */
final class LogFile implements AutoCloseable {

    /**
     * The file takes so much space in advance, as zeros: a sync that need not make a new length durable took a third of
     * the time on ext4.
     */
    static final int SPACE_BYTES = 1024 * 1024;

    static final byte[] MAGIC = "Reprise event log 1\n".getBytes(StandardCharsets.US_ASCII);

    private final Path path;
    private final FileChannel channel;
    private final Queue<RandomAccessFile> readers = new ConcurrentLinkedQueue<>();
    private volatile long end;
    /** Length of the file; there are zeros from {@link #end} on. */
    private long space;

    private volatile boolean closed;
    private Exception failure;

    LogFile(Path path, FileChannel channel) throws IOException {
        this.path = path;
        this.channel = channel;
        this.end = channel.size();
        this.space = end;
    }

    /** @throws IllegalStateException if somebody else holds the file, or it is no event log */
    static LogFile open(Path path) throws IOException {
        FileChannel channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            lock(channel, path);
            startWithMagic(channel, path);
            return new LogFile(path, channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static void lock(FileChannel channel, Path path) throws IOException {
        FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // This same process holds it: reported below like any other.
        }
        if (lock == null) {
            throw new IllegalStateException("the event log in " + path.getParent()
                    + " is in use: stop the process that holds it, or name another folder");
        }
    }

    private static void startWithMagic(FileChannel channel, Path path) throws IOException {
        if (channel.size() < MAGIC.length) {
            // A crash while the file was created; nothing was acknowledged yet.
            channel.truncate(0);
            writeFully(channel, ByteBuffer.wrap(MAGIC), 0);
            channel.force(true);
            SyncedFolder.sync(path.toAbsolutePath().getParent());
        } else {
            ByteBuffer start = ByteBuffer.allocate(MAGIC.length);
            channel.read(start, 0);
            if (!Arrays.equals(start.array(), MAGIC)) {
                throw new IllegalStateException(path + " is no event log of this version");
            }
        }
    }

    /** Where the next record goes; everything below is durable. Just opened: the end of the file. */
    long end() {
        return end;
    }

    /** Where the file holds nothing but zeros from. */
    long written() throws IOException {
        byte[] page = new byte[64 * 1024];
        byte[] zeros = new byte[page.length];
        for (long to = space; to > MAGIC.length; ) {
            long from = Math.max(MAGIC.length, to - page.length);
            int length = (int) (to - from);
            read(from, ByteBuffer.wrap(page, 0, length));
            if (!Arrays.equals(page, 0, length, zeros, 0, length)) {
                while (page[length - 1] == 0) {
                    length--;
                }
                return from + length;
            }
            to = from;
        }
        return MAGIC.length;
    }

    /** Says where the next record goes, when nothing but zeros follows. */
    void endsAt(long offset) {
        end = offset;
    }

    /**
     * Writes the record and returns once it is durable.
     *
     * @return where it starts
     * @throws IOException if it could not be written; after a failed sync, when nobody knows what the disk holds, nothing
     *     more is appended until the log is opened again
     */
    long append(ByteBuffer record) throws IOException {
        if (failure != null) {
            throw new IOException("an earlier write could not be made durable: open the event log again", failure);
        }
        long start = end;
        long length = record.remaining();
        try {
            writeFully(channel, record, start);
            if (start + length > space) {
                space = start + length;
                if (length < SPACE_BYTES / 4) {
                    writeFully(channel, ByteBuffer.allocate(SPACE_BYTES), space);
                    space += SPACE_BYTES;
                }
            }
        } catch (IOException e) {
            truncate(start, e);
            throw e;
        }
        try {
            channel.force(false);
        } catch (IOException e) {
            failure = e;
            throw e;
        }
        end = start + length;
        return start;
    }

    /** Nothing more is appended, for instance because the index no longer follows. */
    void fail(Exception cause) {
        failure = cause;
    }

    boolean hasFailed() {
        return failure != null;
    }

    private void truncate(long length, Exception cause) {
        try {
            channel.truncate(length);
            space = length;
        } catch (IOException e) {
            cause.addSuppressed(e);
            failure = cause;
        }
    }

    private static void writeFully(FileChannel channel, ByteBuffer bytes, long start) throws IOException {
        long position = start;
        while (bytes.hasRemaining()) {
            position += channel.write(bytes, position);
        }
    }

    /**
     * Cuts off what a crash left behind the last whole record, and keeps it beside the log rather than lose a byte.
     *
     * @param written where it ends
     * @return where it is kept
     */
    Path cutTail(long length, long written) throws IOException {
        ByteBuffer tail = ByteBuffer.allocate(
                Math.toIntExact(Math.min(written - length, LogRecord.HEADER_BYTES + (long) LogRecord.BODY_BYTES_MAX)));
        while (tail.hasRemaining() && channel.read(tail, length + tail.position()) >= 0) {
            // Reads on until all is there.
        }
        Path kept = path.resolveSibling(path.getFileName() + ".torn-at-" + length);
        Files.deleteIfExists(kept);
        SyncedFolder.write(kept, tail.array());
        shorten(length);
        return kept;
    }

    /** Gives back what lies behind, durably. */
    private void shorten(long length) throws IOException {
        channel.truncate(length);
        channel.force(true);
        space = length;
        end = length;
    }

    /** Reads up to {@code bytes.remaining()} bytes; fewer at the end of the file. */
    void read(long offset, ByteBuffer bytes) throws IOException {
        RandomAccessFile reader = readers.poll();
        if (reader == null) {
            reader = new RandomAccessFile(path.toFile(), "r");
        }
        reader.seek(offset);
        int length = (int) Math.min(bytes.remaining(), end - offset);
        reader.readFully(bytes.array(), bytes.arrayOffset() + bytes.position(), length);
        bytes.position(bytes.position() + length);
        if (closed) {
            reader.close();
        } else {
            readers.add(reader);
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        for (RandomAccessFile reader = readers.poll(); reader != null; reader = readers.poll()) {
            reader.close();
        }
        try (channel) {
            if (failure == null && space > end) {
                shorten(end);
            }
        }
    }
}
