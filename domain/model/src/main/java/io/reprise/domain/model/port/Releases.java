package io.reprise.domain.model.port;

import io.reprise.domain.model.registry.ModelRelease;
import io.reprise.domain.model.registry.ModelReleaseId;
import java.util.List;

/** Releases of models as the event log has them now, never behind it. */
public interface Releases {

    /** {@link ModelRelease#NOT_REGISTERED} where there is none. */
    ModelRelease load(ModelReleaseId id);

    /** Every release there ever was, oldest first. */
    List<ModelReleaseId> all();
}
