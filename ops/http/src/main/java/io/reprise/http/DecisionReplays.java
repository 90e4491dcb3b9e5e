package io.reprise.http;

import io.reprise.domain.model.decision.DecisionRecord;
import io.reprise.domain.model.port.EvidenceStore;
import io.reprise.domain.model.port.ModelRunner;
import io.reprise.domain.model.replay.Difference;
import io.reprise.domain.model.replay.ModelReplay;
import io.reprise.domain.model.replay.PolicyReplay;
import java.util.List;

/** Takes one decision again: by its policy, and by each model it rests on whose artifact is at hand. */
public final class DecisionReplays {

    private final PolicyReplay policies;
    private final ModelReplay models;

    public DecisionReplays(EvidenceStore evidence, ModelRunner models) {
        this.policies = new PolicyReplay(evidence);
        this.models = new ModelReplay(evidence, models);
    }

    /**
     * What came of it.
     *
     * @param differences what the policy now decides otherwise; empty where all is equal to the bit
     */
    public record Again(List<Difference> differences, List<ModelAgain> models) {

        public boolean holds() {
            return differences.isEmpty()
                    && models.stream().allMatch(m -> m.result().holds());
        }
    }

    /** @param role the model's part in the decision */
    public record ModelAgain(String role, String model, String version, ModelReplay.Result result) {}

    /** Changes nothing. */
    public Again again(DecisionRecord decision) {
        return new Again(
                policies.differences(decision),
                decision.evidence().stream()
                        .map(source -> new ModelAgain(
                                source.role(),
                                source.call().model(),
                                source.call().version(),
                                models.replay(source.call())))
                        .toList());
    }
}
