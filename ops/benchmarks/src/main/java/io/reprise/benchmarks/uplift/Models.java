package io.reprise.benchmarks.uplift;

import io.reprise.domain.model.port.DemandForecaster;
import io.reprise.domain.model.port.ModelAnswer;
import io.reprise.domain.model.port.PurchasePredictor;
import io.reprise.ml.tensorflow.ModelShelf;
import io.reprise.ml.tensorflow.ModelShelf.Shelved;
import io.reprise.ml.tensorflow.TensorFlowDemandForecaster;
import io.reprise.ml.tensorflow.TensorFlowPurchasePredictor;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The models that decide, as the demo would promote them: the newest on the shelf that beats its baseline, or else the
 * baseline. What was asked before is remembered for a while, because many strategies ask the same of the same plan.
 */
final class Models {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int REMEMBERED = 64;

    private final DemandForecaster demand;
    private final PurchasePredictor purchase;
    private final String description;

    private Models(DemandForecaster demand, PurchasePredictor purchase, String description) {
        this.demand = demand;
        this.purchase = purchase;
        this.description = description;
    }

    static Models on(ModelShelf shelf) {
        Shelved demand = chosen(shelf, TensorFlowDemandForecaster.MODEL);
        Shelved purchase = chosen(shelf, TensorFlowPurchasePredictor.MODEL);
        TensorFlowDemandForecaster forecaster =
                new TensorFlowDemandForecaster(shelf, () -> Optional.of(demand), PATIENCE);
        TensorFlowPurchasePredictor predictor =
                new TensorFlowPurchasePredictor(shelf, () -> Optional.of(purchase), PATIENCE);
        forecaster.prepare();
        predictor.prepare();
        return new Models(
                remembering(forecaster::forecast)::apply,
                remembering(predictor::predict)::apply,
                name(demand) + ", " + name(purchase));
    }

    DemandForecaster demand() {
        return demand;
    }

    PurchasePredictor purchase() {
        return purchase;
    }

    /** Which artifacts these are. */
    String description() {
        return description;
    }

    private static Shelved chosen(ModelShelf shelf, String model) {
        return shelf.all().stream()
                .filter(s -> s.card().model().equals(model)
                        && s.card().error() < s.card().baselineError())
                .max(Comparator.comparing(s -> s.card().version()))
                .or(() -> shelf.baseline(model))
                .orElseThrow(() ->
                        new IllegalArgumentException("no " + model + " model was trained: run ops/run train all"));
    }

    private static String name(Shelved shelved) {
        return shelved.card().model() + " " + shelved.card().version();
    }

    private static <Q> Function<Q, ModelAnswer> remembering(Function<Q, ModelAnswer> model) {
        Map<Q, ModelAnswer> remembered = Collections.synchronizedMap(new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Q, ModelAnswer> eldest) {
                return size() > REMEMBERED;
            }
        });
        return question -> {
            ModelAnswer known = remembered.get(question);
            if (known == null) {
                known = model.apply(question);
                remembered.put(question, known);
            }
            return known;
        };
    }
}
