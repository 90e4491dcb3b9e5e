package io.reprise.domain.axon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IsoInstantsTest {

    private final ObjectMapper json = EventJson.mapper();

    private Instant read(String text) throws JsonProcessingException {
        return json.readValue(json.writeValueAsString(text), Instant.class);
    }

    @Property(tries = 500)
    void whatIsWrittenComesBackToTheNanosecond(
            @ForAll int seconds, @ForAll @net.jqwik.api.constraints.IntRange(max = 999_999_999) int nanos)
            throws JsonProcessingException {
        Instant instant = Instant.ofEpochSecond(seconds, nanos);
        assertThat(json.readValue(json.writeValueAsString(instant), Instant.class))
                .isEqualTo(instant);
    }

    @Property(tries = 500)
    void itIsWrittenAsJavaWritesIt(
            @ForAll long seconds,
            @ForAll @net.jqwik.api.constraints.IntRange(max = 999) int thousandths,
            @ForAll @net.jqwik.api.constraints.IntRange(max = 3) int groups)
            throws JsonProcessingException {
        long nanos = thousandths * (long) Math.pow(1_000, groups);
        Instant ours = Instant.ofEpochSecond(seconds % 100_000_000_000L, nanos % 1_000_000_000);
        assertThat(json.writeValueAsString(ours)).isEqualTo('"' + ours.toString() + '"');
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-02-29T23:59:59Z",
                "2000-02-29T00:00:00.5Z",
                "1969-12-31T23:59:59.999999999Z",
                "2026-11-11T20:00:00+08:00",
                "+12026-11-11T20:00:00Z"
            })
    void everyFormOfAnInstantIsRead(String text) throws JsonProcessingException {
        assertThat(read(text))
                .isEqualTo(java.time.format.DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2023-02-29T00:00:00Z",
                "2026-13-01T00:00:00Z",
                "2026-11-31T00:00:00Z",
                "2026-11-11T20:00:60Z",
                "2026-11-11T20:00:00.1234567890Z",
                "2026-11-1aT20:00:00Z",
                "tomorrow"
            })
    void whatIsNoInstantIsRefused(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void numbersAreNotMistakenForTexts() throws JsonProcessingException {
        assertThat(json.readValue("5", Instant.class)).isEqualTo(Instant.ofEpochSecond(5));
    }
}
