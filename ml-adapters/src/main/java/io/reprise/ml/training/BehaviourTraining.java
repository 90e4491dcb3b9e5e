package io.reprise.ml.training;

import io.reprise.ml.baseline.BaselineArtifact.BehaviourRates;
import io.reprise.ml.graph.Fitting.Fitted;
import io.reprise.ml.sequence.BehaviourBaseline;
import io.reprise.ml.sequence.BehaviourExamples;
import io.reprise.ml.sequence.BehaviourFitting;
import io.reprise.ml.sequence.BehaviourVocabulary;
import io.reprise.ml.sequence.ExplainedHistories;
import io.reprise.ml.sequence.HeadCalibration;
import io.reprise.ml.sequence.SequenceArtifact;
import io.reprise.ml.sequence.SequenceModel;
import io.reprise.ml.sequence.SequenceShape.Objective;
import io.reprise.ml.sequence.TrainedSequences;
import io.reprise.ml.sequence.TransformerSize;
import io.reprise.ml.training.TrainedShelf.Facts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The behaviour transformer, beside counts: which item comes next, whether a shopper buys within a window, and at which hour.
 * Data of a later time than the windows learned from stops the training, calibrates it, and measures it.
 */
final class BehaviourTraining implements ModelTraining {

    /** The most frequent so many items are known. */
    private static final int ITEMS_MAX = 200_000;

    private static final int EPOCHS = 10;
    private static final float RATE = 0.001f;
    private static final int HELD_OUT_MAX = 12_000;

    /** What {@code --set} can say. */
    private record Settings(TransformerSize size, Objective objective, int windowHours, int examples) {

        static Settings of(TrainingRun run, Duration span) throws UnusableData {
            run.choice().requireOnly("size", "objective", "window-hours", "examples");
            Map<String, String> told = run.choice().settings();
            // A week where the data spans months, else a shorter while, so that there are windows to learn from.
            long usual = Math.max(1, Math.min(168, span.toHours() / 30));
            try {
                return new Settings(
                        TransformerSize.preset(told.getOrDefault("size", "laptop")),
                        Objective.valueOf(
                                told.getOrDefault("objective", "causal").toUpperCase(Locale.ROOT)),
                        positive(told, "window-hours", usual),
                        positive(told, "examples", 40_000));
            } catch (IllegalArgumentException e) {
                throw new UnusableData("--set: " + e.getMessage());
            }
        }

        private static int positive(Map<String, String> told, String name, long usual) {
            String value = told.getOrDefault(name, Long.toString(usual));
            if (!value.matches("[1-9][0-9]{0,8}")) {
                throw new IllegalArgumentException(name + " must be a whole number from 1, but was '" + value + "'");
            }
            return Integer.parseInt(value);
        }
    }

    @Override
    public String model() {
        return "behaviour";
    }

    @Override
    public void run(TrainingRun run) throws IOException {
        BehaviourActions actions = BehaviourActions.of(run);
        Settings settings = Settings.of(run, Duration.between(actions.first(), actions.last()));
        BehaviourVocabulary vocabulary =
                BehaviourVocabulary.of(actions.shoppers(), ITEMS_MAX, actions.zone(), settings.windowHours());
        BehaviourExamples examples = BehaviourExamples.of(
                actions.shoppers(),
                vocabulary,
                actions.first(),
                actions.last(),
                settings.examples(),
                Math.min(HELD_OUT_MAX, settings.examples()),
                run.seed());
        if (examples.train().isEmpty()
                || examples.validation().isEmpty()
                || examples.test().isEmpty()) {
            throw new UnusableData("the data from " + actions.first() + " to " + actions.last()
                    + " is too short for windows of " + settings.windowHours()
                    + " hours: give more data, or --set window-hours=…");
        }
        run.out()
                .printf(
                        "  %,d shoppers, %,d items; %,d windows of %d h to learn from, %,d to validate, %,d to"
                                + " measure%n",
                        actions.shoppers().size(),
                        vocabulary.items().size(),
                        examples.train().size(),
                        settings.windowHours(),
                        examples.validation().size(),
                        examples.test().size());
        SequenceModel model = SequenceModel.ofBehaviour(
                vocabulary.shape(settings.objective()), settings.size(), examples.train(), examples.validation());
        Path checkpoint = run.checkpoints().resolve("behaviour.checkpoint");
        Fitted fitted = BehaviourFitting.fit(
                model,
                examples,
                new BehaviourFitting.Settings(run.epochsOr(EPOCHS), RATE, run.seed()),
                checkpoint,
                "behaviour of " + run.data(),
                run.progress());
        if (!fitted.isComplete()) {
            run.out().println("  stopped; the same command goes on from here");
            run.goesOn();
            return;
        }
        put(run, settings, vocabulary, examples, model, fitted);
    }

    private void put(
            TrainingRun run,
            Settings settings,
            BehaviourVocabulary vocabulary,
            BehaviourExamples examples,
            SequenceModel model,
            Fitted fitted)
            throws IOException {
        SequenceArtifact artifact = new SequenceArtifact(model);
        int hours = model.shape().hours();
        BehaviourRates rates = BehaviourBaseline.of(model, examples.train());
        SortedMap<String, Double> ofBaseline =
                BehaviourMeasures.of(examples.test(), artifact::features, rates::run, hours);
        HeadCalibration calibration = BehaviourFitting.calibration(model, fitted, examples);
        Facts facts = new Facts(
                model(),
                SequenceArtifact.SCHEMA,
                run.data(),
                "until " + LocalDate.ofInstant(examples.validationFrom(), ZoneOffset.UTC),
                "from " + LocalDate.ofInstant(examples.testFrom(), ZoneOffset.UTC),
                run.seed(),
                "purchase-log-loss",
                "Transformer, " + settings.size() + ", "
                        + settings.objective().name().toLowerCase(Locale.ROOT)
                        + ". A purchase counts within " + settings.windowHours() + " h of the question. Validated and"
                        + " calibrated on the time between both spans. Knows shoppers with at least one action, and the"
                        + " items of its vocabulary; past behaviour, not what a sale changes about it.");
        Map<String, Object> beside = new TreeMap<>();
        beside.put("vocabulary.json", vocabulary);
        beside.put("shape.json", Map.of("shape", model.shape(), "size", model.size()));
        try (TrainedSequences trained = new TrainedSequences(model, fitted.weights())) {
            beside.put(ExplainedHistories.FILE, ExplainedHistories.of(trained, examples.test(), vocabulary));
        }
        String baselineSha = run.shelf().putBaseline(facts, rates, Map.of("vocabulary.json", vocabulary), ofBaseline);
        run.shelf()
                .put(
                        facts.against(baselineSha),
                        folder -> artifact.write(fitted.weights(), calibration, folder),
                        beside,
                        ofBaseline,
                        served -> BehaviourMeasures.of(examples.test(), artifact::features, served, hours));
    }
}
