package io.reprise.domain.model.registry;

import io.reprise.domain.model.registry.ModelReleaseEvent.ReleaseEvaluated;
import io.reprise.domain.model.registry.ModelReleaseEvent.ReleasePromoted;
import io.reprise.domain.model.registry.ModelReleaseEvent.ReleaseRegistered;
import io.reprise.domain.model.registry.ModelReleaseEvent.ReleaseRetired;
import io.reprise.domain.model.registry.ModelReleaseEvent.ReleaseShadowed;
import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.domain.model.vocabulary.Role;
import java.time.Instant;
import java.util.Set;

/** A release that Otto trained and Ana may approve. */
final class Releases {

    static final ModelReleaseId ID = new ModelReleaseId("demand", "ab".repeat(32));
    static final Instant AT = Instant.parse("2026-10-01T00:00:00Z");
    static final Actor ANA = new Actor("ana", Set.of(Role.APPROVER));
    static final Actor OTTO = new Actor("otto", Set.of(Role.OPERATOR, Role.APPROVER));
    static final ModelReleaseEvent REGISTERED = new ReleaseRegistered(ID, "1", "demand-features/1", "otto", AT);
    static final ModelReleaseEvent GOOD = new ReleaseEvaluated(ID, "pinball", 0.8, 1.1, AT);
    static final ModelReleaseEvent NO_BETTER = new ReleaseEvaluated(ID, "pinball", 1.1, 1.1, AT);
    static final ModelReleaseEvent SHADOWED = new ReleaseShadowed(ID, AT);
    static final ModelReleaseEvent PROMOTED = new ReleasePromoted(ID, ANA, AT);
    static final ModelReleaseEvent RETIRED = new ReleaseRetired(ID, ANA, "old", AT);

    private Releases() {}
}
