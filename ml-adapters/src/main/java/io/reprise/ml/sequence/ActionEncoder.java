package io.reprise.ml.sequence;

import io.reprise.ml.dataset.ShopperAction;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Actions as numbers. The gap of an action is the time until the next one, that of the last until it is asked. */
public final class ActionEncoder {

    private final Map<String, Integer> items;
    private final Map<String, Integer> categories;
    private final ZoneId zone;

    public ActionEncoder(BehaviourVocabulary vocabulary) {
        items = numbers(vocabulary.items());
        categories = numbers(vocabulary.categories());
        zone = ZoneId.of(vocabulary.zone());
    }

    private static Map<String, Integer> numbers(List<String> names) {
        Map<String, Integer> numbers = new HashMap<>();
        names.forEach(name -> numbers.put(name, numbers.size() + 1));
        return numbers;
    }

    /** @return 0 for an item that is not known */
    public int item(String item) {
        return items.getOrDefault(item, 0);
    }

    /** @return class of the hour of day, from 0 */
    public int hour(Instant at) {
        return at.atZone(zone).getHour();
    }

    /**
     * @param actions of one shopper, oldest first; those on items that are not known are left out
     * @param asked when it is asked what comes next; not before the last action
     */
    public History encode(List<ShopperAction> actions, Instant asked) {
        List<ShopperAction> known =
                actions.stream().filter(action -> item(action.item()) > 0).toList();
        int n = known.size();
        int[] numbers = new int[n];
        int[][] channels = new int[categories.isEmpty() ? 3 : 4][n];
        for (int i = 0; i < n; i++) {
            ShopperAction action = known.get(i);
            Instant until = i + 1 < n ? known.get(i + 1).at() : asked;
            numbers[i] = item(action.item());
            int c = 0;
            if (!categories.isEmpty()) {
                channels[c++][i] = categories.getOrDefault(action.category(), 0);
            }
            channels[c++][i] = action.action().ordinal() + 1;
            channels[c++][i] = BehaviourVocabulary.gap(
                    Math.max(0, Duration.between(action.at(), until).toMinutes()));
            channels[c][i] = hour(action.at()) + 1;
        }
        return new History(numbers, channels);
    }
}
