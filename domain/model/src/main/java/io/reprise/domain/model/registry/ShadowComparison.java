package io.reprise.domain.model.registry;

import io.reprise.domain.model.vocabulary.InvalidValue;

/**
 * How a shadow's answers compare with the champion's so far, over all questions since it was put in the shadow.
 *
 * @param questions answered by both
 * @param meanAbsoluteDifference of all numbers answered, in the answer's unit (units an hour, or probability), each
 *     question counting alike
 * @param failures questions the champion answered and the shadow did not
 */
public record ShadowComparison(long questions, double meanAbsoluteDifference, long failures) {

    public static final ShadowComparison NONE = new ShadowComparison(0, 0, 0);

    public ShadowComparison {
        InvalidValue.unless(questions >= 0 && failures >= 0, "questions", "must not be negative");
        InvalidValue.unless(
                Double.isFinite(meanAbsoluteDifference) && meanAbsoluteDifference >= 0,
                "meanAbsoluteDifference",
                "must be a number that is not negative");
    }

    public static ShadowComparison answered(double absoluteDifference) {
        return new ShadowComparison(1, absoluteDifference, 0);
    }

    public static ShadowComparison failed() {
        return new ShadowComparison(0, 0, 1);
    }

    public ShadowComparison plus(ShadowComparison more) {
        long all = questions + more.questions;
        double sum = meanAbsoluteDifference * questions + more.meanAbsoluteDifference * more.questions;
        return new ShadowComparison(all, all == 0 ? 0 : sum / all, failures + more.failures);
    }

    /** Questions put to the shadow, answered or not. */
    public long asked() {
        return questions + failures;
    }
}
