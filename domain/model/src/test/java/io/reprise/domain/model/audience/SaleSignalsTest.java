package io.reprise.domain.model.audience;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.model.audience.AudienceEvent.AudienceEnrolled;
import io.reprise.domain.model.audience.AudienceEvent.PriorSpendRecorded;
import io.reprise.domain.model.audience.AudienceEvent.SignalsReceived;
import io.reprise.domain.model.audience.Signal.Action;
import io.reprise.domain.model.decision.AdjustmentInputs.Group;
import io.reprise.domain.model.decision.ArmMoments;
import io.reprise.domain.model.decision.ArmTotals;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SaleSignalsTest {

    private static final CampaignId SALE = new CampaignId("singles-day");
    private static final int HOLD_OUT_BPS = 5_000;
    private static final Instant START = Instant.parse("2026-11-11T20:00:00Z");
    private static final Sku MUG = new Sku("mug");
    private static final Sku LAMP = new Sku("lamp");

    private static final Pseudonym ADA = inArm(Arm.TREATED, 0);
    private static final Pseudonym BO = inArm(Arm.TREATED, 1);
    private static final Pseudonym HAN = inArm(Arm.HOLD_OUT, 0);

    private final SaleSignals sale = new SaleSignals();
    private int next;

    private static Pseudonym inArm(Arm arm, int number) {
        return IntStream.range(0, 1_000)
                .mapToObj(n -> new Pseudonym("shopper-" + n))
                .filter(shopper -> Arm.of(SALE, shopper, HOLD_OUT_BPS) == arm)
                .skip(number)
                .findFirst()
                .orElseThrow();
    }

    private static Instant minute(int minute) {
        return START.plus(Duration.ofMinutes(minute));
    }

    private Signal order(Pseudonym shopper, Sku sku, int units, long priceCents, int minute) {
        return new Signal("order-" + next++, minute(minute), shopper, Action.ORDER, sku, units, priceCents);
    }

    private Signal view(Pseudonym shopper, int minute) {
        return new Signal("view-" + next++, minute(minute), shopper, Action.VIEW, MUG, 0, 0);
    }

    private void received(Signal... signals) {
        sale.on(new SignalsReceived(SALE, HOLD_OUT_BPS, List.of(signals), START));
    }

    private void spentBefore(Object... shoppersAndCents) {
        sale.on(new PriorSpendRecorded(
                SALE,
                HOLD_OUT_BPS,
                IntStream.range(0, shoppersAndCents.length / 2)
                        .mapToObj(i -> new PriorSpend((Pseudonym) shoppersAndCents[2 * i], (long)
                                (int) (Integer) shoppersAndCents[2 * i + 1]))
                        .toList(),
                START));
    }

    @Test
    void what_each_arm_did_is_added_up() {
        received(
                order(ADA, MUG, 2, 300, 1),
                order(ADA, LAMP, 1, 5_000, 2),
                order(BO, MUG, 3, 250, 3),
                view(BO, 4),
                order(HAN, MUG, 4, 400, 5));

        assertThat(sale.totals(Arm.TREATED))
                .isEqualTo(new ArmTotals(2, 2, 2, 3, 6, 6_350, 5_600.0 * 5_600 + 750.0 * 750));
        assertThat(sale.totals(Arm.HOLD_OUT)).isEqualTo(new ArmTotals(1, 1, 1, 1, 4, 1_600, 1_600.0 * 1_600));
        assertThat(sale.sold(MUG)).isEqualTo(5);
        assertThat(sale.sold(LAMP)).isEqualTo(1);
        assertThat(sale.revenueCents(MUG)).isEqualTo(1_350);
        assertThat(sale.revenueCents(LAMP)).isEqualTo(5_000);
        assertThat(sale.revenueCents(new Sku("vase"))).isZero();
        assertThat(sale.lastSold(MUG)).contains(minute(3));
        assertThat(sale.lastSold(new Sku("vase"))).isEmpty();
    }

    @Test
    void who_only_looked_takes_part_and_buys_nothing() {
        received(view(ADA, 1), view(ADA, 2));
        assertThat(sale.totals(Arm.TREATED)).isEqualTo(new ArmTotals(1, 1, 0, 0, 0, 0, 0));
        assertThat(sale.sold(MUG)).isZero();
    }

    @Test
    void a_span_has_its_first_moment_and_not_its_last() {
        received(order(ADA, MUG, 1, 300, 0), order(ADA, MUG, 10, 300, 5), order(BO, MUG, 100, 300, 10));
        received(order(HAN, MUG, 1_000, 300, 5));
        assertThat(sale.sold(MUG, new TimeWindow(minute(0), minute(10)))).isEqualTo(11);
        assertThat(sale.sold(MUG, new TimeWindow(minute(1), minute(11)))).isEqualTo(110);
        assertThat(sale.sold(Arm.HOLD_OUT, MUG, new TimeWindow(minute(5), minute(6))))
                .isEqualTo(1_000);
        assertThat(sale.sold(LAMP, new TimeWindow(minute(0), minute(10)))).isZero();
    }

    @Test
    void a_signal_that_comes_twice_counts_once() {
        Signal once = order(ADA, MUG, 2, 300, 1);
        received(once, once);
        received(once);
        assertThat(sale.totals(Arm.TREATED).orders()).isEqualTo(1);
        Signal fresh = view(ADA, 2);
        assertThat(sale.unseen(List.of(once, fresh, fresh))).containsExactly(fresh);
        assertThat(sale.unseen(List.of(once))).isEmpty();
    }

    @Test
    void what_was_asked_about_and_came_to_nothing_is_asked_about_again() {
        Signal one = order(ADA, MUG, 2, 300, 1);
        Signal two = order(ADA, MUG, 3, 300, 2);
        assertThat(sale.unseen(List.of(one, two))).containsExactly(one, two);
        received(two); // Somebody else was faster.
        assertThat(sale.unseen(List.of(one, two))).containsExactly(one);
        received(one, two);
        assertThat(sale.unseen(List.of(one, two))).isEmpty();
        assertThat(sale.totals(Arm.TREATED).units()).isEqualTo(5);
    }

    @Test
    void a_share_that_changed_while_signals_came_puts_who_comes_again_into_the_other_arm_too() {
        received(view(HAN, 1));
        sale.on(new SignalsReceived(SALE, 0, List.of(view(HAN, 2), view(HAN, 3)), START));
        received(view(HAN, 4));
        assertThat(sale.totals(Arm.HOLD_OUT).participants()).isEqualTo(1);
        assertThat(sale.totals(Arm.TREATED).participants()).isEqualTo(1);
    }

    @Test
    void orders_at_one_moment_and_of_one_shopper_are_added() {
        received(order(ADA, MUG, 2, 300, 1), order(ADA, MUG, 3, 300, 1));
        assertThat(sale.sold(MUG, new TimeWindow(minute(1), minute(2)))).isEqualTo(5);
        assertThat(sale.totals(Arm.TREATED).buyers()).isEqualTo(1);
        assertThat(sale.totals(Arm.TREATED).revenueSquaredCents()).isEqualTo(1_500.0 * 1_500);
    }

    @Test
    void shoppers_are_enrolled_once() {
        AudienceEnrolled enrolled = new AudienceEnrolled(SALE, 900, 100, "digest", START);
        assertThat(sale.hasEnrolled("digest")).isFalse();
        sale.on(enrolled);
        sale.on(enrolled);
        sale.on(new AudienceEnrolled(SALE, 9, 1, "others", START));
        assertThat(sale.hasEnrolled("digest")).isTrue();
        assertThat(sale.totals(Arm.TREATED).enrolled()).isEqualTo(909);
        assertThat(sale.totals(Arm.HOLD_OUT).enrolled()).isEqualTo(101);
    }

    @Test
    void the_first_figure_of_what_a_shopper_spent_before_holds() {
        spentBefore(ADA, 700, BO, 0);
        spentBefore(ADA, 9_999);
        assertThat(sale.moments(Arm.TREATED, Map.of()).priorCents()).isEqualTo(700);
        PriorSpend han = new PriorSpend(HAN, 40);
        assertThat(sale.unseenPriorSpend(List.of(new PriorSpend(ADA, 1), han, new PriorSpend(HAN, 50))))
                .containsExactly(han);
    }

    @Test
    void margins_and_what_was_spent_before_are_joined_shopper_by_shopper() {
        spentBefore(ADA, 700, BO, 30, HAN, 11);
        received(order(ADA, MUG, 2, 300, 1), order(ADA, LAMP, 1, 5_000, 2), order(BO, MUG, 3, 250, 3));
        received(order(HAN, MUG, 1, 400, 5));

        double ada = 5_600 - 2 * 100;
        double bo = 750 - 3 * 100;
        assertThat(sale.moments(Arm.TREATED, Map.of(MUG, 100L)))
                .isEqualTo(new ArmMoments(
                        (long) (ada + bo),
                        ada * ada + bo * bo,
                        730,
                        700.0 * 700 + 30 * 30,
                        5_600.0 * 700 + 750 * 30,
                        ada * 700 + bo * 30));
        assertThat(sale.moments(Arm.HOLD_OUT, Map.of(MUG, 100L)))
                .isEqualTo(new ArmMoments(300, 90_000, 11, 121, 4_400, 3_300));
    }

    @Test
    void new_and_returning_shoppers_are_told_apart_among_those_not_held_out() {
        assertThat(sale.groups(SALE, List.of(MUG), List.of(10_000)))
                .as("nothing was told")
                .isEmpty();
        spentBefore(ADA, 700, BO, 0, HAN, 11);
        received(order(ADA, MUG, 2, 300, 1), order(ADA, MUG, 1, 300, 2), order(BO, LAMP, 3, 250, 3));

        assertThat(sale.groups(SALE, List.of(MUG, LAMP), List.of(0, 10_000)))
                .containsExactly(
                        new Group("new", 1, List.of(0, 1), List.of(0, 3)),
                        new Group("returning", 1, List.of(0, 1), List.of(3, 0)));
    }

    @Test
    void who_would_see_the_sale_is_counted_at_each_share() {
        Pseudonym[] many =
                IntStream.range(0, 200).mapToObj(n -> inArm(Arm.TREATED, n)).toArray(Pseudonym[]::new);
        Arrays.stream(many).forEach(shopper -> spentBefore(shopper, 5));
        List<Integer> shares = List.of(2_500, 7_500);
        Group returning = sale.groups(SALE, List.of(MUG), shares).getLast();
        assertThat(returning.shoppers()).isEqualTo(200);
        for (int i = 0; i < shares.size(); i++) {
            int share = shares.get(i);
            assertThat(returning.seeing().get(i)).isEqualTo((int)
                    Arrays.stream(many).filter(s -> Arm.isShown(SALE, s, share)).count());
        }
    }

    @Test
    void a_silence_of_orders_is_found_among_its_signals() {
        for (int minute = 0; minute < 30; minute++) {
            for (int n = 0; n < 20; n++) {
                Pseudonym shopper = new Pseudonym("s-" + minute + "-" + n);
                received(new Signal("c-" + minute + "-" + n, minute(minute), shopper, Action.CART, MUG, 0, 0));
                if (minute < 10) {
                    received(order(shopper, MUG, 1, 300, minute));
                }
            }
        }
        assertThat(sale.silences(minute(30), Map.of())).containsExactly(new TimeWindow(minute(10), minute(30)));
        assertThat(sale.actions()).isNotNull();
    }
}
