package io.reprise.ml.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.ml.dataset.source.Flaw;
import io.reprise.ml.dataset.source.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Properties;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QualityWordsTest {

    private static Properties words(String name) throws IOException {
        Properties words = new Properties();
        try (InputStream in = DataQualityReport.class.getResourceAsStream(name)) {
            words.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        }
        return words;
    }

    private static int holes(Object text) {
        return (int) text.toString().chars().filter(c -> c == '{').count();
    }

    @Test
    void bothLanguagesSayTheSameThings() throws IOException {
        for (String name : new String[] {"quality", "source/flaws"}) {
            Properties english = words(name + ".properties");
            Properties chinese = words(name + "_zh_CN.properties");
            assertThat(new TreeSet<>(chinese.stringPropertyNames()))
                    .isEqualTo(new TreeSet<>(english.stringPropertyNames()));
            english.forEach((key, text) ->
                    assertThat(holes(chinese.get(key))).as(key.toString()).isEqualTo(holes(text)));
        }
    }

    @Test
    void everyFlawHasItsWords() throws IOException {
        assertThat(words("source/flaws.properties").stringPropertyNames())
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Flaw.values()).map(Flaw::key).toList());
        assertThat(new Reason(Flaw.TOO_LONG, "64").text(Locale.SIMPLIFIED_CHINESE))
                .isEqualTo("长度超过 64 字节（--line-bytes-max）");
    }

    @Test
    void thePageHasNoScriptLoadsNothingAndEscapesWhatFilesSay(@TempDir Path home) throws IOException {
        ImportTrial trial = new ImportTrial(home);
        ImportTrial.Outcome outcome = trial.of(trial.file(
                "<script>alert(1)<&>.csv",
                "shopper,item,action,at,<img src=x>\na,b,view,2024-11-11T08:05:00Z,\na,b,view,x,\n"));
        String page = java.nio.file.Files.readString(outcome.folder().resolve(ActionImport.PAGE));
        assertThat(page)
                .doesNotContain("<script")
                .doesNotContain("<img")
                .doesNotContain("http")
                .contains("&lt;script&gt;alert(1)&lt;&amp;&gt;.csv")
                .contains("2 = 1 + 1 + 0")
                .contains("读取的每一行");
    }
}
