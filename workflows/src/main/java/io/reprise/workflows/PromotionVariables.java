package io.reprise.workflows;

import io.reprise.bpmn.ModelPromotionProcess;
import io.reprise.domain.model.port.Releases;
import io.reprise.domain.model.registry.ModelRelease;
import io.reprise.domain.model.registry.ModelRelease.AwaitingApproval;
import io.reprise.domain.model.registry.ModelRelease.Champion;
import io.reprise.domain.model.registry.ModelRelease.Declined;
import io.reprise.domain.model.registry.ModelRelease.Evaluated;
import io.reprise.domain.model.registry.ModelRelease.Shadow;
import io.reprise.domain.model.registry.ModelReleaseId;
import io.reprise.domain.model.registry.PromotionTerms;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;

/** The promotion's variables, all read off the releases: nothing is known to the process alone. */
final class PromotionVariables {

    private PromotionVariables() {}

    static Map<String, Object> of(ModelReleaseId id, Releases releases, PromotionTerms terms) {
        ModelRelease release = releases.load(id);
        Map<String, Object> variables = new HashMap<>();
        variables.put(ModelPromotionProcess.RELEASE_ID, id.value());
        variables.put(ModelPromotionProcess.PROMOTED, release instanceof Champion);
        // The engine's tables may be older than the log: a step that is done again finds the way its release has taken.
        switch (release) {
            case Evaluated evaluated ->
                variables.put(
                        ModelPromotionProcess.GATES_PASSED,
                        evaluated.refusedByGate().isEmpty());
            case Shadow shadow -> {
                variables.put(ModelPromotionProcess.GATES_PASSED, true);
                variables.put(ModelPromotionProcess.CHAMPION_THERE, isChampionThere(id, releases));
                variables.put(
                        ModelPromotionProcess.SHADOW_UNTIL,
                        Date.from(shadow.since().plus(terms.shadowAtMost())));
            }
            case AwaitingApproval waiting -> {
                variables.put(ModelPromotionProcess.GATES_PASSED, true);
                variables.put(ModelPromotionProcess.CHAMPION_THERE, false);
                variables.put(ModelPromotionProcess.APPROVAL_DEADLINE, Date.from(waiting.deadline()));
            }
            case Declined declined -> variables.put(ModelPromotionProcess.GATES_PASSED, false);
            default -> {}
        }
        return variables;
    }

    static boolean isChampionThere(ModelReleaseId id, Releases releases) {
        return releases.all().stream()
                .filter(other -> other.model().equals(id.model()))
                .anyMatch(other -> releases.load(other) instanceof Champion);
    }
}
