package io.reprise.domain.model.registry;

import io.reprise.domain.model.registry.ModelRelease.AwaitingApproval;
import io.reprise.domain.model.registry.ModelRelease.Champion;
import io.reprise.domain.model.registry.ModelRelease.Declined;
import io.reprise.domain.model.registry.ModelRelease.Evaluated;
import io.reprise.domain.model.registry.ModelRelease.NotRegistered;
import io.reprise.domain.model.registry.ModelRelease.Registered;
import io.reprise.domain.model.registry.ModelRelease.Retired;
import io.reprise.domain.model.registry.ModelRelease.Shadow;
import io.reprise.domain.model.registry.ModelReleaseCommand.DeclineRelease;
import io.reprise.domain.model.registry.ModelReleaseCommand.EscalateReleaseApproval;
import io.reprise.domain.model.registry.ModelReleaseCommand.PromoteRelease;
import io.reprise.domain.model.registry.ModelReleaseCommand.RecordEvaluation;
import io.reprise.domain.model.registry.ModelReleaseCommand.RecordShadowComparison;
import io.reprise.domain.model.registry.ModelReleaseCommand.RegisterRelease;
import io.reprise.domain.model.registry.ModelReleaseCommand.RequestReleaseApproval;
import io.reprise.domain.model.registry.ModelReleaseCommand.RetireRelease;
import io.reprise.domain.model.registry.ModelReleaseCommand.RollBackRelease;
import io.reprise.domain.model.registry.ModelReleaseCommand.ShadowRelease;
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
import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.domain.model.vocabulary.Outcome;
import io.reprise.domain.model.vocabulary.Refusal;
import io.reprise.domain.model.vocabulary.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decides commands to a {@link ModelRelease}. Gates come first, people after them. */
public final class ModelReleaseDecider {

    private ModelReleaseDecider() {}

    public static Outcome<ModelReleaseEvent> decide(ModelRelease state, ModelReleaseCommand command) {
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
                    case AwaitingApproval s -> Outcome.alreadyDone();
                    default -> notInStage("put in shadow", state);
                };
            case RecordShadowComparison c -> compare(state, c);
            case RequestReleaseApproval c ->
                switch (state) {
                    case Shadow s -> Outcome.accepted(new ReleaseApprovalRequested(c.release(), c.deadline(), c.at()));
                    case AwaitingApproval s -> Outcome.alreadyDone();
                    default -> notInStage("put up for approval", state);
                };
            case EscalateReleaseApproval c ->
                state instanceof AwaitingApproval waiting && !waiting.escalated()
                        ? Outcome.accepted(new ReleaseApprovalEscalated(c.release(), c.at()))
                        : Outcome.alreadyDone();
            case PromoteRelease c -> promote(state, c);
            case DeclineRelease c -> decline(state, c);
            case RollBackRelease c -> rollBack(state, c);
            case RetireRelease c -> retire(state, c);
        };
    }

    private static Outcome<ModelReleaseEvent> evaluate(ModelRelease state, RecordEvaluation c) {
        return switch (state) {
            case Registered r -> {
                List<ModelReleaseEvent> events = new ArrayList<>();
                events.add(new ReleaseEvaluated(c.release(), c.metric(), c.error(), c.baselineError(), c.at()));
                c.fairness().ifPresent(f -> events.add(new ReleaseGroupsMeasured(c.release(), f, c.at())));
                yield Outcome.accepted(events);
            }
            case Evaluated e
            when e.metric().equals(c.metric())
                    && e.error() == c.error()
                    && e.baselineError() == c.baselineError()
                    && e.fairness().equals(c.fairness()) -> Outcome.alreadyDone();
            default -> notInStage("evaluated", state);
        };
    }

    private static Outcome<ModelReleaseEvent> gate(Evaluated evaluated, ModelReleaseEvent event) {
        return evaluated
                .refusedByGate()
                .map(Outcome::<ModelReleaseEvent>refused)
                .orElseGet(() -> Outcome.accepted(event));
    }

    /** Totals only grow: what was recorded before, or overtaken by another server's, changes nothing. */
    private static Outcome<ModelReleaseEvent> compare(ModelRelease state, RecordShadowComparison c) {
        Optional<ShadowComparison> before =
                switch (state) {
                    case Shadow s -> Optional.of(s.compared());
                    case AwaitingApproval s -> Optional.of(s.compared());
                    default -> Optional.empty();
                };
        if (before.isEmpty()) {
            return notInStage("compared with the champion", state);
        }
        return c.compared().asked() > before.get().asked()
                ? Outcome.accepted(new ReleaseShadowCompared(c.release(), c.compared(), c.at()))
                : Outcome.alreadyDone();
    }

    private static Optional<Refusal> mayAnswer(ModelRelease state, Actor actor) {
        boolean escalated = state instanceof AwaitingApproval waiting && waiting.escalated();
        return actor.is(Role.APPROVER) || escalated && actor.is(Role.FINANCE)
                ? Optional.empty()
                : Optional.of(new ModelReleaseRefusal.RoleMissing(Role.APPROVER));
    }

    private static Outcome<ModelReleaseEvent> promote(ModelRelease state, PromoteRelease c) {
        Optional<Refusal> mayNot = mayAnswer(state, c.actor());
        if (mayNot.isPresent() && !(state instanceof Champion)) {
            return Outcome.refused(mayNot.get());
        }
        return switch (state) {
            case Champion champion -> Outcome.alreadyDone();
            case AwaitingApproval waiting
            when waiting.evaluated().trainedBy().equals(c.actor().name()) ->
                Outcome.refused(new ModelReleaseRefusal.OwnRelease(c.actor().name()));
            case AwaitingApproval waiting ->
                gate(waiting.evaluated(), new ReleasePromoted(c.release(), c.actor(), c.at()));
            default -> notInStage("promoted", state);
        };
    }

    private static Outcome<ModelReleaseEvent> decline(ModelRelease state, DeclineRelease c) {
        if (state instanceof Declined) {
            return Outcome.alreadyDone();
        }
        if (c.actor().is(Role.ENGINE)) {
            Optional<Refusal> gate =
                    state instanceof Evaluated evaluated ? evaluated.refusedByGate() : Optional.empty();
            return gate.map(why -> Outcome.<ModelReleaseEvent>accepted(
                            new ReleaseDeclined(c.release(), c.actor(), why.code(), why.message(), c.at())))
                    .orElseGet(() -> notInStage("refused by a gate", state));
        }
        Optional<Refusal> mayNot = mayAnswer(state, c.actor());
        if (mayNot.isPresent()) {
            return Outcome.refused(mayNot.get());
        }
        return state instanceof AwaitingApproval
                ? Outcome.accepted(new ReleaseDeclined(c.release(), c.actor(), "", c.reason(), c.at()))
                : notInStage("declined", state);
    }

    private static Outcome<ModelReleaseEvent> rollBack(ModelRelease state, RollBackRelease c) {
        if (!c.actor().isAnyOf(Role.APPROVER, Role.OPERATOR)) {
            return Outcome.refused(new ModelReleaseRefusal.RoleMissing(Role.APPROVER));
        }
        return switch (state) {
            case Champion champion ->
                Outcome.accepted(new ReleaseRolledBack(c.release(), c.to(), c.actor(), c.reason(), c.at()));
            case Retired s -> Outcome.alreadyDone();
            default -> notInStage("rolled back", state);
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
}
