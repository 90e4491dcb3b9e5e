package io.reprise.ml.dataset;

import io.reprise.ml.dataset.source.Flaw;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;

/**
 * How times of a source are understood, and which cannot be true.
 *
 * @param latest no event can be later (the time of the import, with some patience for clocks)
 * @param zone of times that do not name theirs
 */
record Clock(Instant latest, ZoneId zone, TimeUnit unit) {

    /** What a bare number counts. */
    enum TimeUnit {
        SECONDS,
        MILLIS
    }

    static final Duration PATIENCE = Duration.ofDays(1);

    /** No shop on the web is older: an earlier time is a clock that was not set. */
    private static final Instant EARLIEST = Instant.parse("1995-01-01T00:00:00Z");

    /** From here on a number is milliseconds (1973) rather than seconds (the year 5138). */
    private static final long MILLIS_FROM = 100_000_000_000L;

    private static final long MICROS_FROM = MILLIS_FROM * 1_000;

    /** Which unit a number is most likely in. */
    static TimeUnit unitOf(long value) {
        return Math.abs(value) >= MILLIS_FROM ? TimeUnit.MILLIS : TimeUnit.SECONDS;
    }

    Instant epoch(String column, long value) throws BrokenCell {
        if (value < 0) {
            throw new BrokenCell(column, Flaw.BEFORE_EPOCH);
        }
        if (value >= MICROS_FROM) {
            throw new BrokenCell(column, Flaw.LOOKS_LIKE_MICROS);
        }
        if (unit == TimeUnit.SECONDS && value >= MILLIS_FROM) {
            throw new BrokenCell(column, Flaw.LOOKS_LIKE_MILLIS);
        }
        Instant at = unit == TimeUnit.SECONDS ? Instant.ofEpochSecond(value) : Instant.ofEpochMilli(value);
        if (unit == TimeUnit.MILLIS && plausible(Instant.ofEpochSecond(value))) {
            throw new BrokenCell(column, Flaw.LOOKS_LIKE_SECONDS);
        }
        return checked(column, at);
    }

    Instant local(String column, LocalDateTime time) throws BrokenCell {
        return checked(column, time.atZone(zone).toInstant());
    }

    Instant checked(String column, Instant at) throws BrokenCell {
        if (at.isBefore(Instant.EPOCH)) {
            throw new BrokenCell(column, Flaw.BEFORE_EPOCH);
        }
        if (at.isBefore(EARLIEST)) {
            throw new BrokenCell(column, Flaw.BEFORE_1995);
        }
        if (at.isAfter(latest)) {
            throw new BrokenCell(column, Flaw.FUTURE);
        }
        return at;
    }

    private boolean plausible(Instant at) {
        return !at.isBefore(EARLIEST) && !at.isAfter(latest);
    }
}
