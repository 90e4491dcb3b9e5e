package io.reprise.ml.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.model.audience.Pseudonym;
import io.reprise.ml.dataset.Action;
import io.reprise.ml.dataset.ShopperAction;
import io.reprise.ml.sequence.SequenceShape.Objective;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BehaviourExamplesTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private static ShopperAction action(int day, int hour, String item, Action action) {
        return new ShopperAction(
                Optional.of(new Pseudonym("p1")),
                item,
                "",
                action,
                START.plus(Duration.ofDays(day)).plus(Duration.ofHours(hour)),
                OptionalLong.empty(),
                1,
                "");
    }

    /** Looks at a new item each day, whose number is the day, and buys each seventh at 15:00. */
    private static List<ShopperAction> everyDay() {
        List<ShopperAction> actions = new ArrayList<>();
        for (int day = 0; day < 100; day++) {
            actions.add(action(day, 9, "item-" + (100 + day), Action.VIEW));
            if (day % 7 == 0) {
                actions.add(action(day, 15, "item-" + (100 + day), Action.BUY));
            }
        }
        return actions;
    }

    private static BehaviourVocabulary vocabulary(int windowHours) {
        return BehaviourVocabulary.of(List.of(everyDay()), 1_000, "UTC", windowHours);
    }

    private static BehaviourExamples examples() {
        List<ShopperAction> actions = everyDay();
        return BehaviourExamples.of(
                List.of(actions),
                vocabulary(24),
                actions.getFirst().at(),
                actions.getLast().at(),
                1_000,
                1_000,
                3);
    }

    /** Day of an item, by its number in the vocabulary. */
    private static int day(int item) {
        return Integer.parseInt(vocabulary(24).items().get(item - 1).substring(5)) - 100;
    }

    @Test
    void theHistoryHoldsNothingOfTheWindowNorOfAfter() {
        BehaviourExamples examples = examples();
        Stream.of(examples.train(), examples.validation(), examples.test())
                .flatMap(List::stream)
                .forEach(example -> {
                    int[] items = example.history().items();
                    int last = day(items[items.length - 1]);
                    assertThat(day(example.next())).isEqualTo(last + 1);
                    assertThat(example.bought()).isEqualTo((last + 1) % 7 == 0 ? 1 : 0);
                    assertThat(example.hour()).isEqualTo((last + 1) % 7 == 0 ? 15 : -1);
                });
        assertThat(examples.train()).hasSizeGreaterThan(50);
    }

    @Test
    void splitsAreOneAfterTheOther() {
        BehaviourExamples examples = examples();
        int trained =
                examples.train().stream().mapToInt(e -> day(e.next())).max().orElseThrow();
        int validatedFrom = examples.validation().stream()
                .mapToInt(e -> day(e.next()))
                .min()
                .orElseThrow();
        int validated = examples.validation().stream()
                .mapToInt(e -> day(e.next()))
                .max()
                .orElseThrow();
        int testedFrom =
                examples.test().stream().mapToInt(e -> day(e.next())).min().orElseThrow();
        assertThat(trained).isLessThan(validatedFrom);
        assertThat(validated).isLessThan(testedFrom);
    }

    @Test
    void theGapOfTheLastActionRunsUntilItIsAsked() {
        ActionEncoder encoder = new ActionEncoder(vocabulary(24));
        List<ShopperAction> two =
                List.of(action(0, 9, "item-100", Action.VIEW), action(0, 10, "item-101", Action.CART));
        History history = encoder.encode(two, two.getLast().at().plus(Duration.ofDays(2)));
        int[] gaps = history.channels()[1];
        assertThat(gaps[0]).isEqualTo(BehaviourVocabulary.gap(60));
        assertThat(gaps[1]).isEqualTo(BehaviourVocabulary.gap(2 * 24 * 60));
        assertThat(history.channels()[0]).containsExactly(1, 3);
        assertThat(history.channels()[2]).containsExactly(10, 11);
    }

    @Test
    void anItemThatIsNotKnownIsLeftOut() {
        ActionEncoder encoder = new ActionEncoder(vocabulary(24));
        List<ShopperAction> actions =
                List.of(action(0, 9, "another", Action.VIEW), action(0, 10, "item-101", Action.VIEW));
        assertThat(encoder.encode(actions, actions.getLast().at()).length()).isEqualTo(1);
    }

    @Test
    void theShapeHasAPlaceForEveryNumber() {
        SequenceShape shape = vocabulary(24).shape(Objective.CAUSAL);
        examples().train().forEach(example -> shape.check(example.history()));
        assertThat(shape.channels()).extracting(SequenceShape.Channel::name).containsExactly("action", "gap", "hour");
    }
}
