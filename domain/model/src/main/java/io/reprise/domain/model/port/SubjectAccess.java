package io.reprise.domain.model.port;

import io.reprise.domain.model.audience.Pseudonym;
import io.reprise.domain.model.privacy.SubjectRecord;

/** Gathers what the log holds of one shopper. It reads all of the log, so it takes seconds for some million events. */
public interface SubjectAccess {

    SubjectRecord of(Pseudonym shopper);
}
