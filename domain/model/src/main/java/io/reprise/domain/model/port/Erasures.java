package io.reprise.domain.model.port;

import io.reprise.domain.model.privacy.ErasedPeople;
import io.reprise.domain.model.privacy.PersonCommand;
import io.reprise.domain.model.privacy.PersonEvent;
import io.reprise.domain.model.vocabulary.Outcome;

/** Certificates of people who were erased, kept in the event log. */
public interface Erasures {

    ErasedPeople all();

    /** How many there are; asked at every door, so it reads no event. */
    long count();

    /** Decides the command and records what comes of it, durably. */
    Outcome<PersonEvent> handle(PersonCommand command);
}
