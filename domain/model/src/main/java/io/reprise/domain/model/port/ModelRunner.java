package io.reprise.domain.model.port;

import io.reprise.domain.model.decision.Tensor;

/** Runs a stored artifact again on recorded features: model replay. */
public interface ModelRunner {

    /**
     * @param artifactSha256 digest of the artifact, as a {@code ModelCall} recorded it
     * @param input the recorded features
     * @throws ModelUnavailable where no artifact with that digest is at hand
     */
    Tensor run(String artifactSha256, Tensor input);

    /** The device class runs happen on, for example {@code cpu}. */
    String device();
}
