package io.reprise.projections.feed;

import com.mongodb.client.MongoDatabase;
import io.reprise.domain.model.operations.ProjectionEvent.LetterDropped;
import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.ProjectionDecisions;
import io.reprise.projections.store.Generations;
import io.reprise.projections.store.Generations.Reached;
import io.reprise.projections.store.Generations.Standing;
import io.reprise.projections.store.Projection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The views while this process feeds them. One thread follows the log with everything that is read, another fills in
 * the background; each works a page at a time under a lock, and what an operator does happens between pages. Where both
 * locks are taken, that of the background is taken first.
 */
final class Feeding {

    static final int LIVE_PAGE = 1_000;
    static final int FILL_PAGE = 5_000;

    /** Events behind which a projection is not made to catch up before everything else. */
    private static final long FAR = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(Feeding.class);

    private final EventLog log;
    private final MongoDatabase database;
    private final Generations generations;
    private final LetterDesk desk;
    private final boolean isShared;
    private final Workers workers;
    private final Step following;
    private final Step filling;
    private final List<Track> tracks = new ArrayList<>();
    private final ReentrantLock live = new ReentrantLock(true);
    private final ReentrantLock background = new ReentrantLock(true);

    Feeding(EventLog log, EventDecoder decoder, MongoDatabase database, boolean isShared, Workers workers) {
        this.isShared = isShared;
        this.log = log;
        this.database = database;
        this.generations = new Generations(database);
        this.desk = new LetterDesk(log, decoder);
        this.workers = workers;
        this.following = new Step(new PageSource(log, decoder, workers), workers, generations, LIVE_PAGE);
        this.filling = new Step(new PageSource(log, decoder, workers), workers, generations, FILL_PAGE);
    }

    /** Finds a projection where it was left: also a rebuild that was under way. */
    void open(Projection<?> projection, ProjectionDecisions decisions) {
        String name = projection.name();
        Set<Long> dropped = ConcurrentHashMap.newKeySet();
        decisions.dropped(name).stream().map(LetterDropped::position).forEach(dropped::add);
        Standing standing = generations.standing(name).orElseGet(() -> generations.create(name, projection.schema()));
        boolean isOurs = standing.schema() == projection.schema();
        Optional<Standing> stored = generations.next(name);
        Optional<Standing> next = stored.filter(filled -> filled.schema() == projection.schema());
        if (stored.isPresent() && next.isEmpty()) {
            generations.cancel(name); // Sweeps, too.
        } else {
            generations.sweep(name);
        }
        if (next.isEmpty() && !isOurs) {
            next = Optional.of(generations.begin(name, projection.schema()));
        }
        DeadLetters.sweep(
                database,
                name,
                List.of(standing.generation(), next.map(Standing::generation).orElse(standing.generation())));
        Lane<?> read = lane(projection, standing, dropped);
        Lane<?> filled = next.map(s -> lane(projection, s, dropped)).orElse(null);
        if (isOurs) {
            desk.leaveOut(read, dropped);
        }
        if (filled != null) {
            desk.leaveOut(filled, dropped);
        }
        boolean isFollowing = isOurs && log.head() - standing.position() <= FAR;
        if (!standing.stopped().isEmpty()) {
            generations.stopped(read.place(true), "");
        }
        tracks.add(new Track(projection, read, isFollowing, filled, dropped));
    }

    private Lane<?> lane(Projection<?> projection, Standing standing, Set<Long> dropped) {
        return new Lane<>(projection, standing, database, dropped, isShared, workers.count());
    }

    List<Track> tracks() {
        return tracks;
    }

    /** The position before which everything is folded, as far as it is fed and follows the log. */
    long reached() {
        return tracks.stream()
                .filter(Track::isFollowing)
                .map(Track::live)
                .filter(Lane::isRunning)
                .mapToLong(Lane::position)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /**
     * Folds the next page into what is read.
     *
     * @param written is told before positions are stored, which nobody needs to wait for
     * @return whether there was one
     */
    boolean follow(Runnable written) {
        live.lock();
        try {
            List<Lane<?>> moved = following.take(
                    tracks.stream()
                            .filter(Track::isFollowing)
                            .<Lane<?>>map(Track::live)
                            .toList(),
                    Long.MAX_VALUE);
            if (moved.isEmpty()) {
                return false;
            }
            written.run();
            store(moved, true);
            return true;
        } finally {
            live.unlock();
        }
    }

    private void store(List<? extends Lane<?>> moved, boolean isLive) {
        generations.reached(moved.stream()
                .map(lane -> new Reached(lane.place(isLive), lane.position()))
                .toList());
        for (Lane<?> lane : moved) {
            if (!lane.isRunning()) {
                LOG.error("projection '{}' stopped at position {}: {}", lane.name(), lane.position(), lane.stopped());
                generations.stopped(lane.place(isLive), lane.stopped());
            }
        }
    }

    /**
     * Folds the next page into what is filled in the background, and has it read where it has caught up.
     *
     * @return whether there was anything to do
     */
    boolean fill() {
        background.lock();
        try {
            List<Track> filled = tracks.stream()
                    .filter(track -> track.filled().filter(Lane::isRunning).isPresent())
                    .toList();
            if (filled.isEmpty()) {
                return false;
            }
            List<Lane<?>> moved = filling.take(
                    filled.stream().<Lane<?>>map(t -> t.filled().orElseThrow()).toList(), Long.MAX_VALUE);
            for (Track track : filled) {
                Lane<?> lane = track.filled().orElseThrow();
                if (moved.contains(lane)) {
                    store(List.of(lane), lane == track.live());
                }
                if (lane.isRunning() && log.head() - lane.position() <= LIVE_PAGE) {
                    handOver(track, lane);
                }
            }
            return true;
        } finally {
            background.unlock();
        }
    }

    /** What is read must not go back: the last events are folded while what was read before stands still. */
    private void handOver(Track track, Lane<?> lane) {
        live.lock();
        try {
            long target = track.isFollowing() && track.live().isRunning()
                    ? track.live().position()
                    : log.head();
            boolean more = lane.position() < target;
            while (more) {
                more = !filling.take(List.of(lane), target).isEmpty() && lane.isRunning() && lane.position() < target;
            }
            if (!lane.isRunning() || lane.position() < target) {
                store(List.of(lane), lane == track.live());
                return;
            }
            if (lane == track.live()) {
                store(List.of(lane), true);
            } else {
                generations.swap(lane.name(), lane.standing());
                track.live().letters().removeAll();
            }
            track.follow();
            LOG.info("projection '{}' has caught up at position {}", lane.name(), lane.position());
        } finally {
            live.unlock();
        }
    }

    /** Does something between pages. */
    private <T> T still(Supplier<T> action) {
        background.lock();
        live.lock();
        try {
            return action.get();
        } finally {
            live.unlock();
            background.unlock();
        }
    }

    void rebuild(Track track) {
        still(() -> {
            if (track.next().filter(Lane::isRunning).isEmpty()) {
                track.next().ifPresent(stopped -> stopped.letters().removeAll());
                Standing begun =
                        generations.begin(track.name(), track.projection().schema());
                generations.sweep(track.name());
                track.fill(lane(track.projection(), begun, track.dropped()));
            }
            return null;
        });
    }

    void cancel(Track track) {
        still(() -> {
            Lane<?> next = track.next()
                    .orElseThrow(() -> new FeedRefusal.Refused(new FeedRefusal.NotRebuilding(track.name())));
            requireOurs(track);
            track.cancel();
            generations.cancel(track.name());
            next.letters().removeAll();
            return null;
        });
    }

    LetterDesk.Answer retry(Track track, long position) {
        return still(() -> {
            DeadLetter letter = letter(track, position);
            LetterDesk.Answer answer = desk.retry(track.live(), letter.subject(), track.dropped());
            storeIfGoingOn(track);
            return answer;
        });
    }

    /** @param decided puts it into the log, before anything changes */
    void drop(Track track, long position, Consumer<DeadLetter> decided) {
        still(() -> {
            decided.accept(letter(track, position));
            track.dropped().add(position);
            desk.leaveOut(track.live(), track.dropped());
            track.next().ifPresent(next -> desk.leaveOut(next, track.dropped()));
            storeIfGoingOn(track);
            return null;
        });
    }

    private void storeIfGoingOn(Track track) {
        if (track.live().isRunning()) {
            generations.stopped(track.live().place(true), "");
        }
    }

    private static void requireOurs(Track track) {
        if (track.live().standing().schema() != track.projection().schema()) {
            throw new FeedRefusal.Refused(new FeedRefusal.RebuildNeeded(track.name()));
        }
    }

    private static DeadLetter letter(Track track, long position) {
        requireOurs(track);
        return track.live()
                .letters()
                .find(position)
                .orElseThrow(() -> new FeedRefusal.Refused(new FeedRefusal.UnknownLetter(track.name(), position)));
    }
}
