package io.reprise.domain.model.registry;

import io.reprise.domain.model.vocabulary.InvalidValue;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How evenly a model serves its groups, and how evenly it has to; part of its evaluation.
 *
 * @param gaps every group that had rows enough to be measured
 */
public record GroupFairness(FairnessLimit limit, List<GroupGap> gaps) {

    private static final int GROUPS_MAX = 1_000;

    /** @param gap of the limit's metric; larger is worse */
    public record GroupGap(String attribute, String group, long rows, double gap) {
        public GroupGap {
            InvalidValue.unless(Double.isFinite(gap) && gap >= 0, "gap", "must be a number that is not negative");
        }
    }

    public GroupFairness {
        gaps = List.copyOf(gaps);
        InvalidValue.unless(
                !gaps.isEmpty() && gaps.size() <= GROUPS_MAX, "gaps", "must be 1 to " + GROUPS_MAX + " groups");
    }

    /** What groups on a card are to this limit; empty where none was measured by its metric. */
    public static Optional<GroupFairness> of(List<GroupFigures> groups, FairnessLimit limit) {
        List<GroupGap> gaps = groups.stream()
                .filter(group -> group.figures().containsKey(limit.metric()))
                .map(group -> new GroupGap(
                        group.attribute(),
                        group.group(),
                        group.rows(),
                        group.figures().get(limit.metric()).value()))
                .toList();
        return gaps.isEmpty() ? Optional.empty() : Optional.of(new GroupFairness(limit, gaps));
    }

    /** The group that fares worst; of two alike the first. */
    public GroupGap worst() {
        return gaps.stream()
                .max(Comparator.comparingDouble(GroupGap::gap))
                .orElseThrow(() -> new IllegalStateException("there is no group"));
    }

    boolean isWithinLimit() {
        return worst().gap() <= limit.limit();
    }
}
