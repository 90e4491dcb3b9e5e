package io.reprise.domain.model.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.domain.model.stock.StockEvent.Answer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClaimAnswersTest {

    private static final ClaimAnswers NONE = ClaimAnswers.of(Map.of());

    private static List<Answer> granted(String... claims) {
        return List.of(claims).stream().map(claim -> new Answer(claim, 1, true)).toList();
    }

    @Test
    void a_version_does_not_see_what_was_answered_after_it() {
        ClaimAnswers one = NONE.plus(granted("a"));
        ClaimAnswers two = one.plus(granted("b"));
        assertThat(NONE).isEmpty();
        assertThat(one).containsOnlyKeys("a").hasSize(1);
        assertThat(one.get("b")).isNull();
        assertThat(two).containsOnlyKeys("a", "b").isEqualTo(Map.of("a", true, "b", true));
    }

    @Test
    void two_that_grow_out_of_the_same_one_do_not_see_each_other() {
        ClaimAnswers one = NONE.plus(granted("a"));
        ClaimAnswers lost = one.plus(granted("b"));
        ClaimAnswers kept = one.plus(List.of(new Answer("b", 1, false), new Answer("c", 1, true)));
        assertThat(lost).isEqualTo(Map.of("a", true, "b", true));
        assertThat(kept).isEqualTo(Map.of("a", true, "b", false, "c", true));
        assertThat(one).hasSize(1);
    }

    @Test
    void answers_keep_their_order_and_a_later_one_holds() {
        ClaimAnswers answers = NONE.plus(granted("c", "a")).plus(granted("b")).plus(List.of(new Answer("a", 1, false)));
        assertThat(answers.keySet()).containsExactly("c", "a", "b");
        assertThat(answers.get("a")).isFalse();
        assertThat(ClaimAnswers.of(new LinkedHashMap<>(answers)))
                .isEqualTo(answers)
                .hasSameHashCodeAs(answers);
        assertThat(NONE.plus(List.of(new Answer("d", 1, true), new Answer("d", 1, false))))
                .isEqualTo(Map.of("d", false));
        assertThatThrownBy(() -> answers.put("d", true)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> answers.entrySet().clear()).isInstanceOf(UnsupportedOperationException.class);
    }
}
