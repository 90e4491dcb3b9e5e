package io.reprise.domain.model.audience;

import io.reprise.domain.model.vocabulary.InvalidValue;

/** Stands for a shopper; says nothing about the person without the key it was made with. */
public record Pseudonym(String value) {

    public Pseudonym {
        InvalidValue.unless(value != null && !value.isBlank(), "shopper", "must not be empty");
    }
}
