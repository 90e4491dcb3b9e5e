package io.reprise.projections.eventstore;

import com.mongodb.MongoException;
import com.mongodb.client.MongoDatabase;
import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.LoggedBatch;
import io.reprise.domain.model.port.NewEvent;
import io.reprise.domain.model.port.StoredEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * The event log of a real installation: one document a commit batch in a MongoDB collection, written by any number of
 * processes. It needs single-document atomicity and a unique index, no transactions, so one mongod, a replica set or a
 * server that speaks the same protocol will do. Writes are acknowledged by a majority and journaled.
 *
 * <p><b>Why no position is skipped or taken twice.</b> Take the batches a majority has: they tile the positions from 0 to
 * the head n, each batch covering {@code _id} to {@code _id + count - 1}. Call the ends of the tiles, and 0, boundaries. A
 * writer inserts only at a boundary p, known from a batch it wrote itself and a majority acknowledged, or from a
 * majority read; a majority's batches are never rolled back, so p stays a boundary. Where p &lt; n (its view is stale), p
 * is the end of one tile and therefore the {@code _id} of the next: the insert fails on the unique {@code _id}. It can
 * never land inside another batch, as no boundary is inside one. Where p = n, the insert extends the tiles. A batch at n
 * that no majority has yet makes other inserts at n fail until it is acknowledged or rolled back, and nobody builds on it
 * before, since its end is no boundary yet. After a failed insert the writer follows the log to the new head, checking
 * each link, validates again and retries, a bounded number of times. An insert that succeeded without the writer hearing
 * of it is recognised by its hash and its writer.
 *
 * <p><b>Why no (stream, sequence) is taken twice.</b> Sequence numbers are validated against the stream as of the head
 * that is inserted at, so the insert fails if anybody appended since; and the unique index over {@code keys} refuses
 * them even if a stream was read too early.
 */
public final class MongoEventLog implements EventLog {

    /** Name of the collection. */
    public static final String COLLECTION = "event_batches";

    private final MongoBatches batches;
    private final GroupCommit commits;
    private final HeadSignal signal = new HeadSignal();

    /** A boundary between batches; the head was at least here. Spares the idle reader at the head a query. */
    private final AtomicLong boundary = new AtomicLong();

    /**
     * Makes the collection and its indexes if they are missing. The database's client stays open on {@link #close()}.
     *
     * @throws LogUnavailable if the server cannot be reached
     */
    public MongoEventLog(MongoDatabase database) {
        batches = available(() -> new MongoBatches(database, COLLECTION));
        commits = new GroupCommit(available(() -> new MongoBatchStore(batches)), "reprise-mongo-log");
    }

    @Override
    public long append(List<NewEvent> events) {
        long first = commits.append(events);
        signal.reached(first + events.size());
        return first;
    }

    @Override
    public boolean await(long position, Duration atMost) {
        return signal.await(position, atMost, this::head);
    }

    @Override
    public List<StoredEvent> read(long from, int max) {
        return available(() -> {
            List<StoredEvent> events = new ArrayList<>();
            long first = Math.max(from, 0);
            batches.eachFrom(first, batch -> add(batch, first, max, events), max);
            boolean mayStartInside = events.isEmpty()
                    ? first != boundary.get()
                    : events.getFirst().position() != first;
            if (max > 0 && first > 0 && mayStartInside) {
                List<StoredEvent> after = List.copyOf(events);
                events.clear();
                LoggedBatch around = batches.before(first);
                if (around != null && around.nextPosition() >= first) {
                    add(around, first, max, events);
                }
                events.addAll(after.subList(0, Math.min(after.size(), max - events.size())));
            }
            for (int i = 0; i < events.size(); i++) {
                if (events.get(i).position() != first + i) {
                    throw new LogDamaged(first + i, "a batch is missing");
                }
            }
            return events;
        });
    }

    /** Whether more are wanted after what is wanted of this batch. */
    private boolean add(LoggedBatch batch, long from, int max, List<StoredEvent> events) {
        boundary.accumulateAndGet(batch.nextPosition(), Math::max);
        int skipped = (int) Math.max(0, from - batch.firstPosition());
        int taken = Math.min(batch.events().size() - skipped, max - events.size());
        events.addAll(batch.events().subList(skipped, skipped + taken));
        return events.size() < max;
    }

    @Override
    public List<StoredEvent> readStream(String stream, long fromSequence, int max) {
        long first = Math.max(fromSequence, 0);
        List<StoredEvent> events = new ArrayList<>();
        return available(() -> {
            batches.eachOfStream(stream, first, batch -> add(batch, stream, first, max, events), max);
            return events;
        });
    }

    private static boolean add(LoggedBatch batch, String stream, long first, int max, List<StoredEvent> events) {
        for (StoredEvent stored : batch.events()) {
            NewEvent event = stored.event();
            if (event.stream().equals(stream) && event.sequence() >= first && events.size() < max) {
                if (event.sequence() != first + events.size()) {
                    throw new LogDamaged(batch.firstPosition(), "stream '" + stream + "' has a hole before it");
                }
                events.add(stored);
            }
        }
        return events.size() < max;
    }

    @Override
    public OptionalLong lastSequence(String stream) {
        return available(() -> batches.lastSequence(stream));
    }

    @Override
    public long head() {
        return available(() -> batches.head().position());
    }

    @Override
    public List<LoggedBatch> batches(long fromPosition, int max) {
        return available(() -> batches.from(Math.max(fromPosition, 0), max));
    }

    private static <T> T available(Supplier<T> query) {
        try {
            return query.get();
        } catch (MongoException e) {
            throw new LogUnavailable("the event log in MongoDB does not answer: " + e.getMessage(), e);
        }
    }

    /** Writes what waits. */
    @Override
    public void close() {
        commits.close();
    }
}
