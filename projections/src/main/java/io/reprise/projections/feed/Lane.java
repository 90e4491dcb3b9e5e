package io.reprise.projections.feed;

import com.mongodb.client.MongoDatabase;
import io.reprise.projections.feed.Page.Read;
import io.reprise.projections.feed.Page.Unreadable;
import io.reprise.projections.store.Generation;
import io.reprise.projections.store.Generation.Kept;
import io.reprise.projections.store.Generations.Place;
import io.reprise.projections.store.Generations.Standing;
import io.reprise.projections.store.Projection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;

/**
 * One generation of one projection, as it is filled: the segments of a page are folded side by side, then all that
 * changed is written at once. One thread at a time drives it.
 */
final class Lane<V> {

    /** Documents kept in memory a segment. */
    private static final int KEPT_MAX = 1_024;

    private final Projection<V> projection;
    private final int generation;
    private final int schema;
    private final Generation<V> documents;
    private final DeadLetters letters;
    private final Set<Long> dropped;
    private final boolean isShared;
    private final List<ViewCache<V>> segments;
    private final Map<Class<?>, Boolean> wanted = new ConcurrentHashMap<>();
    private final Queue<DeadLetter> parked = new ConcurrentLinkedQueue<>();
    private final Rate rate = new Rate();
    private volatile long position;
    private volatile String stopped = "";
    private volatile boolean isStoppedByLetters;

    /**
     * @param dropped positions of events that are left out
     * @param isShared whether other processes may fill it too
     */
    Lane(
            Projection<V> projection,
            Standing standing,
            MongoDatabase database,
            Set<Long> dropped,
            boolean isShared,
            int segments) {
        this.projection = projection;
        this.generation = standing.generation();
        this.schema = standing.schema();
        this.position = standing.position();
        this.dropped = dropped;
        this.isShared = isShared;
        this.documents = projection.views().generation(generation);
        this.letters = new DeadLetters(database, projection.name(), generation);
        boolean isEmpty = position == 0 && documents.isEmpty();
        this.segments = IntStream.range(0, segments)
                .mapToObj(i -> new ViewCache<>(projection, documents, KEPT_MAX, isEmpty))
                .toList();
    }

    String name() {
        return projection.name();
    }

    int generation() {
        return generation;
    }

    long position() {
        return position;
    }

    /** Why it is fed no more, or empty. */
    String stopped() {
        return stopped;
    }

    boolean isRunning() {
        return stopped.isEmpty();
    }

    DeadLetters letters() {
        return letters;
    }

    Rate rate() {
        return rate;
    }

    Place place(boolean isLive) {
        return new Place(name(), generation, isLive);
    }

    Standing standing() {
        return new Standing(generation, schema, position, stopped);
    }

    void stop(String why) {
        stopped = why;
    }

    boolean wants(Class<?> type) {
        return wanted.computeIfAbsent(
                type, t -> projection.reads().stream().anyMatch(read -> read.isAssignableFrom(t)));
    }

    /** The first event of a page that this lane would have to read and cannot. */
    Optional<Unreadable> obstacle(Page page) {
        return page.unreadable().stream()
                .filter(unreadable -> unreadable.position() >= position)
                .filter(unreadable -> unreadable.type() == null || wants(unreadable.type()))
                .findFirst();
    }

    /** What there is to do for a page, to be done side by side. */
    List<Runnable> folds(Page page) {
        long until = until(page);
        List<Runnable> tasks = new ArrayList<>();
        for (int i = 0; i < segments.size(); i++) {
            ViewCache<V> cache = segments.get(i);
            List<Read> events = page.segments().get(i);
            if (events.stream().anyMatch(event -> wants(event.event().getClass()))) {
                tasks.add(() -> fold(cache, events, until));
            }
        }
        return tasks;
    }

    private long until(Page page) {
        return obstacle(page).map(Unreadable::position).orElse(page.next());
    }

    private void fold(ViewCache<V> cache, List<Read> events, long until) {
        List<Read> mine = events.stream()
                .filter(event -> event.position() >= position && event.position() < until)
                .filter(event -> wants(event.event().getClass()) && !dropped.contains(event.position()))
                .toList();
        List<String> ids = new ArrayList<>(mine.size());
        for (Read event : mine) {
            // A poor event fails again below, where it is parked.
            quietly(event).ifPresent(ids::add);
        }
        cache.load(ids);
        for (int i = 0; i < mine.size(); i++) {
            fold(cache, mine, i);
        }
    }

    private Optional<String> quietly(Read event) {
        try {
            return projection.document(event.event());
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    private void fold(ViewCache<V> cache, List<Read> mine, int index) {
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
                restore(cache, id, mine.subList(0, index));
            }
        }
    }

    /** Also what cannot be told waits: whoever fails at the document would fail at the fold. */
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
        DeadLetter letter =
                new DeadLetter(name(), event.position(), event.subject(), event.name(), error, Instant.now(), attempts);
        if (letters.park(letter)) {
            parked.add(letter);
        }
    }

    /** The document as it was before the fold that broke it. */
    private void restore(ViewCache<V> cache, String id, List<Read> before) {
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
     * Writes what a page changed; what is read from now on holds it. Where there are more dead letters than may be, only
     * what lies before the first that is too many, and the lane stops.
     */
    void write(Page page) {
        long until = until(page);
        Optional<Long> tooMany = parked.stream()
                .map(DeadLetter::position)
                .sorted()
                .skip(Math.max(0, DeadLetters.MAX - (letters.size() - parked.size())))
                .findFirst();
        if (tooMany.isPresent()) {
            until = tooMany.get();
            foldAgain(page, until);
        }
        List<Kept<V>> dirty = new ArrayList<>();
        segments.forEach(cache -> dirty.addAll(cache.dirty()));
        documents.write(dirty, isShared);
        letters.store(List.copyOf(parked));
        parked.clear();
        segments.forEach(ViewCache::written);
        rate.passed(until - position);
        position = until;
        if (tooMany.isPresent()) {
            isStoppedByLetters = true;
            stopped = "more than " + DeadLetters.MAX + " dead letters: retry or drop them, or rebuild the projection";
        } else {
            obstacle(page).ifPresent(unreadable -> stopped = unreadable.why());
        }
    }

    private void foldAgain(Page page, long until) {
        forget();
        for (int i = 0; i < segments.size(); i++) {
            fold(segments.get(i), page.segments().get(i), until);
        }
    }

    /** After a write that failed: nothing in memory is trusted any more. */
    void forget() {
        segments.forEach(ViewCache::forgetAll);
        parked.clear();
        letters.load();
    }

    /** Starts again where the database says it stands. */
    void restart(long stored) {
        forget();
        position = stored;
    }

    /**
     * Folds one event outside its turn, and writes the document.
     *
     * @throws RuntimeException what the fold throws; then nothing has changed
     */
    void foldLate(long at, String subject, Object event) {
        Optional<String> id = projection.document(event);
        if (id.isEmpty()) {
            return;
        }
        ViewCache<V> cache = segments.get(PageSource.segment(subject, segments.size()));
        cache.load(List.of(id.get()));
        try {
            cache.fold(id.get(), at, event);
        } catch (RuntimeException e) {
            cache.forget(id.get());
            throw e;
        }
        documents.write(cache.dirty(), isShared);
        cache.written();
    }

    /** A letter is gone: goes on where their number was what stopped it. */
    void letterGone() {
        if (isStoppedByLetters && letters.size() < DeadLetters.MAX) {
            isStoppedByLetters = false;
            stopped = "";
        }
    }
}
