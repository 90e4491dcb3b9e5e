package io.reprise.domain.model.replay;

import io.reprise.domain.model.decision.Alternative;
import io.reprise.domain.model.decision.DecisionRecord;
import io.reprise.domain.model.decision.Evidence;
import io.reprise.domain.model.decision.Evidence.Exhibit;
import io.reprise.domain.model.decision.Evidence.Source;
import io.reprise.domain.model.decision.Explanation;
import io.reprise.domain.model.decision.Policies;
import io.reprise.domain.model.decision.Policy;
import io.reprise.domain.model.decision.Tensor;
import io.reprise.domain.model.port.EvidenceStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Policy replay: takes a recorded decision again, by the same version of its policy, from the recorded inputs and
 * evidence. The outcome, every alternative with its score, and the explanation must be equal to the bit.
 */
public final class PolicyReplay {

    private final EvidenceStore evidence;

    public PolicyReplay(EvidenceStore evidence) {
        this.evidence = evidence;
    }

    /** What is not as it was recorded, or empty where all is. */
    public Optional<String> differs(DecisionRecord recorded) {
        if (Policies.find(recorded.policy()).isEmpty()) {
            return Optional.of("there is no policy " + recorded.policy() + " any more");
        }
        Policy.Verdict<?> again;
        try {
            again = Policies.decide(
                    recorded.policy(), recorded.inputs(), evidence(recorded), recorded.parameters(), recorded.seed());
        } catch (RuntimeException e) {
            return Optional.of("it cannot be taken again: " + e.getMessage());
        }
        return difference(recorded.outcome(), again.outcome(), "outcome")
                .or(() -> differsIn(recorded.alternatives(), again.alternatives()))
                .or(() -> differsIn(recorded.explanation(), again.explanation()));
    }

    private static Optional<String> differsIn(List<Alternative> recorded, List<Alternative> again) {
        return difference(recorded, again, "alternatives");
    }

    private static Optional<String> differsIn(Explanation recorded, Explanation again) {
        return difference(recorded, again, "explanation");
    }

    private static Optional<String> difference(Object recorded, Object again, String what) {
        return recorded.equals(again)
                ? Optional.empty()
                : Optional.of(what + " was " + recorded + ", but taken again it is " + again);
    }

    private Evidence evidence(DecisionRecord decision) {
        List<Exhibit> exhibits = new ArrayList<>();
        for (Source source : decision.evidence()) {
            byte[] output = evidence.get(source.call().outputSha256())
                    .orElseThrow(() -> new IllegalStateException(
                            "evidence " + source.call().outputSha256() + " is missing"));
            exhibits.add(new Exhibit(source.role(), source.call(), Tensor.fromBytes(output)));
        }
        return new Evidence(exhibits);
    }
}
