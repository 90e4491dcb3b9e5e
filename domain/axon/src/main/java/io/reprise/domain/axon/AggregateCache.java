package io.reprise.domain.axon;

import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.axonframework.common.Registration;
import org.axonframework.common.caching.Cache;

/**
 * The aggregates used last, for Axon's repositories. Axon's own {@code WeakReferenceCache} forgets everything at the next
 * collection of garbage, so under load every aggregate was folded from its stream again and again.
 */
public final class AggregateCache implements Cache {

    /** An aggregate of a small campaign takes some 10 KiB. */
    public static final int AGGREGATES_MAX = 10_000;

    private final com.github.benmanes.caffeine.cache.Cache<Object, Object> aggregates =
            Caffeine.newBuilder().maximumSize(AGGREGATES_MAX).build();

    @Override
    @SuppressWarnings("unchecked") // what a key leads to is what was put there; Axon asks for nothing else
    public <K, V> V get(K key) {
        return (V) aggregates.getIfPresent(key);
    }

    @Override
    public void put(Object key, Object value) {
        if (key != null) { // An aggregate to which nothing has happened yet has no name.
            aggregates.put(key, value);
        }
    }

    @Override
    public boolean putIfAbsent(Object key, Object value) {
        return aggregates.asMap().putIfAbsent(key, value) == null;
    }

    @Override
    @SuppressWarnings("unchecked") // as above
    public <T> T computeIfAbsent(Object key, Supplier<T> value) {
        return (T) aggregates.get(key, absent -> value.get());
    }

    @Override
    public boolean remove(Object key) {
        return aggregates.asMap().remove(key) != null;
    }

    @Override
    public void removeAll() {
        aggregates.invalidateAll();
    }

    @Override
    public boolean containsKey(Object key) {
        return aggregates.asMap().containsKey(key);
    }

    @Override
    @SuppressWarnings("unchecked") // as above
    public <V> void computeIfPresent(Object key, UnaryOperator<V> update) {
        aggregates.asMap().computeIfPresent(key, (present, value) -> update.apply((V) value));
    }

    /** @throws UnsupportedOperationException always: aggregates' repositories do not listen */
    @Override
    public Registration registerCacheEntryListener(EntryListener listener) {
        throw new UnsupportedOperationException("nobody is told what happens in this cache");
    }
}
