package io.reprise.ml.sequence;

import io.reprise.ml.dataset.Action;
import io.reprise.ml.dataset.ShopperAction;
import io.reprise.ml.sequence.SequenceShape.Channel;
import io.reprise.ml.sequence.SequenceShape.Objective;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the numbers of a sequence mean; kept beside the artifact.
 *
 * @param items in the order of their numbers, from 1, most frequent first
 * @param categories likewise; empty where the data has none
 * @param zone in which the hour of an action is told
 * @param windowHours for how many hours after it is asked a purchase counts
 */
public record BehaviourVocabulary(List<String> items, List<String> categories, String zone, int windowHours) {

    /** Names of channels. */
    static final String CATEGORY = "category";

    static final String ACTION = "action";
    static final String GAP = "gap";
    static final String HOUR = "hour";

    /** Upper ends of the gaps' buckets in minutes; beyond the last one there is one more. */
    private static final long[] GAP_MINUTES = {1, 10, 60, 360, 1_440, 4_320, 10_080, 20_160, 40_320, 120_960};

    public static final int HOURS_OF_DAY = 24;

    public BehaviourVocabulary {
        items = List.copyOf(items);
        categories = List.copyOf(categories);
    }

    /** @param itemsMax the most frequent so many items are known; actions on others are left out of sequences */
    public static BehaviourVocabulary of(
            List<List<ShopperAction>> shoppers, int itemsMax, String zone, int windowHours) {
        Map<String, Integer> items = new HashMap<>();
        Map<String, Integer> categories = new HashMap<>();
        shoppers.forEach(actions -> actions.forEach(action -> {
            items.merge(action.item(), 1, Integer::sum);
            if (!action.category().isEmpty()) {
                categories.merge(action.category(), 1, Integer::sum);
            }
        }));
        return new BehaviourVocabulary(
                mostFrequent(items, itemsMax), mostFrequent(categories, itemsMax), zone, windowHours);
    }

    private static List<String> mostFrequent(Map<String, Integer> counts, int max) {
        return counts.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<String, Integer> e) -> -e.getValue())
                        .thenComparing(Map.Entry::getKey))
                .limit(max)
                .map(Map.Entry::getKey)
                .toList();
    }

    public SequenceShape shape(Objective objective) {
        List<Channel> channels = new ArrayList<>();
        if (!categories.isEmpty()) {
            channels.add(new Channel(CATEGORY, categories.size()));
        }
        channels.add(new Channel(ACTION, Action.values().length));
        channels.add(new Channel(GAP, gaps()));
        channels.add(new Channel(HOUR, HOURS_OF_DAY));
        return new SequenceShape(items.size(), channels, objective, true, HOURS_OF_DAY);
    }

    /** Buckets of time. */
    static int gaps() {
        return GAP_MINUTES.length + 1;
    }

    /** @return from 1 */
    static int gap(long minutes) {
        int bucket = 0;
        while (bucket < GAP_MINUTES.length && minutes >= GAP_MINUTES[bucket]) {
            bucket++;
        }
        return bucket + 1;
    }
}
