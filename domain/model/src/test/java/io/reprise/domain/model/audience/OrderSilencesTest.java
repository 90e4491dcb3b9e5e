package io.reprise.domain.model.audience;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** When carts are filled and no order comes. */
class OrderSilencesTest {

    private static final Instant START = Instant.parse("2026-11-11T08:00:00Z");
    private static final Sku LAMP = new Sku("LAMP");
    private static final Sku MUG = new Sku("MUG");

    private final OrderSilences silences = new OrderSilences();
    private int shoppers;

    private static Instant minute(double minutes) {
        return START.plusMillis(Math.round(minutes * 60_000));
    }

    private void does(Signal.Action action, Sku sku, String shopper, double minute) {
        silences.on(new Signal(
                action + "-" + shopper + "-" + minute,
                minute(minute),
                new Pseudonym(shopper),
                action,
                sku,
                action == Signal.Action.ORDER ? 1 : 0,
                1_000));
    }

    /** A cart every half minute, each of somebody else; every other one is ordered ten seconds later. */
    private void shop(int fromMinute, int toMinute, boolean ordersGoThrough) {
        for (int half = 2 * fromMinute; half < 2 * toMinute; half++) {
            String shopper = "s" + shoppers++;
            does(Signal.Action.CART, half % 4 < 2 ? LAMP : MUG, shopper, half / 2.0);
            if (ordersGoThrough && half % 2 == 0) {
                does(Signal.Action.ORDER, half % 4 < 2 ? LAMP : MUG, shopper, half / 2.0 + 1 / 6.0);
            }
        }
    }

    private List<TimeWindow> at(int minute) {
        return silences.until(minute(minute), Map.of());
    }

    @Test
    void carts_that_none_orders_for_a_while_are_a_silence_from_the_last_order_to_the_next() {
        shop(0, 60, true);
        shop(60, 150, false);
        assertThat(at(150)).containsExactly(new TimeWindow(minute(60), minute(150)));

        shop(150, 180, true);
        assertThat(at(180)).containsExactly(new TimeWindow(minute(60), minute(150)));
    }

    @Test
    void it_is_found_within_a_quarter_of_an_hour_and_not_by_a_few_carts() {
        shop(0, 60, true);
        shop(60, 63, false);
        assertThat(at(63)).isEmpty();
        shop(63, 75, false);
        assertThat(at(75)).hasSize(1);
    }

    @Test
    void a_quiet_night_is_none() {
        shop(0, 60, true);
        does(Signal.Action.CART, LAMP, "night", 200);
        shop(400, 430, true);
        assertThat(at(430)).isEmpty();
    }

    @Test
    void a_few_bots_that_fill_carts_all_night_are_none() {
        shop(0, 60, true);
        for (int minute = 60; minute < 400; minute++) {
            does(Signal.Action.CART, LAMP, "bot" + minute % 12, minute);
        }
        assertThat(at(400)).isEmpty();
    }

    @Test
    void carts_of_what_is_sold_out_say_nothing() {
        shop(0, 60, true);
        shop(60, 150, false);
        assertThat(silences.until(minute(150), Map.of(LAMP, minute(60), MUG, minute(60))))
                .isEmpty();
        assertThat(silences.until(minute(150), Map.of(LAMP, minute(60)))).hasSize(1);
    }

    @Test
    void a_sale_in_which_few_carts_end_in_an_order_has_to_be_silent_for_longer() {
        for (int minute = 0; minute < 600; minute++) {
            does(Signal.Action.CART, LAMP, "s" + minute, minute);
            if (minute % 20 == 0 && minute < 400) {
                does(Signal.Action.ORDER, LAMP, "s" + minute, minute + 0.5);
            }
        }
        assertThat(at(500)).isEmpty();
        assertThat(at(600)).isEmpty();
    }

    @Test
    void a_sale_whose_checkout_fails_from_the_start_is_silent_once_enough_filled_carts() {
        shop(0, 30, false);
        assertThat(at(30)).isEmpty();
        shop(30, 120, false);
        assertThat(at(120)).containsExactly(new TimeWindow(minute(0), minute(120)));
    }

    @Test
    void of_a_minute_in_which_thousands_fill_carts_no_more_are_kept_than_tell_it_from_chance() {
        shop(0, 60, true);
        for (int n = 0; n < 10_000; n++) {
            does(Signal.Action.CART, LAMP, "m" + n, 60 + n / 10_001.0);
        }
        assertThat(silences.kept()).isEqualTo(OrderSilences.KEPT_MAX);
        assertThat(at(61)).containsExactly(new TimeWindow(minute(60), minute(61)));
    }

    @Test
    void the_order_in_which_signals_come_does_not_matter() {
        List<Signal> all = new ArrayList<>();
        for (int n = 0; n < 300; n++) {
            Pseudonym who = new Pseudonym("s" + n);
            all.add(new Signal("c" + n, minute(n / 2.0), who, Signal.Action.CART, LAMP, 0, 1_000));
            if (n < 100 || n >= 240) {
                all.add(new Signal("o" + n, minute(n / 2.0 + 0.1), who, Signal.Action.ORDER, LAMP, 1, 1_000));
            }
        }
        Collections.shuffle(all, new Random(7));
        all.forEach(silences::on);
        assertThat(at(150)).containsExactly(new TimeWindow(minute(50), minute(120)));
    }

    /** Orders at the usual share of carts, by chance: over a hundred sales of ten hours none has a silence. */
    @Test
    void chance_alone_makes_none() {
        Random random = new Random(7);
        for (int sale = 0; sale < 100; sale++) {
            OrderSilences heard = new OrderSilences();
            double minute = 0;
            for (int n = 0; minute < 600; n++) {
                minute += -Math.log(random.nextDouble()) / (0.1 + random.nextDouble());
                Pseudonym who = new Pseudonym("s" + n);
                heard.on(new Signal("c" + n, minute(minute), who, Signal.Action.CART, LAMP, 0, 1_000));
                if (random.nextDouble() < 0.3) {
                    heard.on(new Signal("o" + n, minute(minute + 0.5), who, Signal.Action.ORDER, LAMP, 1, 1_000));
                }
            }
            assertThat(heard.until(START.plus(Duration.ofMinutes(600)), Map.of()))
                    .as("sale %d", sale)
                    .isEmpty();
        }
    }
}
