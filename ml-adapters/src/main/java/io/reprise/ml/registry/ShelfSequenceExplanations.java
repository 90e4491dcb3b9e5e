package io.reprise.ml.registry;

import io.reprise.domain.model.port.SequenceExplanations;
import io.reprise.domain.model.registry.ModelReleaseId;
import io.reprise.ml.sequence.ExplainedHistories;
import io.reprise.ml.tensorflow.ModelShelf;
import java.nio.file.Files;
import java.util.List;

/** Explained histories as they lie beside an artifact on the {@link ModelShelf}. */
public final class ShelfSequenceExplanations implements SequenceExplanations {

    private final ModelShelf shelf;

    public ShelfSequenceExplanations(ModelShelf shelf) {
        this.shelf = shelf;
    }

    @Override
    public List<ExplainedSequence> of(ModelReleaseId release) {
        return shelf.find(release.artifactSha256())
                .filter(found -> found.card().model().equals(release.model()))
                .filter(found -> Files.exists(found.folder().resolve(ExplainedHistories.FILE)))
                .map(found -> List.of(shelf.beside(found, ExplainedHistories.FILE, ExplainedSequence[].class)))
                .orElse(List.of());
    }
}
