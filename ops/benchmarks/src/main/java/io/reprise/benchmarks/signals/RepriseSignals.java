package io.reprise.benchmarks.signals;

import io.reprise.domain.axon.LogEventStorageEngine;
import io.reprise.domain.axon.LogSignals;
import io.reprise.domain.axon.NamedEventSerializer;
import io.reprise.domain.axon.StateSnapshots;
import io.reprise.domain.model.audience.Signal;
import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.Snapshots;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.projections.eventstore.EmbeddedEventLog;
import io.reprise.projections.signals.FiledDigests;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;

/** Signals as the server takes them once a call has been read: over the embedded log. */
record RepriseSignals() implements SignalPath {

    private static final int HOLD_OUT_BPS = 1_000;
    private static final Instant AT = Instant.parse("2026-11-11T12:00:00Z");

    @Override
    public String name() {
        return "Reprise, embedded log";
    }

    @Override
    public String does() {
        return "deduplicates by id, encodes, hashes into the chain, and folds into windows, arms and tastes";
    }

    @Override
    public Open open(Path folder) {
        EventLog log = EmbeddedEventLog.open(folder.resolve("log"));
        LogSignals signals = new LogSignals(
                log,
                EmbeddedEventStore.builder()
                        .storageEngine(LogEventStorageEngine.over(
                                log, new StateSnapshots(log, Snapshots.NONE), NamedEventSerializer.create()))
                        .cachedEvents(500)
                        .build(),
                () -> new FiledDigests(folder.resolve("ids")));
        return new Open() {
            @Override
            public void send(int campaign, List<Signal> batch, byte[] bytes) {
                int recorded = signals.receive(new CampaignId("sale-" + campaign), HOLD_OUT_BPS, batch, AT);
                if (recorded != batch.size()) {
                    throw new IllegalStateException(recorded + " of " + batch.size() + " signals were new: all are");
                }
            }

            @Override
            public void close() {
                log.close();
            }
        };
    }
}
