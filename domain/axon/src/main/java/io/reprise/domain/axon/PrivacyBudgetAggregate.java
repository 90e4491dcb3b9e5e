package io.reprise.domain.axon;

import io.reprise.domain.model.privacy.PrivacyBudget;
import io.reprise.domain.model.privacy.PrivacyCommand;
import io.reprise.domain.model.privacy.PrivacyCommand.GrantBudget;
import io.reprise.domain.model.privacy.PrivacyCommand.ReleaseAggregate;
import io.reprise.domain.model.privacy.PrivacyEvent;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.CreationPolicy;

/** Axon's shell around {@link PrivacyBudget}; holds no rule of its own. */
public class PrivacyBudgetAggregate {

    @AggregateIdentifier
    private String stream;

    private PrivacyBudget state = PrivacyBudget.NONE;

    protected PrivacyBudgetAggregate() {}

    /** As it was when a snapshot of it was taken. */
    PrivacyBudgetAggregate(String stream, PrivacyBudget state) {
        this.stream = stream;
        this.state = state;
    }

    PrivacyBudget state() {
        return state;
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(GrantBudget command) {
        decide(command);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(ReleaseAggregate command) {
        decide(command);
    }

    private void decide(PrivacyCommand command) {
        Handling.eventsOf(PrivacyBudget.decide(state, command)).forEach(AggregateLifecycle::apply);
    }

    @EventSourcingHandler
    void on(PrivacyEvent event) {
        stream = Streams.privacy(event.campaign());
        state = PrivacyBudget.evolve(state, event);
    }
}
