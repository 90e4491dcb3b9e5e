package io.reprise.domain.model.port;

import io.reprise.domain.model.audience.Pseudonym;

/** Turns what identifies a person into a pseudonym, at the door. */
public interface Pseudonyms {

    Pseudonym of(String shopperId);
}
