package io.reprise.server.kafka;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where signals come from besides calls.
 *
 * @param bootstrapServers brokers, {@code host:port} with commas between; empty where there are none
 * @param topic of signals, made with {@code partitions} where it is missing
 * @param quarantineTopic of records that cannot be taken; empty for the topic's name and {@code .quarantine}
 * @param group of consumers; servers of one installation are in one group
 * @param consumers of this server, a thread each
 * @param partitions of a topic that is made
 * @param config file of client properties, as Kafka's own tools take them with {@code --command-config}: TLS, SASL and whatever
 *     else; empty for none
 */
@ConfigurationProperties("reprise.kafka")
record KafkaSettings(
        String bootstrapServers,
        String topic,
        String quarantineTopic,
        String group,
        int consumers,
        int partitions,
        Path config) {

    KafkaSettings {
        if (consumers < 1 || partitions < 1) {
            throw new IllegalArgumentException(
                    "reprise.kafka.consumers and reprise.kafka.partitions are at least 1, but were " + consumers
                            + " and " + partitions);
        }
        quarantineTopic =
                quarantineTopic == null || quarantineTopic.isBlank() ? topic + ".quarantine" : quarantineTopic;
    }

    /** What every client of the broker is given first. */
    Properties client() {
        Properties all = new Properties();
        if (config != null && !config.toString().isBlank()) {
            try (Reader in = Files.newBufferedReader(config)) {
                all.load(in);
            } catch (IOException e) {
                throw new IllegalArgumentException(
                        "reprise.kafka.config (REPRISE_KAFKA_CONFIG) names '" + config + "', which cannot be read: "
                                + e.getMessage(),
                        e);
            }
        }
        all.put("bootstrap.servers", bootstrapServers);
        return all;
    }
}
