package io.reprise.http.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.model.campaign.Campaign;
import io.reprise.domain.model.campaign.CampaignEvent;
import io.reprise.domain.model.campaign.CampaignRefusal;
import io.reprise.domain.model.decision.Alternative;
import io.reprise.domain.model.decision.DecisionKind;
import io.reprise.domain.model.decision.Explanation;
import io.reprise.domain.model.registry.ModelReleaseEvent;
import io.reprise.domain.model.registry.ModelReleaseRefusal;
import io.reprise.domain.model.stock.StockRefusal;
import io.reprise.projections.feed.FeedRefusal;
import io.reprise.projections.feed.FeedStatus;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.context.support.ResourceBundleMessageSource;

class WordsTest {

    private static final Properties ENGLISH = load("messages.properties");
    private static final Properties CHINESE = load("messages_zh_CN.properties");

    private static Properties load(String name) {
        Properties properties = new Properties();
        try (Reader reader = new InputStreamReader(
                WordsTest.class.getClassLoader().getResourceAsStream(name), StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return properties;
    }

    static Words words(Locale locale) {
        ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
        messages.setBasename("messages");
        messages.setDefaultEncoding("UTF-8");
        messages.setFallbackToSystemLocale(false);
        LocaleContextHolder.setLocale(locale);
        return new Words(messages);
    }

    private static DecisionWords decisionWords(Locale locale) {
        return new DecisionWords(words(locale));
    }

    @Test
    void nothing_has_no_sign() {
        assertThat(words(Locale.UK).signed(-0.0)).isEqualTo("0");
        assertThat(words(Locale.UK).number(-0.004)).isEqualTo("0");
        assertThat(words(Locale.UK).number(-0.02)).isEqualTo("-0.02");
        assertThat(words(Locale.UK).discount(0)).isEqualTo("0%");
        assertThat(words(Locale.UK).discount(1_500)).isEqualTo("\u221215%");
    }

    @Test
    void moneyHasTheDecimalsOfItsCurrencyAndWithoutOneStaysAsItIs() {
        assertThat(words(Locale.UK).money(123_456, "GBP")).isEqualTo("£1,234.56");
        assertThat(words(Locale.UK).money(1_234, "JPY")).contains("1,234").doesNotContain(".");
        assertThat(words(Locale.UK).money(1_234, "XXX")).contains("1,234").doesNotContain("12,340");
    }

    @AfterEach
    void forgetLocale() {
        LocaleContextHolder.resetLocaleContext();
    }

    @Test
    void bothLanguagesSayTheSameThings() {
        Set<Object> chinese = new TreeSet<>(CHINESE.keySet());
        chinese.removeIf(key -> key.toString().startsWith("refusal."));
        assertThat(chinese).isEqualTo(new TreeSet<>(ENGLISH.keySet()));
        ENGLISH.forEach((key, english) -> assertThat(arguments(CHINESE.getProperty(key.toString())))
                .as(key.toString())
                .isEqualTo(arguments(english.toString())));
    }

    private static Set<String> arguments(String message) {
        Matcher matcher = Pattern.compile("\\{\\d}").matcher(message);
        Set<String> found = new TreeSet<>();
        while (matcher.find()) {
            found.add(matcher.group());
        }
        return found;
    }

    @Test
    void everyOptionAPolicyWroteInEnglishReadsInBothLanguages() {
        for (Phrasebook.Phrase phrase : Phrasebook.all()) {
            assertThat(List.of(
                            ENGLISH.containsKey("option." + phrase.key()),
                            ENGLISH.containsKey("remark." + phrase.key())))
                    .as(phrase.key())
                    .contains(true);
        }
        Alternative start = Alternative.weighed("start 2026-11-11T18:00:00Z", 1, "cents", true);
        assertThat(decisionWords(Locale.ENGLISH).option(start, "Europe/London")).startsWith("Start Nov 11, 2026");
        assertThat(decisionWords(Locale.SIMPLIFIED_CHINESE).option(start, "Europe/London"))
                .startsWith("开始于 2026");
        Alternative late = Alternative.weighed("reorder of 12 units", 0, "cents", false)
                .because("would arrive after they are wanted");
        assertThat(decisionWords(Locale.SIMPLIFIED_CHINESE).option(late, "Europe/London"))
                .isEqualTo("补货 12 件");
        assertThat(decisionWords(Locale.SIMPLIFIED_CHINESE).remark(late, "Europe/London"))
                .isEqualTo("到货时已不需要");
        Alternative unknown = Alternative.weighed("something of long ago", 0, "cents", false);
        assertThat(decisionWords(Locale.SIMPLIFIED_CHINESE).option(unknown, "Europe/London"))
                .isEqualTo("something of long ago");
    }

    @Test
    void anOptionThatIsAKeyIsSaidWithItsArgumentsAndItsRisk() {
        Alternative later = new Alternative(
                "end-later",
                5_000,
                "cents",
                false,
                0,
                "unfair-to-a-group",
                Optional.of(List.of("2")),
                Optional.of(List.of("800", "500")),
                Optional.of(new Alternative.Risk(-1_250, 0.2)));
        DecisionWords english = decisionWords(Locale.UK);
        assertThat(english.option(later, "Europe/London")).isEqualTo("End 2 hours later");
        assertThat(english.remark(later, "Europe/London")).contains("800").contains("500");
        assertThat(english.risk(later, "GBP")).contains("12.50").contains("20");
        assertThat(decisionWords(Locale.SIMPLIFIED_CHINESE).option(later, "Europe/London"))
                .isEqualTo("推迟 2 小时结束");
    }

    @Test
    void everyPartThatIsNotTakenBackHasWords() {
        Stream.of(CampaignEvent.NotRestored.values())
                .forEach(part -> assertThat(ENGLISH).containsKey("not-restored." + part));
    }

    /** Only where there are arguments is an apostrophe written twice: without them the text is shown as it is. */
    @Test
    void apostrophesAreWrittenAsTheyWillBeRead() {
        Stream.of(ENGLISH, CHINESE)
                .forEach(language -> language.forEach((key, said) -> {
                    String plain = said.toString().replace("''", "");
                    assertThat(
                                    arguments(said.toString()).isEmpty()
                                            ? plain.length() == said.toString().length()
                                            : !plain.contains("'"))
                            .as("%s=%s", key, said)
                            .isTrue();
                }));
    }

    @Test
    void everyRefusalHasChineseWords() {
        Stream.of(CampaignRefusal.class, StockRefusal.class, ModelReleaseRefusal.class, FeedRefusal.class)
                .flatMap(type -> Stream.of(type.getPermittedSubclasses()))
                .forEach(type -> assertThat(CHINESE).containsKey("refusal." + type.getSimpleName()));
    }

    @Test
    void everyEventKindAndStageHasWords() {
        Stream.of(CampaignEvent.class, ModelReleaseEvent.class)
                .flatMap(type -> Stream.of(type.getPermittedSubclasses()))
                .forEach(type -> assertThat(ENGLISH).containsKey("event." + type.getSimpleName()));
        Stream.of(DecisionKind.values()).forEach(kind -> assertThat(ENGLISH).containsKey("kind." + kind));
        Stream.of(FeedStatus.State.values())
                .forEach(state -> assertThat(ENGLISH).containsKey("feed." + state));
        Stream.of(Campaign.Stage.values()).forEach(stage -> assertThat(ENGLISH).containsKey("stage." + stage));
    }

    @Test
    void everyKeyAPageNamesIsThere() throws IOException {
        Pattern key = Pattern.compile("#\\{([a-zA-Z][a-zA-Z0-9.-]*)[}(]");
        try (Stream<Path> pages = Files.list(Path.of("src/main/resources/templates"))) {
            for (Path page : pages.toList()) {
                Matcher matcher = key.matcher(Files.readString(page));
                while (matcher.find()) {
                    assertThat(ENGLISH).as(page.getFileName().toString()).containsKey(matcher.group(1));
                }
            }
        }
    }

    @Test
    void anExplanationIsSaidWithMoneyTimesAndNumbersInItsLanguage() {
        Explanation explanation =
                new Explanation("schedule.best-start", List.of("2026-11-11T20:00:00Z", "123450"), List.of());
        assertThat(decisionWords(Locale.UK).explain(explanation, "Europe/London", "GBP"))
                .isEqualTo("Starts 11 Nov 2026, 20:00: of all starts that are allowed its hours are expected to earn"
                        + " most, £1,234.50.");
        assertThat(decisionWords(Locale.SIMPLIFIED_CHINESE).explain(explanation, "Asia/Shanghai", "GBP"))
                .contains("2026年11月12日 04:00")
                .contains("1,234.50");
    }
}
