package io.reprise.domain.model.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.model.decision.ScheduleInputs.Calendar;
import io.reprise.domain.model.decision.ScheduleInputs.Portfolio;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.TimeWindow;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PushWavesTest {

    private static final String DAY = "2026-11-11T";
    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final Parameters DEFAULTS = Policies.defaults(Policies.SCHEDULE);

    private static Instant at(String time) {
        return Instant.parse(DAY + time + ":00Z");
    }

    /** A day in which shoppers buy in these hours, in the first most. */
    private static Tensor likely(int... hours) {
        float[] purchase = new float[24];
        for (int rank = 0; rank < hours.length; rank++) {
            purchase[hours[rank]] = 0.9f - 0.1f * rank;
        }
        return new Tensor(24, 1, purchase);
    }

    private static PushWaves waves(
            int wanted, ZoneId zone, Optional<Integer> perDay, List<Instant> others, Tensor likely) {
        return waves(wanted, zone, perDay, others, likely, DEFAULTS);
    }

    private static PushWaves waves(
            int wanted, ZoneId zone, Optional<Integer> perDay, List<Instant> others, Tensor likely, Parameters p) {
        TimeWindow day = new TimeWindow(at("00:00"), Instant.parse("2026-11-12T00:00:00Z"));
        ScheduleInputs in = new ScheduleInputs(
                day,
                24,
                wanted,
                List.of(),
                Optional.of(new Calendar(zone, List.of())),
                Optional.of(new Portfolio(
                        new CampaignId("ours"),
                        0,
                        0,
                        perDay,
                        new TreeMap<>(Map.of()),
                        Collections.nCopies(24, 0),
                        others,
                        List.of())));
        return PushWaves.of(in, likely, day, p);
    }

    @Test
    void half_an_hour_ahead_of_the_likeliest_hours_that_lie_four_hours_apart() {
        PushWaves waves = waves(3, UTC, Optional.empty(), List.of(), likely(10, 12, 14, 6, 20));
        assertThat(waves.at()).containsExactly(at("05:30"), at("09:30"), at("13:30"));
        assertThat(waves.capped()).isZero();
        Parameters further = DEFAULTS.with("pushApartHours", 4.02);
        assertThat(waves(3, UTC, Optional.empty(), List.of(), likely(10, 12, 14, 6, 20), further)
                        .at())
                .containsExactly(at("00:00"), at("09:30"), at("19:30"));
    }

    @Test
    void never_before_the_sale_begins() {
        assertThat(waves(1, UTC, Optional.empty(), List.of(), likely(0)).at()).containsExactly(at("00:00"));
        assertThat(waves(1, UTC, Optional.empty(), List.of(), likely(1)).at()).containsExactly(at("00:30"));
    }

    @Test
    void only_hours_of_the_sale_count() {
        TimeWindow sale = new TimeWindow(at("08:00"), at("12:00"));
        ScheduleInputs in = new ScheduleInputs(
                new TimeWindow(at("00:00"), Instant.parse("2026-11-12T00:00:00Z")), 4, 1, List.of(), Optional.empty());
        assertThat(PushWaves.of(in, likely(7, 12, 10, 9), sale, DEFAULTS).at()).containsExactly(at("09:30"));
        assertThat(PushWaves.of(in, likely(7, 12, 11), sale, DEFAULTS).at()).containsExactly(at("10:30"));
    }

    @Test
    void no_sooner_than_an_hour_after_or_before_another_campaigns() {
        assertThat(waves(1, UTC, Optional.empty(), List.of(at("10:30"), at("08:30")), likely(10, 20))
                        .at())
                .containsExactly(at("09:30"));
        assertThat(waves(1, UTC, Optional.empty(), List.of(at("10:29")), likely(10, 20))
                        .at())
                .containsExactly(at("19:30"));
        assertThat(waves(1, UTC, Optional.empty(), List.of(at("08:31")), likely(10, 20))
                        .at())
                .containsExactly(at("19:30"));
    }

    @Test
    void a_day_is_full_by_what_the_plan_says_and_days_are_those_of_the_sales_zone() {
        Tensor likely = likely(14, 18, 22);
        PushWaves one = waves(2, UTC, Optional.of(1), List.of(), likely);
        assertThat(one.at()).containsExactly(at("13:30"));
        assertThat(one.capped()).isEqualTo(1);
        // In Shanghai it is past midnight at half past five.
        PushWaves two = waves(2, ZoneId.of("Asia/Shanghai"), Optional.of(1), List.of(), likely);
        assertThat(two.at()).containsExactly(at("13:30"), at("17:30"));
        assertThat(two.capped()).isZero();
        PushWaves none = waves(2, UTC, Optional.of(0), List.of(), likely);
        assertThat(none.at()).isEmpty();
        assertThat(none.capped()).isEqualTo(2);
    }

    @Test
    void where_the_plan_does_not_say_three_a_day_of_all_campaigns_are_enough() {
        PushWaves waves = waves(3, UTC, Optional.empty(), List.of(at("01:00"), at("03:00")), likely(10, 14, 18, 22));
        assertThat(waves.at()).containsExactly(at("09:30"));
        assertThat(waves.capped()).isEqualTo(2);
    }
}
