package io.reprise.benchmarks.signals;

import io.reprise.benchmarks.report.Latencies;
import io.reprise.benchmarks.server.BrokerProcess;
import io.reprise.benchmarks.server.ServerProcess;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Signals through the doors of a whole server. What is sent is made beforehand; sender, server and broker share the machine. */
final class DoorsTrial {

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int LOOK_MILLIS = 100;

    private final SignalBatches batches;
    private final int clients;
    private final int batchesEach;
    private final int campaigns;

    DoorsTrial(SignalBatches batches, int clients, int batchesEach, int campaigns) {
        this.batches = batches;
        this.clients = clients;
        this.batchesEach = batchesEach;
        this.campaigns = campaigns;
    }

    /**
     * @param p99Millis from sending until it is durable (HTTP: of a batch; the broker: of a record, until it has it; Kafka into the
     *     log: of the oldest record of each stretch that was read)
     * @param cpu of each process
     */
    record Result(
            double perSecond, double megabytesPerSecond, double p50Millis, double p99Millis, ProcessorTime.Each cpu) {}

    private interface Sending {
        void send(int client, ToldSignals batch, Latencies latencies) throws Exception;
    }

    private long signals() {
        return (long) clients * batchesEach * batches.batch();
    }

    private List<List<ToldSignals>> made(int round) {
        List<List<ToldSignals>> made = new ArrayList<>();
        for (int client = 0; client < clients; client++) {
            List<ToldSignals> mine = new ArrayList<>();
            for (int n = 0; n < batchesEach; n++) {
                mine.add(ToldSignals.of(batches.of(client, round * batchesEach + n)));
            }
            made.add(mine);
        }
        return made;
    }

    private static long bytes(List<List<ToldSignals>> made) {
        return made.stream().flatMap(List::stream).mapToLong(ToldSignals::bytes).sum();
    }

    private Latencies send(List<List<ToldSignals>> made, Sending sending) throws Exception {
        try (ExecutorService threads = Executors.newThreadPerTaskExecutor(
                Thread.ofPlatform().name("client-", 0).factory())) {
            List<Future<Latencies>> all = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                int client = i;
                all.add(threads.submit(() -> {
                    Latencies latencies = new Latencies();
                    for (ToldSignals batch : made.get(client)) {
                        sending.send(client, batch, latencies);
                    }
                    return latencies;
                }));
            }
            List<Latencies> parts = new ArrayList<>();
            for (Future<Latencies> one : all) {
                parts.add(one.get());
            }
            return Latencies.merged(parts);
        }
    }

    /** To be asked for as soon as all is durable. */
    private Result result(
            List<List<ToldSignals>> made, long startNanos, double p50Millis, double p99Millis, ProcessorTime cpu)
            throws InterruptedException {
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        return new Result(signals() / seconds, bytes(made) / seconds / 1e6, p50Millis, p99Millis, cpu.spent(signals()));
    }

    /** @param round ids differ between rounds */
    Result overHttp(ServerProcess server, int round) throws Exception {
        List<List<ToldSignals>> made = made(round);
        List<List<byte[]>> bodies = made.stream()
                .map(mine -> mine.stream().map(ToldSignals::body).toList())
                .toList();
        int[] next = new int[clients];
        ProcessorTime cpu = ProcessorTime.of(server.pid());
        long start = System.nanoTime();
        Latencies all = send(made, (client, batch, latencies) -> {
            long before = System.nanoTime();
            String path = "/api/v1/campaigns/" + SaleOnServer.id(client % campaigns) + "/signals";
            String answer = server.post(
                    "shop", path, "application/x-ndjson", bodies.get(client).get(next[client]++));
            latencies.add(System.nanoTime() - before);
            if (!answer.contains("\"recorded\":" + batches.batch())) {
                throw new IllegalStateException("all signals are new, but the server answered " + answer);
            }
        });
        return result(made, start, all.micros(0.5) / 1e3, all.micros(0.99) / 1e3, cpu);
    }

    private KafkaProducer<byte[], byte[]> producer(BrokerProcess broker) {
        Properties properties = broker.client();
        properties.put("acks", "all");
        properties.put("linger.ms", "5");
        properties.put("batch.size", Integer.toString(256 * 1024));
        properties.put("buffer.memory", Integer.toString(64 * 1024 * 1024));
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Returns once the broker has all of them. */
    private Latencies produce(BrokerProcess broker, String topic, List<List<ToldSignals>> made) throws Exception {
        AtomicReference<Exception> failure = new AtomicReference<>();
        Latencies acknowledged = new Latencies();
        try (KafkaProducer<byte[], byte[]> producer = producer(broker)) {
            send(made, (client, batch, latencies) -> {
                byte[] key = SaleOnServer.id(client % campaigns).getBytes(StandardCharsets.UTF_8);
                for (byte[] line : batch.lines()) {
                    long before = System.nanoTime();
                    producer.send(new ProducerRecord<>(topic, key, line), (metadata, e) -> {
                        // All on the producer's one thread.
                        acknowledged.add(System.nanoTime() - before);
                        if (e != null) {
                            failure.set(e);
                        }
                    });
                }
            });
        }
        if (failure.get() != null) {
            throw failure.get();
        }
        return Latencies.merged(List.of(acknowledged));
    }

    /** The broker alone: everything sent, acknowledged, and read once by a consumer that throws it away. */
    Result bareBroker(BrokerProcess broker, String topic, int round) throws Exception {
        List<List<ToldSignals>> made = made(round);
        Properties properties = broker.client();
        properties.put("max.poll.records", "5000");
        try (KafkaConsumer<byte[], byte[]> consumer =
                        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
                ExecutorService reader = Executors.newSingleThreadExecutor()) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            partitions.forEach(consumer::position);
            ProcessorTime cpu = ProcessorTime.of(broker.pid());
            long start = System.nanoTime();
            Future<?> read = reader.submit(() -> {
                long seen = 0;
                while (seen < signals()) {
                    seen += consumer.poll(Duration.ofMillis(200)).count();
                }
            });
            Latencies acknowledged = produce(broker, topic, made);
            read.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return result(made, start, acknowledged.micros(0.5) / 1e3, acknowledged.micros(0.99) / 1e3, cpu);
        }
    }

    /** From the first record sent until the last signal is in the log. */
    Result fromTopic(BrokerProcess broker, String topic, SaleOnServer sale, int round) throws Exception {
        List<List<ToldSignals>> made = made(round);
        double before = sale.recordedFromTopic();
        long readBefore = broker.committed(SaleOnServer.GROUP);
        DelayHistogram earlier = DelayHistogram.of(sale.server().metrics());
        ProcessorTime cpu = ProcessorTime.of(sale.server().pid(), broker.pid());
        long start = System.nanoTime();
        produce(broker, topic, made);
        // The group is told what is durable, and who asks the broker takes nothing of the server's time.
        while (broker.committed(SaleOnServer.GROUP) - readBefore < signals()) {
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                throw new IllegalStateException("signals of the topic do not come to the log: see the server's log");
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        double recorded = sale.recordedFromTopic() - before;
        if (recorded != signals()) {
            throw new IllegalStateException("all signals are new, but the server recorded " + recorded);
        }
        DelayHistogram delays = DelayHistogram.of(sale.server().metrics()).since(earlier);
        return result(made, start, delays.millis(0.5), delays.millis(0.99), cpu);
    }
}
