package io.reprise.domain.model.replay;

import io.reprise.domain.model.decision.DecisionRecord;
import io.reprise.domain.model.decision.Evidence;
import io.reprise.domain.model.decision.Evidence.Exhibit;
import io.reprise.domain.model.decision.Evidence.Source;
import io.reprise.domain.model.decision.Policies;
import io.reprise.domain.model.decision.Policy;
import io.reprise.domain.model.decision.Tensor;
import io.reprise.domain.model.port.EvidenceStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Policy replay: takes a recorded decision again, by the same version of its policy, from the recorded inputs and
 * evidence. The outcome, every alternative with its score, and the explanation must be equal to the bit.
 */
public final class PolicyReplay {

    /** Decisions of one campaign rest on the same few pieces of evidence. */
    private static final int REMEMBERED = 8;

    private final EvidenceStore evidence;
    private final Map<Source, Exhibit> remembered = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Source, Exhibit> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** For one thread: what the decision before rested on is not read again. */
    public PolicyReplay(EvidenceStore evidence) {
        this.evidence = evidence;
    }

    /** What is not as it was recorded; empty where all is. */
    public List<Difference> differences(DecisionRecord recorded) {
        if (Policies.find(recorded.policy()).isEmpty()) {
            return List.of(new Difference("policy", recorded.policy().toString(), "there is no such policy any more"));
        }
        Policy.Verdict<?> again;
        try {
            again = Policies.decide(
                    recorded.policy(), recorded.inputs(), evidence(recorded), recorded.parameters(), recorded.seed());
        } catch (RuntimeException e) {
            return List.of(new Difference("decision", "was taken", "cannot be taken again: " + e.getMessage()));
        }
        List<Difference> all = new ArrayList<>(Difference.between("outcome", recorded.outcome(), again.outcome()));
        all.addAll(Difference.between("alternatives", recorded.alternatives(), again.alternatives()));
        all.addAll(Difference.between("explanation", recorded.explanation(), again.explanation()));
        return List.copyOf(all);
    }

    /**
     * What models said when it was decided.
     *
     * @throws IllegalStateException if a piece of it is no longer in the store
     */
    public Evidence evidence(DecisionRecord decision) {
        List<Exhibit> exhibits = new ArrayList<>();
        for (Source source : decision.evidence()) {
            exhibits.add(remembered.computeIfAbsent(source, this::exhibit));
        }
        return new Evidence(exhibits);
    }

    private Exhibit exhibit(Source source) {
        byte[] output = evidence.get(source.call().outputSha256())
                .orElseThrow(() ->
                        new IllegalStateException("evidence " + source.call().outputSha256() + " is missing"));
        return new Exhibit(source.role(), source.call(), Tensor.fromBytes(output));
    }
}
