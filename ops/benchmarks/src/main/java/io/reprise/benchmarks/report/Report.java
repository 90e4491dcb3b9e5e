package io.reprise.benchmarks.report;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Tables of results: printed as they come, and written as Markdown for people and JSON for programs. */
public final class Report {

    private record Table(String title, String note, List<String> columns, List<List<Object>> rows) {}

    private final String howToRead;
    private final Map<String, Object> circumstances;
    private final List<Table> tables = new ArrayList<>();

    /**
     * @param howToRead title and introduction of the page, in Markdown
     * @param circumstances where, when and of what it was measured, in the order in which they are shown
     */
    public Report(String howToRead, Map<String, Object> circumstances) {
        this.howToRead = howToRead;
        this.circumstances = circumstances;
    }

    /** Adds a table and prints it. @param rows values by column: numbers, or text */
    public void table(String title, String note, List<String> columns, List<List<Object>> rows) {
        Table table = new Table(title, note, columns, rows);
        tables.add(table);
        System.out.println(markdown(table));
    }

    private static String markdown(Table table) {
        StringBuilder text = new StringBuilder("\n## " + table.title() + "\n\n");
        if (!table.note().isEmpty()) {
            text.append(table.note()).append("\n\n");
        }
        text.append("| ").append(String.join(" | ", table.columns())).append(" |\n|");
        for (int i = 0; i < table.columns().size(); i++) {
            boolean number = !table.rows().isEmpty() && table.rows().getFirst().get(i) instanceof Number;
            text.append(number ? "---:|" : "---|");
        }
        for (List<Object> row : table.rows()) {
            text.append("\n| ")
                    .append(String.join(" | ", row.stream().map(Report::cell).toList()))
                    .append(" |");
        }
        return text.append("\n").toString();
    }

    private static String cell(Object value) {
        return switch (value) {
            case Double number when number.isNaN() -> "–";
            case Double number when Math.abs(number) < 10 -> String.format(Locale.ROOT, "%.2f", number);
            case Double number when Math.abs(number) < 100 -> String.format(Locale.ROOT, "%.1f", number);
            case Number number -> String.format(Locale.ROOT, "%,d", Math.round(number.doubleValue()));
            default -> value.toString();
        };
    }

    /** Writes {@code NAME.md} and {@code NAME.json}. */
    public void write(Path folder, String name) throws IOException {
        Files.createDirectories(folder);
        StringBuilder text = new StringBuilder(howToRead).append("\n");
        circumstances.forEach((what, value) ->
                text.append("- ").append(what).append(": ").append(value).append("\n"));
        tables.forEach(table -> text.append(markdown(table)));
        Files.writeString(folder.resolve(name + ".md"), text);
        Map<String, Object> all = new LinkedHashMap<>(circumstances);
        all.put("tables", tables.stream().map(Report::json).toList());
        JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValue(folder.resolve(name + ".json").toFile(), all);
        System.out.println("written: " + folder.resolve(name + ".md") + " and .json");
    }

    private static Map<String, Object> json(Table table) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (List<Object> row : table.rows()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            for (int i = 0; i < row.size(); i++) {
                Object value = row.get(i);
                fields.put(table.columns().get(i), value instanceof Double d && d.isNaN() ? null : value);
            }
            rows.add(fields);
        }
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("title", table.title());
        all.put("note", table.note());
        all.put("rows", rows);
        return all;
    }
}
