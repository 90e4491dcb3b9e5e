package io.reprise.audit;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.LongConsumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** An archive as a file, compressed where its name ends with {@code .gz}. */
final class ArchiveFile {

    private static final int BUFFER_BYTES = 1 << 16;

    private ArchiveFile() {}

    /** @throws java.nio.file.FileAlreadyExistsException rather than write over one */
    static BufferedWriter write(Path file) throws IOException {
        OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        OutputStream packed = file.toString().endsWith(".gz") ? new GZIPOutputStream(out, BUFFER_BYTES) : out;
        return new BufferedWriter(new OutputStreamWriter(packed, StandardCharsets.UTF_8), BUFFER_BYTES);
    }

    static BufferedReader read(Path file) throws IOException {
        InputStream in = Files.newInputStream(file);
        InputStream unpacked = file.toString().endsWith(".gz") ? new GZIPInputStream(in, BUFFER_BYTES) : in;
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
