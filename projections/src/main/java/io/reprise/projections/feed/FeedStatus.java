package io.reprise.projections.feed;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a projection is fed.
 *
 * @param position everything before it is folded in
 * @param head the position of the next event to be appended to the log
 * @param deadLetters events parked, those that wait behind others among them
 * @param message why it stopped; otherwise empty
 * @param rebuild the generation that is filled beside the one that is read
 */
public record FeedStatus(
        String projection,
        State state,
        long position,
        long head,
        double eventsPerSecond,
        int deadLetters,
        String message,
        Optional<Rebuild> rebuild) {

    public enum State {
        /** Follows the log. */
        RUNNING,
        /** Far behind, or filled by an older version: being filled in the background. */
        CATCHING_UP,
        /** Goes no further, and says why. */
        STOPPED
    }

    /** @param message why it stopped; otherwise empty */
    public record Rebuild(long position, long head, double eventsPerSecond, int deadLetters, String message) {

        /** A share of 1. */
        public double progress() {
            return head == 0 ? 1 : Math.min(1, position / (double) head);
        }

        /** At the rate of the last seconds; empty while there is none. */
        public OptionalLong secondsLeft() {
            return eventsPerSecond <= 0
                    ? OptionalLong.empty()
                    : OptionalLong.of(Math.round(Math.max(0, head - position) / eventsPerSecond));
        }

        public boolean isStopped() {
            return !message.isEmpty();
        }
    }

    /** Events behind the head. */
    public long lag() {
        return Math.max(0, head - position);
    }
}
