package io.reprise.http;

import io.reprise.domain.model.decision.Attribution;
import io.reprise.domain.model.decision.DecisionRecord;
import io.reprise.domain.model.decision.Evidence;
import io.reprise.domain.model.decision.Tensor;
import io.reprise.domain.model.port.EvidenceStore;
import io.reprise.domain.model.port.ModelAttributions;
import io.reprise.domain.model.port.ModelUnavailable;
import java.util.List;
import java.util.Optional;

/** What moved the models that a decision rests on: made again from what was recorded, so it is the same every time. */
public final class DecisionAttributions {

    /**
     * @param role the model's part in the decision
     * @param attribution empty where it cannot be made
     * @param unavailable why it cannot; empty where it can
     */
    public record Explained(
            String role, String model, String version, Optional<Attribution> attribution, String unavailable) {}

    private final EvidenceStore evidence;
    private final ModelAttributions attributions;

    public DecisionAttributions(EvidenceStore evidence, ModelAttributions attributions) {
        this.evidence = evidence;
        this.attributions = attributions;
    }

    /** One for each model the decision was told of, in order. */
    public List<Explained> of(DecisionRecord decision) {
        return decision.evidence().stream().map(this::explain).toList();
    }

    private Explained explain(Evidence.Source source) {
        Optional<Attribution> made = Optional.empty();
        String why = "";
        try {
            byte[] input = evidence.get(source.call().inputSha256())
                    .orElseThrow(() ->
                            new ModelUnavailable("evidence " + source.call().inputSha256() + " is missing"));
            made = Optional.of(attributions.of(source.call(), Tensor.fromBytes(input)));
        } catch (ModelUnavailable | EvidenceStore.EvidenceDamaged e) {
            why = e.getMessage();
        }
        return new Explained(source.role(), source.call().model(), source.call().version(), made, why);
    }
}
