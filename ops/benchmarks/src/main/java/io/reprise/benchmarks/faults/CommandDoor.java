package io.reprise.benchmarks.faults;

import io.reprise.benchmarks.faults.Dice.Fault;
import io.reprise.domain.axon.EventJson;
import io.reprise.domain.axon.EventNames;
import io.reprise.domain.axon.Streams;
import io.reprise.domain.model.campaign.CampaignCommand;
import io.reprise.domain.model.campaign.CampaignCommand.TakeDecision;
import io.reprise.domain.model.campaign.CampaignDecider;
import io.reprise.domain.model.port.Campaigns;
import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.EventLog.SequenceConflict;
import io.reprise.domain.model.port.NewEvent;
import io.reprise.domain.model.port.StockItems;
import io.reprise.domain.model.stock.StockCommand;
import io.reprise.domain.model.stock.StockCommand.ClaimStock;
import io.reprise.domain.model.stock.StockItem;
import io.reprise.domain.model.vocabulary.Outcome;
import io.reprise.domain.model.vocabulary.Sku;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.axonframework.commandhandling.CommandCallback;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.common.Registration;
import org.axonframework.messaging.MessageDispatchInterceptor;

/**
 * Takes commands: loads, has the core decide, and appends; again where somebody else was faster. Between deciding and appending
 * another message may be handled, as another thread of a server would.
 */
final class CommandDoor implements CommandGateway {

    private static final int ATTEMPTS_MAX = 20;
    private static final int REPEATS_ONE_IN = 4;

    private final EventLog log;
    private final Campaigns campaigns;
    private final StockItems stock;
    private final Dice dice;
    private final Agenda agenda;
    private final Plant plant;
    private final Map<Sku, StockItem> stale = new HashMap<>();

    CommandDoor(EventLog log, Campaigns campaigns, StockItems stock, Dice dice, Agenda agenda, Plant plant) {
        this.log = log;
        this.campaigns = campaigns;
        this.stock = stock;
        this.dice = dice;
        this.agenda = agenda;
        this.plant = plant;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <R> R sendAndWait(Object command) {
        switch (command) {
            case CampaignCommand about -> carryOut(about);
            case StockCommand about -> carryOut(about);
            default -> throw new IllegalArgumentException(command + " is no command of this simulation");
        }
        return command instanceof ClaimStock claim ? (R) stock.load(claim.sku()).answers(claim) : null;
    }

    private interface Decision {
        Outcome<?> decide();
    }

    private void carryOut(CampaignCommand command) {
        String stream = Streams.of(command.campaignId());
        List<?> events = carryOut(
                stream,
                "Campaign",
                command.at(),
                () -> CampaignDecider.decide(campaigns.load(command.campaignId()), command));
        if (plant == Plant.DECIDES_TWICE && command instanceof TakeDecision && dice.drawn(REPEATS_ONE_IN) == 0) {
            append(stream, "Campaign", command.at(), log.lastSequence(stream).orElse(-1) + 1, events);
        }
    }

    private void carryOut(StockCommand command) {
        carryOut(Streams.of(command.sku()), "StockItem", command.at(), () -> StockItem.decide(item(command), command));
    }

    private StockItem item(StockCommand command) {
        StockItem now = stock.load(command.sku());
        if (plant == Plant.OVERSELLS && command instanceof ClaimStock claim) {
            return now.shares().containsKey(claim.campaign()) ? stale.computeIfAbsent(command.sku(), s -> now) : now;
        }
        return now;
    }

    /** @return the events it came to */
    private List<?> carryOut(String stream, String kind, Instant at, Decision decision) {
        for (int attempt = 1; ; attempt++) {
            // Asked for before it is decided, so that whoever appends in between is noticed.
            long sequence = log.lastSequence(stream).orElse(-1) + 1;
            List<?> events =
                    switch (decision.decide()) {
                        case Outcome.Accepted<?> accepted -> accepted.events();
                        case Outcome.Refused<?> refused ->
                            throw new CommandExecutionException(refused.reason().message(), null, refused.reason());
                    };
            if (events.isEmpty()) {
                return events;
            }
            if (dice.happens(Fault.INTERLEAVED)) {
                agenda.interleave();
            }
            try {
                append(stream, kind, at, sequence, events);
                return events;
            } catch (SequenceConflict e) {
                if (attempt == ATTEMPTS_MAX) {
                    throw e;
                }
            }
        }
    }

    void append(String stream, String kind, Instant at, long sequence, List<?> events) {
        List<NewEvent> batch = new ArrayList<>();
        for (Object event : events) {
            EventNames.Entry entry = EventNames.of(event.getClass());
            long next = sequence + batch.size();
            batch.add(new NewEvent(
                    stream + "#" + next,
                    stream,
                    next,
                    kind,
                    entry.name(),
                    entry.revision(),
                    at,
                    EventJson.text(event).getBytes(StandardCharsets.UTF_8),
                    "{}".getBytes(StandardCharsets.UTF_8)));
        }
        log.append(batch);
    }

    @Override
    public <R> R sendAndWait(Object command, long timeout, TimeUnit unit) {
        return sendAndWait(command);
    }

    @Override
    public <C, R> void send(C command, CommandCallback<? super C, ? super R> callback) {
        throw new UnsupportedOperationException("everything is waited for here");
    }

    @Override
    public <R> CompletableFuture<R> send(Object command) {
        throw new UnsupportedOperationException("everything is waited for here");
    }

    @Override
    public Registration registerDispatchInterceptor(MessageDispatchInterceptor<? super CommandMessage<?>> interceptor) {
        throw new UnsupportedOperationException("nothing is intercepted here");
    }
}
