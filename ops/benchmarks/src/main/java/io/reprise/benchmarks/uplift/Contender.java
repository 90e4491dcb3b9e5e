package io.reprise.benchmarks.uplift;

import io.reprise.domain.model.campaign.Leeway;
import io.reprise.domain.model.campaign.Plan;
import io.reprise.domain.model.campaign.Steering;
import io.reprise.domain.model.campaign.Strategy;
import io.reprise.domain.model.decision.DecisionKind;
import io.reprise.domain.model.decision.PolicyRef;
import io.reprise.domain.model.vocabulary.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A way to run a sale.
 *
 * @param name for tables and options
 * @param what one line about it
 * @param written what the marketer writes into the drawn plan
 * @param policies which policy takes a kind of decision; the engine's usual one where none is named
 * @param answers whether the person who is asked about an adjustment ever answers
 * @param taught which decisions before the sale are another's, if any
 */
record Contender(
        String name,
        String what,
        UnaryOperator<Plan> written,
        Map<DecisionKind, PolicyRef> policies,
        Sight sight,
        boolean answers,
        Optional<Teaching> taught) {

    /** That decides everything by itself. */
    Contender(
            String name,
            String what,
            UnaryOperator<Plan> written,
            Map<DecisionKind, PolicyRef> policies,
            Sight sight,
            boolean answers) {
        this(name, what, written, policies, sight, answers, Optional.empty());
    }

    /**
     * Decisions that are taken over from another contender's plan: {@link Lesson}.
     *
     * @param kinds {@code ASSORTMENT} for its discounts, {@code SCHEDULE} for its hours
     */
    record Teaching(String teacher, Set<DecisionKind> kinds) {}

    /** What is known of demand. */
    enum Sight {
        /** What the models answer. */
        MODELS,
        /** The market's true mean. */
        ORACLE,
        /** Likewise, but not how the items' elasticities differ. */
        ORACLE_OF_THE_WHOLE,
        /** There is no sale. */
        NO_SALE
    }

    static final String RULE_OF_THUMB = "rule-of-thumb";
    static final String ORACLE = "oracle";
    static final String REPRISE = "reprise";

    /** A part of Reprise that is switched off in a strategy named {@code reprise-without-PART}. */
    static final String WITHOUT = "reprise-without-";

    private static final int NOON = 12;

    /** Every strategy, in the order of the tables. A new one is a line here. */
    static final List<Contender> ALL = List.of(
            of(
                    RULE_OF_THUMB,
                    "from 20:00, one discount, stock in proportion, left alone",
                    Strategy.RULE_OF_THUMB.policies()),
            new Contender(
                    "rule-of-thumb-noon",
                    "the same from 12:00, this shop's busiest hour",
                    p -> at(p, NOON),
                    with(Strategy.RULE_OF_THUMB.policies(), DecisionKind.SCHEDULE, "planned-schedule"),
                    Sight.MODELS,
                    true),
            new Contender(
                    "fixed-plan",
                    "from 12:00 at the planned discounts, left alone",
                    p -> at(p, NOON),
                    Strategy.FIXED_PLAN.policies(),
                    Sight.MODELS,
                    true),
            of("greedy", "the best of the moment by the forecast alone", Strategy.GREEDY.policies()),
            of(REPRISE, "every part on", Strategy.REPRISE.policies()),
            without("schedule", "from 20:00", DecisionKind.SCHEDULE, "evening-schedule"),
            without("stock", "stock in proportion", DecisionKind.INVENTORY, "proportional-inventory"),
            without("assortment", "one discount for all", DecisionKind.ASSORTMENT, "uniform-assortment"),
            new Contender(
                    WITHOUT + "extent",
                    "its end, items and audience left alone",
                    p -> steered(p, p.within(), p.steered().with(Leeway.NONE)),
                    Strategy.REPRISE.policies(),
                    Sight.MODELS,
                    true),
            without("re-tuning", "left alone", DecisionKind.ADJUSTMENT, "leave-alone"),
            new Contender(
                    "reprise-unanswered",
                    "nobody answers for adjustments",
                    p -> p,
                    Strategy.REPRISE.policies(),
                    Sight.MODELS,
                    false),
            new Contender(
                    ORACLE,
                    "Reprise that knows the market's mean demand",
                    p -> p,
                    Strategy.REPRISE.policies(),
                    Sight.ORACLE,
                    true),
            new Contender(
                    "oracle-of-the-whole",
                    "the same, but all items' elasticities are the market's mean",
                    p -> p,
                    Strategy.REPRISE.policies(),
                    Sight.ORACLE_OF_THE_WHOLE,
                    true),
            new Contender(
                    "oracle-without-re-tuning",
                    "the same, left alone",
                    p -> p,
                    with(Strategy.REPRISE.policies(), DecisionKind.ADJUSTMENT, "leave-alone"),
                    Sight.ORACLE,
                    true),
            taughtByOracle("discounts", DecisionKind.ASSORTMENT),
            taughtByOracle("schedule", DecisionKind.SCHEDULE),
            taughtByOracle("plan", DecisionKind.ASSORTMENT, DecisionKind.SCHEDULE),
            new Contender(
                    "rule-of-thumb-at-reprises-hours",
                    "one discount, stock in proportion, left alone, when Reprise would have its sale",
                    p -> p,
                    without(Strategy.RULE_OF_THUMB.policies(), DecisionKind.SCHEDULE),
                    Sight.MODELS,
                    true,
                    Optional.of(new Teaching(REPRISE, Set.of(DecisionKind.SCHEDULE)))),
            new Contender("no-sale", "everything at the regular price", p -> p, Map.of(), Sight.NO_SALE, true));

    private static Map<DecisionKind, PolicyRef> with(
            Map<DecisionKind, PolicyRef> policies, DecisionKind kind, String policy) {
        Map<DecisionKind, PolicyRef> all = new EnumMap<>(DecisionKind.class);
        all.putAll(policies);
        all.put(kind, new PolicyRef(policy, 1));
        return all;
    }

    private static Map<DecisionKind, PolicyRef> without(Map<DecisionKind, PolicyRef> policies, DecisionKind kind) {
        Map<DecisionKind, PolicyRef> all = new EnumMap<>(policies);
        all.remove(kind);
        return all;
    }

    private static Contender of(String name, String what, Map<DecisionKind, PolicyRef> policies) {
        return new Contender(name, what, p -> p, policies, Sight.MODELS, true);
    }

    private static Contender without(String part, String what, DecisionKind kind, String policy) {
        return of(WITHOUT + part, what, with(Strategy.REPRISE.policies(), kind, policy));
    }

    private static Contender taughtByOracle(String part, DecisionKind... kinds) {
        return new Contender(
                "reprise-with-oracles-" + part,
                "what it decides before the sale is the oracle's",
                p -> p,
                Strategy.REPRISE.policies(),
                Sight.MODELS,
                true,
                Optional.of(new Teaching(ORACLE, Set.of(kinds))));
    }

    /** The drawn plan as this strategy writes it. */
    Plan plan(Plan drawn) {
        Plan plan = written.apply(drawn);
        return steered(plan, plan.within(), plan.steered().by(policies));
    }

    static Optional<Contender> named(String name) {
        return ALL.stream().filter(s -> s.name().equals(name)).findFirst();
    }

    /** Leaves a schedule that does as planned no other start than the first such hour of the horizon. */
    private static Plan at(Plan plan, int hour) {
        Instant from = plan.within().from();
        while (from.atZone(plan.zone()).getHour() != hour) {
            from = from.plus(Duration.ofHours(1));
        }
        TimeWindow within = new TimeWindow(from, from.plus(Duration.ofHours(plan.lengthHours())));
        return steered(plan, within, plan.steered());
    }

    private static Plan steered(Plan plan, TimeWindow within, Steering steering) {
        return new Plan(
                plan.name(),
                plan.currency(),
                plan.zone(),
                within,
                plan.lengthHours(),
                plan.monitorMinutes(),
                plan.pushWaves(),
                plan.extraPushWaves(),
                plan.holdOutBps(),
                plan.discountBudgetCents(),
                plan.guardrails(),
                plan.items(),
                Optional.of(steering));
    }
}
