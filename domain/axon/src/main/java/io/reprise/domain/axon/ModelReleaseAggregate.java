package io.reprise.domain.axon;

import io.reprise.domain.model.registry.ModelRelease;
import io.reprise.domain.model.registry.ModelReleaseCommand;
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
import io.reprise.domain.model.registry.ModelReleaseDecider;
import io.reprise.domain.model.registry.ModelReleaseEvent;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.CreationPolicy;

/** Axon's shell around {@link ModelRelease}; holds no rule of its own. */
public class ModelReleaseAggregate {

    @AggregateIdentifier
    private String stream;

    private ModelRelease state = ModelRelease.NOT_REGISTERED;

    protected ModelReleaseAggregate() {}

    /** As it was when a snapshot of it was taken. */
    ModelReleaseAggregate(String stream, ModelRelease state) {
        this.stream = stream;
        this.state = state;
    }

    ModelRelease state() {
        return state;
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(RegisterRelease command) {
        decide(command);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(RecordEvaluation command) {
        decide(command);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(ShadowRelease command) {
        decide(command);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(PromoteRelease command) {
        decide(command);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(RetireRelease command) {
        decide(command);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(RecordShadowComparison command) {
        decide(command);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(RequestReleaseApproval command) {
        decide(command);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(EscalateReleaseApproval command) {
        decide(command);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(DeclineRelease command) {
        decide(command);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(RollBackRelease command) {
        decide(command);
    }

    private void decide(ModelReleaseCommand command) {
        Handling.eventsOf(ModelReleaseDecider.decide(state, command)).forEach(AggregateLifecycle::apply);
    }

    @EventSourcingHandler
    void on(ModelReleaseEvent event) {
        stream = Streams.of(event.release());
        state = ModelRelease.evolve(state, event);
    }
}
