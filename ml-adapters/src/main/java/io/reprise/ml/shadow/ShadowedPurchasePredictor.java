package io.reprise.ml.shadow;

import io.reprise.domain.model.port.ModelAnswer;
import io.reprise.domain.model.port.PurchasePredictor;
import io.reprise.domain.model.registry.ModelReleaseId;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** A champion whose questions are also put to its shadows. What it answers is the champion's alone. */
public final class ShadowedPurchasePredictor implements PurchasePredictor {

    private final PurchasePredictor champion;
    private final Supplier<List<ModelReleaseId>> shadows;
    private final Function<ModelReleaseId, PurchasePredictor> shadow;
    private final ShadowBench bench;

    public ShadowedPurchasePredictor(
            PurchasePredictor champion,
            Supplier<List<ModelReleaseId>> shadows,
            Function<ModelReleaseId, PurchasePredictor> shadow,
            ShadowBench bench) {
        this.champion = champion;
        this.shadows = shadows;
        this.shadow = shadow;
        this.bench = bench;
    }

    @Override
    public ModelAnswer predict(PurchaseQuestion question) {
        ModelAnswer answer = champion.predict(question);
        bench.ask(shadows, answer, id -> shadow.apply(id).predict(question));
        return answer;
    }
}
