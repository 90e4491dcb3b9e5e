package io.reprise.domain.model.registry;

import io.reprise.domain.model.vocabulary.InvalidValue;

/**
 * How far a model may be from serving every group alike.
 *
 * @param metric name of a figure in {@link GroupFigures}, larger is worse
 * @param limit the largest that is let through
 */
public record FairnessLimit(String metric, double limit) {

    /**
     * A group's mean predicted probability less the share of it that did what was predicted, in absolute terms, after
     * what is wrong for everybody alike was taken out.
     */
    public static final String CALIBRATION_GAP = "calibration-gap";

    /**
     * What holds unless an installation says otherwise. Calibration, because a probability is what these models answer
     * and what decisions count with: equal rates of selection or of error cannot be had at the same time where groups
     * differ in how often they buy (Kleinberg, Mullainathan and Raghavan, 2016). They are on the card all the same.
     */
    public static final FairnessLimit DEFAULT = new FairnessLimit(CALIBRATION_GAP, 0.10);

    public FairnessLimit {
        InvalidValue.unless(metric != null && !metric.isBlank(), "metric", "must name a figure of the card");
        InvalidValue.unless(Double.isFinite(limit) && limit >= 0, "limit", "must be a number that is not negative");
    }
}
