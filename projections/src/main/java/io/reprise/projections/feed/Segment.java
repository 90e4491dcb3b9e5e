package io.reprise.projections.feed;

import io.reprise.projections.feed.Page.Read;
import io.reprise.projections.store.Generation.Kept;
import io.reprise.projections.store.Projection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a lane folds of some subjects, in the order of the log; for one thread at a time. */
final class Segment<V> {

    private final Projection<V> projection;
    private final ViewCache<V> cache;
    private final DeadLetters letters;
    private final Set<Long> dropped;
    private final List<DeadLetter> parked = new ArrayList<>();

    /** @param dropped positions of events that are left out */
    Segment(Projection<V> projection, ViewCache<V> cache, DeadLetters letters, Set<Long> dropped) {
        this.projection = projection;
        this.cache = cache;
        this.letters = letters;
        this.dropped = dropped;
    }

    /** Folds events in memory; where a fold breaks, its event and what comes after it are parked. */
    void fold(List<Read> events) {
        List<Read> mine = events.stream()
                .filter(event -> !dropped.contains(event.position()))
                .toList();
        List<String> ids = new ArrayList<>(mine.size());
        for (Read event : mine) {
            // One that breaks here breaks again below, where it is parked.
            quietly(event).ifPresent(ids::add);
        }
        cache.load(ids);
        for (int i = 0; i < mine.size(); i++) {
            fold(mine, i);
        }
    }

    private Optional<String> quietly(Read event) {
        try {
            return projection.document(event.event());
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    private void fold(List<Read> mine, int index) {
        Read event = mine.get(index);
        if (letters.holdBack(event.subject(), event.position())) {
            if (changesSomething(event)) {
                park(event, "", 0);
            }
            return;
        }
        String id = null;
        try {
            id = projection.document(event.event()).orElse(null);
            if (id != null) {
                cache.fold(id, event.position(), event.event());
            }
        } catch (RuntimeException e) {
            park(event, said(e), 1);
            if (id != null) {
                restore(id, mine.subList(0, index));
            }
        }
    }

    /** Also what cannot be told waits: it would break at the document as it would at the fold. */
    private boolean changesSomething(Read event) {
        try {
            return projection.document(event.event()).isPresent();
        } catch (RuntimeException e) {
            return true;
        }
    }

    static String said(RuntimeException e) {
        return e.getMessage() == null
                ? e.getClass().getSimpleName()
                : e.getClass().getSimpleName() + ": " + e.getMessage();
    }

    private void park(Read event, String error, int attempts) {
        DeadLetter letter = new DeadLetter(
                projection.name(), event.position(), event.subject(), event.name(), error, Instant.now(), attempts);
        if (letters.park(letter)) {
            parked.add(letter);
        }
    }

    /** The document as it was before the fold that broke it. */
    private void restore(String id, List<Read> before) {
        cache.forget(id);
        cache.load(List.of(id));
        for (Read event : before) {
            if (!letters.holdBack(event.subject(), event.position())
                    && projection.document(event.event()).filter(id::equals).isPresent()) {
                cache.fold(id, event.position(), event.event());
            }
        }
    }

    /**
     * Folds one event outside its turn.
     *
     * @throws RuntimeException what the fold throws; then nothing has changed
     */
    void foldLate(long position, Object event) {
        Optional<String> id = projection.document(event);
        if (id.isEmpty()) {
            return;
        }
        cache.load(List.of(id.get()));
        try {
            cache.fold(id.get(), position, event);
        } catch (RuntimeException e) {
            cache.forget(id.get());
            throw e;
        }
    }

    /** Letters that are not stored yet. */
    List<DeadLetter> parked() {
        return parked;
    }

    /** Documents that are not written yet. */
    List<Kept<V>> dirty() {
        return cache.dirty();
    }

    void written() {
        parked.clear();
        cache.written();
    }

    void forget() {
        parked.clear();
        cache.forgetAll();
    }
}
