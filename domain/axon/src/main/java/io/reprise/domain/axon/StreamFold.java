package io.reprise.domain.axon;

import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.StoredEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * State of streams, folded from the log, or from a snapshot on, and kept between loads. At most {@link #STATES_MAX} streams are kept, the ones
 * used last; the rest is folded again.
 */
final class StreamFold<S> {

    private static final int STATES_MAX = 10_000;
    private static final int PAGE = 500;

    private record At<S>(S state, long nextSequence) {}

    private final EventLog log;
    private final StateSnapshots snapshots;
    private final StateForm<S> form;
    private final S initial;
    private final BiFunction<S, Object, S> evolve;
    private final Map<String, At<S>> kept = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, At<S>> eldest) {
            return size() > STATES_MAX;
        }
    };

    StreamFold(EventLog log, StateSnapshots snapshots, StateForm<S> form, S initial, BiFunction<S, Object, S> evolve) {
        this.log = log;
        this.snapshots = snapshots;
        this.form = form;
        this.initial = initial;
        this.evolve = evolve;
    }

    /** The state as the log has it now. */
    synchronized S load(String stream) {
        At<S> last = kept.containsKey(stream) ? kept.get(stream) : start(stream);
        AtomicReference<S> state = new AtomicReference<>(last.state());
        long next = forEach(
                log,
                stream,
                last.nextSequence(),
                stored -> state.set(evolve.apply(state.get(), EventJson.read(stored))));
        kept.put(stream, new At<>(state.get(), next));
        return state.get();
    }

    private At<S> start(String stream) {
        return snapshots
                .latest(stream, form)
                .map(saved -> new At<>(saved.state(), saved.sequence() + 1))
                .orElseGet(() -> new At<>(initial, 0));
    }

    /** Every event of a stream from a sequence on; returns the sequence after the last. */
    static long forEach(EventLog log, String stream, long fromSequence, Consumer<StoredEvent> consumer) {
        long next = fromSequence;
        List<StoredEvent> page;
        do {
            page = log.readStream(stream, next, PAGE);
            page.forEach(consumer);
            next += page.size();
        } while (page.size() == PAGE);
        return next;
    }
}
