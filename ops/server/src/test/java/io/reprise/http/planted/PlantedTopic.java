package io.reprise.http.planted;

import org.apache.kafka.common.TopicPartition;

/** A page that reads a topic: what the rule forbids. */
public final class PlantedTopic {

    public TopicPartition partition;
}
