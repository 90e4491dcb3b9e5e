package io.reprise.ml.dataset;

import io.reprise.domain.model.audience.Pseudonym;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.zip.GZIPInputStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

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
            try (InputStream in = new GZIPInputStream(RetailData.class.getResourceAsStream(RESOURCE))) {
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

    /** Keyed pseudonyms (HMAC-SHA256, RFC 2104): without the key nobody finds the person again. */
    public static Function<String, Pseudonym> pseudonyms(byte[] key) {
        return id -> {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(key, "HmacSHA256"));
                byte[] digest = mac.doFinal(id.getBytes(StandardCharsets.UTF_8));
                return new Pseudonym(HexFormat.of().formatHex(digest, 0, 12));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every Java platform has HmacSHA256", e);
            }
        };
    }
}
