package io.reprise.domain.model.port;

import io.reprise.domain.model.registry.ModelReleaseId;
import java.util.List;

/** What a model of behaviour looked at in a few histories that it was measured on. */
public interface SequenceExplanations {

    /**
     * Whose history it was is not told.
     *
     * @param score logit of a purchase, before it is calibrated
     * @param scoreOfNothing the logit where nothing is known of the actions
     * @param actions that the model saw, oldest first
     */
    record ExplainedSequence(double score, double scoreOfNothing, List<ExplainedAction> actions) {

        public ExplainedSequence {
            actions = List.copyOf(actions);
        }

        /** How far the actions' shares are from adding up to the difference of the two scores. */
        public double gap() {
            double sum = 0;
            for (ExplainedAction action : actions) {
                sum += action.share();
            }
            return Math.abs(sum - (score - scoreOfNothing));
        }
    }

    /**
     * @param action what was done with the item: {@code view}, {@code buy} and so on
     * @param hour of the day, 0 to 23
     * @param attention for each layer how much the model looked at it when it answered, 0 to 1
     * @param share what it added to the logit
     */
    record ExplainedAction(String item, String action, int hour, List<Double> attention, double share) {

        public ExplainedAction {
            attention = List.copyOf(attention);
        }
    }

    /** Empty where the release's artifact has none, or is not there. */
    List<ExplainedSequence> of(ModelReleaseId release);
}
