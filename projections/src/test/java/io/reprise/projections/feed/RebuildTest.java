package io.reprise.projections.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.axon.EventJson;
import io.reprise.domain.model.stock.StockEvent.StockReceived;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.projections.eventstore.TestMongo;
import io.reprise.projections.stock.StockLevels;
import io.reprise.projections.store.Generations;
import io.reprise.projections.store.Projection;
import io.reprise.projections.store.SaleHistory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RebuildTest {

    @TempDir
    Path folder;

    private TestMongo mongo;
    private FeedRig rig;
    private StockLevels stock;

    @BeforeEach
    void open() {
        mongo = new TestMongo();
        rig = new FeedRig(folder, mongo.database());
        stock = new StockLevels(mongo.database(), EventJson.mapper());
    }

    @AfterEach
    void close() {
        rig.close();
        mongo.close();
    }

    private static List<StockReceived> receipts(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(
                        i -> new StockReceived(new Sku("S" + i % 40), SaleHistory.WAREHOUSE, 1, "r" + i, Instant.EPOCH))
                .toList();
    }

    private long units() {
        return stock.all().stream().mapToLong(line -> line.free()).sum();
    }

    @Test
    void a_rebuild_under_load_ends_as_the_live_view_and_readers_never_see_less() {
        ViewOperations operations = rig.feed(2, List.of(stock));
        rig.append(receipts(0, 6_000));
        rig.settle();
        Thread writer = Thread.ofPlatform().start(() -> {
            for (int i = 6_000; i < 9_000; i += 10) {
                rig.append(receipts(i, i + 10));
            }
        });

        operations.rebuild("stock");
        long seen = 6_000;
        do {
            long now = units();
            assertThat(now).isGreaterThanOrEqualTo(seen);
            seen = now;
        } while (writer.isAlive() || operations.of("stock").rebuild().isPresent());
        rig.settle();

        assertThat(units()).isEqualTo(9_000);
        assertThat(new Generations(mongo.database())
                        .standing("stock")
                        .orElseThrow()
                        .generation())
                .isEqualTo(2);
        Map<String, Document> swapped = rig.views(List.of(stock));
        operations.rebuild("stock");
        Rebuilds.await(operations);
        assertThat(rig.views(List.of(stock))).isEqualTo(swapped);
    }

    /** A projection that waits in the middle of a rebuild. */
    private static final class Held {
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);
        private volatile boolean isOn;

        private boolean hold(Object event) {
            if (isOn && ((StockReceived) event).receiptId().equals("r5500")) {
                reached.countDown();
                try {
                    assertThat(released.await(30, TimeUnit.SECONDS)).isTrue();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return false;
        }
    }

    @Test
    void a_rebuild_shows_how_far_it_is_and_goes_on_after_a_restart() throws InterruptedException {
        Held held = new Held();
        Projection<?> slow = new Flawed<>(stock, 1, held::hold);
        ViewOperations operations = rig.feed(1, List.of(slow));
        rig.append(receipts(0, 12_500));
        rig.settle();
        held.isOn = true;
        operations.rebuild("stock");
        assertThat(held.reached.await(30, TimeUnit.SECONDS)).isTrue();

        FeedStatus.Rebuild half = operations.of("stock").rebuild().orElseThrow();
        assertThat(half.position()).isEqualTo(Feeding.FILL_PAGE);
        assertThat(half.progress()).isEqualTo(5 / 12.5);
        assertThat(half.eventsPerSecond()).isPositive();
        assertThat(half.secondsLeft()).isPresent();
        assertThat(units()).isEqualTo(12_500);
        assertThat(stored("view_stock_2")).isEqualTo(Feeding.FILL_PAGE);

        Thread stopping = Thread.ofPlatform().start(rig::stop);
        Rebuilds.until(() -> stopping.getState() == Thread.State.WAITING);
        held.released.countDown();
        stopping.join();
        assertThat(new Generations(mongo.database()).next("stock").orElseThrow().position())
                .isEqualTo(2L * Feeding.FILL_PAGE);

        ViewOperations later = rig.feed(1, List.of(slow));
        Rebuilds.await(later);
        assertThat(units()).isEqualTo(12_500);
        assertThat(new Generations(mongo.database())
                        .standing("stock")
                        .orElseThrow()
                        .generation())
                .isEqualTo(2);
    }

    private long stored(String collection) {
        List<Document> all = mongo.database().getCollection(collection).find().into(new ArrayList<>());
        return all.stream()
                .mapToLong(document -> document.get("view", Document.class).getLong("free"))
                .sum();
    }

    @Test
    void a_rebuild_that_is_cancelled_leaves_nothing_behind() throws InterruptedException {
        Held held = new Held();
        ViewOperations operations = rig.feed(1, List.of(new Flawed<>(stock, 1, held::hold)));
        rig.append(receipts(0, 12_500));
        rig.settle();
        held.isOn = true;
        operations.rebuild("stock");
        assertThat(held.reached.await(30, TimeUnit.SECONDS)).isTrue();

        Thread cancelling = Thread.ofPlatform().start(() -> operations.cancelRebuild("stock"));
        Rebuilds.until(() -> cancelling.getState() == Thread.State.WAITING);
        held.released.countDown();
        cancelling.join();

        assertThat(operations.of("stock").rebuild()).isEmpty();
        assertThat(units()).isEqualTo(12_500);
        assertThat(mongo.database().listCollectionNames().into(new ArrayList<>()))
                .contains("view_stock_1")
                .doesNotContain("view_stock_2");
    }
}
