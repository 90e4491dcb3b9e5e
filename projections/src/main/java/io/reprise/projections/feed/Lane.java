package io.reprise.projections.feed;

import com.mongodb.client.MongoDatabase;
import io.reprise.projections.feed.Page.Read;
import io.reprise.projections.feed.Page.Unreadable;
import io.reprise.projections.store.Generation;
import io.reprise.projections.store.Generation.Kept;
import io.reprise.projections.store.Generations.Place;
import io.reprise.projections.store.Generations.Standing;
import io.reprise.projections.store.Projection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
    private final boolean isShared;
    private final List<Segment<V>> segments;
    private final Map<Class<?>, Boolean> wanted = new ConcurrentHashMap<>();
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
        this.isShared = isShared;
        this.documents = projection.views().generation(generation);
        if (isShared) {
            documents.index(projection.indexes());
        }
        this.letters = new DeadLetters(database, projection.name(), generation);
        boolean isEmpty = position == 0 && documents.isEmpty();
        this.segments = IntStream.range(0, segments)
                .mapToObj(i -> new Segment<>(
                        projection, new ViewCache<>(projection, documents, KEPT_MAX, isEmpty), letters, dropped))
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
        return folds(page, until(page));
    }

    private List<Runnable> folds(Page page, long until) {
        List<Runnable> tasks = new ArrayList<>();
        for (int i = 0; i < segments.size(); i++) {
            Segment<V> segment = segments.get(i);
            List<Read> mine = page.segments().get(i).stream()
                    .filter(event -> event.position() >= position && event.position() < until)
                    .filter(event -> wants(event.event().getClass()))
                    .toList();
            if (!mine.isEmpty()) {
                tasks.add(() -> segment.fold(mine));
            }
        }
        return tasks;
    }

    private long until(Page page) {
        return obstacle(page).map(Unreadable::position).orElse(page.next());
    }

    /**
     * Writes what a page changed; what is read from now on holds it. Where there are more dead letters than may be, only
     * what lies before the first that is too many, and the lane stops.
     */
    void write(Page page) {
        long until = until(page);
        OptionalLong tooMany = tooMany();
        if (tooMany.isPresent()) {
            until = tooMany.getAsLong();
            forget();
            folds(page, until).forEach(Runnable::run);
        }
        write();
        rate.passed(until - position);
        position = until;
        if (tooMany.isPresent()) {
            isStoppedByLetters = true;
            stopped = "more than " + DeadLetters.MAX + " dead letters: retry or drop them, or rebuild the projection";
        } else {
            obstacle(page).ifPresent(unreadable -> stopped = unreadable.why());
        }
    }

    /** The position of the first letter beyond the limit. */
    private OptionalLong tooMany() {
        long[] parked = segments.stream()
                .flatMap(segment -> segment.parked().stream())
                .mapToLong(DeadLetter::position)
                .sorted()
                .toArray();
        int room = DeadLetters.MAX - (letters.size() - parked.length);
        return parked.length <= room ? OptionalLong.empty() : OptionalLong.of(parked[Math.max(0, room)]);
    }

    private void write() {
        List<Kept<V>> dirty = new ArrayList<>();
        List<DeadLetter> parked = new ArrayList<>();
        for (Segment<V> segment : segments) {
            dirty.addAll(segment.dirty());
            parked.addAll(segment.parked());
        }
        documents.write(dirty, isShared);
        letters.store(parked);
        segments.forEach(Segment::written);
    }

    /** Nothing in memory is trusted any more. */
    private void forget() {
        segments.forEach(Segment::forget);
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
        segments.get(PageSource.segment(subject, segments.size())).foldLate(at, event);
        write();
    }

    /** A letter is gone: goes on where their number was what stopped it. */
    void letterGone() {
        if (isStoppedByLetters && letters.size() < DeadLetters.MAX) {
            isStoppedByLetters = false;
            stopped = "";
        }
    }
}
