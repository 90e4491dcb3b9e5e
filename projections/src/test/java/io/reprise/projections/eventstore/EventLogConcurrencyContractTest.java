package io.reprise.projections.eventstore;

import static io.reprise.projections.eventstore.TestEvents.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.EventLog.SequenceConflict;
import io.reprise.domain.model.port.StoredEvent;
import io.reprise.projections.eventstore.ChainVerifier.Verdict;
import io.reprise.projections.eventstore.history.HistoryChecker;
import io.reprise.projections.eventstore.history.RecordingClients;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every event log promises those who use it at the same time. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
abstract class EventLogConcurrencyContractTest extends EventLogContractTest {

    private static final int CLIENTS = 16;

    private static <T> List<T> together(List<Callable<T>> calls) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newFixedThreadPool(calls.size())) {
            List<Future<T>> futures = new ArrayList<>();
            for (Callable<T> call : calls) {
                futures.add(threads.submit(() -> {
                    start.await();
                    return call.call();
                }));
            }
            start.countDown();
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        }
    }

    @Test
    void ofManyWhoWantTheSameSequenceNumberOneWinsAndNobodyElseIsHurt() throws Exception {
        List<Callable<Integer>> calls = new ArrayList<>();
        for (int client = 0; client < CLIENTS; client++) {
            String own = "own/" + client;
            calls.add(() -> {
                int won = 0;
                for (int round = 0; round < 20; round++) {
                    try {
                        log.append(List.of(event("wanted/" + round, 0)));
                        won++;
                    } catch (SequenceConflict lost) {
                        assertThat(lost).hasMessageContaining("wanted/" + round);
                    }
                    log.append(List.of(event(own, round)));
                }
                return won;
            });
        }
        assertThat(together(calls).stream().mapToInt(won -> won).sum()).isEqualTo(20);
        assertThat(log.head()).isEqualTo(20 + CLIENTS * 20);
        assertThat(ChainVerifier.verify(log)).isInstanceOf(Verdict.Intact.class);
    }

    @Test
    void aReaderSeesEveryEventOnceAndInOrderWhileManyWrite() throws Exception {
        int each = 50;
        int total = CLIENTS * each * 2;
        List<Callable<Map<Long, String>>> calls = new ArrayList<>();
        for (int client = 0; client < CLIENTS; client++) {
            String stream = "stream/" + client;
            calls.add(() -> append(log, stream, each));
        }
        calls.add(() -> follow(log, total, 100));
        calls.add(() -> follow(log, total, 7));

        List<Map<Long, String>> results = together(calls);
        Map<Long, String> acknowledged = new HashMap<>();
        results.subList(0, CLIENTS).forEach(acknowledged::putAll);
        assertThat(acknowledged).hasSize(total);
        assertThat(results.get(CLIENTS)).isEqualTo(acknowledged);
        assertThat(results.get(CLIENTS + 1)).isEqualTo(acknowledged);
    }

    /** Appends pairs of events; their ids by the position they were acknowledged at. */
    static Map<Long, String> append(EventLog log, String stream, int pairs) {
        Map<Long, String> ids = new HashMap<>();
        for (int pair = 0; pair < pairs; pair++) {
            long position = log.append(List.of(event(stream, 2L * pair), event(stream, 2L * pair + 1)));
            ids.put(position, stream + "@" + 2 * pair);
            ids.put(position + 1, stream + "@" + (2 * pair + 1));
        }
        return ids;
    }

    /** Reads on from the last event seen, until all are seen; their ids by position. */
    static Map<Long, String> follow(EventLog log, int total, int max) {
        Map<Long, String> ids = new HashMap<>();
        while (ids.size() < total) {
            for (StoredEvent event : log.read(ids.size(), max)) {
                assertThat(event.position()).isEqualTo(ids.size());
                ids.put(event.position(), event.event().id());
            }
        }
        return ids;
    }

    @Test
    void whatManyClientsSeeIsOneLogInOneOrder() throws Exception {
        RecordingClients clients = new RecordingClients();
        for (long seed = 1; seed <= 3; seed++) {
            clients.play(List.of(log), 8, 40, seed);
            log.close();
            openLog();
        }
        assertThat(HistoryChecker.check(clients.history(), RecordingClients.idsOf(log)))
                .isEmpty();
    }

    @Test
    void aStreamGrowsOneByOneHoweverManyAppendToIt() throws Exception {
        List<Callable<Integer>> calls = IntStream.range(0, 8)
                .<Callable<Integer>>mapToObj(client -> () -> {
                    int conflicts = 0;
                    for (int done = 0; done < 10; ) {
                        long next = log.lastSequence("shared").orElse(-1) + 1;
                        try {
                            log.append(List.of(event("shared", next)));
                            done++;
                        } catch (SequenceConflict e) {
                            conflicts++;
                        }
                    }
                    return conflicts;
                })
                .toList();
        together(calls);
        assertThat(log.readStream("shared", 0, 1_000)).hasSize(80);
        assertThat(log.lastSequence("shared")).hasValue(79);
        assertThat(ChainVerifier.verify(log)).isInstanceOf(Verdict.Intact.class);
    }
}
