package io.reprise.projections.eventstore.history;

import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.EventLog.SequenceConflict;
import io.reprise.domain.model.port.NewEvent;
import io.reprise.domain.model.port.StoredEvent;
import io.reprise.projections.eventstore.history.Operation.Appended;
import io.reprise.projections.eventstore.history.Operation.Read;
import io.reprise.projections.eventstore.history.Operation.Refused;
import io.reprise.projections.eventstore.history.Operation.Seen;
import io.reprise.projections.eventstore.history.Operation.Unanswered;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** Clients that append to shared streams, read and follow a log, all at once, and write down what they were told. */
public final class RecordingClients {

    private static final int STREAMS = 5;

    private final ConcurrentLinkedQueue<Operation> history = new ConcurrentLinkedQueue<>();
    private final AtomicLong time = new AtomicLong();

    /** What was done so far. */
    public List<Operation> history() {
        return List.copyOf(history);
    }

    /** Each log gets {@code clients} clients, with {@code rounds} operations each. */
    public void play(List<EventLog> logs, int clients, int rounds, long seed)
            throws InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            List<Future<?>> all = new ArrayList<>();
            for (EventLog log : logs) {
                for (int client = 0; client < clients; client++) {
                    Random random = new Random(seed * 31 + all.size());
                    String name = "client-" + seed + "-" + all.size();
                    all.add(threads.submit(() -> play(log, name, random, rounds)));
                }
            }
            for (Future<?> each : all) {
                each.get();
            }
        }
    }

    private void play(EventLog log, String name, Random random, int rounds) {
        long followed = 0;
        for (int round = 0; round < rounds; round++) {
            switch (random.nextInt(4)) {
                case 0 -> read(log, random.nextInt(1 + (int) followed), 1 + random.nextInt(20));
                case 1 -> followed += read(log, followed, 50);
                default -> append(log, name + "/" + round, random);
            }
        }
    }

    private void append(EventLog log, String name, Random random) {
        String stream = "shared/" + random.nextInt(STREAMS);
        long next = log.lastSequence(stream).orElse(-1) + 1;
        List<NewEvent> events = IntStream.rangeClosed(0, random.nextInt(3))
                .mapToObj(i -> event(name + "." + i, stream, next + i))
                .toList();
        List<String> ids = events.stream().map(NewEvent::id).toList();
        long invoked = time.incrementAndGet();
        try {
            long position = log.append(events);
            history.add(new Appended(ids, position, invoked, time.incrementAndGet()));
        } catch (SequenceConflict e) {
            history.add(new Refused(ids));
        } catch (RuntimeException e) {
            history.add(new Unanswered(ids, invoked));
        }
    }

    private int read(EventLog log, long from, int max) {
        long invoked = time.incrementAndGet();
        List<Seen> seen = log.read(from, max).stream()
                .map(stored -> new Seen(stored.position(), stored.event().id()))
                .toList();
        history.add(new Read(from, max, seen, invoked));
        return seen.size();
    }

    private static NewEvent event(String id, String stream, long sequence) {
        byte[] payload = ("{\"id\":\"" + id + "\"}").getBytes(StandardCharsets.UTF_8);
        return new NewEvent(id, stream, sequence, "Test", "test.happened", 1, Instant.EPOCH, payload, new byte[0]);
    }

    /** Ids of everything in a log, in order. */
    public static List<String> idsOf(EventLog log) {
        List<String> ids = new ArrayList<>();
        for (List<StoredEvent> page = log.read(0, 500); !page.isEmpty(); page = log.read(ids.size(), 500)) {
            page.forEach(stored -> ids.add(stored.event().id()));
        }
        return ids;
    }
}
