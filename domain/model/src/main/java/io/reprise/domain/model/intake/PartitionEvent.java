package io.reprise.domain.model.intake;

import java.time.Instant;
import java.util.List;

/** What the log keeps of the partitions that signals come from. */
public sealed interface PartitionEvent {

    Partition partition();

    Instant at();

    /**
     * A stretch of records was read. It is appended together with the signals in it, so that both are in the log or neither:
     * whoever reads on, after a crash too, starts at {@code next}.
     *
     * @param from offset of the first record that was asked for
     * @param next offset after the last record that was read; a partition may have fewer records than offsets
     * @param records that were there
     * @param recorded signals among them that were new
     * @param quarantined records that could not be taken, by offset
     */
    record PartitionRead(
            Partition partition,
            long from,
            long next,
            int records,
            int recorded,
            List<QuarantinedRecord> quarantined,
            Instant at)
            implements PartitionEvent {
        public PartitionRead {
            quarantined = List.copyOf(quarantined);
        }
    }
}
