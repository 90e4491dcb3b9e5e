package io.reprise.domain.model.port;

import io.reprise.domain.model.registry.ModelCard;
import io.reprise.domain.model.registry.ModelReleaseId;
import java.util.Optional;

/** Cards of trained models, kept beside their artifacts. */
public interface ModelCards {

    /** Empty where the artifact is not, or no longer, there. */
    Optional<ModelCard> find(ModelReleaseId release);
}
