package io.reprise.projections.feed;

import io.reprise.projections.store.Projection;
import io.reprise.projections.store.ViewCollection;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** A projection with a mistake: it breaks at some events, after it has spoilt the document. */
final class Flawed<V> implements Projection<V> {

    private final Projection<V> whole;
    private final int schema;
    volatile Predicate<Object> breaksAt;

    Flawed(Projection<V> whole, int schema, Predicate<Object> breaksAt) {
        this.whole = whole;
        this.schema = schema;
        this.breaksAt = breaksAt;
    }

    @Override
    public String name() {
        return whole.name();
    }

    @Override
    public int schema() {
        return schema;
    }

    @Override
    public Set<Class<?>> reads() {
        return whole.reads();
    }

    @Override
    public Optional<String> document(Object event) {
        return whole.document(event);
    }

    @Override
    public V fold(V before, long position, Object event) {
        V after = whole.fold(before, position, event);
        if (breaksAt.test(event)) {
            throw new IllegalStateException("cannot fold " + event.getClass().getSimpleName());
        }
        return after;
    }

    @Override
    public ViewCollection<V> views() {
        return whole.views();
    }
}
