package io.reprise.projections.transparency;

import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.LoggedBatch;
import io.reprise.domain.model.proof.ConsistencyProof;
import io.reprise.domain.model.proof.InclusionProof;
import io.reprise.domain.model.proof.ProofPlan;
import java.util.ArrayList;
import java.util.List;

/** Proofs about a log, each computed in one pass over it: a million events take about a second. */
public final class LogProofs {

    private static final int BATCHES_AT_ONCE = 256;

    private final EventLog log;

    public LogProofs(EventLog log) {
        this.log = log;
    }

    /** That each of these positions is in the tree over the first {@code size} events; in the same order. */
    public List<InclusionProof> inclusion(List<Long> positions, long size) {
        List<ProofPlan> plans = positions.stream()
                .map(position -> ProofPlan.inclusion(position, size))
                .toList();
        walk(size, new ProofPlan.Pass(plans));
        List<InclusionProof> proofs = new ArrayList<>();
        for (int i = 0; i < plans.size(); i++) {
            proofs.add(InclusionProof.of(positions.get(i), size, plans.get(i)));
        }
        return proofs;
    }

    /** That the tree over the first {@code secondSize} events grew out of the one over the first {@code firstSize}. */
    public ConsistencyProof consistency(long firstSize, long secondSize) {
        ProofPlan plan = ProofPlan.consistency(firstSize, secondSize);
        walk(secondSize, new ProofPlan.Pass(List.of(plan)));
        return ConsistencyProof.of(firstSize, secondSize, plan);
    }

    private void walk(long size, ProofPlan.Pass plans) {
        long position = 0;
        while (position < size) {
            List<LoggedBatch> batches = log.batches(position, BATCHES_AT_ONCE);
            if (batches.isEmpty()) {
                throw new IllegalArgumentException("the log has " + position + " events, not " + size);
            }
            for (LoggedBatch batch : batches) {
                for (byte[] leaf : batch.leafHashes()) {
                    if (position < size) {
                        plans.add(leaf);
                    }
                    position++;
                }
            }
        }
    }
}
