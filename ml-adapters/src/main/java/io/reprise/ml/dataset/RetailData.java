package io.reprise.ml.dataset;

import io.reprise.domain.model.audience.Pseudonym;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.zip.GZIPInputStream;

/** Where invoice lines come from: the extract that is part of Reprise, or a file. */
public final class RetailData {

    /** The name of the extract on command lines. */
    public static final String BUNDLED = "bundled";

    private static final String RESOURCE = "online-retail-extract.csv.gz";

    private RetailData() {}

    /**
     * Reads {@link #BUNDLED} or a CSV file, gzipped where its name ends in {@code .gz}.
     *
     * @throws RetailImport.UnreadableFile if it is not there or not in the layout
     */
    public static RetailImport.Result read(String data, Function<String, Pseudonym> pseudonyms, LongConsumer progress)
            throws IOException {
        if (data.equals(BUNDLED)) {
            try (InputStream in = new GZIPInputStream(extract())) {
                return new RetailImport(pseudonyms, progress).read("the bundled extract of UCI Online Retail", in);
            }
        }
        Path file = Path.of(data);
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new RetailImport.UnreadableFile("'" + data + "' is no file that can be read: give '" + BUNDLED
                    + "', or the path of a CSV with the columns " + RetailImport.COLUMNS);
        }
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = data.endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
            return new RetailImport(pseudonyms, progress)
                    .read(file.getFileName().toString(), in);
        }
    }

    /** The extract's bytes, gzipped. */
    static InputStream extract() {
        return RetailData.class.getResourceAsStream(RESOURCE);
    }
}
