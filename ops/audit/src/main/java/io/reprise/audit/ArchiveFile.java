package io.reprise.audit;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** An archive as a file, compressed where its name ends with {@code .gz}. */
final class ArchiveFile {

    private static final int BUFFER_BYTES = 1 << 16;

    private ArchiveFile() {}

    /** What writes an archive. @return how many events it wrote */
    interface Content {
        long write(BufferedWriter out) throws IOException;
    }

    /**
     * Writes it beside the file and renames it, so that a file of that name is a whole archive.
     *
     * @throws FileAlreadyExistsException rather than write over one
     */
    static long write(Path file, Content content) throws IOException {
        if (Files.exists(file)) {
            throw new FileAlreadyExistsException(file.toString(), null, "it is there already: name another file");
        }
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            long events;
            try (OutputStream out = Files.newOutputStream(part);
                    OutputStream packed = isPacked(file) ? new GZIPOutputStream(out, BUFFER_BYTES) : out;
                    BufferedWriter writer =
                            new BufferedWriter(new OutputStreamWriter(packed, StandardCharsets.UTF_8), BUFFER_BYTES)) {
                events = content.write(writer);
            }
            Files.move(part, file);
            return events;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static boolean isPacked(Path file) {
        return file.toString().endsWith(".gz");
    }

    static BufferedReader read(Path file) throws IOException {
        InputStream in = Files.newInputStream(file);
        InputStream unpacked = isPacked(file) ? new GZIPInputStream(in, BUFFER_BYTES) : in;
        return new BufferedReader(new InputStreamReader(unpacked, StandardCharsets.UTF_8), BUFFER_BYTES);
    }

    /** Tells now and then how far it is. */
    static LongConsumer progress(String verb) {
        long[] next = {10_000};
        return events -> {
            if (events >= next[0]) {
                System.err.printf("  %s %,d events%n", verb, events);
                next[0] = events + 10_000;
            }
        };
    }
}
