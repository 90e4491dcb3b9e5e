package io.reprise.server.kafka;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.springframework.stereotype.Component;

/** What is measured of signals from topics; there without a broker too, at zero, so that alerts have something to look at. */
@Component
class IntakeMeters {

    final Counter records;
    final Counter recorded;
    final Counter quarantined;
    final Counter failures;
    final Counter missed;
    private final Timer delay;
    private final Map<TopicPartition, Long> behind = new ConcurrentHashMap<>();

    IntakeMeters(MeterRegistry meters) {
        records = counter(meters, "records", "Records that were read into the log");
        recorded = counter(meters, "signals", "Signals among them that were new");
        quarantined = counter(meters, "quarantined", "Records that could not be taken and were set aside");
        failures = counter(meters, "failures", "Times that reading did not go on and was tried again");
        missed = counter(meters, "missed", "Offsets that the broker had deleted before they were read");
        delay = Timer.builder("reprise.kafka.delay")
                .description("From a record's time until it was durable in the log, of the oldest in each stretch")
                .publishPercentileHistogram()
                .maximumExpectedValue(Duration.ofMinutes(10))
                .register(meters);
        Gauge.builder(
                        "reprise.kafka.lag",
                        () -> behind.values().stream().mapToLong(n -> n).sum())
                .description("Records in partitions of this server that are not in the log yet")
                .register(meters);
    }

    private static Counter counter(MeterRegistry meters, String name, String description) {
        return Counter.builder("reprise.kafka." + name).description(description).register(meters);
    }

    void delayed(long millis) {
        delay.record(Duration.ofMillis(Math.max(0, millis)));
    }

    void behind(TopicPartition partition, long records) {
        behind.put(partition, records);
    }

    /** Another consumer's now. */
    void left(TopicPartition partition) {
        behind.remove(partition);
    }
}
