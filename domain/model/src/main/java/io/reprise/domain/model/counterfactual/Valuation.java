package io.reprise.domain.model.counterfactual;

import java.util.Optional;

/**
 * What another policy would have been worth, judged from what was logged.
 *
 * @param overlap how far what was logged can tell
 * @param estimates empty where it cannot
 * @param refusal why it cannot; empty where it can
 */
public record Valuation(Overlap overlap, Optional<Estimates> estimates, String refusal) {

    /**
     * @param choices that were logged with probabilities and rewards
     * @param clusters campaigns they belong to
     * @param unsupported mean probability with which the other policy takes options that had none
     * @param effective effective sample size: as many choices of the other policy's own would tell as much (Kish 1965)
     * @param weightMax the largest weight of one choice
     */
    public record Overlap(int choices, int clusters, double unsupported, double effective, double weightMax) {}

    /** A mean reward of a choice in cents, with its 95 % interval. */
    public record Estimate(double cents, double lowCents, double highCents) {}

    /**
     * @param logged what the choices brought that were made
     * @param inversePropensity Horvitz and Thompson (1952): unbiased, and wide
     * @param selfNormalised Swaminathan and Joachims (2015): hardly biased, and narrower where weights scatter
     * @param doublyRobust Dudík, Langford and Li (2011), its reward model fitted to other campaigns
     * @param gain doubly robust less what was logged, campaign by campaign
     * @param intervals what the intervals take for independent: {@code campaigns} or {@code decisions}
     */
    public record Estimates(
            Estimate logged,
            Estimate inversePropensity,
            Estimate selfNormalised,
            Estimate doublyRobust,
            Estimate gain,
            String intervals) {}
}
