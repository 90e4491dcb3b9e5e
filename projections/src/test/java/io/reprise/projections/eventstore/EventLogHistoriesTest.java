package io.reprise.projections.eventstore;

import static io.reprise.projections.eventstore.TestEvents.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.EventLog.SequenceConflict;
import io.reprise.domain.model.port.NewEvent;
import io.reprise.domain.model.port.StoredEvent;
import io.reprise.projections.eventstore.ChainVerifier.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever several clients do, with whatever they believe, a log does what a list in memory would do. */
class EventLogHistoriesTest {

    /**
     * What a client does: appends {@code count} events to a stream and maybe one to another, reads, or starts again.
     *
     * @param off how far its idea of the next sequence number is off
     */
    record Step(int client, int stream, int off, int count, boolean alsoAnother, int readFrom, boolean reopen) {}

    /** The log that could not be simpler. */
    private static final class ListLog {
        private final List<NewEvent> events = new ArrayList<>();
        private final Map<String, Long> next = new HashMap<>();

        boolean append(List<NewEvent> added) {
            Map<String, Long> after = new HashMap<>(next);
            for (NewEvent event : added) {
                if (after.getOrDefault(event.stream(), 0L) != event.sequence()) {
                    return false;
                }
                after.put(event.stream(), event.sequence() + 1);
            }
            next.putAll(after);
            events.addAll(added);
            return true;
        }

        long next(String stream) {
            return next.getOrDefault(stream, 0L);
        }
    }

    @Provide
    Arbitrary<List<Step>> histories() {
        Arbitrary<Integer> off = Arbitraries.frequency(
                net.jqwik.api.Tuple.of(6, 0), net.jqwik.api.Tuple.of(1, -1), net.jqwik.api.Tuple.of(1, 1));
        return Combinators.combine(
                        Arbitraries.integers().between(0, 1),
                        Arbitraries.integers().between(0, 3),
                        off,
                        Arbitraries.integers().between(1, 4),
                        Arbitraries.of(true, false),
                        Arbitraries.integers().between(0, 60),
                        Arbitraries.integers().between(0, 9).map(tenth -> tenth == 0))
                .as(Step::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(40);
    }

    @Property(tries = 100)
    void theEmbeddedLogIsAListThatIsKept(@ForAll("histories") List<Step> history) throws Exception {
        Path folder = Files.createTempDirectory("reprise-history-");
        try {
            play(history, 1, () -> EmbeddedEventLog.open(folder));
        } finally {
            try (var files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }
    }

    @Property(tries = 40)
    void theMongoLogIsAListThatIsKeptHoweverManyServersShareIt(@ForAll("histories") List<Step> history) {
        try (TestMongo mongo = new TestMongo()) {
            play(history, 2, () -> new MongoEventLog(mongo.database()));
        }
    }

    private static void play(List<Step> history, int servers, Supplier<EventLog> open) {
        ListLog model = new ListLog();
        List<EventLog> logs = new ArrayList<>();
        for (int server = 0; server < servers; server++) {
            logs.add(open.get());
        }
        try {
            for (Step step : history) {
                int server = step.client() % servers;
                if (step.reopen()) {
                    logs.get(server).close();
                    logs.set(server, open.get());
                }
                appendToBoth(step, logs.get(server), model);
                assertThat(ids(logs.get(server).read(step.readFrom(), 5)))
                        .isEqualTo(model.events.stream()
                                .skip(step.readFrom())
                                .limit(5)
                                .map(NewEvent::id)
                                .toList());
            }
            logs.forEach(log -> assertSame(log, model));
        } finally {
            logs.forEach(EventLog::close);
        }
    }

    private static void appendToBoth(Step step, EventLog log, ListLog model) {
        String stream = "stream/" + step.stream();
        List<NewEvent> events = new ArrayList<>();
        for (int i = 0; i < step.count(); i++) {
            events.add(event(stream, Math.max(0, model.next(stream) + step.off()) + i));
        }
        if (step.alsoAnother()) {
            events.add(event("other", model.next("other")));
        }
        long head = model.events.size();
        try {
            assertThat(log.append(events)).isEqualTo(head);
            assertThat(model.append(events))
                    .as("the log took what it should refuse")
                    .isTrue();
        } catch (SequenceConflict conflict) {
            assertThat(model.append(events))
                    .as("the log refused what it should take")
                    .isFalse();
        }
    }

    private static void assertSame(EventLog log, ListLog model) {
        assertThat(log.head()).isEqualTo(model.events.size());
        Set<String> streams = new HashSet<>(model.next.keySet());
        for (String stream : streams) {
            assertThat(log.lastSequence(stream)).hasValue(model.next(stream) - 1);
            assertThat(ids(log.readStream(stream, 1, 1_000)))
                    .isEqualTo(model.events.stream()
                            .filter(event -> event.stream().equals(stream) && event.sequence() >= 1)
                            .map(NewEvent::id)
                            .toList());
        }
        assertThat(ChainVerifier.verify(log)).isInstanceOf(Verdict.Intact.class);
    }

    private static List<String> ids(List<StoredEvent> events) {
        return events.stream().map(stored -> stored.event().id()).toList();
    }
}
