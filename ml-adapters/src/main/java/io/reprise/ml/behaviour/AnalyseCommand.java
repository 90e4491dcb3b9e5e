package io.reprise.ml.behaviour;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.reprise.ml.dataset.ActionFolder;
import io.reprise.ml.dataset.ImportCommand;
import io.reprise.ml.dataset.KeyedPseudonyms;
import io.reprise.ml.dataset.source.UnreadableData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Analyses imported behaviour; data that were not imported yet are imported first. */
@CommandLine.Command(
        name = "analyse",
        description = "Says what past behaviour tells a planner.",
        mixinStandardHelpOptions = true)
public final class AnalyseCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .findAndAddModules()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    /** Begins the names of imports that were made for one analysis. */
    private static final String ANALYSED = "analysed-";

    @Option(
            names = "--data",
            description = "Name of an import, or bundled, a file or a folder to import first; several may be given."
                    + " Default: all imports.")
    private List<String> data = List.of();

    @Option(names = "--home", required = true, description = "Reprise's folder.")
    private Path home;

    @Option(names = "--zone", description = "In which hours and days are told. Default: that of the first import.")
    private String zone;

    @Option(
            names = "--items",
            defaultValue = "200",
            description = "Items looked at for prices. Default: ${DEFAULT-VALUE}.")
    private int items;

    @Option(names = "--stock", description = "CSV with item and onHand.")
    private Path stock;

    @Option(names = "--profiles", description = "CSV with shopper, observedAt and fields; several may be given.")
    private List<Path> profiles = List.of();

    @Option(names = "--profile-fields", split = ",", description = "Columns that may be read from --profiles.")
    private List<String> profileFields = List.of();

    public static void main(String[] args) {
        System.exit(new CommandLine(new AnalyseCommand()).execute(args));
    }

    @Override
    public Integer call() throws IOException {
        try {
            List<ActionFolder> folders = folders();
            Map<String, Long> onHand = stock == null ? Map.of() : StockFile.read(stock);
            BehaviourReport report = BehaviourAnalysis.of(folders, zone(folders), Math.max(1, items), onHand);
            System.out.print(report.text());
            Path file = home.resolve("data").resolve("behaviour.json");
            JSON.writeValue(file.toFile(), report);
            System.out.printf("  written: %s%n", file);
            profiles(folders);
            return CommandLine.ExitCode.OK;
        } catch (UnreadableData e) {
            System.err.println("analyse: " + e.getMessage());
            return CommandLine.ExitCode.USAGE;
        }
    }

    private void profiles(List<ActionFolder> folders) throws IOException {
        if (!profiles.isEmpty() && profileFields.isEmpty()) {
            throw new UnreadableData(
                    "--profiles needs --profile-fields: name the columns that may be read, as age,region");
        }
        Path file = home.resolve("data").resolve("profiles.ndjson.gz");
        List<String> sources = folders.stream().map(f -> f.manifest().source()).toList();
        try (ShopperProfiles merged = new ShopperProfiles(
                        home.resolve("data"),
                        new KeyedPseudonyms(KeyedPseudonyms.key(home, System.getenv("REPRISE_PSEUDONYM_KEY"))),
                        profileFields);
                MergedActions actions = new MergedActions(folders)) {
            for (int i = 0; i < profiles.size(); i++) {
                merged.read(profiles.get(i), i);
            }
            ShopperProfiles.Summary summary = merged.write(file, actions, sources);
            System.out.printf(
                    "Profiles: %,d shoppers, %,d of them with fields %s; %,d fields on which sources disagree, %,d rows unreadable%n",
                    summary.shoppers(),
                    summary.withFacts(),
                    summary.fields(),
                    summary.conflicts(),
                    summary.unreadable());
            System.out.printf("  written: %s%n", file);
        }
    }

    private ZoneId zone(List<ActionFolder> folders) {
        try {
            return ZoneId.of(zone != null ? zone : folders.getFirst().manifest().zone());
        } catch (DateTimeException e) {
            throw new UnreadableData("--zone '" + zone + "' is no time zone: give one as Europe/Paris");
        }
    }

    private List<ActionFolder> folders() throws IOException {
        Path imports = home.resolve("data").resolve("imports");
        List<ActionFolder> folders = new ArrayList<>();
        if (data.isEmpty() && Files.isDirectory(imports)) {
            try (Stream<Path> all = Files.list(imports)) {
                for (Path folder : all.filter(ActionFolder::isOne)
                        .filter(f -> !f.getFileName().toString().startsWith(ANALYSED))
                        .sorted()
                        .toList()) {
                    folders.add(ActionFolder.open(folder));
                }
            }
        }
        for (int i = 0; i < data.size(); i++) {
            folders.add(ActionFolder.open(folder(imports, data.get(i), ANALYSED + (i + 1))));
        }
        if (folders.isEmpty()) {
            throw new UnreadableData(
                    "there is no import: give --data bundled, or a file, or run 'ops/run import' first");
        }
        return folders;
    }

    private Path folder(Path imports, String one, String unnamed) {
        if (one.matches("[a-z0-9-]+") && ActionFolder.isOne(imports.resolve(one))) {
            return imports.resolve(one);
        }
        if (ActionFolder.isOne(Path.of(one))) {
            return Path.of(one);
        }
        String name = one.equals("bundled") ? one : unnamed;
        int code = new CommandLine(new ImportCommand()).execute("--data", one, "--home", home.toString(), "--as", name);
        if (code != 0) {
            throw new UnreadableData("'" + one + "' was not imported, so it cannot be analysed");
        }
        return imports.resolve(name);
    }
}
