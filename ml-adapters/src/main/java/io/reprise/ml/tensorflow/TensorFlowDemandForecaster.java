package io.reprise.ml.tensorflow;

import io.reprise.domain.model.port.DemandForecaster;
import io.reprise.domain.model.port.ModelAnswer;
import io.reprise.ml.features.DemandFeatures;
import io.reprise.ml.serving.ModelServing;
import io.reprise.ml.tensorflow.ModelShelf.Shelved;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Demand by the artifact that is chosen: the champion, or the baseline. */
public final class TensorFlowDemandForecaster implements DemandForecaster {

    public static final String MODEL = "demand";

    private final ModelShelf shelf;
    private final ServedModel model;

    /** @param chosen which artifact answers; asked at each question */
    public TensorFlowDemandForecaster(ModelShelf shelf, Supplier<Optional<Shelved>> chosen, Duration patience) {
        this(shelf, shelf.serving(), chosen, before -> true, patience);
    }

    /**
     * @param serving where the artifacts run: in this process, or elsewhere
     * @param mayStillAnswer whether an artifact (by digest) that was chosen before may answer until the chosen one is open
     */
    public TensorFlowDemandForecaster(
            ModelShelf shelf,
            ModelServing serving,
            Supplier<Optional<Shelved>> chosen,
            Predicate<String> mayStillAnswer,
            Duration patience) {
        this.shelf = shelf;
        this.model = new ServedModel(MODEL, serving, chosen, mayStillAnswer, patience);
    }

    /** Begins to open the chosen artifact, so that the first question need not wait for it. */
    public void prepare() {
        model.prepare();
    }

    @Override
    public ModelAnswer forecast(DemandQuestion question) {
        return model.answer(
                shelved ->
                        DemandFeatures.of(question, shelf.beside(shelved, "features.json", DemandFeatures.Table.class)),
                3);
    }
}
