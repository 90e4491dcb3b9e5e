package io.reprise.benchmarks.faults;

import io.reprise.domain.axon.LogCampaigns;
import io.reprise.domain.axon.LogEventStorageEngine;
import io.reprise.domain.axon.LogSignals;
import io.reprise.domain.axon.LogStockItems;
import io.reprise.domain.axon.NamedEventSerializer;
import io.reprise.domain.axon.StateSnapshots;
import io.reprise.domain.axon.Streams;
import io.reprise.domain.model.audience.AudienceEvent.SignalsReceived;
import io.reprise.domain.model.audience.HeapDigests;
import io.reprise.domain.model.audience.Signal;
import io.reprise.domain.model.port.CampaignClock;
import io.reprise.domain.model.port.EvidenceStore;
import io.reprise.domain.model.port.Snapshots;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.ml.planning.OrToolsPlanSolver;
import io.reprise.workflows.SteppedLifecycle;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.serialization.Serializer;

/** A server from its start to its crash: everything it keeps in memory, over what lasts. */
final class ServerLife {

    private static final Serializer SERIALIZER = NamedEventSerializer.create();
    private static final OrToolsPlanSolver SOLVER = new OrToolsPlanSolver(Duration.ofMinutes(1));

    private final FaultyLog log;
    private final LogCampaigns campaigns;
    private final LogStockItems stock;
    private final LogSignals signals;
    private final CommandDoor commands;
    private final SteppedLifecycle lifecycle;
    private final Plant plant;

    ServerLife(
            FaultyLog log,
            EvidenceStore evidence,
            Agenda agenda,
            Dice dice,
            SteppedLifecycle.Rules tables,
            Plant plant) {
        this.log = log;
        this.plant = plant;
        StateSnapshots snapshots = new StateSnapshots(log, Snapshots.NONE);
        campaigns = new LogCampaigns(log, snapshots);
        stock = new LogStockItems(log, snapshots);
        signals = new LogSignals(
                log,
                EmbeddedEventStore.builder()
                        .storageEngine(LogEventStorageEngine.over(log, snapshots, SERIALIZER))
                        .build(),
                HeapDigests::new);
        commands = new CommandDoor(log, campaigns, stock, dice, agenda, plant);
        SimulatedModels champion = SimulatedModels.champion(dice);
        SimulatedModels baseline = SimulatedModels.baseline();
        lifecycle = new SteppedLifecycle(
                new SteppedLifecycle.Ports(commands, campaigns, stock, signals, evidence, clock(agenda), SOLVER),
                new SteppedLifecycle.Models(champion, champion),
                new SteppedLifecycle.Models(baseline, baseline),
                tables);
    }

    private static CampaignClock clock(Agenda agenda) {
        return new CampaignClock() {
            @Override
            public Instant instant() {
                return agenda.now();
            }

            @Override
            public boolean isSimulated() {
                return true;
            }

            @Override
            public void advanceTo(Instant to) {
                throw new UnsupportedOperationException("the agenda moves time");
            }
        };
    }

    FaultyLog log() {
        return log;
    }

    LogCampaigns campaigns() {
        return campaigns;
    }

    LogStockItems stock() {
        return stock;
    }

    CommandDoor commands() {
        return commands;
    }

    SteppedLifecycle lifecycle() {
        return lifecycle;
    }

    void receive(CampaignId campaign, int holdOutBps, List<Signal> batch, Instant at) {
        if (plant == Plant.TAKES_SIGNALS_TWICE) {
            commands.append(
                    Streams.signals(campaign),
                    "Signals",
                    at,
                    log.lastSequence(Streams.signals(campaign)).orElse(-1) + 1,
                    List.of(new SignalsReceived(campaign, holdOutBps, batch, at)));
        } else {
            signals.receive(campaign, holdOutBps, batch, at);
        }
    }
}
