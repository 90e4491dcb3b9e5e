package io.reprise.domain.model.port;

import io.reprise.domain.model.audience.Pseudonym;
import java.util.List;

/** Turns what identifies a person into a pseudonym, at the door. */
public interface Pseudonyms {

    Pseudonym of(String shopperId);

    /** One for each, in their order. What had to be made for it is durable when this returns. */
    default List<Pseudonym> all(List<String> shopperIds) {
        return shopperIds.stream().map(this::of).toList();
    }
}
