package io.reprise.domain.model.audience;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.Sha256;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ArmTest {

    private static final CampaignId SALE = new CampaignId("singles-day");

    private static Stream<Pseudonym> shoppers() {
        return IntStream.range(0, 10_000).mapToObj(n -> new Pseudonym("shopper-" + n));
    }

    private static long draw(String what, Pseudonym shopper) {
        return Sha256.drawOf(what, SALE.value(), shopper.value()) % 10_000;
    }

    @Test
    void a_shopper_is_held_out_when_their_draw_is_below_the_share() {
        Pseudonym shopper = new Pseudonym("ada");
        int draw = (int) draw("arm", shopper);
        assertThat(Arm.of(SALE, shopper, draw)).isEqualTo(Arm.TREATED);
        assertThat(Arm.of(SALE, shopper, draw + 1)).isEqualTo(Arm.HOLD_OUT);
        assertThat(Arm.of(SALE, shopper, 0)).isEqualTo(Arm.TREATED);
        assertThat(Arm.of(SALE, shopper, 10_000)).isEqualTo(Arm.HOLD_OUT);
    }

    @Test
    void about_the_share_of_all_shoppers_is_held_out_and_others_in_another_sale() {
        assertThat(shoppers().filter(s -> Arm.of(SALE, s, 1_000) == Arm.HOLD_OUT))
                .hasSizeBetween(900, 1_100);
        CampaignId other = new CampaignId("spring");
        assertThat(shoppers().filter(s -> Arm.of(SALE, s, 5_000) != Arm.of(other, s, 5_000)))
                .hasSizeBetween(4_700, 5_300);
    }

    @Test
    void who_sees_a_sale_at_one_share_sees_it_at_every_larger_one() {
        Pseudonym shopper = new Pseudonym("ada");
        int draw = (int) draw("audience", shopper);
        assertThat(Arm.isShown(SALE, shopper, draw)).isFalse();
        assertThat(Arm.isShown(SALE, shopper, draw + 1)).isTrue();
        assertThat(shoppers().filter(s -> Arm.isShown(SALE, s, 3_000)))
                .hasSizeBetween(2_850, 3_150)
                .allMatch(s -> Arm.isShown(SALE, s, 3_001));
        assertThat(shoppers()).allMatch(s -> Arm.isShown(SALE, s, 10_000)).noneMatch(s -> Arm.isShown(SALE, s, 0));
    }

    @Test
    void who_sees_it_does_not_depend_on_the_arm() {
        assertThat(shoppers()
                        .filter(s -> Arm.of(SALE, s, 5_000) == Arm.HOLD_OUT)
                        .filter(s -> Arm.isShown(SALE, s, 5_000)))
                .hasSizeBetween(2_300, 2_700);
    }
}
