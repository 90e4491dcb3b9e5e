package io.reprise.projections.feed;

import io.reprise.projections.store.Generation;
import io.reprise.projections.store.Generation.Kept;
import io.reprise.projections.store.Projection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Documents of one segment as values, the ones used last, so that they are written once a page and not read again. For
 * one thread at a time.
 */
final class ViewCache<V> {

    private static final long NEVER = -1;

    private final Projection<V> projection;
    private final Generation<V> documents;
    private final int keptMax;
    private final Map<String, Entry<V>> entries = new LinkedHashMap<>(64, 0.75f, true);

    /** Whether the generation holds nothing that is not here. */
    private boolean isComplete;

    private static final class Entry<V> {
        private V view;
        private long position;
        private boolean isStored;
        private boolean isDirty;
    }

    /** @param isComplete whether the generation is empty */
    ViewCache(Projection<V> projection, Generation<V> documents, int keptMax, boolean isComplete) {
        this.projection = projection;
        this.documents = documents;
        this.keptMax = keptMax;
        this.isComplete = isComplete;
    }

    /** Sees to it that these documents are here; one that does not exist is here as nothing. */
    void load(Collection<String> ids) {
        List<String> missing =
                ids.stream().distinct().filter(id -> !entries.containsKey(id)).toList();
        if (missing.isEmpty()) {
            return;
        }
        missing.forEach(id -> put(id, NEVER, null, false));
        if (!isComplete) {
            documents.load(missing).forEach(kept -> put(kept.id(), kept.position(), kept.view(), true));
        }
    }

    private void put(String id, long position, V view, boolean isStored) {
        Entry<V> entry = new Entry<>();
        entry.view = view;
        entry.position = position;
        entry.isStored = isStored;
        entries.put(id, entry);
    }

    /**
     * Folds an event into a document that was loaded, unless it is in it already. Where the fold throws, the document
     * may be half changed: {@link #forget} it.
     */
    void fold(String id, long position, Object event) {
        Entry<V> entry = entries.get(id);
        if (position <= entry.position) {
            return;
        }
        entry.view = projection.fold(entry.view, position, event);
        entry.position = position;
        entry.isDirty = true;
    }

    void forget(String id) {
        entries.remove(id);
        isComplete = false;
    }

    void forgetAll() {
        entries.clear();
        isComplete = false;
    }

    /** What has to be written. */
    List<Kept<V>> dirty() {
        List<Kept<V>> dirty = new ArrayList<>();
        entries.forEach((id, entry) -> {
            if (entry.isDirty && (entry.isStored || entry.view != null)) {
                dirty.add(new Kept<>(id, entry.position, entry.view, entry.isStored));
            }
        });
        return dirty;
    }

    /** Everything is written: what was not used for long gives way. */
    void written() {
        for (Entry<V> entry : entries.values()) {
            entry.isStored = entry.isDirty ? entry.view != null : entry.isStored;
            entry.isDirty = false;
        }
        Iterator<String> eldest = entries.keySet().iterator();
        while (entries.size() > keptMax) {
            eldest.next();
            eldest.remove();
            isComplete = false;
        }
    }
}
