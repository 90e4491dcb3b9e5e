package io.reprise.projections.models;

import java.time.Instant;

/**
 * A model release.
 *
 * @param release its id, {@code model:sha256 of the artifact}
 * @param stage as in {@link io.reprise.domain.model.registry.ModelRelease#stage()}
 * @param metric name of the error both were measured with, or empty before the evaluation
 * @param error the release's error on held-out data, smaller is better; null before the evaluation
 * @param baselineError the baseline's on the same data
 * @param trainedBy who may not approve it
 * @param promotedBy who approved it, or empty
 * @param retiredBecause why it was retired, or empty
 */
public record ModelEntry(
        String release,
        String model,
        String artifactSha256,
        String version,
        String schema,
        String stage,
        String metric,
        Double error,
        Double baselineError,
        String trainedBy,
        String promotedBy,
        String retiredBecause,
        Instant updatedAt) {}
