package io.reprise.projections.store;

import io.reprise.projections.store.Generation.Kept;
import java.util.List;

/** Folds single events into the generation that is read where nothing was fed yet. */
public final class Folding {

    private Folding() {}

    public static <V> void fold(Projection<V> projection, long position, Object event) {
        projection.document(event).ifPresent(id -> {
            Generation<V> documents = projection.views().generation(Generations.FIRST);
            Kept<V> before = documents.load(List.of(id)).stream().findFirst().orElse(new Kept<>(id, -1, null, false));
            if (before.position() < position) {
                documents.write(
                        List.of(new Kept<>(id, position, projection.fold(before.view(), position, event), true)), true);
            }
        });
    }
}
