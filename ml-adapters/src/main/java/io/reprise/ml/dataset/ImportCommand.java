package io.reprise.ml.dataset;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reprise.ml.dataset.source.Limits;
import io.reprise.ml.dataset.source.UnreadableData;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/**
 * Imports past behaviour and sales: brings them into the normal form under the home's {@code data/imports}, with a quality
 * report as JSON and as a page, and what was set aside. Invoice lines also make what a simulated market needs.
 */
@CommandLine.Command(
        name = "import",
        description = "Reads past behaviour and sales, and reports their quality.",
        mixinStandardHelpOptions = true)
public final class ImportCommand implements Callable<Integer> {

    /** Beyond, invoice lines do not fit in memory as a market's calibration needs them. */
    private static final long CALIBRATION_ROWS_MAX = 3_000_000;

    private static final int STOPPED = 130;

    @Option(
            names = "--data",
            defaultValue = RetailData.BUNDLED,
            description = "bundled, a file, or a folder of files. Default: ${DEFAULT-VALUE}.")
    private String data;

    @Option(
            names = "--layout",
            defaultValue = "auto",
            description = "auto, taobao, tianchi, jdata, retailrocket, online-retail, olist or reprise.")
    private String layout;

    @Option(names = "--home", required = true, description = "Reprise's folder.")
    private Path home;

    @Option(names = "--as", description = "Name of the import. Default: bundled, or the layout.")
    private String name;

    @Option(names = "--zone", description = "Where the source's clocks hang, as Asia/Shanghai. Default: the layout's.")
    private String zone;

    @Option(names = "--currency", description = "Of the source's prices, as EUR. Default: the layout's.")
    private String currency;

    @Option(names = "--encoding", defaultValue = "UTF-8", description = "Of CSV files. Default: ${DEFAULT-VALUE}.")
    private String encoding;

    @Option(names = "--separator", defaultValue = ",", description = "Of cells in CSV files; \\t for a tabulator.")
    private String separator;

    @Option(names = "--time-unit", defaultValue = "auto", description = "auto, seconds or millis: of numbers as times.")
    private String timeUnit;

    @Option(
            names = "--line-bytes-max",
            defaultValue = "1048576",
            description = "Longest row. Default: ${DEFAULT-VALUE}.")
    private int lineBytesMax;

    @Option(names = "--cells-max", defaultValue = "1000", description = "Widest row. Default: ${DEFAULT-VALUE}.")
    private int cellsMax;

    @Option(
            names = "--expansion-max",
            defaultValue = "200",
            description = "How many times its size a compressed file may grow to. Default: ${DEFAULT-VALUE}.")
    private long expansionMax;

    private final AtomicBoolean stop = new AtomicBoolean();

    public static void main(String[] args) {
        ImportCommand command = new ImportCommand();
        Thread importing = Thread.currentThread();
        Thread hook = new Thread(() -> command.stopAndWait(importing));
        Runtime.getRuntime().addShutdownHook(hook);
        int code = new CommandLine(command).execute(args);
        if (command.stop.get()) {
            return; // The machine is going down already; leaving main lets the hook end.
        }
        Runtime.getRuntime().removeShutdownHook(hook);
        System.exit(code);
    }

    /** On Ctrl-C the half-done import is taken away before the program ends. */
    private void stopAndWait(Thread importing) {
        stop.set(true);
        try {
            importing.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Integer call() throws IOException {
        try {
            return run();
        } catch (UnreadableData | RetailImport.UnreadableFile e) {
            System.err.println("import: " + e.getMessage());
            return CommandLine.ExitCode.USAGE;
        } catch (ActionImport.Stopped e) {
            System.err.println("import: " + e.getMessage());
            return STOPPED;
        }
    }

    private Integer run() throws IOException {
        boolean bundled = data.equals(RetailData.BUNDLED);
        Path folder = Files.createDirectories(home.resolve("data").resolve("imports"));
        Path file = bundled ? extract(folder) : Path.of(data);
        try {
            ImportOptions options = options();
            ImportFiles files = ImportFiles.find(file, options);
            files.skipped().forEach(s -> System.out.println("  not read: " + s));
            String called = name(bundled, files.layout());
            String source = bundled
                    ? "the bundled extract of UCI Online Retail"
                    : file.getFileName().toString();
            ProgressLine progress = new ProgressLine(System.out, System::nanoTime);
            DataQualityReport report = new ActionImport(
                            new KeyedPseudonyms(KeyedPseudonyms.key(home, System.getenv("REPRISE_PSEUDONYM_KEY"))),
                            Instant.now(),
                            options,
                            progress,
                            stop::get)
                    .run(source, files, folder.resolve(called));
            System.out.print(report.text());
            System.out.printf(
                    "  kept in %s: %s, %s, %s, %s and the actions%n",
                    folder.resolve(called),
                    ActionImport.PAGE,
                    ActionImport.REPORT,
                    Quarantine.FILE,
                    DuplicateRows.FILE);
            if (report.imported() == 0) {
                throw new UnreadableData(
                        "no row could be imported: see the reasons above, and check --layout and --encoding");
            }
            if (report.layout().equals(Layout.ONLINE_RETAIL.word())) {
                calibrate(report);
            }
            return CommandLine.ExitCode.OK;
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

    private String name(boolean bundled, Layout found) {
        String called = name != null ? name : bundled ? RetailData.BUNDLED : found.word();
        if (!called.matches("[a-z0-9][a-z0-9-]{0,39}")) {
            throw new UnreadableData("--as '" + called + "' is no name: use 1 to 40 of a-z, 0-9 and -");
        }
        return called;
    }

    private ImportOptions options() {
        Optional<Layout> chosen = layout.equals("auto")
                ? Optional.empty()
                : Optional.of(Layout.named(layout)
                        .orElseThrow(() -> new UnreadableData(
                                "--layout '" + layout + "' is unknown: it is auto or one of " + Layout.words())));
        String cell = separator.equals("\\t") ? "\t" : separator;
        if (cell.length() != 1 || cell.equals("\"") || cell.equals("\n")) {
            throw new UnreadableData("--separator must be one character, or \\t, but was '" + separator + "'");
        }
        return new ImportOptions(
                chosen,
                new Limits(lineBytesMax, cellsMax, Limits.DEFAULT.quotedLinesMax(), expansionMax),
                encoding(),
                cell.charAt(0),
                Optional.ofNullable(zone).map(ImportCommand::zone),
                Optional.ofNullable(currency).map(ImportCommand::currency),
                unit());
    }

    private Charset encoding() {
        try {
            Charset charset = Charset.forName(encoding);
            if (charset.name().startsWith("UTF-16") || charset.name().startsWith("UTF-32")) {
                throw new UnreadableData(
                        "--encoding " + encoding + " is not read: convert the file to UTF-8 with iconv");
            }
            return charset;
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new UnreadableData(
                    "--encoding '" + encoding + "' is unknown: give one as UTF-8, GB18030 or ISO-8859-1");
        }
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new UnreadableData("--zone '" + text + "' is no time zone: give one as Europe/Paris");
        }
    }

    private static String currency(String text) {
        try {
            return Currency.getInstance(text).getCurrencyCode();
        } catch (IllegalArgumentException e) {
            throw new UnreadableData("--currency '" + text + "' is no currency: give one of ISO 4217, as EUR");
        }
    }

    private Optional<Clock.TimeUnit> unit() {
        return switch (timeUnit) {
            case "auto" -> Optional.empty();
            case "seconds", "millis" -> Optional.of(Clock.TimeUnit.valueOf(timeUnit.toUpperCase(Locale.ROOT)));
            default ->
                throw new UnreadableData("--time-unit '" + timeUnit + "' is unknown: it is auto, seconds or millis");
        };
    }

    private void calibrate(DataQualityReport report) throws IOException {
        if (report.rows() > CALIBRATION_ROWS_MAX) {
            System.out.printf("  no market calibration: more than %,d rows%n", CALIBRATION_ROWS_MAX);
            return;
        }
        RetailImport.Result result;
        try {
            result = RetailData.read(data, io.reprise.domain.model.audience.Pseudonym::new, rows -> {});
        } catch (RetailImport.UnreadableFile | UncheckedIOException e) {
            System.out.println("  no market calibration: " + e.getMessage());
            return;
        }
        Path file = home.resolve("data").resolve("market-calibration.json");
        ActionFolder.JSON.writeValue(file.toFile(), calibration(Catalogue.of(result.sales())));
        System.out.printf("  written: %s%n", file);
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
