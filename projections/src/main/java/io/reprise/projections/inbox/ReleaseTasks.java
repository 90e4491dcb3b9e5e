package io.reprise.projections.inbox;

import io.reprise.domain.model.registry.ModelReleaseEvent;
import io.reprise.domain.model.registry.ModelReleaseEvent.ReleaseApprovalEscalated;
import io.reprise.domain.model.registry.ModelReleaseEvent.ReleaseApprovalRequested;
import io.reprise.domain.model.registry.ModelReleaseEvent.ReleaseDeclined;
import io.reprise.domain.model.registry.ModelReleaseEvent.ReleaseEvaluated;
import io.reprise.domain.model.registry.ModelReleaseEvent.ReleaseGroupsMeasured;
import io.reprise.domain.model.registry.ModelReleaseEvent.ReleasePromoted;
import io.reprise.domain.model.registry.ModelReleaseEvent.ReleaseRegistered;
import io.reprise.domain.model.registry.ModelReleaseEvent.ReleaseRetired;
import io.reprise.domain.model.registry.ModelReleaseEvent.ReleaseRolledBack;
import io.reprise.domain.model.registry.ModelReleaseEvent.ReleaseShadowCompared;
import io.reprise.domain.model.registry.ModelReleaseEvent.ReleaseShadowed;
import io.reprise.domain.model.vocabulary.Role;
import io.reprise.projections.inbox.Inbox.Waiting;
import io.reprise.projections.inbox.PersonalTask.Kind;
import java.util.List;

/** What a release waits for a person to say. */
final class ReleaseTasks {

    private ReleaseTasks() {}

    static Waiting fold(Waiting before, ModelReleaseEvent event) {
        return switch (event) {
            case ReleaseRegistered e -> new Waiting(e.release().model() + " " + e.version(), e.trainedBy(), null);
            case ReleaseApprovalRequested e ->
                new Waiting(
                        before.name(),
                        before.author(),
                        new PersonalTask(
                                "",
                                e.release().value(),
                                Kind.RELEASE_APPROVAL,
                                List.of(Role.APPROVER),
                                before.author(),
                                before.name(),
                                "",
                                "",
                                e.at(),
                                e.deadline(),
                                "escalate-release",
                                List.of()));
            case ReleaseApprovalEscalated e ->
                before.task() == null
                        ? before
                        : new Waiting(
                                before.name(), before.author(), before.task().forAlso(Role.FINANCE));
            case ReleasePromoted e -> nothing(before);
            case ReleaseDeclined e -> nothing(before);
            case ReleaseRolledBack e -> nothing(before);
            case ReleaseRetired e -> nothing(before);
            case ReleaseEvaluated e -> before;
            case ReleaseGroupsMeasured e -> before;
            case ReleaseShadowed e -> before;
            case ReleaseShadowCompared e -> before;
        };
    }

    private static Waiting nothing(Waiting before) {
        return before == null ? null : new Waiting(before.name(), before.author(), null);
    }
}
