package io.reprise.domain.model.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimeWindowTest {

    private static final Instant NOON = Instant.parse("2026-11-11T12:00:00Z");

    /** Hours from noon. */
    private static TimeWindow window(double from, double to) {
        return new TimeWindow(hour(from), hour(to));
    }

    private static Instant hour(double hour) {
        return NOON.plusSeconds(Math.round(hour * 3600));
    }

    @Test
    void its_start_belongs_to_it_and_its_end_to_what_comes_next() {
        TimeWindow sale = window(0, 2);
        assertThat(sale.contains(NOON)).isTrue();
        assertThat(sale.contains(NOON.minusNanos(1))).isFalse();
        assertThat(sale.contains(hour(2).minusNanos(1))).isTrue();
        assertThat(sale.contains(hour(2))).isFalse();
    }

    @Test
    void a_window_is_within_another_up_to_both_of_its_ends() {
        TimeWindow allowed = window(0, 4);
        assertThat(allowed.contains(allowed)).isTrue();
        assertThat(allowed.contains(window(1, 3))).isTrue();
        assertThat(allowed.contains(window(-1, 3))).isFalse();
        assertThat(allowed.contains(window(1, 5))).isFalse();
    }

    @Test
    void windows_that_only_meet_do_not_overlap() {
        TimeWindow sale = window(0, 2);
        assertThat(sale.overlaps(window(2, 3))).isFalse();
        assertThat(sale.overlaps(window(-1, 0))).isFalse();
        assertThat(sale.overlaps(window(1.5, 3))).isTrue();
        assertThat(sale.overlaps(window(-1, 0.5))).isTrue();
        assertThat(sale.overlaps(window(0.5, 1))).isTrue();
        assertThat(window(0.5, 1).overlaps(sale)).isTrue();
    }

    @Test
    void begun_hours_are_counted_whole() {
        assertThat(window(0, 24).hours()).isEqualTo(24);
        assertThat(window(0, 24.001).hours()).isEqualTo(25);
        assertThat(window(0, 0.1).hours()).isEqualTo(1);
        assertThat(new TimeWindow(NOON, NOON.plusNanos(1)).hours()).isEqualTo(1);
        assertThat(new TimeWindow(Instant.MIN, Instant.MAX).hours()).isEqualTo(Integer.MAX_VALUE);
        assertThat(window(0, 1.5).length()).isEqualTo(Duration.ofMinutes(90));
    }

    @Test
    void it_ends_after_it_starts() {
        assertThatThrownBy(() -> window(1, 1))
                .isInstanceOf(InvalidValue.class)
                .hasMessage("window: must end after it starts, but was 2026-11-11T13:00:00Z to 2026-11-11T13:00:00Z");
        assertThatThrownBy(() -> new TimeWindow(null, NOON)).hasMessage("window: needs a start and an end");
        assertThatThrownBy(() -> new TimeWindow(NOON, null)).hasMessage("window: needs a start and an end");
    }
}
