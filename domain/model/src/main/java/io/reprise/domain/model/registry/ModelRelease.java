package io.reprise.domain.model.registry;

import io.reprise.domain.model.registry.ModelReleaseEvent.ReleaseApprovalEscalated;
import io.reprise.domain.model.registry.ModelReleaseEvent.ReleaseApprovalRequested;
import io.reprise.domain.model.registry.ModelReleaseEvent.ReleaseDeclined;
import io.reprise.domain.model.registry.ModelReleaseEvent.ReleaseEvaluated;
import io.reprise.domain.model.registry.ModelReleaseEvent.ReleaseGroupsMeasured;
import io.reprise.domain.model.registry.ModelReleaseEvent.ReleasePromoted;
import io.reprise.domain.model.registry.ModelReleaseEvent.ReleaseRegistered;
import io.reprise.domain.model.registry.ModelReleaseEvent.ReleaseRetired;
import io.reprise.domain.model.registry.ModelReleaseEvent.ReleaseRolledBack;
import io.reprise.domain.model.registry.ModelReleaseEvent.ReleaseShadowCompared;
import io.reprise.domain.model.registry.ModelReleaseEvent.ReleaseShadowed;
import io.reprise.domain.model.registry.ModelReleaseRefusal.DoesNotBeatBaseline;
import io.reprise.domain.model.registry.ModelReleaseRefusal.UnfairToGroup;
import io.reprise.domain.model.vocabulary.Refusal;
import java.time.Instant;
import java.util.Optional;

/**
 * A trained model on its way to deciding: registered, evaluated, shadow, awaiting approval, champion; declined by a gate or
 * a person on the way; retired in the end. Commands are decided by {@link ModelReleaseDecider}.
 */
public sealed interface ModelRelease {

    record NotRegistered() implements ModelRelease {}

    record Registered(String trainedBy) implements ModelRelease {}

    record Evaluated(
            String trainedBy, String metric, double error, double baselineError, Optional<GroupFairness> fairness)
            implements ModelRelease {

        /** Why it must not go on, or empty where every gate lets it through. */
        public Optional<Refusal> refusedByGate() {
            if (error >= baselineError) {
                return Optional.of(new DoesNotBeatBaseline(metric, error, baselineError));
            }
            return fairness.filter(f -> !f.isWithinLimit())
                    .map(f -> new UnfairToGroup(
                            f.worst().attribute() + " " + f.worst().group(),
                            f.limit().metric(),
                            f.worst().gap(),
                            f.limit().limit()));
        }
    }

    /** @param since when it was put in the shadow */
    record Shadow(Evaluated evaluated, Instant since, ShadowComparison compared) implements ModelRelease {}

    /** Goes on answering in the shadow. */
    record AwaitingApproval(Evaluated evaluated, ShadowComparison compared, Instant deadline, boolean escalated)
            implements ModelRelease {}

    record Champion(Evaluated evaluated) implements ModelRelease {}

    record Declined() implements ModelRelease {}

    record Retired() implements ModelRelease {}

    ModelRelease NOT_REGISTERED = new NotRegistered();

    static ModelRelease evolve(ModelRelease state, ModelReleaseEvent event) {
        return switch (event) {
            case ReleaseRegistered e -> new Registered(e.trainedBy());
            case ReleaseEvaluated e ->
                new Evaluated(
                        ((Registered) state).trainedBy(), e.metric(), e.error(), e.baselineError(), Optional.empty());
            case ReleaseGroupsMeasured e -> {
                Evaluated before = (Evaluated) state;
                yield new Evaluated(
                        before.trainedBy(),
                        before.metric(),
                        before.error(),
                        before.baselineError(),
                        Optional.of(e.fairness()));
            }
            case ReleaseShadowed e -> new Shadow((Evaluated) state, e.at(), ShadowComparison.NONE);
            case ReleaseShadowCompared e ->
                state instanceof AwaitingApproval waiting
                        ? new AwaitingApproval(
                                waiting.evaluated(), e.compared(), waiting.deadline(), waiting.escalated())
                        : new Shadow(((Shadow) state).evaluated(), ((Shadow) state).since(), e.compared());
            case ReleaseApprovalRequested e -> {
                Shadow shadow = (Shadow) state;
                yield new AwaitingApproval(shadow.evaluated(), shadow.compared(), e.deadline(), false);
            }
            case ReleaseApprovalEscalated e -> {
                AwaitingApproval waiting = (AwaitingApproval) state;
                yield new AwaitingApproval(waiting.evaluated(), waiting.compared(), waiting.deadline(), true);
            }
            case ReleasePromoted e -> new Champion(promoted(state));
            case ReleaseDeclined e -> new Declined();
            case ReleaseRolledBack e -> new Retired();
            case ReleaseRetired e -> new Retired();
        };
    }

    /** Logs from before approval was asked for promote from the shadow. */
    private static Evaluated promoted(ModelRelease state) {
        return state instanceof AwaitingApproval waiting ? waiting.evaluated() : ((Shadow) state).evaluated();
    }

    /** Stable lower case name of the state. */
    default String stage() {
        return switch (this) {
            case NotRegistered s -> "not registered";
            case Registered s -> "registered";
            case Evaluated s -> "evaluated";
            case Shadow s -> "shadow";
            case AwaitingApproval s -> "awaiting approval";
            case Champion s -> "champion";
            case Declined s -> "declined";
            case Retired s -> "retired";
        };
    }
}
