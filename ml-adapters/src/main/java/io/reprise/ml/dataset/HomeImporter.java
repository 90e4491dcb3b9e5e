package io.reprise.ml.dataset;

import io.reprise.domain.model.port.DataImporter;
import io.reprise.domain.model.port.DataImports.DataImport;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.ml.dataset.source.Limits;
import io.reprise.ml.dataset.source.UnreadableData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

/** Imports into a home from its folder {@code data/incoming}; no name leads out of it. */
public final class HomeImporter implements DataImporter {

    /** A file's or folder's own name: no separators, nothing hidden. */
    private static final String NAME = "[A-Za-z0-9_][A-Za-z0-9_ .-]{0,99}";

    private final Path home;
    private final String pseudonymKey;

    /** @param pseudonymKey null for the home's own */
    public HomeImporter(Path home, String pseudonymKey) {
        this.home = home;
        this.pseudonymKey = pseudonymKey;
    }

    /** Where incoming data lies; it need not be there. */
    public static Path folder(Path home) {
        return home.resolve("data").resolve("incoming");
    }

    @Override
    public List<Incoming> incoming() {
        Path folder = folder(home);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(path -> path.getFileName().toString().matches(NAME))
                    .sorted()
                    .map(HomeImporter::incoming)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the folder of incoming data cannot be listed", e);
        }
    }

    private static Incoming incoming(Path path) {
        try (Stream<Path> all = Files.walk(path, 1)) {
            List<Path> files = all.filter(Files::isRegularFile).toList();
            long bytes = 0;
            for (Path file : files) {
                bytes += Files.size(file);
            }
            return new Incoming(path.getFileName().toString(), bytes, files.size());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void receive(String name, InputStream content) throws IOException {
        InvalidValue.unless(
                name.matches(NAME),
                "name",
                () -> "'" + name + "' is no name of a file: use 1 to 100 letters, digits, spaces and . _ -");
        Path folder = Files.createDirectories(folder(home));
        Path target = folder.resolve(name);
        InvalidValue.unless(!Files.isDirectory(target), "name", () -> "'" + name + "' is a folder already");
        // A file that broke off is never seen under its name.
        Path incoming = Files.createTempFile(folder, ".incoming", "");
        try {
            Files.copy(content, incoming, StandardCopyOption.REPLACE_EXISTING);
            Files.move(incoming, target, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(incoming);
        }
    }

    @Override
    public DataImport run(Order order, Watch watch) throws IOException {
        ImportOptions options = new ImportChoice(
                        order.layout().orElse("auto"),
                        Limits.DEFAULT,
                        order.encoding().orElse("UTF-8"),
                        ",",
                        order.zone(),
                        order.currency(),
                        "auto")
                .options();
        String data = order.data().equals(RetailData.BUNDLED)
                ? RetailData.BUNDLED
                : find(home, order.data()).toString();
        PrintStream unread = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        try {
            String called = new HomeImport(home, pseudonymKey, unread, watch::at, watch::isCancelled)
                    .run(data, order.name(), options);
            return new ImportedData(home)
                    .all().stream()
                            .filter(one -> one.name().equals(called))
                            .findFirst()
                            .orElseThrow();
        } catch (ActionImport.Stopped e) {
            throw new CancellationException(e.getMessage());
        } catch (UnreadableData | RetailImport.UnreadableFile e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /**
     * Something incoming, by its name.
     *
     * @throws InvalidValue if there is none
     */
    public static Path find(Path home, String name) {
        Path path = name.matches(NAME) ? folder(home).resolve(name) : home.resolve("nowhere");
        InvalidValue.unless(
                Files.exists(path),
                "data",
                () -> "there is no '" + name + "' among the incoming data: upload it first");
        return path;
    }
}
