package io.reprise.domain.model.port;

import io.reprise.domain.model.audience.Signal;
import io.reprise.domain.model.intake.Partition;
import io.reprise.domain.model.intake.QuarantinedRecord;
import io.reprise.domain.model.vocabulary.CampaignId;
import java.time.Instant;
import java.util.List;

/**
 * Signals that are read from partitions of topics. How far each is read is in the log, in the same append as the signals: so a
 * record is taken exactly once, whoever reads it, and however often it is delivered.
 */
public interface SignalPartitions {

    /** One stretch may not hold more records. */
    int STRETCH_MAX = 5_000;
    /** Nor signals of more sales: each makes an event of its own. */
    int SALES_MAX = 200;

    /**
     * How far a partition is read.
     *
     * @param stretches that were read of it, by whomever
     * @param next offset to be read next
     */
    record Bookmark(long stretches, long next) {

        /** The same place in the log, from another offset on: where records in between are there no more. */
        public Bookmark at(long offset) {
            return new Bookmark(stretches, offset);
        }
    }

    /** Signals of one sale, in the order of their records. */
    record SaleSignals(CampaignId campaign, int holdOutBps, List<Signal> signals) {}

    /**
     * Records in a row.
     *
     * @param from where the partition was read to when they were asked for
     * @param next offset after the last one
     * @param records that there were
     */
    record Stretch(
            Partition partition,
            Bookmark from,
            long next,
            int records,
            List<SaleSignals> sales,
            List<QuarantinedRecord> quarantined) {}

    /** @param recorded signals that were new */
    record Received(Bookmark bookmark, int recorded) {}

    /** How far the partition is read; offset 0 where nobody has read of it. */
    Bookmark bookmark(Partition partition);

    /**
     * Records the signals that are new, and that the stretch is read, in one append; returns once it is durable.
     *
     * @throws PartitionTaken if somebody else has read on from there; nothing was recorded
     * @throws EventLog.LimitExceeded if it is too long for one append; nothing was recorded
     */
    Received receive(Stretch stretch, Instant at);

    /** Somebody else reads the partition: ask for its bookmark again. */
    final class PartitionTaken extends RuntimeException {
        public PartitionTaken(Partition partition) {
            super("partition " + partition + " was read on by somebody else: go on from where it is read to now");
        }
    }
}
