package io.reprise.domain.model.intake;

import io.reprise.domain.model.vocabulary.InvalidValue;

/**
 * One partition of a topic, as Apache Kafka has them: an ordered row of records, each at an offset from 0.
 *
 * @param topic its name
 * @param topicId of the topic as it was made: one that was deleted and made again under its name counts from 0 again, and is
 *     another (KIP-516)
 * @param number from 0
 */
public record Partition(String topic, String topicId, int number) {

    public Partition {
        InvalidValue.unless(topic != null && !topic.isBlank(), "topic", "must not be empty");
        InvalidValue.unless(topicId != null && !topicId.isBlank(), "topicId", "must not be empty");
        InvalidValue.unless(number >= 0, "number", () -> "must be 0 or more, but was " + number);
    }

    @Override
    public String toString() {
        return topic + "/" + topicId + "/" + number;
    }
}
