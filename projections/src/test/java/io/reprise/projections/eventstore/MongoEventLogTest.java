package io.reprise.projections.eventstore;

import static io.reprise.projections.eventstore.TestEvents.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.EventLog.SequenceConflict;
import io.reprise.projections.eventstore.ChainVerifier.Verdict;
import io.reprise.projections.eventstore.history.HistoryChecker;
import io.reprise.projections.eventstore.history.Operation;
import io.reprise.projections.eventstore.history.RecordingClients;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MongoEventLogTest extends EventLogConcurrencyContractTest {

    private final TestMongo mongo = new TestMongo();

    @Override
    EventLog open() {
        return new MongoEventLog(mongo.database());
    }

    @AfterEach
    void closeMongo() {
        mongo.close();
    }

    private MongoCollection<Document> collection() {
        return mongo.database().getCollection(MongoEventLog.COLLECTION);
    }

    @Override
    void flipByteInBatchAt(long firstPosition) {
        byte[] events = collection()
                .find(Filters.eq("_id", firstPosition))
                .first()
                .get("events", Binary.class)
                .getData();
        events[events.length - 5] ^= 1;
        collection().updateOne(Filters.eq("_id", firstPosition), Updates.set("events", new Binary(events)));
    }

    @Test
    void whoReadWhatAnotherServerAppendedCanGoOnFromThere() {
        try (EventLog other = open()) {
            log.append(List.of(event("a", 0)));
            other.append(List.of(event("a", 1)));
            assertThat(log.append(List.of(event("a", 2)))).isEqualTo(2);
            assertThatThrownBy(() -> other.append(List.of(event("a", 2)))).isInstanceOf(SequenceConflict.class);
            assertThat(other.append(List.of(event("a", 3)))).isEqualTo(3);
            assertThat(log.read(1, 10)).hasSize(3);
        }
    }

    @Test
    void whoWaitsIsWokenByWhatAnotherServerAppends() {
        try (EventLog other = open()) {
            CompletableFuture<Boolean> waiting =
                    CompletableFuture.supplyAsync(() -> log.await(0, Duration.ofSeconds(20)));
            other.append(List.of(event("a", 0)));
            assertThat(waiting.join()).isTrue();
        }
    }

    @Test
    void whoFellFarBehindFindsTheHeadAgain() {
        try (EventLog other = open()) {
            for (int i = 0; i < 100; i++) {
                other.append(List.of(event("a", i)));
            }
            assertThat(log.append(List.of(event("b", 0)))).isEqualTo(100);
            assertThat(log.append(List.of(event("a", 100)))).isEqualTo(101);
        }
        assertThat(ChainVerifier.verify(log)).isInstanceOf(Verdict.Intact.class);
    }

    @Test
    void twoServersOnOneDatabaseMakeOneLogWithoutGaps() throws Exception {
        int clients = 4;
        int pairs = 15;
        int total = 2 * clients * pairs * 2;
        try (EventLog other = open();
                ExecutorService threads = Executors.newCachedThreadPool()) {
            Map<Long, String> acknowledged = new HashMap<>();
            List<Future<Map<Long, String>>> futures = new java.util.ArrayList<>();
            for (int client = 0; client < 2 * clients; client++) {
                EventLog server = client % 2 == 0 ? log : other;
                String stream = "stream/" + client;
                futures.add(threads.submit(() -> append(server, stream, pairs)));
            }
            Future<Map<Long, String>> reader = threads.submit(() -> follow(other, total, 10));
            for (Future<Map<Long, String>> future : futures) {
                acknowledged.putAll(future.get());
            }
            assertThat(acknowledged).hasSize(total);
            assertThat(reader.get()).isEqualTo(acknowledged);
        }
        assertThat(ChainVerifier.verify(log))
                .isInstanceOfSatisfying(Verdict.Intact.class, intact -> assertThat(intact.events())
                        .isEqualTo(total));
    }

    @Test
    void whatClientsOfTwoServersSeeIsOneLogInOneOrder() throws Exception {
        RecordingClients clients = new RecordingClients();
        try (EventLog other = open()) {
            clients.play(List.of(log, other), 4, 30, 7);
        }
        assertThat(HistoryChecker.check(clients.history(), RecordingClients.idsOf(log)))
                .isEmpty();
    }

    @Test
    void serversKilledInTheMiddleLoseNothingAndLeaveNoGap() throws Exception {
        List<Operation> history = new java.util.ArrayList<>();
        for (int life = 0; life < 2; life++) {
            history.addAll(AppendingProcess.runUntilKilled(
                    60, life * 1_000_000L, mongo.uri(), mongo.database().getName(), "life-" + life));
            assertThat(HistoryChecker.check(history, RecordingClients.idsOf(log)))
                    .isEmpty();
        }
        assertThat(ChainVerifier.verify(log)).isInstanceOf(Verdict.Intact.class);
        assertThat(log.append(List.of(event("a", 0)))).isEqualTo(log.head() - 1);
    }

    @Test
    void aBatchThatWasTakenOutIsMissed() {
        for (int i = 0; i < 5; i++) {
            log.append(List.of(event("a", i)));
        }
        collection().deleteOne(Filters.eq("_id", 2L));
        assertThat(ChainVerifier.verify(log)).isEqualTo(new Verdict.Damaged(2, "the next batch starts at 3"));
        assertThatThrownBy(() -> log.read(0, 10)).isInstanceOf(LogDamaged.class);
    }

    @Test
    void anotherHistoryWithHashesOfItsOwnBreaksTheLink() {
        for (int i = 0; i < 3; i++) {
            log.append(List.of(event("a", i)));
        }
        flipByteInBatchAt(1);
        var forged = log.batches(1, 1).getFirst();
        String hash = io.reprise.domain.model.port.LoggedBatch.hash(
                forged.previousHash(), 1, List.of(forged.events().getFirst().event()));
        collection().updateOne(Filters.eq("_id", 1L), Updates.set("hash", hash));
        assertThat(ChainVerifier.verify(log))
                .isEqualTo(new Verdict.Damaged(2, "its link does not match the hash of the batch before it"));
    }

    @Test
    void aServerThatIsGoneIsSaidSo() {
        try (TestMongo lost = new TestMongo()) {
            EventLog its = new MongoEventLog(lost.database().withTimeout(2, java.util.concurrent.TimeUnit.SECONDS));
            its.append(List.of(event("a", 0)));
            org.junit.jupiter.api.Assumptions.assumeTrue(lost.stopServer(), "the server is not ours to stop");
            assertThatThrownBy(() -> its.append(List.of(event("a", 1)))).isInstanceOf(LogUnavailable.class);
            assertThatThrownBy(its::head).isInstanceOf(LogUnavailable.class);
            its.close();
        }
    }
}
