package io.reprise.http.api;

import io.reprise.domain.model.decision.Tensor;
import io.reprise.domain.model.port.ModelRunner;
import io.reprise.domain.model.port.ModelUnavailable;

/** Models of which there is none. */
final class NoModels implements ModelRunner {

    @Override
    public Tensor run(String artifactSha256, Tensor input) {
        throw new ModelUnavailable("there is no artifact " + artifactSha256);
    }

    @Override
    public String device() {
        return "cpu";
    }
}
