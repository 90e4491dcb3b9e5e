package io.reprise.domain.model.registry;

import java.time.Duration;

/**
 * How long the way to champion is.
 *
 * @param shadowQuestions so many questions put to the shadow are evidence enough
 * @param shadowAtMost a shadow that was asked less waits no longer than this
 * @param approvalWithin after this an approval that nobody gave is escalated
 */
public record PromotionTerms(int shadowQuestions, Duration shadowAtMost, Duration approvalWithin) {

    public static final PromotionTerms DEFAULT = new PromotionTerms(20, Duration.ofHours(24), Duration.ofHours(48));
}
