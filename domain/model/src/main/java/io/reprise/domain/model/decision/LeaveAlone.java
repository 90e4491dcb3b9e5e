package io.reprise.domain.model.decision;

import io.reprise.domain.model.vocabulary.Price;
import java.util.List;
import java.util.Map;

/** {@code ADJUSTMENT}, version 1 of none: the sale stays as it was planned, whatever it shows. */
final class LeaveAlone implements Policy<AdjustmentInputs, AdjustmentOutcome> {

    static final PolicyRef REF = new PolicyRef("leave-alone", 1);

    @Override
    public PolicyRef ref() {
        return REF;
    }

    @Override
    public Class<AdjustmentInputs> inputs() {
        return AdjustmentInputs.class;
    }

    @Override
    public Parameters defaults() {
        return Parameters.of(Map.of());
    }

    @Override
    public Verdict<AdjustmentOutcome> decide(AdjustmentInputs in, Evidence evidence, Parameters p, long seed) {
        return new Verdict<>(
                new AdjustmentOutcome(List.of(), false, 0, Price.WHOLE_BPS),
                List.of(Alternative.weighed("leave it alone", 0, "cents", true)),
                new Explanation("adjustment.leave-alone", List.of("0", "0", "0"), List.of()));
    }
}
