package io.reprise.http.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.model.decision.Alternative;
import io.reprise.domain.model.decision.Explanation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.i18n.LocaleContextHolder;

/** In English one unit is sold, and two units are. */
class WordsCountedTest {

    private static final ResourceBundle ENGLISH = ResourceBundle.getBundle("messages", Locale.ROOT);

    /** Limits that are never one, and what stands there is a time or odds, of which there are not several. */
    private static final Set<String> NOT_COUNTED = Set.of(
            "invalid.characters", "invalid.span", "live.no-orders", "explain.evaluation.no-orders", "sequence.sum");

    private static final Object[] ONES = {1, 1, 1, 1, 1, 1};

    /** One of what are several, or several of what is one: a plural, alone or behind one of a few words, or a verb for several. */
    private static final Pattern SEVERAL =
            Pattern.compile("(?<![\\d.,])1 (?:(?:more |free |basis )?(?!(?:is|was|s|basis)\\b)[a-z]+s"
                    + "|(?:[a-z]+ )?(?:are|were|have|wait|change|get))\\b");

    private final Words words = WordsTest.words(Locale.UK);
    private final DecisionWords decisions = new DecisionWords(words);

    @AfterEach
    void forgetLocale() {
        LocaleContextHolder.resetLocaleContext();
    }

    private static boolean countsWrongly(String said) {
        return SEVERAL.matcher(said).find();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1 items",
                "Of 1 units",
                "1 more units",
                "1 basis points",
                "1 more are there",
                "1 still wait",
                "1 prices"
            })
    void one_is_not_several(String said) {
        assertThat(countsWrongly(said)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1 item is", "11 items", "0.1 units", "1 more is there", "1 price changes", "in 1 s", "1, units"
            })
    void one_is_one(String said) {
        assertThat(countsWrongly(said)).isFalse();
    }

    @Test
    void every_message_says_one_of_one() {
        assertThat(ENGLISH.keySet().stream()
                        .filter(key -> !NOT_COUNTED.contains(key))
                        .map(key -> key + "=" + words.say(key, ONES))
                        .filter(WordsCountedTest::countsWrongly))
                .isEmpty();
    }

    @Test
    void every_explanation_counts_what_it_is_given() {
        assertThat(DecisionWords.ARGUMENTS).isNotEmpty().allSatisfy((message, kinds) -> {
            assertThat(explained(message, kinds, "1"))
                    .doesNotStartWith(message)
                    .matches(said -> !countsWrongly(said), "counts one as one");
            assertThat(explained(message, kinds, "2"))
                    .doesNotContainPattern("2 (more )?(unit|item|price|hour|time)\\b");
        });
    }

    private String explained(String message, String kinds, String number) {
        List<String> arguments = kinds.chars()
                .mapToObj(kind -> kind == 't' ? "2026-11-11T20:00:00Z" : number)
                .toList();
        return decisions.explain(new Explanation(message, arguments, List.of()), "Europe/London", "GBP");
    }

    @Test
    void an_option_is_counted_although_it_was_recorded_as_text() {
        assertThat(option("end-later", "1")).isEqualTo("End 1 hour later");
        assertThat(option("move-stock", "1")).isEqualTo("Move 1 free unit to the sale");
        assertThat(option("move-stock", "2")).isEqualTo("Move 2 free units to the sale");
        assertThat(option("other-items", "1", "2")).isEqualTo("Take 1 item out and put 2 in");
        assertThat(decisions.option(Alternative.weighed("reorder of 1 units", 0, "cents", false), "Europe/London"))
                .isEqualTo("Reorder 1 unit");
    }

    private String option(String key, String... arguments) {
        Alternative option = new Alternative(
                key, 0, "cents", false, 0, "", Optional.of(List.of(arguments)), Optional.empty(), Optional.empty());
        return decisions.option(option, "Europe/London");
    }

    /** What is said of a number is said of it as rounded, and none is said of what is not one. */
    @Test
    void what_is_counted_is_what_is_said() {
        for (double value : new double[] {0, -0.0, 0.004, 1, 1.001, 1.01, 9.999, 54.25, 99.96, 1_234.5, -3.146}) {
            assertThat(words.say("override.stock", words.counted(value))).startsWith(words.number(value) + " unit");
        }
        assertThat(words.say("override.stock", words.counted(1.001))).isEqualTo("1 unit is set aside.");
        assertThat(words.say("override.stock", words.counted(0.5))).isEqualTo("0.5 units are set aside.");
    }

    /** A message cannot count a text: the page would fail. */
    @Test
    void no_page_gives_a_text_to_be_counted() throws IOException {
        Set<String> texts = new TreeSet<>();
        int counted = 0;
        try (Stream<Path> pages = Files.list(Path.of("src/main/resources/templates"))) {
            for (Path page : pages.toList()) {
                Matcher said =
                        Pattern.compile("#\\{([a-z][\\w.-]*)\\((.*?\\})\\)}").matcher(Files.readString(page));
                while (said.find()) {
                    String[] given = said.group(2).split(", (?=\\$\\{)");
                    for (int place : countedBy(said.group(1))) {
                        counted++;
                        if (given[place].contains("@words.number")) {
                            texts.add(page.getFileName() + ": " + said.group());
                        }
                    }
                }
            }
        }
        assertThat(texts).isEmpty();
        assertThat(counted).isGreaterThan(10);
    }

    private static Set<Integer> countedBy(String key) {
        return Pattern.compile("\\{(\\d),choice")
                .matcher(ENGLISH.getString(key))
                .results()
                .map(found -> Integer.valueOf(found.group(1)))
                .collect(Collectors.toSet());
    }
}
