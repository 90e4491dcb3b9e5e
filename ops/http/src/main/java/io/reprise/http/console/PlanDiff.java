package io.reprise.http.console;

import io.reprise.domain.model.campaign.Plan;
import io.reprise.domain.model.campaign.Plan.PlannedItem;
import io.reprise.domain.model.vocabulary.Sku;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What differs between two plans, in the words of the form.
 *
 * @param fields in the order of the form
 * @param items in the order of the second plan, those that went last
 */
public record PlanDiff(List<Field> fields, List<Item> items) {

    /** @param key of the field's label */
    public record Field(String key, String before, String after) {}

    /** @param before empty where the item is new, @param after empty where it is gone */
    public record Item(Optional<PlannedItem> before, Optional<PlannedItem> after) {
        public PlannedItem known() {
            return after.or(() -> before).orElseThrow();
        }
    }

    public boolean isEmpty() {
        return fields.isEmpty() && items.isEmpty();
    }

    static PlanDiff of(Plan before, Plan after) {
        Map<String, String> was = PlanForm.of("", before).labelled();
        List<Field> fields = new ArrayList<>();
        PlanForm.of("", after).labelled().forEach((key, now) -> {
            if (!now.equals(was.get(key))) {
                fields.add(new Field(key, was.get(key), now));
            }
        });
        return new PlanDiff(fields, items(before, after));
    }

    private static List<Item> items(Plan before, Plan after) {
        Map<Sku, PlannedItem> was = bySku(before);
        Map<Sku, PlannedItem> now = bySku(after);
        Set<Sku> all = new LinkedHashSet<>(now.keySet());
        all.addAll(was.keySet());
        return all.stream()
                .filter(sku -> !Optional.ofNullable(now.get(sku)).equals(Optional.ofNullable(was.get(sku))))
                .map(sku -> new Item(Optional.ofNullable(was.get(sku)), Optional.ofNullable(now.get(sku))))
                .toList();
    }

    private static Map<Sku, PlannedItem> bySku(Plan plan) {
        Map<Sku, PlannedItem> items = new LinkedHashMap<>();
        plan.items().forEach(item -> items.put(item.sku(), item));
        return items;
    }
}
