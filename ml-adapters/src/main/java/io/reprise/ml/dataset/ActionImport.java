package io.reprise.ml.dataset;

import io.reprise.domain.model.port.Pseudonyms;
import io.reprise.ml.dataset.source.Flaw;
import io.reprise.ml.dataset.source.RawRow;
import io.reprise.ml.dataset.source.Reason;
import io.reprise.ml.dataset.source.Rows;
import io.reprise.ml.dataset.source.UnreadableData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Brings files of past behaviour into the normal form: rows are read one by one, pseudonyms take the place of shoppers,
 * what cannot be read is set aside, the rest is sorted on disk by shopper and time, and rows that are equal in every cell
 * are kept once. Memory does not grow with the data. A folder appears when everything went well, or not at all.
 */
public final class ActionImport {

    static final String REPORT = "quality-report.json";
    static final String PAGE = "quality-report.html";

    private static final int ROWS_PER_TICK = 4_096;

    /** @param share of the work that is done, 0 to 1 */
    public interface Progress {
        void at(String phase, long rows, double share);
    }

    /** The person asked it to stop; nothing was kept. */
    public static final class Stopped extends RuntimeException {
        Stopped() {
            super("stopped; nothing was imported");
        }
    }

    private final Pseudonyms pseudonyms;
    private final Instant now;
    private final ImportOptions options;
    private final Progress progress;
    private final BooleanSupplier stop;

    /** @param now nothing in the data can be later than this, give or take a day */
    ActionImport(Pseudonyms pseudonyms, Instant now, ImportOptions options, Progress progress, BooleanSupplier stop) {
        this.pseudonyms = pseudonyms;
        this.now = now;
        this.options = options;
        this.progress = progress;
        this.stop = stop;
    }

    /**
     * @param source what reports call the data
     * @param target folder of the result; an earlier one is replaced
     * @throws UnreadableData if a file is not there, in no known layout, or breaks off
     * @throws Stopped if it was asked to
     */
    DataQualityReport run(String source, ImportFiles files, Path target) throws IOException {
        Files.createDirectories(target.toAbsolutePath().getParent());
        Path incoming = Files.createTempDirectory(target.toAbsolutePath().getParent(), ".incoming");
        try {
            DataQualityReport report = new Pass(source, files, incoming).run();
            Folders.replace(incoming, target);
            return report;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            Folders.delete(incoming);
        }
    }

    /** One import. */
    private final class Pass {
        private final String source;
        private final ImportFiles files;
        private final Path incoming;
        private final Layout layout;
        private final ZoneId zone;
        private final QualityTally tally;
        private final Map<String, long[]> counted = new LinkedHashMap<>();
        private final List<DataQualityReport.SourceRows> read = new ArrayList<>();
        private Clock.TimeUnit unit = Clock.TimeUnit.SECONDS;

        Pass(String source, ImportFiles files, Path incoming) {
            this.source = source;
            this.files = files;
            this.incoming = incoming;
            this.layout = files.layout();
            this.zone = options.zone().orElse(layout.zone());
            this.tally = new QualityTally(layout, zone);
        }

        DataQualityReport run() throws IOException {
            try (ExternalSort<SortedRow> sort = new ExternalSort<>(
                            incoming, SortedRow.ORDER, SortedRow.FORM, SortedRow::bytes, ExternalSort.memory());
                    Quarantine quarantine = new Quarantine(incoming)) {
                if (layout == Layout.OLIST) {
                    readOlist(sort, quarantine);
                } else {
                    readEach(sort, quarantine);
                }
                return write(sort);
            }
        }

        private void readEach(ExternalSort<SortedRow> sort, Quarantine quarantine) throws IOException {
            long bytes = Math.max(1, files.bytes());
            long before = 0;
            for (int i = 0; i < files.found().size(); i++) {
                FoundFile file = files.found().get(i);
                long from = tally.rows();
                long size = file.bytes();
                long done = before;
                try (Rows rows = file.rows(options)) {
                    List<String> header = file.header().isEmpty() ? layout.columnNames() : file.header();
                    unit = options.timeUnit().orElseGet(() -> unitOf(file, header));
                    readRows(i, file.name(), rows, header, sort, quarantine, share -> (done + share * size) / bytes);
                    List<String> unused = new ArrayList<>(header);
                    layout.positions(header).values().forEach(at -> unused.remove(header.get(at)));
                    read.add(new DataQualityReport.SourceRows(
                            file.name(), tally.rows() - from, rows.blankLines(), 0, unused));
                }
                before += size;
            }
        }

        private void readOlist(ExternalSort<SortedRow> sort, Quarantine quarantine) throws IOException {
            files.found().forEach(f -> counted.put(f.name(), new long[2]));
            OlistRows.Outcasts outcasts = new OlistRows.Outcasts() {
                @Override
                public void setAside(
                        FoundFile file, boolean lookup, long line, String column, Reason reason, List<String> cells)
                        throws IOException {
                    quarantine.add(file.name(), line, column, reason, cells);
                    if (lookup) {
                        tally.lookupSetAside(column, reason);
                    } else {
                        tally.row();
                        tally.setAside(column, reason);
                    }
                }

                @Override
                public void lookup(FoundFile file) {
                    tick(counted.get(file.name())[1]++, "tables", share -> 0, 0);
                }
            };
            FoundFile items = files.tables().get(OlistTable.ITEMS);
            try (OlistRows rows = new OlistRows(files.tables(), options, incoming, outcasts)) {
                readRows(0, items.name(), rows, OlistRows.COLUMNS, sort, quarantine, share -> share);
            }
            counted.get(items.name())[0] = tally.rows();
            counted.forEach(
                    (name, rows) -> read.add(new DataQualityReport.SourceRows(name, rows[0], 0, rows[1], List.of())));
        }

        private interface Share {
            double of(double shareOfFile);
        }

        private void tick(long rows, String phase, Share share, double ofFile) {
            if (rows % ROWS_PER_TICK == 0) {
                if (stop.getAsBoolean()) {
                    throw new Stopped();
                }
                progress.at(phase, rows, share.of(ofFile));
            }
        }

        private void readRows(
                int fileIndex,
                String file,
                Rows rows,
                List<String> header,
                ExternalSort<SortedRow> sort,
                Quarantine quarantine,
                Share share)
                throws IOException {
            Map<String, Integer> positions = layout.positions(header);
            Cells cells = new Cells(positions, pseudonyms, new Clock(now.plus(Clock.PATIENCE), zone, unit));
            for (Optional<RawRow> next = rows.next(); next.isPresent(); next = rows.next()) {
                RawRow row = next.get();
                tally.row();
                tick(tally.rows(), "read", share, rows.progress());
                Optional<RawRow.Fault> fault = row.fault().or(() -> cellCount(row, header.size()));
                if (fault.isPresent()) {
                    tally.setAside(fault.get().column(), fault.get().reason());
                    quarantine.add(
                            file, row.line(), fault.get().column(), fault.get().reason(), row.cells());
                    continue;
                }
                countMissing(row.cells(), positions);
                cells.of(row.cells());
                try {
                    ShopperAction action = layout.read(cells);
                    tally.readable(action);
                    sort.add(new SortedRow(action, SortedRow.hash(row.cells()), fileIndex, row.line()));
                } catch (BrokenCell e) {
                    tally.setAside(e.column(), e.reason());
                    quarantine.add(file, row.line(), e.column(), e.reason(), row.cells());
                    if (e.reason().flaw() == Flaw.UNKNOWN_ACTION) {
                        tally.unknownWord(cells.text(e.column()), cells.text(layout.shopperColumn()));
                    }
                }
            }
        }

        private void countMissing(List<String> cells, Map<String, Integer> positions) {
            positions.forEach((column, at) -> {
                if (cells.get(at).isBlank()) {
                    tally.missing(column);
                }
            });
        }

        /** What most of the first numbers in the time column count. */
        private Clock.TimeUnit unitOf(FoundFile file, List<String> header) {
            int at = layout.positions(header).get(layout.timeColumn());
            Map<Clock.TimeUnit, Long> units = file.sample().stream()
                    .filter(row -> row.fault().isEmpty() && row.cells().size() > at)
                    .map(row -> Cells.wholeNumber(row.cells().get(at).strip()))
                    .filter(cell -> cell.matches("\\d{1,18}"))
                    .collect(Collectors.groupingBy(cell -> Clock.unitOf(Long.parseLong(cell)), Collectors.counting()));
            return units.getOrDefault(Clock.TimeUnit.MILLIS, 0L) > units.getOrDefault(Clock.TimeUnit.SECONDS, 0L)
                    ? Clock.TimeUnit.MILLIS
                    : Clock.TimeUnit.SECONDS;
        }

        private DataQualityReport write(ExternalSort<SortedRow> sort) throws IOException {
            progress.at("sort", tally.rows(), 1);
            try (ActionFolder.Writer writer = new ActionFolder.Writer(incoming)) {
                DuplicateRows duplicates = new DuplicateRows(
                        incoming,
                        IntStream.range(0, files.found().size())
                                .mapToObj(i -> layout == Layout.OLIST
                                        ? files.tables().get(OlistTable.ITEMS).name()
                                        : files.found().get(i).name())
                                .toList());
                long written = 0;
                try (duplicates) {
                    String shopper = "";
                    for (var rows = sort.sorted(); rows.hasNext(); ) {
                        SortedRow row = rows.next();
                        if (!row.action().shopperKey().equals(shopper)) {
                            tally.endOfShopper(!shopper.isEmpty());
                            shopper = row.action().shopperKey();
                        }
                        tick(++written, "write", share -> share, written / (double) tally.rows());
                        if (duplicates.isOne(row)) {
                            tally.duplicate();
                        } else {
                            tally.kept(row.action());
                            writer.add(row.action());
                        }
                    }
                    tally.endOfShopper(!shopper.isEmpty());
                }
                DataQualityReport report = tally.report(source, settings(), List.copyOf(read));
                if (!report.balanced()) {
                    throw new IllegalStateException("rows " + report.rows() + " are not imported " + report.imported()
                            + " + quarantined " + report.quarantined() + " + duplicates " + report.duplicates());
                }
                ActionFolder.JSON.writeValue(incoming.resolve(REPORT).toFile(), report);
                Files.writeString(incoming.resolve(PAGE), QualityPage.of(report));
                writer.finish(report);
                return report;
            }
        }

        private DataQualityReport.Settings settings() {
            return new DataQualityReport.Settings(
                    zone.getId(),
                    options.currency().orElse(layout.currency()),
                    options.encoding().name(),
                    unit.name().toLowerCase(java.util.Locale.ROOT),
                    "equal-cells-of-one-shopper-and-instant");
        }
    }

    private static Optional<RawRow.Fault> cellCount(RawRow row, int expected) {
        return row.cells().size() == expected
                ? Optional.empty()
                : Optional.of(new RawRow.Fault(
                        "line", new Reason(Flaw.CELL_COUNT, row.cells().size() + " ≠ " + expected)));
    }
}
