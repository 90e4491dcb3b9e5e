package io.reprise.ml.dataset;

import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.ml.dataset.source.Limits;
import io.reprise.ml.dataset.source.UnreadableData;
import java.io.IOException;
import java.nio.file.Path;
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
        } catch (InvalidValue e) {
            System.err.println("import: --" + (e.field().equals("name") ? "as: " + e.getMessage() : e.getMessage()));
            return CommandLine.ExitCode.USAGE;
        } catch (ActionImport.Stopped e) {
            System.err.println("import: " + e.getMessage());
            return STOPPED;
        }
    }

    private Integer run() throws IOException {
        Limits limits = new Limits(lineBytesMax, cellsMax, Limits.DEFAULT.quotedLinesMax(), expansionMax);
        ImportOptions options = new ImportChoice(
                        layout,
                        limits,
                        encoding,
                        separator,
                        Optional.ofNullable(zone),
                        Optional.ofNullable(currency),
                        timeUnit)
                .options();
        ProgressLine progress = new ProgressLine(System.out, System::nanoTime);
        new HomeImport(home, System.getenv("REPRISE_PSEUDONYM_KEY"), System.out, progress, stop::get)
                .run(data, Optional.ofNullable(name), options);
        return CommandLine.ExitCode.OK;
    }
}
