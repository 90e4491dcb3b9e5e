package io.reprise.benchmarks.uplift;

import io.reprise.domain.model.campaign.Plan;
import io.reprise.domain.model.campaign.Plan.Guardrails;
import io.reprise.domain.model.decision.DecisionKind;
import io.reprise.domain.model.decision.PolicyRef;
import io.reprise.domain.model.vocabulary.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A way to run a sale.
 *
 * @param name for tables and options
 * @param what one line about it
 * @param written what the marketer writes into the drawn plan
 * @param policies which policy takes a kind of decision; the engine's usual one where none is named
 * @param answers whether the person who is asked about an adjustment ever answers
 */
record Strategy(
        String name,
        String what,
        UnaryOperator<Plan> written,
        Map<DecisionKind, PolicyRef> policies,
        Sight sight,
        boolean answers) {

    /** What is known of demand. */
    enum Sight {
        /** What the models answer. */
        MODELS,
        /** The market's true mean. */
        ORACLE,
        /** There is no sale. */
        NO_SALE
    }

    static final String RULE_OF_THUMB = "rule-of-thumb";
    static final String ORACLE = "oracle";
    static final String REPRISE = "reprise";

    /** A part of Reprise that is switched off in a strategy named {@code reprise-without-PART}. */
    static final String WITHOUT = "reprise-without-";

    private static final int EVENING = 20;
    private static final int NOON = 12;

    /** Every strategy, in the order of the tables. */
    static final List<Strategy> ALL = List.of(
            of(RULE_OF_THUMB, "starts at 20:00, one discount for all, never adjusted", p -> frozen(at(p, EVENING))),
            of("rule-of-thumb-noon", "the same from 12:00, this shop's busiest hour", p -> frozen(at(p, NOON))),
            of(REPRISE, "every part on", p -> p),
            of(WITHOUT + "schedule", "starts at 20:00", p -> at(p, EVENING)),
            of(WITHOUT + "re-tuning", "never adjusted", Strategy::frozen),
            new Strategy("reprise-unanswered", "nobody answers for adjustments", p -> p, Map.of(), Sight.MODELS, false),
            new Strategy(ORACLE, "Reprise that knows the market's mean demand", p -> p, Map.of(), Sight.ORACLE, true),
            new Strategy("no-sale", "everything at the regular price", p -> p, Map.of(), Sight.NO_SALE, true));

    static Optional<Strategy> named(String name) {
        return ALL.stream().filter(s -> s.name().equals(name)).findFirst();
    }

    private static Strategy of(String name, String what, UnaryOperator<Plan> written) {
        return new Strategy(name, what, written, Map.of(), Sight.MODELS, true);
    }

    /** Leaves the schedule no choice: the first such hour of the horizon. */
    static Plan at(Plan plan, int hour) {
        Instant from = plan.within().from();
        while (from.atZone(plan.zone()).getHour() != hour) {
            from = from.plus(Duration.ofHours(1));
        }
        TimeWindow within = new TimeWindow(from, from.plus(Duration.ofHours(plan.lengthHours())));
        return with(plan, within, plan.extraPushWaves(), plan.guardrails());
    }

    /** Allows no change while it runs. */
    static Plan frozen(Plan plan) {
        Guardrails g = plan.guardrails();
        return with(
                plan,
                plan.within(),
                0,
                new Guardrails(g.discountBpsMax(), g.marginBpsMin(), g.automaticStepBpsMax(), 0, g.cooldownMinutes()));
    }

    private static Plan with(Plan plan, TimeWindow within, int extraPushWaves, Guardrails guardrails) {
        return new Plan(
                plan.name(),
                plan.currency(),
                plan.zone(),
                within,
                plan.lengthHours(),
                plan.monitorMinutes(),
                plan.pushWaves(),
                extraPushWaves,
                plan.holdOutBps(),
                plan.discountBudgetCents(),
                guardrails,
                plan.items());
    }
}
