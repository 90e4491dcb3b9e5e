package io.reprise.domain.model.vocabulary;

import java.time.Duration;
import java.time.Instant;

/** A half-open span of time: {@code from} belongs to it, {@code to} does not. */
public record TimeWindow(Instant from, Instant to) {

    public TimeWindow {
        InvalidValue.unless(from != null && to != null, "window", "needs a start and an end");
        InvalidValue.unless(
                from.isBefore(to), "window", () -> "must end after it starts, but was " + from + " to " + to);
    }

    public boolean contains(Instant instant) {
        return !instant.isBefore(from) && instant.isBefore(to);
    }

    public boolean contains(TimeWindow other) {
        return !other.from.isBefore(from) && !other.to.isAfter(to);
    }

    /** Whether any instant belongs to both. */
    public boolean overlaps(TimeWindow other) {
        return from.isBefore(other.to) && other.from.isBefore(to);
    }

    public Duration length() {
        return Duration.between(from, to);
    }

    /** Whole hours, rounded up; never more than an integer holds. */
    public int hours() {
        return Math.clamp(Math.ceilDiv(length().toSeconds(), 3600L), 1, Integer.MAX_VALUE);
    }
}
