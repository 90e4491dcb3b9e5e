package io.reprise.server.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.domain.model.audience.Arm;
import io.reprise.domain.model.audience.SaleSignals;
import io.reprise.domain.model.intake.Partition;
import io.reprise.domain.model.intake.PartitionEvent.PartitionRead;
import io.reprise.domain.model.intake.QuarantinedRecord;
import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.SignalPartitions;
import io.reprise.domain.model.vocabulary.TimeWindow;
import io.reprise.server.kafka.TopicSale.Consuming;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Signals out of a real broker's topic into a real log, whatever happens in between: each once. */
class SignalsFromTopicTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static TestBroker broker;

    @TempDir
    private Path folder;

    private String topic;
    private KafkaSettings settings;
    private TopicSale sale;

    @BeforeAll
    static void startBroker(@TempDir Path folder) throws IOException {
        broker = TestBroker.start(folder);
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void open(TestInfo test) throws IOException {
        topic = test.getTestMethod().orElseThrow().getName();
        settings = broker.settings(topic, broker.config());
        sale = new TopicSale(folder.resolve("first"), folder.resolve("keys"));
    }

    @AfterEach
    void close() {
        sale.close();
    }

    private static String line(String id, Instant at, int units) {
        return "{\"id\":\"" + id + "\",\"at\":\"" + at + "\",\"shopper\":\"s" + id.hashCode() % 7
                + "\",\"action\":\"ORDER\",\"sku\":\"LAMP\",\"units\":" + units + ",\"priceCents\":1600}";
    }

    private ProducerRecord<byte[], byte[]> order(String id) {
        return TestBroker.record(topic, "sale", line(id, TopicSale.NOW, 1));
    }

    private List<ProducerRecord<byte[], byte[]>> orders(int from, int to) {
        return IntStream.range(from, to).mapToObj(n -> order("o" + n)).toList();
    }

    /** Orders all over the day, those of an hour one after another only by accident. */
    private List<ProducerRecord<byte[], byte[]>> ordersInDisorder(int count) {
        List<ProducerRecord<byte[], byte[]>> orders = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            Instant at = TopicSale.FROM.plus(Duration.ofMinutes(n * 720L / count));
            orders.add(TestBroker.record(topic, "sale", line("o" + n, at, 1 + n % 3)));
        }
        Collections.shuffle(orders, new Random(7));
        return orders;
    }

    private Consuming consume() {
        return sale.consume(settings, UnaryOperator.identity());
    }

    private static void until(Runnable step, BooleanSupplier isReached) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!isReached.getAsBoolean()) {
            assertThat(System.nanoTime()).as("time is up").isLessThan(end);
            step.run();
        }
    }

    private static void wait100Millis() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private long records() {
        return sale.stretches().stream().mapToLong(PartitionRead::records).sum();
    }

    /** Every offset is in one stretch alone, and stretches of a partition follow one another. */
    private static void assertEachOnce(List<PartitionRead> stretches, int records) {
        Map<Partition, Long> next = new HashMap<>();
        assertThat(stretches).allSatisfy(stretch -> {
            assertThat(stretch.from()).as("%s", stretch).isEqualTo(next.getOrDefault(stretch.partition(), 0L));
            next.put(stretch.partition(), stretch.next());
        });
        assertThat(stretches.stream().mapToLong(PartitionRead::records).sum()).isEqualTo(records);
    }

    /** The port, with something in front of what is received. */
    private record Before(SignalPartitions partitions, UnaryOperator<Stretch> before) implements SignalPartitions {
        @Override
        public Bookmark bookmark(Partition partition) {
            return partitions.bookmark(partition);
        }

        @Override
        public Received receive(Stretch stretch, Instant at) {
            return partitions.receive(before.apply(stretch), at);
        }
    }

    private static final class Killed extends RuntimeException {}

    @Test
    void recordsBecomeSignalsAndTheSameOneSentTwiceCountsOnce() {
        try (Consuming consuming = consume()) {
            broker.send(topic, orders(0, 20));
            broker.send(topic, List.of(order("o3")));
            until(consuming::turn, () -> records() == 21);
        }
        assertThat(sale.recorded()).hasSize(20).doesNotHaveDuplicates();
        assertEachOnce(sale.stretches(), 21);
        assertThat(sale.stretches().stream().mapToInt(PartitionRead::recorded).sum())
                .isEqualTo(20);
        assertThat(sale.folded().sold(Arm.TREATED, TopicSale.LAMP, hour(0, 24))
                        + sale.folded().sold(Arm.HOLD_OUT, TopicSale.LAMP, hour(0, 24)))
                .isEqualTo(20);
        assertThat(sale.meters.get("reprise.kafka.records").counter().count()).isEqualTo(21);
        assertThat(sale.meters.get("reprise.kafka.signals").counter().count()).isEqualTo(20);
        assertThat(sale.meters.get("reprise.kafka.lag").gauge().value()).isZero();
    }

    @Test
    void aConsumerThatDiesBetweenPollAndAppendLeavesNothingUndone() {
        broker.send(make(), orders(0, 10));
        UnaryOperator<SignalPartitions> dying = partitions -> new Before(partitions, stretch -> {
            throw new Killed();
        });
        try (Consuming first = sale.consume(settings, dying)) {
            assertThatThrownBy(() -> until(first::turn, () -> false)).isInstanceOf(Killed.class);
        }
        assertThat(sale.stretches()).isEmpty();
        try (Consuming second = consume()) {
            until(second::turn, () -> records() == 10);
        }
        assertThat(sale.recorded()).hasSize(10).doesNotHaveDuplicates();
    }

    /** What the group thinks is of before the append; the log knows better. */
    @Test
    void aConsumerThatDiesRightAfterTheAppendLeavesNothingToBeDoneTwice() {
        broker.send(make(), orders(0, 10));
        broker.send(topic, List.of(TestBroker.record(topic, "sale", "{}")));
        UnaryOperator<SignalPartitions> dying = partitions -> new SignalPartitions() {
            @Override
            public Bookmark bookmark(Partition partition) {
                return partitions.bookmark(partition);
            }

            @Override
            public Received receive(Stretch stretch, Instant at) {
                partitions.receive(stretch, at);
                throw new Killed();
            }
        };
        try (Consuming first = sale.consume(settings, dying)) {
            assertThatThrownBy(() -> until(first::turn, () -> false)).isInstanceOf(Killed.class);
        }
        try (Consuming second = consume()) {
            broker.send(topic, orders(10, 12));
            until(second::turn, () -> sale.recorded().size() == 12);
        }
        assertEachOnce(sale.stretches(), 13);
    }

    @Test
    void whoeverWasOvertakenIsRefusedAndGoesOnBehindTheOther() {
        broker.send(make(), orders(0, 10));
        AtomicBoolean isOvertaken = new AtomicBoolean();
        UnaryOperator<SignalPartitions> overtaken = partitions -> new Before(partitions, stretch -> {
            if (isOvertaken.compareAndSet(false, true)) {
                partitions.receive(stretch, TopicSale.NOW);
            }
            return stretch;
        });
        try (Consuming consuming = sale.consume(settings, overtaken)) {
            until(consuming::turn, isOvertaken::get);
            broker.send(topic, orders(10, 15));
            until(consuming::turn, () -> sale.recorded().size() == 15);
        }
        assertEachOnce(sale.stretches(), 15);
    }

    /** Planted: a reader that begins where it likes and not where the log is. The check must find what it does. */
    @Test
    void aReaderThatDoesNotAskTheLogIsFound() {
        broker.send(make(), orders(0, 10));
        try (Consuming first = consume()) {
            until(first::turn, () -> records() == 10);
        }
        UnaryOperator<SignalPartitions> careless = partitions -> new SignalPartitions() {
            @Override
            public Bookmark bookmark(Partition partition) {
                return partitions.bookmark(partition).at(0);
            }

            @Override
            public Received receive(Stretch stretch, Instant at) {
                return partitions.receive(stretch, at);
            }
        };
        try (Consuming second = sale.consume(settings, careless)) {
            until(second::turn, () -> records() == 20);
        }
        assertThatThrownBy(() -> assertEachOnce(sale.stretches(), 10)).isInstanceOf(AssertionError.class);
        assertThat(sale.recorded()).as("ids are looked at all the same").hasSize(10);
    }

    @Test
    void partitionsMoveBetweenConsumersWhileRecordsComeAndEachRecordIsTakenOnce() {
        SignalIntake first = sale.intake(settings);
        SignalIntake second = sale.intake(settings);
        first.start();
        make();
        int batches = 40;
        for (int batch = 0; batch < batches; batch++) {
            int number = batch;
            broker.send(
                    topic,
                    IntStream.range(0, 25)
                            .mapToObj(n -> new ProducerRecord<>(
                                    topic,
                                    n % 4,
                                    TestBroker.bytes("sale"),
                                    TestBroker.bytes(line("o" + number + "-" + n, TopicSale.NOW, 1))))
                            .toList());
            if (batch == 10) {
                second.start();
            }
            if (batch == 30) {
                first.stop();
            }
            wait100Millis();
        }
        until(SignalsFromTopicTest::wait100Millis, () -> records() >= 25L * batches);
        second.stop();
        assertEachOnce(sale.stretches(), 25 * batches);
        assertThat(sale.recorded()).hasSize(25 * batches).doesNotHaveDuplicates();
        assertThat(sale.meters.get("reprise.kafka.failures").counter().count()).isZero();
    }

    @Test
    void brokenRecordsAreSetAsideAsTheyCameAndNothingWaitsForThem() {
        List<ProducerRecord<byte[], byte[]>> broken = List.of(
                TestBroker.record(topic, "sale", "no JSON of erika@example.com"),
                TestBroker.record(topic, "sale", line("o90", TopicSale.NOW, 1).replace("LAMP", "SOFA")),
                TestBroker.record(topic, "sale", line("o91", TopicSale.NOW.plus(Duration.ofDays(2)), 1)),
                TestBroker.record(topic, "sale", null),
                TestBroker.record(topic, "no-such-sale", line("o92", TopicSale.NOW, 1)),
                TestBroker.record(topic, null, line("o93", TopicSale.NOW, 1)),
                TestBroker.record(topic, "sale", "{\"text\":\"" + "x".repeat(3_000) + "\"}"));
        try (Consuming consuming = consume()) {
            broker.send(topic, orders(0, 5));
            broker.send(topic, broken);
            broker.send(topic, orders(5, 10));
            until(consuming::turn, () -> records() == 17);
        }
        assertThat(sale.recorded()).hasSize(10);
        List<QuarantinedRecord> aside = sale.stretches().stream()
                .flatMap(stretch -> stretch.quarantined().stream())
                .toList();
        assertThat(aside)
                .extracting(QuarantinedRecord::reason)
                .containsExactlyInAnyOrder(
                        "it is not JSON",
                        "sku: '…' is not in the plan",
                        "at: 2026-11-13T12:00:00Z lies ahead of 2026-11-11T12:00:00Z: check the clock",
                        "value: must be a signal as a JSON object",
                        "key: must be the id of a campaign there is",
                        "key: must be the id of a campaign there is",
                        "line: is longer than 2000 characters");
        List<ConsumerRecord<byte[], byte[]>> kept = broker.read(topic + ".quarantine");
        assertThat(kept)
                .extracting(record -> record.value() == null ? "" : text(record.value()))
                .containsExactlyInAnyOrderElementsOf(broken.stream()
                        .map(record -> record.value() == null ? "" : text(record.value()))
                        .toList());
        assertThat(kept).allSatisfy(record -> {
            assertThat(header(record, "reprise-topic")).isEqualTo(topic);
            assertThat(aside)
                    .anySatisfy(one -> assertThat(header(record, "reprise-offset") + header(record, "reprise-reason"))
                            .isEqualTo(one.offset() + one.reason()));
        });
        assertThat(sale.meters.get("reprise.kafka.quarantined").counter().count())
                .isEqualTo(7);
    }

    @Test
    void aReplayFromTheFirstOffsetGivesTheSameWindowsHoweverItIsCut() throws IOException {
        make();
        List<ProducerRecord<byte[], byte[]>> orders = ordersInDisorder(300);
        try (Consuming consuming = consume()) {
            for (int from = 0; from < 300; from += 60) {
                broker.send(topic, orders.subList(from, from + 60));
                long sent = from + 60L;
                until(consuming::turn, () -> records() == sent);
            }
        }
        Path small = folder.resolve("small.properties");
        Files.writeString(small, Files.readString(broker.config()) + "\nmax.poll.records=7\n");
        try (TopicSale again = new TopicSale(folder.resolve("again"), folder.resolve("keys"));
                Consuming replaying = again.consume(
                        new KafkaSettings(broker.bootstrap(), topic, "", "another-group", 1, 4, small),
                        UnaryOperator.identity())) {
            until(replaying::turn, () -> again.recorded().size() == 300);
            assertThat(again.stretches().size()).isGreaterThan(sale.stretches().size());
            assertThat(windows(again.folded())).isEqualTo(windows(sale.folded()));
        }
        assertThat(windows(sale.folded()))
                .as("and the windows are not all the same")
                .isNotEqualTo(windows(new SaleSignals()));
    }

    @Test
    void aTopicMadeAgainIsReadFromItsBeginningAndWhatIsKnownCountsOnce() throws Exception {
        broker.send(make(), orders(0, 10));
        try (Consuming consuming = consume()) {
            until(consuming::turn, () -> records() == 10);
        }
        Map<String, Object> before = windows(sale.folded());
        try (Admin admin = broker.admin()) {
            admin.deleteTopics(List.of(topic)).all().get();
            until(SignalsFromTopicTest::wait100Millis, () -> !names(admin).contains(topic));
        }
        broker.send(make(), orders(0, 10));
        try (Consuming consuming = consume()) {
            until(consuming::turn, () -> records() == 20);
        }
        assertThat(sale.recorded()).hasSize(10);
        assertThat(windows(sale.folded())).isEqualTo(before);
        assertThat(sale.stretches()).extracting(s -> s.partition().topicId()).doesNotHaveDuplicates();
    }

    @Test
    void whatTheBrokerDeletedBeforeItWasReadIsSaid() throws Exception {
        broker.send(make(), orders(0, 3));
        try (Consuming consuming = consume()) {
            until(consuming::turn, () -> records() == 3);
        }
        broker.send(topic, orders(3, 10));
        Partition partition = sale.stretches().getFirst().partition();
        try (Admin admin = broker.admin()) {
            admin.deleteRecords(Map.of(new TopicPartition(topic, partition.number()), RecordsToDelete.beforeOffset(7)))
                    .all()
                    .get();
        }
        try (Consuming consuming = consume()) {
            until(consuming::turn, () -> records() == 6);
        }
        assertThat(sale.meters.get("reprise.kafka.missed").counter().count()).isEqualTo(4);
        assertThat(sale.stretches().getLast().from()).isEqualTo(7);
    }

    @Test
    void aStretchTooLongForTheLogIsHalvedAndASingleRecordTooLongIsSetAside() {
        broker.send(make(), orders(0, 10));
        UnaryOperator<SignalPartitions> narrow = partitions -> new Before(partitions, stretch -> {
            boolean holdsTheLongOne = stretch.sales().stream()
                    .flatMap(one -> one.signals().stream())
                    .anyMatch(signal -> signal.id().equals("o4"));
            if (stretch.records() > 3 || holdsTheLongOne) {
                throw new EventLog.LimitExceeded("an append in bytes", 3, stretch.records());
            }
            return stretch;
        });
        try (Consuming consuming = sale.consume(settings, narrow)) {
            until(consuming::turn, () -> records() == 10);
        }
        assertThat(sale.recorded()).hasSize(9).doesNotContain("o4");
        assertEachOnce(sale.stretches(), 10);
        assertThat(sale.stretches().stream().flatMap(s -> s.quarantined().stream()))
                .hasSize(1);
    }

    @Test
    void clientsAreGivenWhatTheirFileSaysAndAFileThatIsNotThereIsNamed() throws IOException {
        assertThatThrownBy(() ->
                        broker.settings(topic, Path.of("no-such.properties")).client())
                .hasMessageContaining("REPRISE_KAFKA_CONFIG")
                .hasMessageContaining("no-such.properties");
        Path wrong = folder.resolve("wrong.properties");
        Files.writeString(wrong, Files.readString(broker.config()).replace("as told", "as guessed"));
        try (Topics topics = new Topics(broker.settings(topic, wrong))) {
            assertThatThrownBy(topics::make)
                    .isInstanceOf(KafkaException.class)
                    .hasMessageContaining("cannot list topics: Authentication failed");
        }
    }

    /** Makes the topics as a server does when it starts. */
    private String make() {
        try (Topics topics = new Topics(settings)) {
            topics.make();
        }
        return topic;
    }

    private static Set<String> names(Admin admin) {
        try {
            return admin.listTopics().names().get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static TimeWindow hour(int from, int to) {
        return new TimeWindow(TopicSale.FROM.plus(Duration.ofHours(from)), TopicSale.FROM.plus(Duration.ofHours(to)));
    }

    /** All that evaluations ask of signals. */
    private static Map<String, Object> windows(SaleSignals folded) {
        Map<String, Object> windows = new HashMap<>();
        for (Arm arm : Arm.values()) {
            for (int hour = 0; hour < 12; hour++) {
                windows.put(arm + " " + hour, folded.sold(arm, TopicSale.LAMP, hour(hour, hour + 1)));
            }
            windows.put(arm + " totals", folded.totals(arm));
            windows.put(arm + " moments", folded.moments(arm, Map.of(TopicSale.LAMP, 700L)));
        }
        windows.put("silences", folded.silences(TopicSale.NOW, Map.of()));
        windows.put("last sold", folded.lastSold(TopicSale.LAMP));
        return windows;
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return text(record.headers().lastHeader(name).value());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
