package io.reprise.ml.dataset.source;

import java.io.Closeable;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Bytes of a file, unpacked where they are gzipped (told by the first bytes, whatever the file's name is). */
public final class SourceFile implements Closeable {

    private static final int BUFFER_BYTES = 1 << 16;

    private final String name;
    private final long size;
    private final Counted packed;
    private final InputStream bytes;

    private SourceFile(String name, long size, InputStream raw, Limits limits) throws IOException {
        this.name = name;
        this.size = size;
        this.packed = new Counted(raw);
        PushbackInputStream peek = new PushbackInputStream(packed, 4);
        byte[] magic = peek.readNBytes(4);
        peek.unread(magic);
        refuse(magic);
        boolean gzipped = magic.length >= 2 && (magic[0] & 0xff) == 0x1f && (magic[1] & 0xff) == 0x8b;
        this.bytes = gzipped ? new Unpacked(unpacked(peek), limits) : peek;
    }

    /** @throws UnreadableData if the file is not there, or packed in a way that cannot be read */
    public static SourceFile open(Path file, Limits limits) throws IOException {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new UnreadableData("'" + file + "' is no file that can be read: check the path given with --data");
        }
        return new SourceFile(file.getFileName().toString(), Files.size(file), Files.newInputStream(file), limits);
    }

    /** For data that is not in a file of its own; {@code size} is what progress is measured by. */
    public static SourceFile of(String name, InputStream in, long size, Limits limits) throws IOException {
        return new SourceFile(name, size, in, limits);
    }

    public String name() {
        return name;
    }

    public InputStream bytes() {
        return bytes;
    }

    public double progress() {
        return size == 0 ? 1 : Math.min(1, packed.count / (double) size);
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }

    private InputStream unpacked(InputStream in) throws IOException {
        try {
            return new GZIPInputStream(in, BUFFER_BYTES);
        } catch (EOFException | ZipException e) {
            throw cutOff(e);
        }
    }

    private UnreadableData cutOff(IOException e) {
        return new UnreadableData(name + " breaks off inside its compressed data (" + e.getMessage()
                + "): fetch it again; 'gzip -t' tells whether it is whole");
    }

    private void refuse(byte[] magic) {
        String start = new String(magic, java.nio.charset.StandardCharsets.ISO_8859_1);
        if (start.startsWith("PK")) {
            throw new UnreadableData(name + " is a ZIP archive: unpack it and give the file or the folder inside");
        }
        if (start.startsWith("(\u00b5/\u00fd") || start.startsWith("BZh") || start.startsWith("\u00fd7zX")) {
            throw new UnreadableData(name + " is packed as zstd, bzip2 or xz: unpack it, or pack it again with gzip");
        }
        if (start.startsWith("\u00ff\u00fe") || start.startsWith("\u00fe\u00ff")) {
            throw new UnreadableData(name + " is UTF-16: convert it first, as in 'iconv -f UTF-16 -t UTF-8'");
        }
    }

    private static final class Counted extends FilterInputStream {
        private long count;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            count += one < 0 ? 0 : 1;
            return one;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read = super.read(into, offset, length);
            count += Math.max(0, read);
            return read;
        }
    }

    /** Refuses what grows beyond every honest measure, and says in words when the data break off. */
    private final class Unpacked extends FilterInputStream {
        private final Limits limits;
        private long out;

        Unpacked(InputStream in, Limits limits) {
            super(in);
            this.limits = limits;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read;
            try {
                read = super.read(into, offset, length);
            } catch (EOFException | ZipException e) {
                throw cutOff(e);
            }
            out += Math.max(0, read);
            if (out > Limits.EXPANSION_FREE_BYTES && out / limits.expansionMax() > packed.count) {
                throw new UnreadableData(name + " unpacks to more than " + limits.expansionMax()
                        + " times its size, as a decompression bomb does: if it is honest, raise --expansion-max");
            }
            return read;
        }
    }
}
