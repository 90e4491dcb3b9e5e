package io.reprise.domain.model.counterfactual;

import io.reprise.domain.model.decision.DecisionRecord;
import io.reprise.domain.model.decision.Evidence;
import io.reprise.domain.model.decision.Evidence.Exhibit;
import io.reprise.domain.model.decision.ModelCall;
import io.reprise.domain.model.decision.Parameters;
import io.reprise.domain.model.decision.Policies;
import io.reprise.domain.model.decision.Policy;
import io.reprise.domain.model.decision.PolicyRef;
import io.reprise.domain.model.decision.Tensor;
import io.reprise.domain.model.port.EvidenceStore;
import io.reprise.domain.model.port.ModelRunner;
import io.reprise.domain.model.replay.Difference;
import io.reprise.domain.model.replay.PolicyReplay;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Counterfactual replay: takes a recorded decision otherwise, from the inputs that were recorded. Each decision is looked at
 * by itself: what an earlier one, taken otherwise, would have led to is not played. For one thread.
 */
public final class CounterfactualReplay {

    private final EvidenceStore evidence;
    private final ModelRunner models;
    private final PolicyReplay recorded;
    private final Counterfactual otherwise;

    public CounterfactualReplay(EvidenceStore evidence, ModelRunner models, Counterfactual otherwise) {
        this.evidence = evidence;
        this.models = models;
        this.recorded = new PolicyReplay(evidence);
        this.otherwise = otherwise;
    }

    /** Empty where the change is not about such decisions. */
    public Optional<Reconsidered> reconsider(DecisionRecord decision) {
        List<String> asked =
                decision.evidence().stream().map(s -> s.call().model()).toList();
        if (!otherwise.touches(decision.kind(), asked)) {
            return Optional.empty();
        }
        PolicyRef policy = otherwise.policy(decision.kind(), decision.policy());
        Policy<?, ?> known = Policies.find(policy).orElse(null);
        if (known != null && !known.inputs().isInstance(decision.inputs())) {
            // The closing report is an evaluation too, but takes other inputs.
            return Optional.empty();
        }
        try {
            Parameters parameters = otherwise.parameters(decision.kind(), decision.policy(), decision.parameters());
            Policy.Verdict<?> now =
                    Policies.decide(policy, decision.inputs(), evidence(decision), parameters, decision.seed());
            return Optional.of(new Reconsidered(
                    decision.id(),
                    decision.kind(),
                    decision.at(),
                    decision.policy(),
                    policy,
                    Difference.between("outcome", decision.outcome(), now.outcome()),
                    decision.outcome(),
                    Optional.of(now.outcome()),
                    now.alternatives(),
                    Optional.of(now.explanation()),
                    ""));
        } catch (RuntimeException e) {
            return Optional.of(new Reconsidered(
                    decision.id(),
                    decision.kind(),
                    decision.at(),
                    decision.policy(),
                    policy,
                    List.of(),
                    decision.outcome(),
                    Optional.empty(),
                    List.of(),
                    Optional.empty(),
                    String.valueOf(e.getMessage())));
        }
    }

    /** What models said then. */
    Evidence recorded(DecisionRecord decision) {
        return recorded.evidence(decision);
    }

    /** What models said, or what another artifact says to the same question. */
    private Evidence evidence(DecisionRecord decision) {
        if (decision.evidence().stream()
                .noneMatch(s -> otherwise.artifacts().containsKey(s.call().model()))) {
            return recorded.evidence(decision);
        }
        List<Exhibit> exhibits = new ArrayList<>();
        for (Exhibit exhibit : recorded.evidence(decision).exhibits()) {
            String other = otherwise.artifacts().get(exhibit.call().model());
            exhibits.add(other == null ? exhibit : asked(exhibit, other));
        }
        return new Evidence(exhibits);
    }

    private Exhibit asked(Exhibit exhibit, String artifactSha256) {
        ModelCall call = exhibit.call();
        Tensor input = Tensor.fromBytes(evidence.get(call.inputSha256())
                .orElseThrow(() -> new IllegalStateException("evidence " + call.inputSha256() + " is missing")));
        Tensor output = models.run(artifactSha256, input);
        ModelCall other = new ModelCall(
                call.model(),
                "otherwise",
                artifactSha256,
                call.schema(),
                models.device(),
                call.engine(),
                call.inputSha256(),
                output.sha256(),
                "");
        return new Exhibit(exhibit.role(), other, output);
    }
}
