package io.reprise.http.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTableTest {

    private static String cell(Object value) {
        String text = new CsvTable("t", List.of("a"), List.of(List.of(value))).text();
        return text.substring(text.indexOf("\r\n") + 2, text.lastIndexOf("\r\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=HYPERLINK(\"http://evil\")",
                "+1+1",
                "-2+3",
                "@SUM(A1)",
                "\t=1",
                "\r=1",
                "\n=1",
                "\uFF1D1",
                "=1;2"
            })
    void a_cell_that_a_spreadsheet_would_run_is_text(String typed) {
        assertThat(cell(typed).replaceFirst("^\"", "")).startsWith("'");
    }

    @Test
    void numbers_stay_numbers_and_what_has_commas_quotes_or_lines_stays_one_cell() {
        assertThat(cell(-12.5)).isEqualTo("-12.5");
        assertThat(cell("a, \"b\"\nc")).isEqualTo("\"a, \"\"b\"\"\nc\"");
        assertThat(cell("2026-11-11")).isEqualTo("2026-11-11");
    }
}
