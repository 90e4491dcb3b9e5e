package io.reprise.projections.eventstore;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * Files for MVStore that an interrupted thread can read. MVStore's own are channels, which close for everybody when one
 * thread is interrupted while it reads.
 */
public final class UninterruptibleFilePath extends FilePathWrapper {

    private static final String SCHEME = "reprise-uninterruptible";

    /** The name under which MVStore opens a file this way. */
    static String name(Path file) {
        FilePath.register(new UninterruptibleFilePath());
        return SCHEME + ":" + file.toAbsolutePath();
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return new Channel(new RandomAccessFile(name.substring(SCHEME.length() + 1), mode));
    }

    private static final class Channel extends FileBaseDefault {
        private final RandomAccessFile file;

        Channel(RandomAccessFile file) {
            this.file = file;
        }

        @Override
        public synchronized int read(ByteBuffer bytes, long position) throws IOException {
            byte[] read = new byte[bytes.remaining()];
            file.seek(position);
            int length = file.read(read);
            if (length > 0) {
                bytes.put(read, 0, length);
            }
            return length;
        }

        @Override
        public synchronized int write(ByteBuffer bytes, long position) throws IOException {
            byte[] written = new byte[bytes.remaining()];
            bytes.get(written);
            file.seek(position);
            file.write(written);
            return written.length;
        }

        @Override
        public synchronized long size() throws IOException {
            return file.length();
        }

        @Override
        protected synchronized void implTruncate(long size) throws IOException {
            if (size < file.length()) {
                file.setLength(size);
            }
        }

        @Override
        public synchronized void force(boolean metadata) throws IOException {
            file.getFD().sync();
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return file.getChannel().tryLock(position, size, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            file.close();
        }
    }
}
