package io.reprise.domain.model.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IsoInstantTest {

    @Test
    void it_writes_and_reads_what_java_writes_and_reads() {
        SplittableRandom random = new SplittableRandom(7);
        for (int n = 0; n < 2_000; n++) {
            long seconds = random.nextLong(-70_000_000_000L, 260_000_000_000L);
            int fraction =
                    switch (n % 4) {
                        case 0 -> 0;
                        case 1 -> random.nextInt(1_000) * 1_000_000;
                        case 2 -> random.nextInt(1_000_000) * 1_000;
                        default -> random.nextInt(1_000_000_000);
                    };
            Instant instant = Instant.ofEpochSecond(seconds, fraction);
            assertThat(IsoInstant.text(instant)).isEqualTo(instant.toString());
            boolean isOfFourDigits = !instant.isBefore(Instant.parse("0000-01-01T00:00:00Z"))
                    && instant.isBefore(Instant.parse("+10000-01-01T00:00:00Z"));
            assertThat(IsoInstant.parse(instant.toString())).isEqualTo(isOfFourDigits ? instant : null);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000-01-01T00:00:00Z",
                "9999-12-31T23:59:59.999999999Z",
                "2024-02-29T23:59:59Z",
                "2026-04-30T00:00:00.000000001Z",
                "2026-12-31T10:09:08.1Z",
                "2026-01-28T10:09:08.120Z",
                "1970-01-01T00:00:00.12345678Z"
            })
    void the_last_of_what_is_an_instant(String text) {
        assertThat(IsoInstant.parse(text)).isEqualTo(Instant.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Z",
                "2026-11-11T20:00:0Z",
                "2026-11-11T20:00:00",
                "2026-11-11T20:00:00+08:00",
                "+12026-11-11T20:00:00Z",
                "2026/11-11T20:00:00Z",
                "2026-11/11T20:00:00Z",
                "2026-11-11 20:00:00Z",
                "2026-11-11T20.00:00Z",
                "2026-11-11T20:00.00Z",
                "2026-00-11T20:00:00Z",
                "2026-13-11T20:00:00Z",
                "2026-11-00T20:00:00Z",
                "2026-11-31T20:00:00Z",
                "2023-02-29T20:00:00Z",
                "2026-11-11T24:00:00Z",
                "2026-11-11T20:60:00Z",
                "2026-11-11T20:00:60Z",
                "2026-11-11T20:00:00.Z",
                "2026-11-11T20:00:00,5Z",
                "2026-11-11T20:00:00.1234567890Z",
                "2026-11-11T20:00:00.12a4Z",
                "202a-11-11T20:00:00Z",
                "2026-1a-11T20:00:00Z",
                "2026-11-1/T20:00:00Z",
                "2026-11-11T2:T00:00Z",
                "2026-11-11T20:0 :00Z",
                "2026-11-11T20:00:0xZ"
            })
    void what_is_anything_else(String text) {
        assertThat(IsoInstant.parse(text)).isNull();
    }

    @Test
    void a_year_of_more_than_four_digits_is_written_as_java_writes_it() {
        assertThat(IsoInstant.text(Instant.parse("+10000-01-01T00:00:00Z"))).isEqualTo("+10000-01-01T00:00:00Z");
        assertThat(IsoInstant.text(Instant.parse("-0001-12-31T23:59:59Z"))).isEqualTo("-0001-12-31T23:59:59Z");
        assertThat(IsoInstant.text(Instant.MAX)).isEqualTo(Instant.MAX.toString());
    }
}
