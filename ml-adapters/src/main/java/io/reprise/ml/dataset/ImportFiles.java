package io.reprise.ml.dataset;

import io.reprise.ml.dataset.source.UnreadableData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an import reads: files of one layout, or the tables of Olist.
 *
 * @param tables empty unless the layout is Olist's
 * @param skipped files of a folder that are in no layout, with the reason: said aloud, never silently
 */
record ImportFiles(Layout layout, List<FoundFile> found, Map<OlistTable, FoundFile> tables, List<String> skipped) {

    private static final int FILES_MAX = 10_000;

    /** @throws UnreadableData if nothing can be read, or files do not belong together; the message says what to do */
    static ImportFiles find(Path data, ImportOptions options) throws IOException {
        return Files.isDirectory(data) ? folder(data, options) : file(data, options);
    }

    private static ImportFiles file(Path data, ImportOptions options) throws IOException {
        FoundFile file = FoundFile.look(data, options);
        Optional<OlistTable> table = OlistTable.of(file.header());
        if (table.isPresent() && options.layout().filter(l -> l != Layout.OLIST).isEmpty()) {
            throw new UnreadableData(
                    file.name() + " is the " + table.get().name().toLowerCase(java.util.Locale.ROOT)
                            + " table of Olist: give the folder that holds it together with the others");
        }
        if (options.layout().filter(l -> l == Layout.OLIST).isPresent()) {
            throw new UnreadableData("layout olist joins several tables: give the folder that holds orders and items");
        }
        return new ImportFiles(layout(file, options), List.of(file), Map.of(), List.of());
    }

    private static Layout layout(FoundFile file, ImportOptions options) {
        options.layout().ifPresent(chosen -> LayoutDetection.check(file, chosen));
        return options.layout().orElseGet(() -> LayoutDetection.of(file));
    }

    private static ImportFiles folder(Path data, ImportOptions options) throws IOException {
        List<Path> paths;
        try (Stream<Path> all = Files.list(data)) {
            paths = all.filter(Files::isRegularFile)
                    .filter(p -> !p.getFileName().toString().startsWith("."))
                    .sorted()
                    .limit(FILES_MAX + 1L)
                    .toList();
        }
        if (paths.isEmpty() || paths.size() > FILES_MAX) {
            throw new UnreadableData("folder '" + data + "' holds "
                    + (paths.isEmpty()
                            ? "no files: give one that does"
                            : "more than " + FILES_MAX + " files: split it"));
        }
        List<FoundFile> found = new ArrayList<>();
        List<Layout> layouts = new ArrayList<>();
        List<String> skipped = new ArrayList<>();
        Map<OlistTable, FoundFile> tables = new EnumMap<>(OlistTable.class);
        for (Path path : paths) {
            try {
                FoundFile file = FoundFile.look(path, options);
                Optional<OlistTable> table = OlistTable.of(file.header());
                if (table.isPresent()
                        && options.layout().filter(l -> l != Layout.OLIST).isEmpty()) {
                    putOnce(tables, table.get(), file);
                } else {
                    layouts.add(layout(file, options));
                    found.add(file);
                }
            } catch (UnreadableData e) {
                skipped.add(path.getFileName() + ": " + e.getMessage());
            }
        }
        return together(data, found, layouts, tables, skipped);
    }

    private static void putOnce(Map<OlistTable, FoundFile> tables, OlistTable table, FoundFile file) {
        FoundFile earlier = tables.put(table, file);
        if (earlier != null) {
            throw new UnreadableData("both " + earlier.name() + " and " + file.name() + " are the " + table
                    + " table of Olist: leave one of them in the folder");
        }
    }

    private static ImportFiles together(
            Path data,
            List<FoundFile> found,
            List<Layout> layouts,
            Map<OlistTable, FoundFile> tables,
            List<String> skipped) {
        if (tables.containsKey(OlistTable.ITEMS) && tables.containsKey(OlistTable.ORDERS) && found.isEmpty()) {
            return new ImportFiles(Layout.OLIST, List.copyOf(tables.values()), Map.copyOf(tables), skipped);
        }
        if (!tables.isEmpty() && found.isEmpty()) {
            throw new UnreadableData("folder '" + data + "' holds tables of Olist " + tables.keySet()
                    + ", and an import needs ITEMS and ORDERS: add the missing one");
        }
        if (found.isEmpty()) {
            throw new UnreadableData("no file of '" + data + "' can be read. "
                    + skipped.stream().limit(5).collect(Collectors.joining("; ")));
        }
        if (layouts.stream().distinct().count() > 1 || !tables.isEmpty()) {
            throw new UnreadableData("folder '" + data + "' mixes layouts ("
                    + found.stream()
                            .map(f -> f.name() + ": "
                                    + layouts.get(found.indexOf(f)).word())
                            .collect(Collectors.joining(", "))
                    + "): give one folder, or one file, a layout");
        }
        return new ImportFiles(layouts.getFirst(), List.copyOf(found), Map.of(), skipped);
    }

    long bytes() throws IOException {
        long bytes = 0;
        for (FoundFile file : found) {
            bytes += file.bytes();
        }
        return bytes;
    }
}
