package io.reprise.domain.model.registry;

import java.util.List;
import java.util.SortedMap;

/**
 * What a trained model says about itself, beside its baseline.
 *
 * @param metric name of the error by which it is judged; smaller is better
 * @param error its error on held-out data, likewise {@code baselineError} the baseline's on the same data
 * @param measures everything that was measured on held-out data, {@code ofBaseline} the same of the baseline where it is
 *     still there
 * @param groups figures for each group that was measured; empty where the data has none
 * @param trained how what it was trained on scattered, where that was kept
 * @param limits in words: what it was learned from and where it should not be trusted
 */
public record ModelCard(
        ModelReleaseId release,
        String version,
        String schema,
        String engine,
        String data,
        String trainSpan,
        String testSpan,
        long seed,
        String trainedBy,
        String metric,
        double error,
        double baselineError,
        SortedMap<String, Double> measures,
        SortedMap<String, Double> ofBaseline,
        List<GroupFigures> groups,
        TrainingSpread trained,
        String limits) {

    public ModelCard {
        groups = List.copyOf(groups);
    }
}
