package io.reprise.domain.model.port;

import io.reprise.domain.model.audience.Pseudonym;
import io.reprise.domain.model.privacy.PersonKey;
import java.util.Optional;

/** The keys that alone tie people to their pseudonyms. They are kept apart from the log. */
public interface PersonKeys {

    /** A person who has a key. */
    record Known(PersonKey key, Pseudonym pseudonym) {}

    /** Looks without making a key; empty for who never came, and for who was erased. */
    Optional<Known> find(String shopperId);

    /** Destroys every key of which the log has a certificate, and returns once that is durable. */
    void destroyErased();
}
