package io.reprise.ml.dataset;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.reprise.domain.model.audience.Pseudonym;
import io.reprise.ml.dataset.source.UnreadableData;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/**
 * Imported actions on disk: {@code manifest.json} and {@code part-NNNNN.csv.gz} in Reprise's own layout, sorted by shopper
 * and then by time; actions of nobody known come first. No shopper is in two parts. Pseudonyms are evenly spread, so each
 * part is a random sample of shoppers.
 */
public final class ActionFolder {

    public static final String MANIFEST = "manifest.json";
    static final List<String> COLUMNS =
            List.of("shopper", "item", "category", "action", "at", "priceCents", "units", "order");
    static final ObjectMapper JSON = JsonMapper.builder()
            .findAndAddModules()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private static final String FORM = "reprise-actions-1";
    private static final int ROWS_PER_PART = 1_000_000;
    private static final CSVFormat CSV =
            CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();

    /**
     * What is in the folder.
     *
     * @param zone of the source's clocks
     * @param currency of prices, ISO 4217
     */
    public record Manifest(
            String form,
            String source,
            String layout,
            String zone,
            String currency,
            long actions,
            long shoppers,
            Instant first,
            Instant last,
            List<String> parts) {}

    private final Path folder;
    private final Manifest manifest;

    private ActionFolder(Path folder, Manifest manifest) {
        this.folder = folder;
        this.manifest = manifest;
    }

    /** @throws UnreadableData if there is no finished import in the folder */
    public static ActionFolder open(Path folder) throws IOException {
        Path file = folder.resolve(MANIFEST);
        if (!Files.exists(file)) {
            throw new UnreadableData(
                    "'" + folder + "' holds no finished import: run 'ops/run import --data FILE' first");
        }
        Manifest manifest = JSON.readValue(file.toFile(), Manifest.class);
        if (!FORM.equals(manifest.form())) {
            throw new UnreadableData("'" + folder + "' is of form '" + manifest.form() + "', and this version reads '"
                    + FORM + "': import the data again");
        }
        return new ActionFolder(folder, manifest);
    }

    public static boolean isOne(Path folder) {
        return Files.exists(folder.resolve(MANIFEST));
    }

    public Manifest manifest() {
        return manifest;
    }

    /** All actions, by shopper and time. Holds one row in memory. */
    public Actions actions() {
        return new Actions(manifest.parts().stream().map(folder::resolve).toList());
    }

    /** All known shoppers with their latest actions; see {@link ShopperSequences}. */
    public ShopperSequences sequences(int actionsMax) {
        return new ShopperSequences(actions(), actionsMax);
    }

    /** A closable walk over actions. Errors of the disk are {@link UncheckedIOException}. */
    public static final class Actions implements Iterator<ShopperAction>, Closeable {
        private final Iterator<Path> parts;
        private Optional<CSVParser> parser = Optional.empty();
        private Iterator<CSVRecord> rows = List.<CSVRecord>of().iterator();

        Actions(List<Path> parts) {
            this.parts = parts.iterator();
        }

        @Override
        public boolean hasNext() {
            while (!rows.hasNext() && parts.hasNext()) {
                open(parts.next());
            }
            return rows.hasNext();
        }

        @Override
        public ShopperAction next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return action(rows.next());
        }

        private void open(Path part) {
            try {
                close();
                CSVParser next = CSV.parse(new BufferedReader(new InputStreamReader(
                        new GZIPInputStream(Files.newInputStream(part), 1 << 16), StandardCharsets.UTF_8)));
                parser = Optional.of(next);
                rows = next.iterator();
                rows.next();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            if (parser.isPresent()) {
                parser.get().close();
            }
            parser = Optional.empty();
            rows = List.<CSVRecord>of().iterator();
        }
    }

    private static ShopperAction action(CSVRecord row) {
        String price = row.get(5);
        return new ShopperAction(
                row.get(0).isEmpty() ? Optional.empty() : Optional.of(new Pseudonym(row.get(0))),
                row.get(1),
                row.get(2),
                Action.valueOf(row.get(3).toUpperCase(Locale.ROOT)),
                Instant.parse(row.get(4)),
                price.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(price)),
                Integer.parseInt(row.get(6)),
                row.get(7));
    }

    /** Writes a folder; actions must come sorted. The manifest comes last: without it there is no import. */
    static final class Writer implements Closeable {
        private final Path folder;
        private final List<String> parts = new ArrayList<>();
        private Optional<CSVPrinter> csv = Optional.empty();
        private String shopper = "";
        private long inPart;

        Writer(Path folder) {
            this.folder = folder;
        }

        void add(ShopperAction action) throws IOException {
            boolean sameShopper = action.shopperKey().equals(shopper) && !shopper.isEmpty();
            if (csv.isEmpty() || (inPart >= ROWS_PER_PART && !sameShopper)) {
                nextPart();
            }
            shopper = action.shopperKey();
            inPart++;
            csv.orElseThrow()
                    .printRecord(
                            shopper,
                            action.item(),
                            action.category(),
                            action.action().word(),
                            action.at(),
                            action.priceCents().isPresent()
                                    ? action.priceCents().getAsLong()
                                    : "",
                            action.units(),
                            action.order());
        }

        private void nextPart() throws IOException {
            close();
            String name = String.format("part-%05d.csv.gz", parts.size());
            parts.add(name);
            CSVPrinter next = CSV.print(new BufferedWriter(new OutputStreamWriter(
                    new GZIPOutputStream(Files.newOutputStream(folder.resolve(name)), 1 << 16),
                    StandardCharsets.UTF_8)));
            csv = Optional.of(next);
            next.printRecord(COLUMNS);
            inPart = 0;
        }

        void finish(DataQualityReport report) throws IOException {
            close();
            JSON.writeValue(
                    folder.resolve(MANIFEST).toFile(),
                    new Manifest(
                            FORM,
                            report.source(),
                            report.layout(),
                            report.settings().zone(),
                            report.settings().currency(),
                            report.imported(),
                            report.shoppers(),
                            report.clock().first().orElse(Instant.EPOCH),
                            report.clock().last().orElse(Instant.EPOCH),
                            List.copyOf(parts)));
        }

        @Override
        public void close() throws IOException {
            if (csv.isPresent()) {
                csv.get().close();
            }
            csv = Optional.empty();
        }
    }
}
