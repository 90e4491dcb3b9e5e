package io.reprise.domain.axon;

import io.reprise.domain.model.judgement.JudgementCommand.JudgeDecision;
import io.reprise.domain.model.judgement.JudgementEvent;
import io.reprise.domain.model.judgement.Judgements;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.CreationPolicy;

/** Axon's shell around {@link Judgements}; holds no rule of its own. */
public class JudgementAggregate {

    @AggregateIdentifier
    private String stream;

    private Judgements state = Judgements.NONE;

    protected JudgementAggregate() {}

    /** As it was when a snapshot of it was taken. */
    JudgementAggregate(String stream, Judgements state) {
        this.stream = stream;
        this.state = state;
    }

    Judgements state() {
        return state;
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(JudgeDecision command) {
        Handling.eventsOf(Judgements.decide(state, command)).forEach(AggregateLifecycle::apply);
    }

    @EventSourcingHandler
    void on(JudgementEvent event) {
        stream = Streams.judgement(event.campaign());
        state = Judgements.evolve(state, event);
    }
}
