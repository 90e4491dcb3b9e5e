package io.reprise.domain.model.decision;

import java.util.List;

/**
 * Why, in words and numbers, in no particular language.
 *
 * @param message key of the sentence in the message catalogues, for example {@code schedule.best-start}
 * @param arguments what the sentence is filled with, in order
 * @param factors the numbers it rests on, most important first
 */
public record Explanation(String message, List<String> arguments, List<Factor> factors) {

    public Explanation {
        arguments = List.copyOf(arguments);
        factors = List.copyOf(factors);
    }

    /**
     * @param name what was looked at
     * @param value what it was
     * @param contribution how much it moved the decision, in the unit of the alternatives' score
     */
    public record Factor(String name, double value, double contribution) {}
}
