package io.reprise.domain.model.registry;

import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.domain.model.vocabulary.InvalidValue;
import java.time.Instant;

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
     */
    record RecordEvaluation(ModelReleaseId release, String metric, double error, double baselineError, Instant at)
            implements ModelReleaseCommand {
        public RecordEvaluation {
            InvalidValue.unless(Double.isFinite(error) && error >= 0, "error", "must be a number that is not negative");
            InvalidValue.unless(
                    Double.isFinite(baselineError) && baselineError >= 0,
                    "baselineError",
                    "must be a number that is not negative");
        }
    }

    /** Answers beside the champion without being listened to. */
    record ShadowRelease(ModelReleaseId release, Instant at) implements ModelReleaseCommand {}

    record PromoteRelease(ModelReleaseId release, Actor actor, Instant at) implements ModelReleaseCommand {}

    record RetireRelease(ModelReleaseId release, Actor actor, String reason, Instant at)
            implements ModelReleaseCommand {}
}
