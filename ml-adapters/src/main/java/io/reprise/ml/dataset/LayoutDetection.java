package io.reprise.ml.dataset;

import io.reprise.ml.dataset.source.RawRow;
import io.reprise.ml.dataset.source.UnreadableData;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Tells from a file's header, or its first rows, which layout it is in. */
final class LayoutDetection {

    private LayoutDetection() {}

    /** @throws UnreadableData naming the column and the remedy if no layout, or more than one, fits */
    static Layout of(FoundFile file) {
        if (file.header().isEmpty()) {
            return ofRows(file);
        }
        List<Layout> fitting = Arrays.stream(Layout.values())
                .filter(layout -> layout.missing(file.header()).isEmpty())
                .toList();
        if (fitting.size() > 1) {
            throw new UnreadableData(file.name() + " fits several layouts: choose with --layout one of "
                    + fitting.stream().map(Layout::word).toList());
        }
        if (fitting.isEmpty()) {
            throw new UnreadableData(nothingFits(file));
        }
        check(file, fitting.getFirst());
        return fitting.getFirst();
    }

    /** @throws UnreadableData naming the column if the file is not in the layout that was chosen for it */
    static void check(FoundFile file, Layout layout) {
        if (file.header().isEmpty()) {
            if (layout != Layout.TAOBAO) {
                throw new UnreadableData(file.name() + " has no header, and layout " + layout.word()
                        + " needs one: add a first line with " + layout.requiredNames());
            }
            return;
        }
        List<String> missing = layout.missing(file.header());
        if (!missing.isEmpty()) {
            throw new UnreadableData("column '" + missing.getFirst() + "' is missing from " + file.name() + "; it has "
                    + file.header() + ", and layout " + layout.word() + " needs " + layout.requiredNames()
                    + ": rename a column, or choose another --layout");
        }
        if (file.form() == FoundFile.Form.NDJSON) {
            fieldsThere(file, layout);
        }
    }

    private static void fieldsThere(FoundFile file, Layout layout) {
        List<String> header = file.header();
        for (String field : layout.requiredNames()) {
            boolean anywhere = file.sample().stream()
                    .anyMatch(row -> row.fault().isEmpty()
                            && !row.cells().get(header.indexOf(field)).isEmpty());
            if (!anywhere) {
                throw new UnreadableData("field '" + field + "' is in none of the first objects of " + file.name()
                        + ": each needs " + layout.requiredNames());
            }
        }
    }

    private static Layout ofRows(FoundFile file) {
        long alike = file.sample().stream().filter(LayoutDetection::likeTaobao).count();
        if (2 * alike >= file.sample().size()) {
            return Layout.TAOBAO;
        }
        RawRow first = file.sample().getFirst();
        if (first.fault().isPresent()) {
            throw new UnreadableData("the first row of " + file.name() + " "
                    + first.fault().get().reason().text(java.util.Locale.ENGLISH));
        }
        throw new UnreadableData(file.name()
                + " has no header, and its rows are not the user, item, category, behaviour and time of layout taobao"
                + " (they have " + first.cells().size() + " cells): add a header, one of " + headers()
                + separatorHint(first.cells()));
    }

    private static boolean likeTaobao(RawRow row) {
        List<String> cells = row.cells();
        return row.fault().isEmpty()
                && cells.size() == Layout.TAOBAO.columnNames().size()
                && number(cells.get(1))
                && number(cells.get(2))
                && !number(cells.get(3))
                && number(cells.get(4));
    }

    private static boolean number(String cell) {
        return cell.strip().matches("-?\\d+(\\.0)?");
    }

    private static String nothingFits(FoundFile file) {
        Optional<Layout> nearest = Arrays.stream(Layout.values())
                .max(Comparator.comparingDouble(layout -> share(file, layout)))
                .filter(layout -> share(file, layout) >= 0.5);
        String has = file.name() + " has the columns " + file.header() + ", which are no layout that is known";
        return nearest.map(layout -> has + ". Nearest is " + layout.word() + ": column '"
                        + layout.missing(file.header()).getFirst() + "' is missing; rename a column to it")
                .orElse(has + ": rename them to one of " + headers() + separatorHint(file.header()));
    }

    private static double share(FoundFile file, Layout layout) {
        double needed = layout.requiredNames().size();
        return (needed - layout.missing(file.header()).size()) / needed;
    }

    private static List<String> headers() {
        return Arrays.stream(Layout.values())
                .filter(layout -> layout != Layout.OLIST)
                .map(layout -> layout.word() + layout.requiredNames())
                .toList();
    }

    private static String separatorHint(List<String> cells) {
        if (cells.size() > 1) {
            return "";
        }
        for (char separator : new char[] {';', '\t', '|'}) {
            if (cells.getFirst().indexOf(separator) >= 0) {
                return ". Its cells seem to be separated by '" + (separator == '\t' ? "\\t" : separator)
                        + "': say so with --separator";
            }
        }
        return "";
    }
}
