package io.reprise.ml.registry;

import io.reprise.domain.model.port.ModelCards;
import io.reprise.domain.model.registry.ModelCard;
import io.reprise.domain.model.registry.ModelReleaseId;
import io.reprise.ml.tensorflow.Card;
import io.reprise.ml.tensorflow.ModelShelf;
import io.reprise.ml.tensorflow.ModelShelf.Shelved;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Cards as they lie on the {@link ModelShelf}; the baseline's measures are those of the one it was measured against. */
public final class ShelfModelCards implements ModelCards {

    private final ModelShelf shelf;

    public ShelfModelCards(ModelShelf shelf) {
        this.shelf = shelf;
    }

    @Override
    public Optional<ModelCard> find(ModelReleaseId release) {
        return shelf.find(release.artifactSha256())
                .map(Shelved::card)
                .filter(card -> card.model().equals(release.model()))
                .map(card -> new ModelCard(
                        release,
                        card.version(),
                        card.schema(),
                        card.engine(),
                        card.data(),
                        card.trainSpan(),
                        card.testSpan(),
                        card.seed(),
                        card.trainedBy(),
                        card.metric(),
                        card.error(),
                        card.baselineError(),
                        card.metrics(),
                        ofBaseline(card),
                        card.groups(),
                        card.trained(),
                        card.limits()));
    }

    private SortedMap<String, Double> ofBaseline(Card card) {
        return shelf.baselineOf(card).map(baseline -> baseline.card().metrics()).orElseGet(TreeMap::new);
    }
}
