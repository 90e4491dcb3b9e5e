package io.reprise.domain.axon;

import io.reprise.domain.model.stock.StockCommand;
import io.reprise.domain.model.stock.StockCommand.AllocateStock;
import io.reprise.domain.model.stock.StockCommand.ClaimStock;
import io.reprise.domain.model.stock.StockCommand.ReceiveStock;
import io.reprise.domain.model.stock.StockCommand.ReleaseStock;
import io.reprise.domain.model.stock.StockCommand.ReturnStock;
import io.reprise.domain.model.stock.StockCommand.TopUpStock;
import io.reprise.domain.model.stock.StockEvent;
import io.reprise.domain.model.stock.StockItem;
import java.util.Map;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.CreationPolicy;

/** Axon's shell around {@link StockItem}; holds no rule of its own. */
public class StockItemAggregate {

    @AggregateIdentifier
    private String stream;

    private StockItem state = StockItem.UNKNOWN;

    protected StockItemAggregate() {}

    /** As it was when a snapshot of it was taken. */
    StockItemAggregate(String stream, StockItem state) {
        this.stream = stream;
        this.state = state;
    }

    StockItem state() {
        return state;
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(ReceiveStock command) {
        decide(command);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(AllocateStock command) {
        decide(command);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(TopUpStock command) {
        decide(command);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Map<String, Boolean> handle(ClaimStock command) {
        decide(command);
        return state.answers(command);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(ReturnStock command) {
        decide(command);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(ReleaseStock command) {
        decide(command);
    }

    private void decide(StockCommand command) {
        Handling.eventsOf(StockItem.decide(state, command)).forEach(AggregateLifecycle::apply);
    }

    @EventSourcingHandler
    void on(StockEvent event) {
        stream = Streams.of(event.sku());
        state = StockItem.evolve(state, event);
    }
}
