package io.reprise.ml.tensorflow;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.reprise.domain.model.registry.GroupFigures;
import io.reprise.domain.model.registry.TrainingSpread;
import java.util.List;
import java.util.SortedMap;

/**
 * What a release says about itself; kept beside the artifact.
 *
 * @param model what it is for: {@code demand}, {@code purchase}, or one of these with {@code -baseline}
 * @param metric name of the error by which it is judged; smaller is better
 * @param error its error on held-out data, likewise {@code baselineError} the baseline's on the same data
 * @param metrics more of what was measured on held-out data
 * @param groups the same group by group; empty where the data has no groups, and on cards from before they were measured
 * @param baselineSha256 the baseline that it was measured against, where that is on the shelf too; empty of a baseline, and on
 *     cards from before it was written down
 * @param trained how what it was trained on scattered; nothing on cards from before that was kept
 */
public record Card(
        String model,
        String version,
        String schema,
        String artifactSha256,
        String engine,
        String data,
        String trainSpan,
        String testSpan,
        long seed,
        String trainedBy,
        String metric,
        double error,
        double baselineError,
        SortedMap<String, Double> metrics,
        String limits,
        List<GroupFigures> groups,
        String baselineSha256,
        TrainingSpread trained) {

    public static final String FILE = "card.json";

    public Card {
        groups = groups == null ? List.of() : List.copyOf(groups);
        baselineSha256 = baselineSha256 == null ? "" : baselineSha256;
        trained = trained == null ? TrainingSpread.NONE : trained;
    }

    /** Without groups, a baseline of its own, and what it was trained on. */
    public Card(
            String model,
            String version,
            String schema,
            String artifactSha256,
            String engine,
            String data,
            String trainSpan,
            String testSpan,
            long seed,
            String trainedBy,
            String metric,
            double error,
            double baselineError,
            SortedMap<String, Double> metrics,
            String limits) {
        this(
                model,
                version,
                schema,
                artifactSha256,
                engine,
                data,
                trainSpan,
                testSpan,
                seed,
                trainedBy,
                metric,
                error,
                baselineError,
                metrics,
                limits,
                List.of(),
                "",
                TrainingSpread.NONE);
    }

    @JsonIgnore
    public boolean isBaseline() {
        return model.endsWith("-baseline");
    }
}
