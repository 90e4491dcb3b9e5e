package io.reprise.ml.sequence;

import io.reprise.ml.dataset.Action;
import io.reprise.ml.dataset.ShopperAction;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Examples of what shoppers did within a window after a moment, split by time: windows of training end before those of
 * validation begin, and those before the test's begin. At each moment only what was done before it is in the history.
 *
 * @param validationFrom beginning of the first window of validation, likewise {@code testFrom}
 */
public record BehaviourExamples(
        List<Example> train, List<Example> validation, List<Example> test, Instant validationFrom, Instant testFrom) {

    /** Share of the time that is for validation, and again for the test. */
    private static final double HELD_OUT = 0.12;

    /** Share of the time at the beginning in which too little is known of anybody. */
    private static final double UNKNOWN = 0.1;

    /**
     * @param first time of the first action, @param last of the last
     * @param trainMax at most so many examples to learn from are drawn, evenly from all; likewise {@code heldOutMax}
     */
    public static BehaviourExamples of(
            List<List<ShopperAction>> shoppers,
            BehaviourVocabulary vocabulary,
            Instant first,
            Instant last,
            int trainMax,
            int heldOutMax,
            long seed) {
        long seconds = Duration.between(first, last).toSeconds();
        Instant end = last.plusSeconds(1);
        Instant test = aligned(end.minusSeconds((long) (seconds * HELD_OUT)), vocabulary);
        Instant validation = aligned(test.minusSeconds((long) (seconds * HELD_OUT)), vocabulary);
        Instant known = aligned(first.plusSeconds((long) (seconds * UNKNOWN)), vocabulary);
        ActionEncoder encoder = new ActionEncoder(vocabulary);
        Duration window = Duration.ofHours(vocabulary.windowHours());
        Random random = new Random(seed);
        return new BehaviourExamples(
                drawn(windows(shoppers, encoder, window, known, validation), trainMax, random),
                drawn(windows(shoppers, encoder, window, validation, test), heldOutMax, random),
                drawn(windows(shoppers, encoder, window, test, end), heldOutMax, random),
                validation,
                test);
    }

    /** Windows of whole days begin at midnight, others at a full hour. */
    private static Instant aligned(Instant at, BehaviourVocabulary vocabulary) {
        boolean areDays = vocabulary.windowHours() % BehaviourVocabulary.HOURS_OF_DAY == 0;
        return at.atZone(ZoneId.of(vocabulary.zone()))
                .truncatedTo(areDays ? ChronoUnit.DAYS : ChronoUnit.HOURS)
                .toInstant();
    }

    private record Asked(List<ShopperAction> actions, int past, Instant at, Instant until) {

        /** Empty where nothing known was done before. */
        Optional<Example> example(ActionEncoder encoder, int historyMax) {
            History history = encoder.encode(actions.subList(Math.max(0, past - historyMax), past), at);
            if (history.length() == 0) {
                return Optional.empty();
            }
            int next = 0;
            for (int i = past; i < actions.size() && actions.get(i).at().isBefore(until); i++) {
                ShopperAction action = actions.get(i);
                next = next == 0 ? encoder.item(action.item()) : next;
                if (action.action() == Action.BUY) {
                    return Optional.of(new Example(history, next, 1, encoder.hour(action.at())));
                }
            }
            return Optional.of(new Example(history, next, 0, -1));
        }
    }

    private record Windows(List<Asked> asked, ActionEncoder encoder) {}

    /** One after the other from one moment until the other, for each shopper of whom something is known by then. */
    private static Windows windows(
            List<List<ShopperAction>> shoppers, ActionEncoder encoder, Duration window, Instant from, Instant to) {
        List<Asked> asked = new ArrayList<>();
        for (List<ShopperAction> actions : shoppers) {
            int past = 0;
            for (Instant at = from; !at.plus(window).isAfter(to); at = at.plus(window)) {
                while (past < actions.size() && actions.get(past).at().isBefore(at)) {
                    past++;
                }
                if (past > 0) {
                    asked.add(new Asked(actions, past, at, at.plus(window)));
                }
            }
        }
        return new Windows(asked, encoder);
    }

    /** Drawn without looking at what came: shares of outcomes stay as they were. */
    private static List<Example> drawn(Windows windows, int max, Random random) {
        List<Asked> all = windows.asked();
        for (int i = 0; i < Math.min(max, all.size()); i++) {
            int j = i + random.nextInt(all.size() - i);
            Asked swap = all.get(i);
            all.set(i, all.get(j));
            all.set(j, swap);
        }
        return all.subList(0, Math.min(max, all.size())).stream()
                .flatMap(asked -> asked.example(windows.encoder(), 1_000).stream())
                .toList();
    }
}
