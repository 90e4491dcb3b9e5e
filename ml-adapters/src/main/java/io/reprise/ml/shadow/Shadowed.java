package io.reprise.ml.shadow;

import io.reprise.domain.model.port.ModelAnswer;
import io.reprise.domain.model.registry.ModelReleaseId;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A champion whose questions are also put to its shadows. What it answers is the champion's alone.
 *
 * @param <Q> what is asked
 * @param shadows who is asked besides; looked up for each question
 * @param shadow one of them, by its release
 */
public record Shadowed<Q>(
        Function<Q, ModelAnswer> champion,
        Supplier<List<ModelReleaseId>> shadows,
        Function<ModelReleaseId, Function<Q, ModelAnswer>> shadow,
        ShadowBench bench) {

    public ModelAnswer ask(Q question) {
        ModelAnswer answer = champion.apply(question);
        bench.ask(shadows, answer, id -> shadow.apply(id).apply(question));
        return answer;
    }
}
