package io.reprise.ml.shadow;

import io.reprise.domain.model.port.DemandForecaster;
import io.reprise.domain.model.port.ModelAnswer;
import io.reprise.domain.model.registry.ModelReleaseId;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** A champion whose questions are also put to its shadows. What it answers is the champion's alone. */
public final class ShadowedDemandForecaster implements DemandForecaster {

    private final DemandForecaster champion;
    private final Supplier<List<ModelReleaseId>> shadows;
    private final Function<ModelReleaseId, DemandForecaster> shadow;
    private final ShadowBench bench;

    public ShadowedDemandForecaster(
            DemandForecaster champion,
            Supplier<List<ModelReleaseId>> shadows,
            Function<ModelReleaseId, DemandForecaster> shadow,
            ShadowBench bench) {
        this.champion = champion;
        this.shadows = shadows;
        this.shadow = shadow;
        this.bench = bench;
    }

    @Override
    public ModelAnswer forecast(DemandQuestion question) {
        ModelAnswer answer = champion.forecast(question);
        bench.ask(shadows, answer, id -> shadow.apply(id).forecast(question));
        return answer;
    }
}
