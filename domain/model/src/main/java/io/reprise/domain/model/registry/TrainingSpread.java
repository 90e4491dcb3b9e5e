package io.reprise.domain.model.registry;

import java.util.List;

/**
 * What a model was trained on and answered to that, kept so that what it is asked later can be compared.
 *
 * @param inputs of those columns of its input that mean the same in training and later
 * @param answers of those columns of its output
 */
public record TrainingSpread(List<ColumnSpread> inputs, List<ColumnSpread> answers) {

    /** Where nothing was kept: on cards from before it was, and for models whose rows in training are others than later. */
    public static final TrainingSpread NONE = new TrainingSpread(List.of(), List.of());

    public TrainingSpread {
        inputs = inputs == null ? List.of() : List.copyOf(inputs);
        answers = answers == null ? List.of() : List.copyOf(answers);
    }

    public boolean keepsNothing() {
        return inputs.isEmpty() && answers.isEmpty();
    }
}
