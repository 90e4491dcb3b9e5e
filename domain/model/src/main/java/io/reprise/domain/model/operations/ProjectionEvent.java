package io.reprise.domain.model.operations;

import io.reprise.domain.model.vocabulary.Actor;
import java.time.Instant;

/** What operators decided about a projection; in the log, so that a rebuild from its start decides the same. */
public sealed interface ProjectionEvent {

    String projection();

    Instant at();

    /**
     * An event that a projection could not fold is left out of it for good.
     *
     * @param position the event's place in the log
     * @param subject what the event is about: its stream without the kind
     */
    record LetterDropped(String projection, long position, String subject, String reason, Actor actor, Instant at)
            implements ProjectionEvent {}
}
