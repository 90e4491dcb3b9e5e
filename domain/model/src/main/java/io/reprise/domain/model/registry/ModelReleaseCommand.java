package io.reprise.domain.model.registry;

import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.domain.model.vocabulary.InvalidValue;
import java.time.Instant;
import java.util.Optional;

/** What can be asked of a trained model. */
public sealed interface ModelReleaseCommand {

    ModelReleaseId release();

    Instant at();

    /** @param trainedBy who ran the training; may not approve the release */
    record RegisterRelease(ModelReleaseId release, String version, String schema, String trainedBy, Instant at)
            implements ModelReleaseCommand {}

    /**
     * The error of model and baseline on the same held-out data; smaller is better.
     *
     * @param metric name of the error, for example {@code pinball}
     * @param fairness how it does group by group, where the data has groups
     */
    record RecordEvaluation(
            ModelReleaseId release,
            String metric,
            double error,
            double baselineError,
            Optional<GroupFairness> fairness,
            Instant at)
            implements ModelReleaseCommand {
        public RecordEvaluation {
            InvalidValue.unless(Double.isFinite(error) && error >= 0, "error", "must be a number that is not negative");
            InvalidValue.unless(
                    Double.isFinite(baselineError) && baselineError >= 0,
                    "baselineError",
                    "must be a number that is not negative");
        }

        /** Where there are no groups. */
        public RecordEvaluation(ModelReleaseId release, String metric, double error, double baselineError, Instant at) {
            this(release, metric, error, baselineError, Optional.empty(), at);
        }
    }

    /** Answers beside the champion without being listened to. */
    record ShadowRelease(ModelReleaseId release, Instant at) implements ModelReleaseCommand {}

    /** @param compared everything since it was put in the shadow, not what came since the last command */
    record RecordShadowComparison(ModelReleaseId release, ShadowComparison compared, Instant at)
            implements ModelReleaseCommand {}

    /** Its time in the shadow is over: somebody may promote it. @param deadline when the question is escalated */
    record RequestReleaseApproval(ModelReleaseId release, Instant deadline, Instant at)
            implements ModelReleaseCommand {}

    record EscalateReleaseApproval(ModelReleaseId release, Instant at) implements ModelReleaseCommand {}

    record PromoteRelease(ModelReleaseId release, Actor actor, Instant at) implements ModelReleaseCommand {}

    /**
     * It will not decide: a person says so, or the engine where a gate does.
     *
     * @param reason a person's; the engine's is the gate's own
     */
    record DeclineRelease(ModelReleaseId release, Actor actor, String reason, Instant at)
            implements ModelReleaseCommand {
        public DeclineRelease {
            requireReason(reason);
        }
    }

    /**
     * The champion goes, and the one before it decides again from the same moment, or the baseline where there is none.
     *
     * @param to the release that the person saw would decide again
     */
    record RollBackRelease(ModelReleaseId release, Optional<ModelReleaseId> to, Actor actor, String reason, Instant at)
            implements ModelReleaseCommand {
        public RollBackRelease {
            requireReason(reason);
        }
    }

    record RetireRelease(ModelReleaseId release, Actor actor, String reason, Instant at)
            implements ModelReleaseCommand {}

    private static void requireReason(String reason) {
        InvalidValue.unless(
                reason != null && !reason.isBlank() && reason.length() <= 2_000,
                "reason",
                "must say why, in 2,000 characters at most");
    }
}
