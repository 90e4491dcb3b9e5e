package io.reprise.domain.model.registry;

import io.reprise.domain.model.vocabulary.Actor;
import java.time.Instant;
import java.util.Optional;

/** What happened to a trained model. */
public sealed interface ModelReleaseEvent {

    ModelReleaseId release();

    Instant at();

    record ReleaseRegistered(ModelReleaseId release, String version, String schema, String trainedBy, Instant at)
            implements ModelReleaseEvent {}

    record ReleaseEvaluated(ModelReleaseId release, String metric, double error, double baselineError, Instant at)
            implements ModelReleaseEvent {}

    /** Part of the evaluation: follows it at once, where there are groups. */
    record ReleaseGroupsMeasured(ModelReleaseId release, GroupFairness fairness, Instant at)
            implements ModelReleaseEvent {}

    record ReleaseShadowed(ModelReleaseId release, Instant at) implements ModelReleaseEvent {}

    /** @param compared everything since it was put in the shadow */
    record ReleaseShadowCompared(ModelReleaseId release, ShadowComparison compared, Instant at)
            implements ModelReleaseEvent {}

    record ReleaseApprovalRequested(ModelReleaseId release, Instant deadline, Instant at)
            implements ModelReleaseEvent {}

    record ReleaseApprovalEscalated(ModelReleaseId release, Instant at) implements ModelReleaseEvent {}

    record ReleasePromoted(ModelReleaseId release, Actor actor, Instant at) implements ModelReleaseEvent {}

    /** @param gate code of the gate that refused it; empty where a person did */
    record ReleaseDeclined(ModelReleaseId release, Actor actor, String gate, String reason, Instant at)
            implements ModelReleaseEvent {}

    /** @param to what decides again: the champion before it, or the baseline where there is none */
    record ReleaseRolledBack(
            ModelReleaseId release, Optional<ModelReleaseId> to, Actor actor, String reason, Instant at)
            implements ModelReleaseEvent {}

    record ReleaseRetired(ModelReleaseId release, Actor actor, String reason, Instant at)
            implements ModelReleaseEvent {}
}
