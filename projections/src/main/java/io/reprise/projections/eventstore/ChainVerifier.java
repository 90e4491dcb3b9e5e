package io.reprise.projections.eventstore;

import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.LoggedBatch;
import io.reprise.domain.model.port.StoredEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Walks the log from its start and checks that nothing was changed, removed, inserted or reordered. */
public final class ChainVerifier {

    private static final int PAGE = 64;

    private ChainVerifier() {}

    /**
     * @param events how many events were found in order
     * @param headHash hash of the last batch that holds
     * @param damage the first thing that is wrong, or empty
     */
    public record Result(long events, long batches, String headHash, Optional<Damage> damage) {
        public boolean holds() {
            return damage.isEmpty();
        }
    }

    /** @param position first position of the batch in which it is wrong */
    public record Damage(long position, String what) {}

    public static Result verify(EventLog log) {
        String previous = LoggedBatch.GENESIS;
        long next = 0;
        long batches = 0;
        Map<String, Long> sequences = new HashMap<>();
        try {
            List<LoggedBatch> page = log.batches(0, PAGE);
            while (!page.isEmpty()) {
                for (LoggedBatch batch : page) {
                    Optional<String> wrong = wrong(batch, next, previous, sequences);
                    if (wrong.isPresent()) {
                        return damaged(next, batches, previous, batch.firstPosition(), wrong.get());
                    }
                    previous = batch.hash();
                    next = batch.nextPosition();
                    batches++;
                }
                page = log.batches(next, PAGE);
            }
        } catch (BatchCodec.UnreadableBatch e) {
            return damaged(next, batches, previous, e.position(), e.getMessage());
        } catch (RuntimeException e) {
            return damaged(next, batches, previous, next, "what follows cannot be read: " + e.getMessage());
        }
        return new Result(next, batches, previous, Optional.empty());
    }

    private static Optional<String> wrong(LoggedBatch batch, long next, String previous, Map<String, Long> sequences) {
        if (batch.firstPosition() != next) {
            return Optional.of("positions " + next + " to " + (batch.firstPosition() - 1) + " are missing");
        }
        if (!batch.previousHash().equals(previous)) {
            return Optional.of("it does not follow the batch before it: the chain is broken");
        }
        if (!batch.isIntact()) {
            return Optional.of("what is stored has another hash than was recorded: an event was changed");
        }
        for (StoredEvent stored : batch.events()) {
            long expected = sequences.getOrDefault(stored.event().stream(), 0L);
            if (stored.event().sequence() != expected) {
                return Optional.of("stream '" + stored.event().stream() + "' goes on with "
                        + stored.event().sequence() + " instead of " + expected);
            }
            sequences.put(stored.event().stream(), expected + 1);
        }
        return Optional.empty();
    }

    private static Result damaged(long events, long batches, String hash, long position, String what) {
        return new Result(events, batches, hash, Optional.of(new Damage(position, what)));
    }
}
