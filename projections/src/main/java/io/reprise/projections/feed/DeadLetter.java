package io.reprise.projections.feed;

import java.time.Instant;

/**
 * An event a projection could not fold, or one of the same subject that waits behind it. The event itself stays in the
 * log: it is read again, through today's forms, whenever it is tried again.
 *
 * @param position the event's place in the log
 * @param subject what it is about: its stream without the kind
 * @param event its stored name
 * @param error what the fold said; empty where the event only waits behind another
 * @param attempts how often it was tried
 */
public record DeadLetter(
        String projection, long position, String subject, String event, String error, Instant since, int attempts) {

    public boolean isBehind() {
        return attempts == 0;
    }

    DeadLetter triedAgain(String nextError) {
        return new DeadLetter(projection, position, subject, event, nextError, since, attempts + 1);
    }
}
