package io.reprise.server.kafka;

import io.reprise.domain.model.intake.Partition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The topics as the broker has them. */
class Topics implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Topics.class);

    private final KafkaSettings settings;
    private final Admin admin;

    Topics(KafkaSettings settings) {
        this.settings = settings;
        this.admin = Admin.create(settings.client());
    }

    /** Makes those that are missing, with the broker's own replication and retention. */
    void make() {
        Set<String> there =
                answer("list topics", () -> admin.listTopics().names().get());
        List<NewTopic> missing = new ArrayList<>();
        for (String topic : List.of(settings.topic(), settings.quarantineTopic())) {
            if (!there.contains(topic)) {
                missing.add(new NewTopic(topic, Optional.of(settings.partitions()), Optional.empty()));
            }
        }
        for (NewTopic topic : missing) {
            try {
                answer(
                        "make topic " + topic.name(),
                        () -> admin.createTopics(List.of(topic)).all().get());
                LOG.info("made topic {} with {} partitions", topic.name(), settings.partitions());
            } catch (KafkaException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        }
    }

    /** The partition, of the topic as it is now: one that was made again under its name is another. */
    Partition of(TopicPartition partition) {
        String topic = partition.topic();
        String id = answer("describe topic " + topic, () -> admin.describeTopics(List.of(topic))
                        .allTopicNames()
                        .get())
                .get(topic)
                .topicId()
                .toString();
        return new Partition(topic, id, partition.partition());
    }

    private interface Question<T> {
        T ask() throws ExecutionException, InterruptedException;
    }

    private static <T> T answer(String what, Question<T> question) {
        try {
            return question.ask();
        } catch (ExecutionException e) {
            throw new KafkaException("cannot " + what + ": " + e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("cannot " + what + ": told to stop", e);
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
