package io.reprise.ml.dataset;

import io.reprise.ml.dataset.source.UnreadableData;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Imports text in tests, in a folder that is thrown away. */
final class ImportTrial {

    static final Instant NOW = Instant.parse("2026-11-25T00:00:00Z");
    private static final byte[] KEY = "key".getBytes(StandardCharsets.UTF_8);

    private final Path home;

    /** What came of an import. */
    record Outcome(DataQualityReport report, List<ShopperAction> actions, Path folder) {
        String quarantine() throws IOException {
            return unzipped(folder.resolve(Quarantine.FILE));
        }

        String duplicates() throws IOException {
            return unzipped(folder.resolve(DuplicateRows.FILE));
        }
    }

    ImportTrial(Path home) {
        this.home = home;
    }

    static String pseudonym(String id) {
        return new KeyedPseudonyms(KEY).of(id).value();
    }

    Path file(String name, String text) throws IOException {
        return file(name, text.getBytes(StandardCharsets.UTF_8));
    }

    Path file(String name, byte[] bytes) throws IOException {
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, bytes);
    }

    Outcome of(String text) throws IOException {
        return of(file("data.csv", text));
    }

    Outcome of(Path data) throws IOException {
        return of(data, ImportOptions.DEFAULT);
    }

    Outcome of(Path data, ImportOptions options) throws IOException {
        Path target = home.resolve("imports").resolve("trial");
        DataQualityReport report = new ActionImport(
                        new KeyedPseudonyms(KEY), NOW, options, (phase, rows, share) -> {}, () -> false)
                .run(data.getFileName().toString(), ImportFiles.find(data, options), target);
        List<ShopperAction> actions = new ArrayList<>();
        try (ActionFolder.Actions all = ActionFolder.open(target).actions()) {
            all.forEachRemaining(actions::add);
        }
        return new Outcome(report, actions, target);
    }

    String refusal(Path data) throws IOException {
        return refusal(data, ImportOptions.DEFAULT);
    }

    /** What an import that must fail says. */
    String refusal(Path data, ImportOptions options) throws IOException {
        try {
            of(data, options);
        } catch (UnreadableData e) {
            return e.getMessage();
        }
        throw new AssertionError("the import of " + data + " was not refused");
    }

    static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    static String unzipped(Path file) throws IOException {
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            return String.join("\n", in.lines().toList());
        }
    }
}
