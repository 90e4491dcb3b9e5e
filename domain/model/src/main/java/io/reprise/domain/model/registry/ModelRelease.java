package io.reprise.domain.model.registry;

import io.reprise.domain.model.registry.ModelReleaseCommand.PromoteRelease;
import io.reprise.domain.model.registry.ModelReleaseCommand.RecordEvaluation;
import io.reprise.domain.model.registry.ModelReleaseCommand.RegisterRelease;
import io.reprise.domain.model.registry.ModelReleaseCommand.RetireRelease;
import io.reprise.domain.model.registry.ModelReleaseCommand.ShadowRelease;
import io.reprise.domain.model.registry.ModelReleaseEvent.ReleaseEvaluated;
import io.reprise.domain.model.registry.ModelReleaseEvent.ReleasePromoted;
import io.reprise.domain.model.registry.ModelReleaseEvent.ReleaseRegistered;
import io.reprise.domain.model.registry.ModelReleaseEvent.ReleaseRetired;
import io.reprise.domain.model.registry.ModelReleaseEvent.ReleaseShadowed;
import io.reprise.domain.model.vocabulary.Outcome;
import io.reprise.domain.model.vocabulary.Role;

/** A trained model on its way to deciding: registered, evaluated, shadow, champion, retired. */
public sealed interface ModelRelease {

    record NotRegistered() implements ModelRelease {}

    record Registered(String trainedBy) implements ModelRelease {}

    record Evaluated(String trainedBy, String metric, double error, double baselineError) implements ModelRelease {
        boolean beatsBaseline() {
            return error < baselineError;
        }
    }

    record Shadow(Evaluated evaluated) implements ModelRelease {}

    record Champion(Evaluated evaluated) implements ModelRelease {}

    record Retired() implements ModelRelease {}

    ModelRelease NOT_REGISTERED = new NotRegistered();

    static Outcome<ModelReleaseEvent> decide(ModelRelease state, ModelReleaseCommand command) {
        if (state instanceof NotRegistered && !(command instanceof RegisterRelease)) {
            return Outcome.refused(new ModelReleaseRefusal.UnknownRelease(command.release()));
        }
        return switch (command) {
            case RegisterRelease c ->
                state instanceof NotRegistered
                        ? Outcome.accepted(
                                new ReleaseRegistered(c.release(), c.version(), c.schema(), c.trainedBy(), c.at()))
                        : Outcome.alreadyDone();
            case RecordEvaluation c -> evaluate(state, c);
            case ShadowRelease c ->
                switch (state) {
                    case Evaluated e -> gate(e, new ReleaseShadowed(c.release(), c.at()));
                    case Shadow s -> Outcome.alreadyDone();
                    default -> notInStage("put in shadow", state);
                };
            case PromoteRelease c -> promote(state, c);
            case RetireRelease c -> retire(state, c);
        };
    }

    private static Outcome<ModelReleaseEvent> evaluate(ModelRelease state, RecordEvaluation c) {
        return switch (state) {
            case Registered r ->
                Outcome.accepted(new ReleaseEvaluated(c.release(), c.metric(), c.error(), c.baselineError(), c.at()));
            case Evaluated e
            when e.metric().equals(c.metric()) && e.error() == c.error() && e.baselineError() == c.baselineError() ->
                Outcome.alreadyDone();
            default -> notInStage("evaluated", state);
        };
    }

    private static Outcome<ModelReleaseEvent> gate(Evaluated evaluated, ModelReleaseEvent event) {
        return evaluated.beatsBaseline()
                ? Outcome.accepted(event)
                : Outcome.refused(new ModelReleaseRefusal.DoesNotBeatBaseline(
                        evaluated.metric(), evaluated.error(), evaluated.baselineError()));
    }

    private static Outcome<ModelReleaseEvent> promote(ModelRelease state, PromoteRelease c) {
        if (!c.actor().is(Role.APPROVER)) {
            return Outcome.refused(new ModelReleaseRefusal.RoleMissing(Role.APPROVER));
        }
        return switch (state) {
            case Champion champion -> Outcome.alreadyDone();
            case Shadow shadow
            when shadow.evaluated().trainedBy().equals(c.actor().name()) ->
                Outcome.refused(new ModelReleaseRefusal.OwnRelease(c.actor().name()));
            case Shadow shadow -> gate(shadow.evaluated(), new ReleasePromoted(c.release(), c.actor(), c.at()));
            default -> notInStage("promoted", state);
        };
    }

    private static Outcome<ModelReleaseEvent> retire(ModelRelease state, RetireRelease c) {
        if (!c.actor().isAnyOf(Role.APPROVER, Role.OPERATOR, Role.ENGINE)) {
            return Outcome.refused(new ModelReleaseRefusal.RoleMissing(Role.OPERATOR));
        }
        return state instanceof Retired
                ? Outcome.alreadyDone()
                : Outcome.accepted(new ReleaseRetired(c.release(), c.actor(), c.reason(), c.at()));
    }

    private static Outcome<ModelReleaseEvent> notInStage(String asked, ModelRelease state) {
        return Outcome.refused(new ModelReleaseRefusal.NotInStage(asked, state.stage()));
    }

    static ModelRelease evolve(ModelRelease state, ModelReleaseEvent event) {
        return switch (event) {
            case ReleaseRegistered e -> new Registered(e.trainedBy());
            case ReleaseEvaluated e -> new Evaluated(trainedBy(state), e.metric(), e.error(), e.baselineError());
            case ReleaseShadowed e -> new Shadow((Evaluated) state);
            case ReleasePromoted e -> new Champion(((Shadow) state).evaluated());
            case ReleaseRetired e -> new Retired();
        };
    }

    private static String trainedBy(ModelRelease state) {
        return ((Registered) state).trainedBy();
    }

    /** Stable lower case name of the state. */
    default String stage() {
        return switch (this) {
            case NotRegistered s -> "not registered";
            case Registered s -> "registered";
            case Evaluated s -> "evaluated";
            case Shadow s -> "shadow";
            case Champion s -> "champion";
            case Retired s -> "retired";
        };
    }
}
