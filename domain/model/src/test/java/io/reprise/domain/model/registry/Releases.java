package io.reprise.domain.model.registry;

import io.reprise.domain.model.registry.GroupFairness.GroupGap;
import io.reprise.domain.model.registry.ModelReleaseEvent.ReleaseApprovalEscalated;
import io.reprise.domain.model.registry.ModelReleaseEvent.ReleaseApprovalRequested;
import io.reprise.domain.model.registry.ModelReleaseEvent.ReleaseEvaluated;
import io.reprise.domain.model.registry.ModelReleaseEvent.ReleasePromoted;
import io.reprise.domain.model.registry.ModelReleaseEvent.ReleaseRegistered;
import io.reprise.domain.model.registry.ModelReleaseEvent.ReleaseRetired;
import io.reprise.domain.model.registry.ModelReleaseEvent.ReleaseShadowed;
import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.domain.model.vocabulary.Role;
import java.time.Instant;
import java.util.List;
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

    static final Actor FINN = new Actor("finn", Set.of(Role.FINANCE));
    static final Instant DEADLINE = AT.plusSeconds(86_400);
    static final ModelReleaseEvent REQUESTED = new ReleaseApprovalRequested(ID, DEADLINE, AT);
    static final ModelReleaseEvent ESCALATED = new ReleaseApprovalEscalated(ID, AT);
    static final List<ModelReleaseEvent> IN_SHADOW = List.of(REGISTERED, GOOD, SHADOWED);
    static final List<ModelReleaseEvent> WAITING = List.of(REGISTERED, GOOD, SHADOWED, REQUESTED);
    static final List<ModelReleaseEvent> CHAMPION = List.of(REGISTERED, GOOD, SHADOWED, REQUESTED, PROMOTED);

    private Releases() {}

    /** Measured for two groups, the second of which fares this badly. */
    static GroupFairness fairness(double gap) {
        return new GroupFairness(
                new FairnessLimit("calibration-gap", 0.1),
                List.of(new GroupGap("region", "Kent", 900, 0.01), new GroupGap("region", "Wales", 300, gap)));
    }
}
