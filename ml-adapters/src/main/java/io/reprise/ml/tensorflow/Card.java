package io.reprise.ml.tensorflow;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.SortedMap;

/**
 * What a release says about itself; kept beside the artifact.
 *
 * @param model what it is for: {@code demand}, {@code purchase}, or one of these with {@code -baseline}
 * @param metric name of the error by which it is judged; smaller is better
 * @param error its error on held-out data, likewise {@code baselineError} the baseline's on the same data
 * @param metrics more of what was measured on held-out data
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
        String limits) {

    public static final String FILE = "card.json";

    @JsonIgnore
    public boolean isBaseline() {
        return model.endsWith("-baseline");
    }
}
