package io.reprise.domain.model.privacy;

import io.reprise.domain.model.vocabulary.Actor;
import java.time.Instant;

/** What became of people. No event says who they are, nor under which pseudonym they were. */
public sealed interface PersonEvent {

    Instant at();

    /**
     * The certificate of an erasure: this key is used no more, by whoever reads this, and its bytes are destroyed.
     *
     * @param logSize events in the log when it was asked: whatever they hold of the person is of nobody known any more
     */
    record PersonErased(PersonKey key, ErasureGround ground, long logSize, Actor actor, Instant at)
            implements PersonEvent {}
}
