package io.reprise.domain.model.port;

import io.reprise.domain.model.decision.ModelCall;
import io.reprise.domain.model.decision.Tensor;

/**
 * What a model answered, with the proof of how.
 *
 * @param input the features it was given, one row a question
 * @param output what it gave back, one row a question; a digest of each is in {@code call}
 */
public record ModelAnswer(Tensor input, Tensor output, ModelCall call) {}
