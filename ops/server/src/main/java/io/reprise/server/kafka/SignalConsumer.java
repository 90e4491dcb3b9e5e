package io.reprise.server.kafka;

import io.reprise.domain.model.intake.Partition;
import io.reprise.domain.model.port.SignalPartitions;
import io.reprise.domain.model.port.SignalPartitions.Bookmark;
import io.reprise.domain.model.port.SignalPartitions.PartitionTaken;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One member of the group. Where a partition is read to is what the log says, never what the group says: offsets are committed only
 * so that others can see how far it is. Nothing is asked for before what came is durable, which is all the back pressure there is.
 */
class SignalConsumer implements ConsumerRebalanceListener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SignalConsumer.class);

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration CLOSE = Duration.ofSeconds(5);

    private record Reading(Partition partition, Bookmark bookmark) {}

    private final Consumer<byte[], byte[]> consumer;
    private final Topics topics;
    private final SignalPartitions partitions;
    private final Stretches stretches;
    private final IntakeMeters meters;
    private final Map<TopicPartition, Reading> readings = new HashMap<>();

    SignalConsumer(
            KafkaSettings settings,
            Topics topics,
            SignalPartitions partitions,
            Stretches stretches,
            IntakeMeters meters) {
        this.topics = topics;
        this.partitions = partitions;
        this.stretches = stretches;
        this.meters = meters;
        this.consumer = new KafkaConsumer<>(properties(settings));
        consumer.subscribe(List.of(settings.topic()), this);
    }

    private static Properties properties(KafkaSettings settings) {
        Properties properties = new Properties();
        properties.put("max.poll.records", SignalPartitions.STRETCH_MAX);
        properties.put("fetch.max.wait.ms", "100");
        properties.put("isolation.level", "read_committed");
        properties.putAll(settings.client());
        if (!"consumer".equals(properties.getProperty("group.protocol"))) {
            properties.put("partition.assignment.strategy", CooperativeStickyAssignor.class.getName());
        }
        properties.put("group.id", settings.group());
        properties.put("enable.auto.commit", "false");
        properties.put("auto.offset.reset", "none");
        properties.put("key.deserializer", ByteArrayDeserializer.class.getName());
        properties.put("value.deserializer", ByteArrayDeserializer.class.getName());
        return properties;
    }

    /**
     * Reads what has come, if anything comes within half a second.
     *
     * @throws WakeupException if it was told to stop
     * @throws RuntimeException if what came could not be recorded, for all one can tell: this consumer is of no use any more, and
     *     another one begins where the log is
     */
    void turn() {
        try {
            ConsumerRecords<byte[], byte[]> came = consumer.poll(POLL);
            came.partitions().forEach(partition -> take(partition, came.records(partition)));
        } catch (OffsetOutOfRangeException e) {
            e.partitions().forEach(this::find);
        }
        readings.keySet().forEach(p -> consumer.currentLag(p).ifPresent(lag -> meters.behind(p, lag)));
    }

    private void take(TopicPartition at, List<ConsumerRecord<byte[], byte[]>> records) {
        Reading reading = readings.get(at);
        try {
            Bookmark bookmark = stretches.take(reading.partition(), reading.bookmark(), records);
            readings.put(at, new Reading(reading.partition(), bookmark));
            consumer.commitAsync(Map.of(at, new OffsetAndMetadata(bookmark.next())), (offsets, failure) -> {
                if (failure != null) {
                    LOG.debug("where {} is read to could not be told to the group", at, failure);
                }
            });
        } catch (PartitionTaken e) {
            LOG.info("{}", e.getMessage());
            find(at);
        }
    }

    /** From where the log has it on; where the broker has no such record any more, or not yet, from the nearest one. */
    private void find(TopicPartition at) {
        Partition partition = topics.of(at);
        Bookmark bookmark = partitions.bookmark(partition);
        long first = consumer.beginningOffsets(Set.of(at)).get(at);
        long end = consumer.endOffsets(Set.of(at)).get(at);
        if (bookmark.next() < first && bookmark.stretches() > 0) {
            meters.missed.increment(first - bookmark.next());
            LOG.error(
                    "offsets {} to {} of {} were deleted before they were read: keep records longer, or read faster",
                    bookmark.next(),
                    first - 1,
                    partition);
        } else if (bookmark.next() > end) {
            LOG.error(
                    "the broker has lost offsets {} to {} of {}, which are in the log",
                    end,
                    bookmark.next() - 1,
                    partition);
        }
        Bookmark from = bookmark.at(Math.clamp(bookmark.next(), first, end));
        consumer.seek(at, from.next());
        readings.put(at, new Reading(partition, from));
    }

    /** Told to stop: {@link #turn} ends as soon as what it records is recorded. From any thread. */
    void wakeUp() {
        consumer.wakeup();
    }

    Set<TopicPartition> partitions() {
        return Set.copyOf(readings.keySet());
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
        assigned.forEach(this::find);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
        revoked.forEach(partition -> {
            readings.remove(partition);
            meters.left(partition);
        });
    }

    @Override
    public void close() {
        try {
            consumer.close(CloseOptions.timeout(CLOSE));
        } finally {
            onPartitionsRevoked(Set.copyOf(readings.keySet()));
        }
    }
}
