package io.reprise.ml.dataset;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import picocli.CommandLine;

/** Imports past sales: prints and keeps a data quality report, the catalogue, and what a simulated market needs. */
@CommandLine.Command(
        name = "import",
        description = "Reads past sales and reports their quality.",
        mixinStandardHelpOptions = true)
public final class ImportCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .findAndAddModules()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    @CommandLine.Option(names = "--data", defaultValue = RetailData.BUNDLED, description = "bundled, or a CSV file.")
    private String data;

    @CommandLine.Option(names = "--home", required = true, description = "Reprise's folder.")
    private Path home;

    public static void main(String[] args) {
        System.exit(new CommandLine(new ImportCommand()).execute(args));
    }

    @Override
    public Integer call() throws IOException {
        RetailImport.Result result;
        try {
            result = RetailData.read(
                    data, RetailData.pseudonyms(key(home)), rows -> System.out.printf("  %,d rows%n", rows));
        } catch (RetailImport.UnreadableFile e) {
            System.err.println("import: " + e.getMessage());
            return CommandLine.ExitCode.USAGE;
        }
        System.out.print(result.report().text());
        if (result.sales().isEmpty()) {
            System.err.println("import: no row is a sale, so there is nothing to plan with");
            return CommandLine.ExitCode.USAGE;
        }
        write(result);
        return CommandLine.ExitCode.OK;
    }

    private void write(RetailImport.Result result) throws IOException {
        Path folder = Files.createDirectories(home.resolve("data"));
        Catalogue catalogue = Catalogue.of(result.sales());
        ObjectNode report = JSON.createObjectNode()
                .put("source", result.report().source())
                .put("rows", result.report().rows())
                .put("sales", result.report().sales())
                .put("returns", result.report().returns())
                .put("duplicates", result.report().duplicates())
                .put("outliers", result.report().outliers())
                .put("first", result.report().first().toString())
                .put("last", result.report().last().toString());
        report.set("quarantined", JSON.valueToTree(result.report().quarantined()));
        report.set("columns", JSON.valueToTree(result.report().columns()));
        JSON.writeValue(folder.resolve("quality-report.json").toFile(), report);
        JSON.writeValue(folder.resolve("market-calibration.json").toFile(), calibration(catalogue));
        try (CSVPrinter csv = CSVFormat.DEFAULT.print(Files.newBufferedWriter(folder.resolve("quarantine.csv")))) {
            csv.printRecord("line", "reason", "row");
            for (RetailImport.Quarantined row : result.quarantine()) {
                csv.printRecord(row.line(), row.reason(), row.row());
            }
        }
        System.out.printf("  written to %s: quality-report.json, quarantine.csv, market-calibration.json%n", folder);
    }

    /** Items with base price and mean units a day, and the shape of a week. */
    private static ObjectNode calibration(Catalogue catalogue) {
        ObjectNode root = JSON.createObjectNode().put("asOf", catalogue.asOf().toString());
        root.set("hourOfWeek", JSON.valueToTree(catalogue.hourOfWeek()));
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

    /** The installation's pseudonym key, made on first use. */
    public static byte[] key(Path home) throws IOException {
        Path file = home.resolve("keys").resolve("pseudonym.key");
        if (!Files.exists(file)) {
            Files.createDirectories(file.getParent());
            byte[] key = new byte[32];
            new SecureRandom().nextBytes(key);
            Files.write(file, key);
        }
        return Files.readAllBytes(file);
    }
}
