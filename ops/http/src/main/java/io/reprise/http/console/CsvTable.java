package io.reprise.http.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * A table of a page as RFC 4180 CSV. Spreadsheets run a cell that begins like a formula, so what somebody typed is
 * preceded by an apostrophe where it does; numbers of ours stay numbers.
 *
 * @see <a href="https://owasp.org/www-community/attacks/CSV_Injection">CSV injection (OWASP)</a>
 */
record CsvTable(String name, List<String> heading, List<List<Object>> rows) {

    private static final MediaType TYPE = new MediaType("text", "csv", StandardCharsets.UTF_8);

    /** What makes a cell a formula, a tab and line ends among them. */
    private static final String FORMULA = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    /** As a file to be saved. */
    ResponseEntity<String> answer() {
        return ResponseEntity.ok()
                .contentType(TYPE)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + ".csv\"")
                .body(text());
    }

    String text() {
        StringBuilder text = new StringBuilder();
        try (CSVPrinter printer = new CSVPrinter(text, CSVFormat.RFC4180)) {
            printer.printRecord(heading);
            for (List<Object> row : rows) {
                printer.printRecord(row.stream().map(CsvTable::cell).toList());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static Object cell(Object value) {
        if (value instanceof Number || value == null) {
            return value;
        }
        String text = value.toString();
        return !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
