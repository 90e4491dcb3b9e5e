package io.reprise.domain.model.decision;

import static io.reprise.domain.model.decision.LearningAdjustmentTest.MODEL_ELASTICITY;
import static io.reprise.domain.model.decision.LearningAdjustmentTest.PLANNED;
import static io.reprise.domain.model.decision.LearningAdjustmentTest.STEPS;
import static io.reprise.domain.model.decision.LearningAdjustmentTest.inputs;
import static io.reprise.domain.model.decision.LearningAdjustmentTest.planned;
import static io.reprise.domain.model.decision.LearningAdjustmentTest.response;

import io.reprise.domain.model.decision.AdjustmentInputs.Ahead;
import io.reprise.domain.model.decision.AdjustmentInputs.Group;
import io.reprise.domain.model.decision.AdjustmentInputs.Item;
import io.reprise.domain.model.decision.AdjustmentInputs.ItemAhead;
import io.reprise.domain.model.decision.AdjustmentInputs.Limits;
import io.reprise.domain.model.vocabulary.WarehouseId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A sale in its fifth hour of which more than prices may be changed, and what is decided of it. */
final class WholeMenuSale {

    static final Instant END = Instant.parse("2026-11-11T20:00:00Z");
    static final WarehouseId LONDON = new WarehouseId("LON");

    /** Nobody may change a price. */
    static final Limits NO_PRICES = new Limits(PLANNED, 0, 0, 10_000_000);

    private WholeMenuSale() {}

    /** @param regular units an hour that would be bought at the regular price */
    static Ahead ahead(
            AdjustmentInputs in, List<Integer> ends, int itemChangesLeft, List<Integer> audiences, double regular) {
        int hours =
                in.hoursLeft() + ends.stream().mapToInt(Integer::intValue).max().orElse(0);
        List<ItemAhead> items = new ArrayList<>();
        for (Item item : in.items()) {
            items.add(new ItemAhead(
                    false,
                    0,
                    Collections.nCopies(Math.max(hours, in.hoursLeft()), regular),
                    0,
                    new TreeMap<>(Map.of(LONDON, item.left()))));
        }
        return new Ahead(
                Math.max(hours, in.hoursLeft()),
                END,
                ends,
                0,
                itemChangesLeft,
                10_000,
                audiences,
                0,
                items,
                List.of(),
                500);
    }

    private static Ahead changed(Ahead a, int endMoves, List<ItemAhead> items, List<Group> groups) {
        return new Ahead(
                a.hours(),
                a.end(),
                a.endMovesHours(),
                endMoves,
                a.itemChangesLeft(),
                a.audienceBps(),
                a.audienceChoicesBps(),
                a.audienceMoves(),
                items,
                groups,
                a.groupGapBpsMax());
    }

    static Ahead ofItems(Ahead ahead, List<ItemAhead> items) {
        return changed(ahead, 0, items, List.of());
    }

    static Ahead ofGroups(Ahead ahead, List<Group> groups) {
        return changed(ahead, 0, ahead.items(), groups);
    }

    static Ahead afterMoves(Ahead ahead, int endMoves) {
        return changed(ahead, endMoves, ahead.items(), List.of());
    }

    static AdjustmentInputs resting(double level, int left, int free) {
        AdjustmentInputs in = inputs(MODEL_ELASTICITY, level, left, free, NO_PRICES, 0);
        List<Item> items = in.items().stream()
                .map(i -> new Item(i.sku(), 1_000, 500, PLANNED, i.left(), i.soldToDate(), i.expectedToDate(), true))
                .toList();
        return new AdjustmentInputs(5, 6, 9_000, STEPS, NO_PRICES, 0, 0, items, in.shown());
    }

    static Policy.Verdict<?> verdict(AdjustmentInputs in) {
        return verdict(Policies.ADJUSTMENT, in);
    }

    static Policy.Verdict<?> verdict(PolicyRef policy, AdjustmentInputs in) {
        Evidence evidence = response(planned(), in.ahead().orElseThrow().hours());
        return Policies.decide(policy, in, evidence, Policies.defaults(policy), 7);
    }

    static AdjustmentOutcome taken(AdjustmentInputs in) {
        return (AdjustmentOutcome) verdict(in).outcome();
    }

    static Alternative weighed(Policy.Verdict<?> verdict, String key) {
        return verdict.alternatives().stream()
                .filter(a -> a.option().equals(key))
                .findFirst()
                .orElseThrow();
    }
}
