package io.reprise.domain.model.decision;

import java.util.List;

/**
 * How much each feature moved a model's answers away from what it answers to a reference: the average row of the same
 * question, without a discount.
 *
 * @param answer mean over the rows of what is explained, in the answer's unit
 * @param reference the answer to the reference
 * @param features the one that moved answers most first
 */
public record Attribution(double answer, double reference, List<Feature> features) {

    public Attribution {
        features = List.copyOf(features);
    }

    /**
     * @param mean by how much it moved the answer, mean over the rows; together with the others it makes up answer minus
     *     reference
     * @param magnitude the same without regard to its sign: how much it matters for telling rows apart
     */
    public record Feature(String name, double mean, double magnitude) {}

    /** What the features do not account for; an integral in steps is not exact. */
    public double gap() {
        return answer - reference - features.stream().mapToDouble(Feature::mean).sum();
    }
}
