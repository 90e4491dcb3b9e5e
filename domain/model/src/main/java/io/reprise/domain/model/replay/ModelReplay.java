package io.reprise.domain.model.replay;

import io.reprise.domain.model.decision.ModelCall;
import io.reprise.domain.model.decision.Tensor;
import io.reprise.domain.model.port.EvidenceStore;
import io.reprise.domain.model.port.ModelRunner;

/**
 * Model replay: gives recorded features to the same artifact again. On the device class that was recorded the answer must
 * be equal to the bit; elsewhere within {@link #TOLERANCE}, and the drift is reported.
 */
public final class ModelReplay {

    /** Largest relative difference allowed on another device class or engine version. */
    public static final double TOLERANCE = 1e-4;

    private final EvidenceStore evidence;
    private final ModelRunner models;

    public ModelReplay(EvidenceStore evidence, ModelRunner models) {
        this.evidence = evidence;
        this.models = models;
    }

    /** What came of it. @param drift largest relative difference of any value */
    public record Result(boolean holds, boolean equalToTheBit, double drift, String remark) {}

    public Result replay(ModelCall call) {
        try {
            Tensor input = tensor(call.inputSha256());
            Tensor recorded = tensor(call.outputSha256());
            Tensor again = models.run(call.artifactSha256(), input);
            if (again.equals(recorded)) {
                return new Result(true, true, 0, "");
            }
            double drift = drift(recorded, again);
            boolean sameClass = models.device().equals(call.device());
            return new Result(
                    !sameClass && drift <= TOLERANCE,
                    false,
                    drift,
                    "on " + models.device() + ", recorded on " + call.device() + ": values drift by up to " + drift);
        } catch (RuntimeException e) {
            return new Result(false, false, Double.NaN, e.getMessage());
        }
    }

    private Tensor tensor(String sha256) {
        return Tensor.fromBytes(evidence.get(sha256)
                .orElseThrow(() -> new IllegalStateException("evidence " + sha256 + " is missing")));
    }

    private static double drift(Tensor recorded, Tensor again) {
        if (recorded.rows() != again.rows() || recorded.columns() != again.columns()) {
            return Double.POSITIVE_INFINITY;
        }
        double largest = 0;
        for (int i = 0; i < recorded.values().length; i++) {
            double scale = Math.max(1e-6, Math.abs(recorded.values()[i]));
            largest = Math.max(largest, Math.abs(recorded.values()[i] - again.values()[i]) / scale);
        }
        return largest;
    }
}
