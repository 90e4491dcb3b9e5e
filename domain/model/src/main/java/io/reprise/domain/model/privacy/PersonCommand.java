package io.reprise.domain.model.privacy;

import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.domain.model.vocabulary.InvalidValue;
import java.time.Instant;

/** What can be asked about one shopper. */
public sealed interface PersonCommand {

    /** @param logSize events in the log when it was asked */
    record ErasePerson(PersonKey key, ErasureGround ground, long logSize, Actor actor, Instant at)
            implements PersonCommand {
        public ErasePerson {
            InvalidValue.unless(
                    ground != null,
                    "ground",
                    "must be NO_LONGER_NEEDED, CONSENT_WITHDRAWN, OBJECTED, UNLAWFUL or REQUIRED_BY_LAW");
        }
    }
}
