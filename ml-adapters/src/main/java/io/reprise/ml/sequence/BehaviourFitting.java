package io.reprise.ml.sequence;

import io.reprise.ml.graph.Batch;
import io.reprise.ml.graph.Fitting;
import io.reprise.ml.graph.Fitting.Epoch;
import io.reprise.ml.graph.Fitting.Fitted;
import io.reprise.ml.graph.Fitting.Rate;
import io.reprise.ml.graph.Training;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Trains all heads of the transformer together, until windows of a later time are answered no better. */
public final class BehaviourFitting {

    private static final int BATCH = 128;
    private static final float CLIP = 5;
    private static final int PATIENCE = 3;

    /** Few windows hold a next action, and each has many earlier ones. */
    private static final float NEXT_WEIGHT = 10;

    /** @param rate highest learning rate; it rises to it in half an epoch, and falls to a tenth */
    public record Settings(int epochs, float rate, long seed) {}

    private BehaviourFitting() {}

    /**
     * @param checkpoint from which it goes on if it was stopped; null for none
     * @param of what the examples are; see {@link Fitting}
     */
    public static Fitted fit(
            SequenceModel model,
            BehaviourExamples examples,
            Settings settings,
            Path checkpoint,
            String of,
            Consumer<Epoch> progress) {
        int sample = SequenceBatches.usualSample(model.shape().items());
        SequenceBatches batches = new SequenceBatches(model, examples.train(), BATCH, sample, NEXT_WEIGHT);
        List<Batch> validation = new SequenceBatches(model, examples.validation(), BATCH, 0).validation();
        long steps = batches.steps();
        Rate rate = Rate.warmUpAndCosine(settings.rate(), Math.max(1, steps / 2), steps * settings.epochs());
        Fitting fitting =
                new Fitting(new Fitting.Options(settings.epochs(), PATIENCE, 1e-5, rate, settings.seed()), progress);
        String told = of + ", " + model.size() + ", " + model.shape() + ", " + settings + ", "
                + examples.train().size() + " examples"
                + model.own()
                        .map(own -> ", own hours " + own.strength() + " " + own.width())
                        .orElse("");
        try (Training training = new Training(model, new Training.Options(settings.seed(), CLIP, 1))) {
            return fitting.fit(training, batches, weights -> meanLoss(weights, validation), checkpoint, told);
        }
    }

    private static double meanLoss(Training training, List<Batch> batches) {
        return batches.stream().mapToDouble(training::loss).average().orElseThrow();
    }

    /** See {@link HeadCalibration}. */
    public static HeadCalibration calibration(SequenceModel model, Fitted fitted, BehaviourExamples examples) {
        BaseRates rates = BaseRates.of(examples.train(), model.shape().hours());
        try (TrainedSequences trained = new TrainedSequences(model, fitted.weights())) {
            return HeadCalibration.of(
                    trained, examples.validation(), rates, BehaviourBaseline.counts(model, examples.train()));
        }
    }
}
