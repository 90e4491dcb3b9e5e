package io.reprise.ml.recommend;

import io.reprise.ml.graph.Fitting;
import io.reprise.ml.graph.Fitting.Epoch;
import io.reprise.ml.graph.Fitting.Fitted;
import io.reprise.ml.graph.Fitting.Rate;
import io.reprise.ml.graph.Training;
import io.reprise.ml.recommend.RankingData.Case;
import io.reprise.ml.recommend.RankingEvaluation.Measure;
import io.reprise.ml.sequence.Example;
import io.reprise.ml.sequence.SequenceBatches;
import io.reprise.ml.sequence.SequenceModel;
import io.reprise.ml.sequence.SequenceShape;
import io.reprise.ml.sequence.SequenceShape.Objective;
import io.reprise.ml.sequence.TrainedSequences;
import io.reprise.ml.sequence.TransformerSize;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Trains a transformer on sequences of items until it ranks what comes next no better on validation cases. */
public final class NextItemTraining {

    private static final int VALIDATION_CASES = 5_000;

    /**
     * @param batch sequences in a step
     * @param rate highest learning rate; it rises to it over the first half epoch, and falls to a tenth
     * @param sample items that the right one is weighed against in a step; 0 for all
     * @param patience epochs without improvement after which it stops
     * @param threads that work side by side
     */
    public record Settings(
            TransformerSize size,
            Objective objective,
            int epochs,
            int batch,
            float rate,
            int sample,
            int patience,
            long seed,
            int threads) {}

    private final RankingData data;
    private final Settings settings;
    private final SequenceModel model;

    public NextItemTraining(RankingData data, Settings settings) {
        this.data = data;
        this.settings = settings;
        this.model = new SequenceModel(SequenceShape.ofItems(data.items(), settings.objective()), settings.size());
    }

    public SequenceModel model() {
        return model;
    }

    /** @param checkpoint from which it goes on if it was stopped; null for none */
    public Fitted fit(Path checkpoint, Consumer<Epoch> progress) {
        List<Example> examples = data.train().stream()
                .filter(sequence -> sequence.length > 1)
                .map(sequence ->
                        Example.ofNext(Arrays.copyOf(sequence, sequence.length - 1), sequence[sequence.length - 1]))
                .toList();
        SequenceBatches batches = new SequenceBatches(model, examples, settings.batch(), settings.sample());
        long steps = batches.steps();
        Fitting fitting = new Fitting(
                new Fitting.Options(
                        settings.epochs(),
                        settings.patience(),
                        0,
                        Rate.warmUpAndCosine(settings.rate(), Math.max(1, steps / 2), steps * settings.epochs()),
                        settings.seed()),
                progress);
        List<Case> cases = everyNth(data.validation());
        try (Training training = new Training(model, new Training.Options(settings.seed(), 5, settings.threads()))) {
            TrainedSequences answering = new TrainedSequences(model, training);
            return fitting.fit(
                    training,
                    batches,
                    weights -> -RankingEvaluation.of(new Transformer(answering), cases, data.isSeenExcluded())
                            .mean(Measure.NDCG, 10),
                    checkpoint,
                    "next item of " + data.name() + ": " + settings);
        }
    }

    private static List<Case> everyNth(List<Case> cases) {
        int n = Math.max(1, (cases.size() + VALIDATION_CASES - 1) / VALIDATION_CASES);
        return java.util.stream.IntStream.range(0, cases.size())
                .filter(i -> i % n == 0)
                .mapToObj(cases::get)
                .toList();
    }
}
