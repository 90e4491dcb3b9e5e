package io.reprise.domain.model.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.model.vocabulary.Sku;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DifferenceTest {

    private record Change(Sku sku, int toBps) {}

    private record Outcome(List<Change> changes, Optional<Change> last, Map<String, Integer> parameters) {}

    private static final Change MUG = new Change(new Sku("mug"), 500);
    private static final Change LAMP = new Change(new Sku("lamp"), 900);

    private static List<Difference> between(Object recorded, Object again) {
        return Difference.between("outcome", recorded, again);
    }

    @Test
    void equal_values_have_none() {
        assertThat(between(
                        new Outcome(List.of(MUG), Optional.of(LAMP), Map.of("a", 1)),
                        new Outcome(List.of(MUG), Optional.of(LAMP), Map.of("a", 1))))
                .isEmpty();
        assertThat(between(null, null)).isEmpty();
    }

    @Test
    void it_is_told_where_in_the_parts_it_is() {
        assertThat(between(
                        new Outcome(List.of(LAMP, MUG), Optional.of(MUG), Map.of("a", 1, "b", 2)),
                        new Outcome(
                                List.of(LAMP, new Change(new Sku("mug"), 600)),
                                Optional.of(new Change(new Sku("cup"), 500)),
                                Map.of("a", 1, "b", 3))))
                .containsExactly(
                        new Difference("outcome.changes[1].toBps", "500", "600"),
                        new Difference("outcome.last.sku", MUG.sku().toString(), new Sku("cup").toString()),
                        new Difference("outcome.parameters.b", "2", "3"));
    }

    @Test
    void what_is_not_there_on_one_side_is_nothing() {
        assertThat(between(List.of(1, 2), List.of(1)))
                .containsExactly(new Difference("outcome[1]", "2", Difference.NOTHING));
        assertThat(between(List.of(), List.of(1)))
                .containsExactly(new Difference("outcome[0]", Difference.NOTHING, "1"));
        assertThat(between(Optional.empty(), Optional.of(7)))
                .containsExactly(new Difference("outcome", Difference.NOTHING, "7"));
        assertThat(between(Map.of("a", 1), Map.of("b", 2)))
                .containsExactlyInAnyOrder(
                        new Difference("outcome.a", "1", Difference.NOTHING),
                        new Difference("outcome.b", Difference.NOTHING, "2"));
    }

    @Test
    void records_of_different_kinds_or_of_one_part_are_told_whole() {
        assertThat(between(new Sku("mug"), new Sku("cup")))
                .containsExactly(new Difference("outcome", new Sku("mug").toString(), new Sku("cup").toString()));
        Outcome outcome = new Outcome(List.of(), Optional.empty(), Map.of());
        assertThat(between(MUG, outcome))
                .containsExactly(new Difference("outcome", MUG.toString(), outcome.toString()));
    }

    @Test
    void no_more_than_twenty_are_listed() {
        assertThat(between(Collections.nCopies(30, 1), Collections.nCopies(30, 2)))
                .hasSize(20);
    }
}
