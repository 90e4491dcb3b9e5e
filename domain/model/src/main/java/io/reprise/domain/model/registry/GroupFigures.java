package io.reprise.domain.model.registry;

import io.reprise.domain.model.vocabulary.InvalidValue;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How a model does for one group of people (or of items) on held-out data.
 *
 * @param attribute what the groups differ in, for example {@code region}
 * @param group the group, for example {@code France}
 * @param rows held-out rows of it
 * @param figures by name; those whose name ends in {@code -gap} say how far it is from the group that fares best
 */
public record GroupFigures(String attribute, String group, long rows, SortedMap<String, Figure> figures) {

    /** @param low lower end of the 95 % interval, {@code high} the upper one; both are the value where none was made */
    public record Figure(double value, double low, double high) {
        public Figure {
            InvalidValue.unless(
                    Double.isFinite(value) && Double.isFinite(low) && Double.isFinite(high),
                    "figure",
                    "must be a number");
        }
    }

    public GroupFigures {
        figures = Collections.unmodifiableSortedMap(new TreeMap<>(figures));
    }

    /** Every figure that any of them has, gaps last. */
    public static List<String> names(List<GroupFigures> groups) {
        return groups.stream()
                .flatMap(group -> group.figures().keySet().stream())
                .distinct()
                .sorted(Comparator.comparing((String name) -> name.endsWith("-gap"))
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
    }
}
