package io.reprise.ml.dataset;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.ml.dataset.source.UnreadableData;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * An import into an installation's home: the normal form under {@code data/imports}, with a quality report as JSON and as a
 * page, and what was set aside. Invoice lines also make what a simulated market needs.
 */
final class HomeImport {

    /** Beyond, invoice lines do not fit in memory as a market's calibration needs them. */
    private static final long CALIBRATION_ROWS_MAX = 3_000_000;

    private final Path home;
    private final String pseudonymKey;
    private final PrintStream said;
    private final ActionImport.Progress progress;
    private final BooleanSupplier stop;

    /** @param pseudonymKey null for the home's own, @param said where what was done is told */
    HomeImport(Path home, String pseudonymKey, PrintStream said, ActionImport.Progress progress, BooleanSupplier stop) {
        this.home = home;
        this.pseudonymKey = pseudonymKey;
        this.said = said;
        this.progress = progress;
        this.stop = stop;
    }

    /**
     * @param data {@code bundled}, a file or a folder
     * @param name of the import; empty for {@code bundled} or the layout's word
     * @return the name it got
     * @throws UnreadableData if nothing can be read, saying what to do
     * @throws ActionImport.Stopped if it was asked to; nothing was imported
     */
    String run(String data, Optional<String> name, ImportOptions options) throws IOException {
        boolean bundled = data.equals(RetailData.BUNDLED);
        Path folder = Files.createDirectories(home.resolve("data").resolve("imports"));
        Path file = bundled ? extract(folder) : Path.of(data);
        try {
            ImportFiles files = ImportFiles.find(file, options);
            files.skipped().forEach(s -> said.println("  not read: " + s));
            String called = name(name, bundled, files.layout());
            String source = bundled
                    ? "the bundled extract of UCI Online Retail"
                    : file.getFileName().toString();
            DataQualityReport report = new ActionImport(
                            new KeyedPseudonyms(KeyedPseudonyms.key(home, pseudonymKey)),
                            Instant.now(),
                            options,
                            progress,
                            stop)
                    .run(source, files, folder.resolve(called));
            said.print(report.text());
            said.printf(
                    "  kept in %s: %s, %s, %s, %s and the actions%n",
                    folder.resolve(called),
                    ActionImport.PAGE,
                    ActionImport.REPORT,
                    Quarantine.FILE,
                    DuplicateRows.FILE);
            if (report.imported() == 0) {
                throw new UnreadableData(
                        "no row could be imported: see the reasons in the quality report, and check layout and"
                                + " encoding");
            }
            if (report.layout().equals(Layout.ONLINE_RETAIL.word())) {
                calibrate(data, report);
            }
            return called;
        } finally {
            if (bundled) {
                Folders.delete(file.getParent());
            }
        }
    }

    private static Path extract(Path folder) throws IOException {
        Path file = Files.createTempDirectory(folder, ".bundled").resolve("online-retail-extract.csv.gz");
        try (InputStream in = RetailData.extract()) {
            Files.copy(in, file);
        }
        return file;
    }

    private static String name(Optional<String> name, boolean bundled, Layout found) {
        String called = name.orElse(bundled ? RetailData.BUNDLED : found.word());
        InvalidValue.unless(
                called.matches("[a-z0-9][a-z0-9-]{0,39}"),
                "name",
                () -> "'" + called + "' is no name: use 1 to 40 of a-z, 0-9 and -");
        return called;
    }

    private void calibrate(String data, DataQualityReport report) throws IOException {
        if (report.rows() > CALIBRATION_ROWS_MAX) {
            said.printf("  no market calibration: more than %,d rows%n", CALIBRATION_ROWS_MAX);
            return;
        }
        RetailImport.Result result;
        try {
            result = RetailData.read(data, io.reprise.domain.model.audience.Pseudonym::new, rows -> {});
        } catch (RetailImport.UnreadableFile | UncheckedIOException e) {
            said.println("  no market calibration: " + e.getMessage());
            return;
        }
        Path file = home.resolve("data").resolve("market-calibration.json");
        ActionFolder.JSON.writeValue(file.toFile(), calibration(Catalogue.of(result.sales())));
        said.printf("  written: %s%n", file);
    }

    /** Items with base price and mean units a day, and the shape of a week. */
    private static ObjectNode calibration(Catalogue catalogue) {
        ObjectNode root = ActionFolder.JSON
                .createObjectNode()
                .put("asOf", catalogue.asOf().toString());
        root.set("hourOfWeek", ActionFolder.JSON.valueToTree(catalogue.hourOfWeek()));
        ArrayNode items = root.putArray("items");
        for (Catalogue.Item item : catalogue.items()) {
            items.addObject()
                    .put("sku", item.sku())
                    .put("name", item.name())
                    .put("basePriceCents", item.regularPriceCents())
                    .put("unitsPerDay", item.recentUnitsPerDay());
        }
        return root;
    }
}
