package io.reprise.projections.feed;

import io.reprise.projections.store.Projection;
import java.util.Optional;
import java.util.Set;

/** One projection: the lane that is read, and the one that is filled beside it, if any. */
final class Track {

    private final Projection<?> projection;
    private final Set<Long> dropped;
    private volatile Lane<?> live;
    private volatile boolean isFollowing;
    private volatile Lane<?> next;

    /**
     * @param dropped positions of events that are left out
     * @param isFollowing whether the live lane follows the log; otherwise it is behind and filled in the background, or
     *     was made by another version and only read
     * @param next null where none is filled
     */
    Track(Projection<?> projection, Lane<?> live, boolean isFollowing, Lane<?> next, Set<Long> dropped) {
        this.projection = projection;
        this.live = live;
        this.isFollowing = isFollowing;
        this.next = next;
        this.dropped = dropped;
    }

    String name() {
        return projection.name();
    }

    Projection<?> projection() {
        return projection;
    }

    Lane<?> live() {
        return live;
    }

    boolean isFollowing() {
        return isFollowing;
    }

    Optional<Lane<?>> next() {
        return Optional.ofNullable(next);
    }

    Set<Long> dropped() {
        return dropped;
    }

    /** What is filled in the background, if anything. */
    Optional<Lane<?>> filled() {
        return next != null ? Optional.of(next) : isFollowing ? Optional.empty() : Optional.of(live);
    }

    void fill(Lane<?> lane) {
        next = lane;
    }

    void cancel() {
        next = null;
    }

    /** What was filled is from now on read and follows the log. */
    void follow() {
        if (next != null) {
            live = next;
            next = null;
        }
        isFollowing = true;
    }
}
