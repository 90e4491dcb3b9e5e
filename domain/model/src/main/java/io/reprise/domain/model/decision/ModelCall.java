package io.reprise.domain.model.decision;

/**
 * One use of a model, with all it takes to use it again.
 *
 * @param model name, for example {@code demand}
 * @param version version of the release
 * @param artifactSha256 digest of the artifact that answered
 * @param schema version of the feature schema, for example {@code demand-features/1}
 * @param device device class, for example {@code cpu} or {@code gpu}
 * @param engine engine and its version, for example {@code TensorFlow 2.16.2}
 * @param inputSha256 digest of the input {@link Tensor}, kept in the evidence store
 * @param outputSha256 digest of the output {@link Tensor}, kept in the evidence store
 * @param fallbackReason why the baseline answered instead of the champion; empty where the champion did
 */
public record ModelCall(
        String model,
        String version,
        String artifactSha256,
        String schema,
        String device,
        String engine,
        String inputSha256,
        String outputSha256,
        String fallbackReason) {

    public boolean isFallback() {
        return !fallbackReason.isEmpty();
    }

    public ModelCall because(String reason) {
        return new ModelCall(model, version, artifactSha256, schema, device, engine, inputSha256, outputSha256, reason);
    }
}
