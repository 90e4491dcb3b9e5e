package io.reprise.domain.model.decision;

import io.reprise.domain.model.vocabulary.InvalidValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Every policy there ever was, by name and version. */
public final class Policies {

    public static final PolicyRef ASSORTMENT = ExpectedValueAssortment.REF;
    public static final PolicyRef SCHEDULE = PortfolioSchedule.REF;
    public static final PolicyRef INVENTORY = AllocatedNewsvendor.REF;
    public static final PolicyRef EVALUATION = SequentialEvaluation.REF;
    public static final PolicyRef CLOSING = CausalReport.REF;
    public static final PolicyRef ADJUSTMENT = WholeMenuAdjustment.REF;
    public static final PolicyRef GREEDY_ADJUSTMENT = MenuAdjustment.REF;

    private static final Map<PolicyRef, Policy<?, ?>> ALL = List.<Policy<?, ?>>of(
                    new ExpectedValueAssortment(),
                    new FixedAssortment(FixedAssortment.PLANNED),
                    new FixedAssortment(FixedAssortment.UNIFORM),
                    new PortfolioSchedule(),
                    new BestStartSchedule(),
                    new FixedSchedule(FixedSchedule.PLANNED),
                    new FixedSchedule(FixedSchedule.EVENING),
                    new AllocatedNewsvendor(),
                    new NewsvendorInventory(),
                    new ProportionalInventory(),
                    new BandEvaluation(),
                    new SequentialEvaluation(SequentialEvaluation.DEAF),
                    new SequentialEvaluation(SequentialEvaluation.REF),
                    new HoldOutReport(),
                    new CausalReport(),
                    new MenuAdjustment(),
                    new LearningAdjustment(),
                    new WholeMenuAdjustment(WholeMenuAdjustment.TRUSTING),
                    new WholeMenuAdjustment(WholeMenuAdjustment.REF),
                    new LeaveAlone())
            .stream()
            .collect(Collectors.toUnmodifiableMap(Policy::ref, Function.identity()));

    private Policies() {}

    public static Optional<Policy<?, ?>> find(PolicyRef ref) {
        return Optional.ofNullable(ALL.get(ref));
    }

    public static List<PolicyRef> all() {
        return ALL.keySet().stream()
                .sorted(java.util.Comparator.comparing(PolicyRef::toString))
                .toList();
    }

    /** The policy that takes a kind of decision where nobody chose another. */
    public static PolicyRef usual(DecisionKind kind) {
        return switch (kind) {
            case ASSORTMENT -> ASSORTMENT;
            case SCHEDULE -> SCHEDULE;
            case INVENTORY -> INVENTORY;
            case EVALUATION -> EVALUATION;
            case ADJUSTMENT -> ADJUSTMENT;
        };
    }

    /** The policies that can take a kind of decision, by name and version. */
    public static List<PolicyRef> choices(DecisionKind kind) {
        Class<?> inputs = known(usual(kind)).inputs();
        return all().stream().filter(ref -> known(ref).inputs() == inputs).toList();
    }

    /** The parameters a policy uses where nobody chose others. */
    public static Parameters defaults(PolicyRef ref) {
        return known(ref).defaults();
    }

    /** Whether a policy needs the campaigns beside the one it decides for. */
    public static boolean weighsOthers(PolicyRef ref) {
        return known(ref).weighsOthers();
    }

    /** Whether a policy needs to know how far a running sale may be changed beyond its prices. */
    public static boolean looksAhead(PolicyRef ref) {
        return known(ref).looksAhead();
    }

    /**
     * Decides by a policy of any version.
     *
     * @throws InvalidValue if there is no such policy, or it cannot decide from such inputs, evidence or parameters
     */
    public static Policy.Verdict<?> decide(
            PolicyRef ref, DecisionInputs inputs, Evidence evidence, Parameters parameters, long seed) {
        return decide(known(ref), inputs, evidence, parameters, seed);
    }

    private static Policy<?, ?> known(PolicyRef ref) {
        return find(ref).orElseThrow(() -> new InvalidValue("policy", "there is no policy " + ref));
    }

    private static <I extends DecisionInputs> Policy.Verdict<?> decide(
            Policy<I, ?> policy, DecisionInputs inputs, Evidence evidence, Parameters parameters, long seed) {
        InvalidValue.unless(
                policy.inputs().isInstance(inputs),
                "policy",
                () -> policy.ref() + " decides from " + policy.inputs().getSimpleName() + ", not from "
                        + inputs.getClass().getSimpleName());
        return policy.decide(policy.inputs().cast(inputs), evidence, parameters, seed);
    }
}
