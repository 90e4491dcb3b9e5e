package io.reprise.domain.model.port;

import io.reprise.domain.model.decision.Attribution;
import io.reprise.domain.model.decision.ModelCall;
import io.reprise.domain.model.decision.Tensor;

/** Why a model answered what it did: made again at any time from the recorded input and the artifact that answered. */
public interface ModelAttributions {

    /**
     * @param call as it was recorded
     * @param input the recorded features
     * @throws ModelUnavailable where the artifact is not at hand, or cannot say how its answers change
     */
    Attribution of(ModelCall call, Tensor input);
}
