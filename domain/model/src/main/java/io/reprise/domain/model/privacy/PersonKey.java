package io.reprise.domain.model.privacy;

import io.reprise.domain.model.vocabulary.InvalidValue;

/**
 * Names a person's key and says nothing about the person: it was drawn by lot when the key was made.
 *
 * @param own whether the person's pseudonym rests on this key alone; false where it was made with the installation's key, by
 *     a version before people had keys of their own or where time is simulated
 */
public record PersonKey(String id, boolean own) {

    public PersonKey {
        InvalidValue.unless(id != null && !id.isBlank(), "key", "must not be empty");
    }
}
