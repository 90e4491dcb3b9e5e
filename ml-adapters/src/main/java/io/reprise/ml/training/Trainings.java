package io.reprise.ml.training;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Every model that can be trained. */
final class Trainings {

    /** Those that the decisions of a sale ask. */
    static final List<ModelTraining> FOR_DECISIONS = List.of(new DemandModelTraining(), new PurchaseModelTraining());

    /** Those that need data of their own, or that no decision asks yet, come after. */
    static final List<ModelTraining> ALL = Stream.concat(
                    FOR_DECISIONS.stream(),
                    Stream.of(
                            new BehaviourTraining(),
                            new DemandSeriesTraining(),
                            new SessionPurchaseTraining(),
                            new ResponseTraining()))
            .toList();

    private Trainings() {}

    static List<String> names() {
        return ALL.stream().map(ModelTraining::model).toList();
    }

    static Optional<ModelTraining> find(String model) {
        return ALL.stream().filter(training -> training.model().equals(model)).findFirst();
    }
}
