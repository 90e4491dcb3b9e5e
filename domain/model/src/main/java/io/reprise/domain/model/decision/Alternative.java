package io.reprise.domain.model.decision;

import java.util.List;
import java.util.Optional;

/**
 * An option that was weighed.
 *
 * @param option what it was: words, or where there are {@code arguments} the key of a message
 * @param score its worth; compare only within one decision
 * @param unit unit of the score, for example {@code cents} or {@code units}
 * @param chosen whether it was taken
 * @param propensity probability with which it was taken: 1 or 0 unless the policy randomises
 * @param remark why it was set aside, in the same form as {@code option}, or empty
 * @param arguments of the option's message; absent where the option is words
 * @param remarkArguments likewise of the remark's
 * @param risk how wrong the worth may be, where that was looked at
 */
public record Alternative(
        String option,
        double score,
        String unit,
        boolean chosen,
        double propensity,
        String remark,
        Optional<List<String>> arguments,
        Optional<List<String>> remarkArguments,
        Optional<Risk> risk) {

    public Alternative {
        arguments = arguments == null ? Optional.empty() : arguments.map(List::copyOf);
        remarkArguments = remarkArguments == null ? Optional.empty() : remarkArguments.map(List::copyOf);
        risk = risk == null ? Optional.empty() : risk;
    }

    /**
     * Over what is believed of demand.
     *
     * @param low one time in ten it is worth less than this; in the unit of the score
     * @param lossShare how likely it is to be worth less than nothing
     */
    public record Risk(double low, double lossShare) {}

    /** In words. */
    public Alternative(String option, double score, String unit, boolean chosen, double propensity, String remark) {
        this(option, score, unit, chosen, propensity, remark, Optional.empty(), Optional.empty(), Optional.empty());
    }

    public static Alternative weighed(String option, double score, String unit, boolean chosen) {
        return new Alternative(option, score, unit, chosen, chosen ? 1 : 0, "");
    }

    /** By the key of a message; its worth is in cents. */
    static Alternative worded(
            String key, List<String> arguments, double cents, boolean chosen, double propensity, Optional<Risk> risk) {
        return new Alternative(
                key, cents, "cents", chosen, propensity, "", Optional.of(arguments), Optional.empty(), risk);
    }

    public Alternative because(String why) {
        return new Alternative(option, score, unit, chosen, propensity, why, arguments, Optional.empty(), risk);
    }

    Alternative because(String key, List<String> why) {
        return new Alternative(option, score, unit, chosen, propensity, key, arguments, Optional.of(why), risk);
    }
}
