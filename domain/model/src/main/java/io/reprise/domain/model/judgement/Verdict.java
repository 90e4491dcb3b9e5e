package io.reprise.domain.model.judgement;

/** What a person says of a decision. */
public enum Verdict {
    USEFUL,
    WRONG
}
