package io.reprise.domain.model.decision;

import java.util.List;

/**
 * A rule that decides: a pure function, the same to the bit for the same arguments, for ever.
 *
 * <p>A policy that should decide differently gets a new version; the old one stays, because recorded decisions are taken
 * again with it.
 */
public interface Policy<I extends DecisionInputs, O extends DecisionOutcome> {

    PolicyRef ref();

    Class<I> inputs();

    /** The parameters it knows, with the values used where nobody chose others. */
    Parameters defaults();

    /** Whether it looks at the campaigns beside the one it decides for, and at what a solver makes of all of them. */
    default boolean weighsOthers() {
        return false;
    }

    /** Whether it weighs what a running sale may become: another end, other items, another audience. */
    default boolean looksAhead() {
        return false;
    }

    Verdict<O> decide(I inputs, Evidence evidence, Parameters parameters, long seed);

    /** An outcome with what was weighed and why. */
    record Verdict<O extends DecisionOutcome>(O outcome, List<Alternative> alternatives, Explanation explanation) {
        public Verdict {
            alternatives = List.copyOf(alternatives);
        }
    }
}
