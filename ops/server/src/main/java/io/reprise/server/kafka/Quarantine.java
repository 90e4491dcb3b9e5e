package io.reprise.server.kafka;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A topic for records that cannot be taken, as they came, with where they were and what is wrong with them in headers. Not the
 * log: what stands in them may name a person, and a topic forgets.
 */
class Quarantine implements AutoCloseable {

    private final String topic;
    private final Producer<byte[], byte[]> producer;

    /** A record and why it cannot be taken. */
    record Broken(ConsumerRecord<byte[], byte[]> record, String reason) {}

    Quarantine(KafkaSettings settings) {
        this.topic = settings.quarantineTopic();
        Properties properties = settings.client();
        properties.put("acks", "all");
        properties.put("enable.idempotence", "true");
        properties.put("key.serializer", ByteArraySerializer.class.getName());
        properties.put("value.serializer", ByteArraySerializer.class.getName());
        this.producer = new KafkaProducer<>(properties);
    }

    /**
     * Sets them aside; returns once the broker has them for good. What comes twice, after a crash, has the same headers.
     *
     * @throws KafkaException if the broker does not take them: nothing goes on past them then
     */
    void setAside(List<Broken> broken) {
        List<Future<?>> sent = new ArrayList<>();
        for (Broken one : broken) {
            ConsumerRecord<byte[], byte[]> record = one.record();
            ProducerRecord<byte[], byte[]> kept = new ProducerRecord<>(topic, null, record.key(), record.value());
            record.headers().forEach(kept.headers()::add);
            header(kept.headers(), "reprise-topic", record.topic());
            header(kept.headers(), "reprise-partition", Integer.toString(record.partition()));
            header(kept.headers(), "reprise-offset", Long.toString(record.offset()));
            header(kept.headers(), "reprise-reason", one.reason());
            sent.add(producer.send(kept));
        }
        try {
            for (Future<?> one : sent) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new KafkaException(
                    "topic " + topic + " does not take what is to be set aside: "
                            + e.getCause().getMessage(),
                    e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("told to stop while setting records aside", e);
        }
    }

    private static void header(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        producer.close();
    }
}
