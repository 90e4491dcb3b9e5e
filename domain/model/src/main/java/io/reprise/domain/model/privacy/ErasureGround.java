package io.reprise.domain.model.privacy;

/** Why a person is erased; the letters of Art. 17(1) GDPR. A choice and no text, so that nobody is named in it. */
public enum ErasureGround {
    /** (a) */
    NO_LONGER_NEEDED,
    /** (b) */
    CONSENT_WITHDRAWN,
    /** (c) */
    OBJECTED,
    /** (d) */
    UNLAWFUL,
    /** (e) */
    REQUIRED_BY_LAW
}
