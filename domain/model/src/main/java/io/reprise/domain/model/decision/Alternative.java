package io.reprise.domain.model.decision;

/**
 * An option that was weighed.
 *
 * @param option what it was, readable
 * @param score its worth; compare only within one decision
 * @param unit unit of the score, for example {@code cents} or {@code units}
 * @param chosen whether it was taken
 * @param propensity probability with which it was taken: 1 or 0 unless the policy randomises
 * @param remark why it was set aside, or empty
 */
public record Alternative(String option, double score, String unit, boolean chosen, double propensity, String remark) {

    public static Alternative weighed(String option, double score, String unit, boolean chosen) {
        return new Alternative(option, score, unit, chosen, chosen ? 1 : 0, "");
    }

    public Alternative because(String why) {
        return new Alternative(option, score, unit, chosen, propensity, why);
    }
}
