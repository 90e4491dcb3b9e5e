package io.reprise.domain.model.transparency;

import io.reprise.domain.model.registry.ModelCard;
import io.reprise.domain.model.registry.ModelReleaseId;
import io.reprise.domain.model.registry.TrainingSpread;
import java.util.List;
import java.util.TreeMap;

/** The card of a release of which nothing counts but what it was trained on. */
final class SampleCard {

    private SampleCard() {}

    static ModelCard of(ModelReleaseId release, TrainingSpread spread) {
        return new ModelCard(
                release,
                "1",
                "features/1",
                "TensorFlow",
                "sales",
                "",
                "",
                1,
                "mei",
                "poisson-deviance",
                1,
                2,
                new TreeMap<>(),
                new TreeMap<>(),
                List.of(),
                spread,
                "");
    }
}
