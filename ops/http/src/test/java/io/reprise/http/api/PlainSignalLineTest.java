package io.reprise.http.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import io.reprise.domain.axon.EventJson;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.domain.model.vocabulary.Sku;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What it reads is what the reader to the letter reads; of what that one refuses it says nothing. */
class PlainSignalLineTest {

    private static final String LINE = "{\"id\":\"a-1\",\"at\":\"2026-11-11T20:00:00.5Z\",\"shopper\":\"zoë\","
            + "\"action\":\"ORDER\",\"sku\":\"lamp\",\"units\":2,\"priceCents\":1999}";

    private final ObjectReader toTheLetter =
            StrictJson.reading(EventJson.mapper()).readerFor(SignalLine.class);
    private final PlainSignalLine plain = new PlainSignalLine(Map.of("lamp", new Sku("lamp"), "vase", new Sku("vase")));

    private Optional<SignalLine> toTheLetter(String line) {
        try {
            return Optional.ofNullable(toTheLetter.readValue(line));
        } catch (InvalidValue | JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** From the midst of other bytes, as from a buffer. */
    private Optional<SignalLine> plainly(String line) {
        byte[] bytes = ("}\"" + line + "\"{}").getBytes(StandardCharsets.UTF_8);
        return plain.read(bytes, 2, bytes.length - 3);
    }

    @Test
    void a_line_as_usual_is_read_as_by_the_letter() {
        assertThat(plainly(LINE)).isPresent().isEqualTo(toTheLetter(LINE));
        String spaced = LINE.replace(",", " , ").replace(":\"", " : \"");
        assertThat(plainly(spaced)).isPresent().isEqualTo(toTheLetter(spaced));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"id\":\"a-1\",\"at\":1794427200,\"shopper\":\"s\",\"action\":\"VIEW\",\"sku\":\"lamp\",\"units\":0,"
                        + "\"priceCents\":1}",
                "null",
                "{}",
                "{\"id\":\"a\"}",
                LINE + LINE,
                LINE + "x",
                "{\"id\":\"b\","
                        + "\"id\":\"a-1\",\"at\":\"2026-11-11T20:00:00Z\",\"shopper\":\"s\",\"action\":\"VIEW\","
                        + "\"sku\":\"lamp\",\"units\":0,\"priceCents\":1}",
                "{\"id\":\"a-1\",\"at\":\"2026-11-11T20:00:00Z\",\"shopper\":null,\"action\":\"VIEW\",\"sku\":\"lamp\","
                        + "\"units\":0,\"priceCents\":1}",
                "{\"id\":\"a-1\",\"at\":\"2026-11-11T20:00:00Z\",\"shopper\":\"s\",\"action\":2,\"sku\":\"lamp\","
                        + "\"units\":0,\"priceCents\":1}",
                "{\"id\":\"a-1\",\"at\":\"2026-11-11T20:00:00Z\",\"shopper\":\"s\",\"action\":\"VIEW\",\"sku\":\"lamp\","
                        + "\"units\":0.5,\"priceCents\":1}",
                "{\"id\":\"a-1\",\"at\":\"2026-11-11T20:00:00Z\",\"shopper\":\"s\",\"action\":\"VIEW\",\"sku\":\"lamp\","
                        + "\"units\":\"0\",\"priceCents\":1}",
                "{\"id\":\"a-1\",\"at\":\"2026-11-11T20:00:00Z\",\"shopper\":\"s\",\"action\":\"VIEW\",\"sku\":\"lamp\","
                        + "\"units\":4294967297,\"priceCents\":1}",
                "{\"id\":\"a-1\",\"at\":\"2026-11-11T20:00:00Z\",\"shopper\":\"s\",\"action\":\"VIEW\",\"sku\":\"lamp\","
                        + "\"units\":0,\"priceCents\":18446744073709551617}",
                "{\"id\":\"a-1\",\"at\":\"2026-11-11T20:00:00Z\",\"shopper\":\"s\",\"action\":\"VIEW\",\"sku\":\"lamp\","
                        + "\"units\":0,\"priceCents\":1,\"colour\":\"red\"}"
            })
    void of_what_the_letter_refuses_it_says_nothing(String line) {
        assertThat(toTheLetter(line)).isEmpty();
        assertThat(plainly(line)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"id\":5",
                "\"shopper\":\"zo\\u00eb\"",
                "\"at\":\"2026-11-11T22:00:00+02:00\"",
                "\"sku\":\"tent\""
            })
    void of_what_is_unusual_it_says_nothing_although_the_letter_allows_it(String field) {
        String name = field.substring(0, field.indexOf(':'));
        String line = LINE.replaceFirst(name + ":\"[^\"]*\"", Matcher.quoteReplacement(field));
        assertThat(line).isNotEqualTo(LINE);
        assertThat(toTheLetter(line)).isPresent();
        assertThat(plainly(line)).isEmpty();
    }

    @Test
    void whatever_a_line_is_damaged_by_it_reads_nothing_else_than_the_letter() {
        SplittableRandom random = new SplittableRandom(7);
        String pieces = LINE + "{}[]\"\\,:0123456789-+.eEnulltruefalse ZT\u0000\u00e9";
        int readPlainly = 0;
        for (int n = 0; n < 20_000; n++) {
            StringBuilder line = new StringBuilder(LINE);
            for (int damage = random.nextInt(3); damage >= 0; damage--) {
                int at = random.nextInt(line.length());
                char piece = pieces.charAt(random.nextInt(pieces.length()));
                switch (random.nextInt(3)) {
                    case 0 -> line.setCharAt(at, piece);
                    case 1 -> line.insert(at, piece);
                    default -> line.deleteCharAt(at);
                }
            }
            Optional<SignalLine> read = plainly(line.toString());
            if (read.isPresent()) {
                readPlainly++;
                assertThat(read).as(line.toString()).isEqualTo(toTheLetter(line.toString()));
            }
        }
        assertThat(readPlainly).isBetween(300, 19_000);
    }
}
