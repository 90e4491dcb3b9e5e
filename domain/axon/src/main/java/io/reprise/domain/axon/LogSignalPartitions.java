package io.reprise.domain.axon;

import io.reprise.domain.model.audience.AudienceEvent;
import io.reprise.domain.model.audience.AudienceEvent.SignalsReceived;
import io.reprise.domain.model.audience.Signal;
import io.reprise.domain.model.intake.Partition;
import io.reprise.domain.model.intake.PartitionEvent.PartitionRead;
import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.SignalPartitions;
import io.reprise.domain.model.vocabulary.CampaignId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.axonframework.eventhandling.GenericDomainEventMessage;

/**
 * How far partitions are read, each in a stream of its own. The stretch that is read takes the next sequence number there, in the
 * append that holds its signals: whoever was overtaken, knowing it or not, is refused with all of it.
 */
public final class LogSignalPartitions implements SignalPartitions {

    private final EventLog log;
    private final LogSignals signals;

    public LogSignalPartitions(EventLog log, LogSignals signals) {
        this.log = log;
        this.signals = signals;
    }

    @Override
    public Bookmark bookmark(Partition partition) {
        String stream = Streams.of(partition);
        OptionalLong last = log.lastSequence(stream);
        if (last.isEmpty()) {
            return new Bookmark(0, 0);
        }
        PartitionRead read = (PartitionRead)
                EventJson.read(log.readStream(stream, last.getAsLong(), 1).getFirst());
        return new Bookmark(last.getAsLong() + 1, read.next());
    }

    @Override
    public Received receive(Stretch stretch, Instant at) {
        int[] recorded = {0};
        List<CampaignId> campaigns =
                stretch.sales().stream().map(SaleSignals::campaign).sorted().toList();
        signals.recordTogether(campaigns, signalsOf -> {
            requireNobodyElse(stretch);
            recorded[0] = 0;
            List<AudienceEvent> received = new ArrayList<>();
            for (SaleSignals sale : stretch.sales()) {
                List<Signal> unseen = signalsOf.apply(sale.campaign()).unseen(sale.signals());
                recorded[0] += unseen.size();
                if (!unseen.isEmpty()) {
                    received.add(new SignalsReceived(sale.campaign(), sale.holdOutBps(), unseen, at));
                }
            }
            return new LogSignals.Together(received, List.of(read(stretch, recorded[0], at)));
        });
        return new Received(new Bookmark(stretch.from().stretches() + 1, stretch.next()), recorded[0]);
    }

    /** An append that was refused does not say whose sequence was taken: a sale's is tried again, the partition's is not. */
    private void requireNobodyElse(Stretch stretch) {
        long stretches = log.lastSequence(Streams.of(stretch.partition())).orElse(-1) + 1;
        if (stretches != stretch.from().stretches()) {
            throw new PartitionTaken(stretch.partition());
        }
    }

    private static GenericDomainEventMessage<PartitionRead> read(Stretch stretch, int recorded, Instant at) {
        return new GenericDomainEventMessage<>(
                "Partition",
                Streams.of(stretch.partition()),
                stretch.from().stretches(),
                new PartitionRead(
                        stretch.partition(),
                        stretch.from().next(),
                        stretch.next(),
                        stretch.records(),
                        recorded,
                        stretch.quarantined(),
                        at));
    }
}
