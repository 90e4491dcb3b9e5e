package io.reprise.domain.model.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.model.decision.ShownResponse.Belief;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class MenuOptionTest {

    /** Ways demand may be, in which an option gains so much. */
    private static List<Belief> ways(double... gains) {
        return Arrays.stream(gains)
                .mapToObj(gain -> new Belief(new double[] {gain}, new int[] {0}, new int[] {0}, new double[0][]))
                .toList();
    }

    private static MenuOption option(double gain, double sign) {
        return MenuOption.of(
                MenuOption.END_LATER, List.of(), gain, gain, ExtentChange.NONE, way -> sign * way.weights()[0]);
    }

    @Test
    void an_options_risk_is_what_it_is_worth_less_than_one_time_in_ten_and_how_often_it_loses() {
        List<Belief> ways = ways(5, -2, 0, 7, -30, 4, 1, 2, 3, 6);
        assertThat(MenuOption.risks(List.of(option(4, 1), MenuOption.leaveAlone(), option(-4, -1)), ways))
                .satisfiesExactly(
                        // To gain nothing is not to lose.
                        risk -> assertThat(risk).contains(new Alternative.Risk(-2, 0.2)),
                        risk -> assertThat(risk).isEmpty(),
                        risk -> assertThat(risk).contains(new Alternative.Risk(-6, 0.7)));
    }

    @Test
    void what_is_not_preferred_gains_what_it_did() {
        MenuOption option = option(4, 1);
        assertThat(option.notPreferred().preference()).isZero();
        assertThat(option.notPreferred().gain()).isEqualTo(4);
        assertThat(option.notPreferred().key()).isEqualTo(option.key());
    }
}
