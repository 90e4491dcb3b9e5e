package io.reprise.domain.model.registry;

import io.reprise.domain.model.vocabulary.Actor;
import java.time.Instant;

/** What happened to a trained model. */
public sealed interface ModelReleaseEvent {

    ModelReleaseId release();

    Instant at();

    record ReleaseRegistered(ModelReleaseId release, String version, String schema, String trainedBy, Instant at)
            implements ModelReleaseEvent {}

    record ReleaseEvaluated(ModelReleaseId release, String metric, double error, double baselineError, Instant at)
            implements ModelReleaseEvent {}

    record ReleaseShadowed(ModelReleaseId release, Instant at) implements ModelReleaseEvent {}

    record ReleasePromoted(ModelReleaseId release, Actor actor, Instant at) implements ModelReleaseEvent {}

    record ReleaseRetired(ModelReleaseId release, Actor actor, String reason, Instant at)
            implements ModelReleaseEvent {}
}
