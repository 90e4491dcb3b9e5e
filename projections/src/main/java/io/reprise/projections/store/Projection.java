package io.reprise.projections.store;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bson.conversions.Bson;

/**
 * A view as a pure fold of the log: each event changes at most one document, and a document holds what happened to one
 * subject only (a stream's name without its kind), so that subjects can be folded side by side.
 */
public interface Projection<V> {

    /** Unique; part of the names of its collections and of paths: lower case letters and hyphens. */
    String name();

    /** Revision of the documents' form and of what is in them; another than the stored one has the view built again. */
    int schema();

    /** The events it looks at, or what they have in common. */
    Set<Class<?>> reads();

    /** The document an event changes; empty where it changes none. */
    Optional<String> document(Object event);

    /**
     * The document after an event; may change and return the one given.
     *
     * @param before null where there is none yet
     * @param position the event's place in the log
     * @return null where there is none any more
     */
    V fold(V before, long position, Object event);

    ViewCollection<V> views();

    /** What its documents are looked for by, besides their ids; made where the view is kept in a MongoDB of several servers. */
    default List<Bson> indexes() {
        return List.of();
    }
}
