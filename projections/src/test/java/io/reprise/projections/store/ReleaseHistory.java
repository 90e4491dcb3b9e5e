package io.reprise.projections.store;

import io.reprise.domain.model.registry.FairnessLimit;
import io.reprise.domain.model.registry.GroupFairness;
import io.reprise.domain.model.registry.GroupFairness.GroupGap;
import io.reprise.domain.model.registry.ModelReleaseEvent;
import io.reprise.domain.model.registry.ModelReleaseEvent.ReleaseApprovalEscalated;
import io.reprise.domain.model.registry.ModelReleaseEvent.ReleaseApprovalRequested;
import io.reprise.domain.model.registry.ModelReleaseEvent.ReleaseDeclined;
import io.reprise.domain.model.registry.ModelReleaseEvent.ReleaseEvaluated;
import io.reprise.domain.model.registry.ModelReleaseEvent.ReleaseGroupsMeasured;
import io.reprise.domain.model.registry.ModelReleaseEvent.ReleasePromoted;
import io.reprise.domain.model.registry.ModelReleaseEvent.ReleaseRegistered;
import io.reprise.domain.model.registry.ModelReleaseEvent.ReleaseRolledBack;
import io.reprise.domain.model.registry.ModelReleaseEvent.ReleaseShadowCompared;
import io.reprise.domain.model.registry.ModelReleaseEvent.ReleaseShadowed;
import io.reprise.domain.model.registry.ModelReleaseId;
import io.reprise.domain.model.registry.ShadowComparison;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Models after those of {@link SaleHistory}: one promoted late and rolled back, one nobody wanted. */
public final class ReleaseHistory {

    public static final ModelReleaseId LATER = new ModelReleaseId("demand", "c".repeat(64));
    public static final ModelReleaseId UNWANTED = new ModelReleaseId("demand", "d".repeat(64));

    private ReleaseHistory() {}

    public static List<ModelReleaseEvent> events(Instant at) {
        GroupGap gap = new GroupGap("region", "Kent", 300, 0.02);
        return List.of(
                new ReleaseRegistered(LATER, "2", "demand-features/1", "otto", at),
                new ReleaseEvaluated(LATER, "pinball", 0.7, 1.1, at),
                new ReleaseGroupsMeasured(LATER, new GroupFairness(FairnessLimit.DEFAULT, List.of(gap)), at),
                new ReleaseShadowed(LATER, at),
                new ReleaseShadowCompared(LATER, new ShadowComparison(1, .5, 0), at),
                new ReleaseShadowCompared(LATER, new ShadowComparison(2, .25, 0), at),
                new ReleaseApprovalRequested(LATER, at.plus(Duration.ofDays(2)), at),
                new ReleaseApprovalEscalated(LATER, at),
                new ReleasePromoted(LATER, SaleHistory.ANA, at),
                new ReleaseRolledBack(LATER, Optional.of(SaleHistory.RELEASE), SaleHistory.ANA, "odd at night", at),
                new ReleaseRegistered(UNWANTED, "3", "demand-features/1", "otto", at),
                new ReleaseDeclined(UNWANTED, SaleHistory.ANA, "", "no better", at));
    }
}
