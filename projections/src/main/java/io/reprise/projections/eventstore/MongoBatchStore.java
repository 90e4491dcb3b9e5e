package io.reprise.projections.eventstore;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import io.reprise.domain.model.port.LoggedBatch;
import io.reprise.domain.model.port.NewEvent;
import io.reprise.domain.model.port.StoredEvent;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes batches at the head of a collection that other processes may write to as well; see {@link MongoEventLog} for
 * why no position can be skipped. Used by one thread only.
 */
final class MongoBatchStore implements BatchStore {

    private static final Logger LOG = LoggerFactory.getLogger(MongoBatchStore.class);
    private static final int REMEMBERED_STREAMS_MAX = 100_000;
    private static final int FOLLOWED_BATCHES_MAX = 16;

    private final MongoBatches batches;
    private final String writer = UUID.randomUUID().toString();
    private ChainHead head;
    private boolean headIsUnsure;
    /** Whether something remembered or believed may have been wrong, until the next batch is written. */
    private boolean believesNothing;

    /**
     * Last sequence numbers as of the head, -1 for a stream that is taken for a new one; the least recently used are
     * forgotten. Forget all when unsure.
     */
    private final Map<String, Long> lasts = new LinkedHashMap<>(1024, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > REMEMBERED_STREAMS_MAX;
        }
    };

    MongoBatchStore(MongoBatches batches) {
        this.batches = batches;
        this.head = batches.head();
    }

    @Override
    public ChainHead head() {
        if (headIsUnsure) {
            reload();
        }
        return head;
    }

    /**
     * One query for all streams not remembered: whether the event before each is there. That it is the last one is
     * believed, as the unique index refuses a sequence number that is taken; once it has, everything is looked up.
     */
    @Override
    public void prepare(Collection<NewEvent> firsts) {
        if (believesNothing) {
            return;
        }
        List<NewEvent> unknown = firsts.stream()
                .filter(event -> !lasts.containsKey(event.stream()))
                .toList();
        List<NewEvent> going =
                unknown.stream().filter(event -> event.sequence() > 0).toList();
        Set<String> there = going.isEmpty() ? Set.of() : batches.havingBefore(going);
        for (NewEvent event : unknown) {
            if (event.sequence() == 0 || there.contains(event.stream())) {
                lasts.put(event.stream(), event.sequence() - 1);
            }
        }
    }

    @Override
    public OptionalLong lastSequence(String stream) {
        Long remembered = lasts.get(stream);
        if (remembered != null) {
            return remembered < 0 ? OptionalLong.empty() : OptionalLong.of(remembered);
        }
        OptionalLong last = batches.lastSequence(stream);
        last.ifPresent(sequence -> lasts.put(stream, sequence));
        return last;
    }

    @Override
    public boolean write(LoggedBatch batch) {
        try {
            batches.insert(batch, writer);
        } catch (MongoException e) {
            headIsUnsure = true;
            // The driver may have retried an insert whose first answer was lost, and some failures come after the
            // write.
            if (!batches.contains(batch, writer)) {
                if (isDuplicateKey(e)) {
                    return false;
                }
                throw e;
            }
            LOG.info(
                    "the batch at position {} was written although the answer was a failure", batch.firstPosition(), e);
            headIsUnsure = false;
        }
        believesNothing = false;
        advanceOver(batch);
        return true;
    }

    private static boolean isDuplicateKey(MongoException e) {
        return e instanceof MongoWriteException write && write.getError().getCategory() == ErrorCategory.DUPLICATE_KEY;
    }

    @Override
    public boolean reload() {
        ChainHead before = head;
        List<LoggedBatch> appended = batches.from(head.position(), FOLLOWED_BATCHES_MAX);
        if (appended.size() == FOLLOWED_BATCHES_MAX) {
            lasts.clear();
            head = batches.head();
        } else {
            for (LoggedBatch batch : appended) {
                head.requireNext(batch);
                advanceOver(batch);
            }
        }
        if (head.equals(before)) {
            lasts.clear();
            believesNothing = true;
        }
        headIsUnsure = false;
        return !head.equals(before);
    }

    private void advanceOver(LoggedBatch batch) {
        for (StoredEvent stored : batch.events()) {
            lasts.put(stored.event().stream(), stored.event().sequence());
        }
        head = ChainHead.after(batch);
    }
}
