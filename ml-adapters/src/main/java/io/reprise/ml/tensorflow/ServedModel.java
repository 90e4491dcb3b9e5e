package io.reprise.ml.tensorflow;

import io.reprise.domain.model.decision.ModelCall;
import io.reprise.domain.model.decision.Tensor;
import io.reprise.domain.model.port.ModelAnswer;
import io.reprise.domain.model.port.ModelUnavailable;
import io.reprise.ml.baseline.BaselineArtifact;
import io.reprise.ml.serving.ArtifactId;
import io.reprise.ml.serving.HotSwap;
import io.reprise.ml.serving.ModelServing;
import io.reprise.ml.serving.RowAnswer;
import io.reprise.ml.tensorflow.ModelShelf.Shelved;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/** Answers questions with whichever artifact is chosen at that moment, in time or not at all. */
final class ServedModel {

    private final String model;
    private final HotSwap swap;
    private final Supplier<Optional<Shelved>> chosen;
    private final Predicate<String> mayStillAnswer;
    private final Duration patience;
    /** Those that were ever chosen: the one before may still answer when another has been chosen. */
    private final Map<ArtifactId, Shelved> known = new ConcurrentHashMap<>();

    /** @param mayStillAnswer whether an artifact that was chosen before may answer until the chosen one is open */
    ServedModel(
            String model,
            ModelServing serving,
            Supplier<Optional<Shelved>> chosen,
            Predicate<String> mayStillAnswer,
            Duration patience) {
        this.model = model;
        this.swap = new HotSwap(serving);
        this.chosen = chosen;
        this.mayStillAnswer = mayStillAnswer;
        this.patience = patience;
    }

    /**
     * @param features makes the model's input from what is kept beside the artifact
     * @throws ModelUnavailable where there is no artifact, it fails, is late, or answers another number of rows or columns
     */
    ModelAnswer answer(Function<Shelved, Tensor> features, int columns) {
        Shelved first = choice();
        if (first.card().isBaseline()) {
            return baseline(first, features.apply(first), columns);
        }
        return served(features, shelved -> columns);
    }

    /**
     * As above, of an artifact that may answer other columns than the one before it, and without waiting until it is open.
     *
     * @throws ModelUnavailable also where no artifact is open yet; it then begins to open
     */
    ModelAnswer answerIfOpen(Function<Shelved, Tensor> features, ToIntFunction<Shelved> columns) {
        ArtifactId wanted = id(choice());
        if (!swap.isReady(wanted, before -> mayStillAnswer.test(before.sha256()))) {
            throw new ModelUnavailable(wanted + " is still being opened");
        }
        return served(features, columns);
    }

    private ModelAnswer served(Function<Shelved, Tensor> features, ToIntFunction<Shelved> columns) {
        HotSwap.Answered answered = swap.answer(
                () -> id(choice()),
                before -> mayStillAnswer.test(before.sha256()),
                artifact -> features(features, artifact),
                artifact -> columns.applyAsInt(known.get(artifact)),
                patience);
        return call(known.get(answered.artifact()), answered.input(), answered.answer());
    }

    /** Begins to open what is chosen, where something is. */
    void prepare() {
        chosen.get().filter(shelved -> !shelved.card().isBaseline()).ifPresent(shelved -> swap.prepare(id(shelved)));
    }

    private Shelved choice() {
        return chosen.get().orElseThrow(() -> new ModelUnavailable("no release of '" + model + "' has been promoted"));
    }

    private ArtifactId id(Shelved shelved) {
        ArtifactId id = new ArtifactId(model, shelved.card().artifactSha256());
        known.put(id, shelved);
        return id;
    }

    private Tensor features(Function<Shelved, Tensor> features, ArtifactId artifact) {
        try {
            return features.apply(known.get(artifact));
        } catch (ModelUnavailable e) {
            throw e;
        } catch (RuntimeException e) {
            throw new ModelUnavailable("'" + model + "' failed: " + e.getMessage(), e);
        }
    }

    /** A few sums in this thread: nothing that could be late, and nothing to fall back to. */
    private ModelAnswer baseline(Shelved shelved, Tensor input, int columns) {
        ModelShelf.verify(shelved, BaselineArtifact.FILE);
        Tensor output =
                BaselineArtifact.read(shelved.card().model(), shelved.folder()).run(input);
        if (output.columns() != columns) {
            throw new ModelUnavailable(
                    "the baseline of '" + model + "' answered " + output.columns() + " columns instead of " + columns);
        }
        return call(shelved, input, new RowAnswer(output, "cpu", BaselineArtifact.ENGINE));
    }

    private static ModelAnswer call(Shelved shelved, Tensor input, RowAnswer answer) {
        Card card = shelved.card();
        return new ModelAnswer(
                input,
                answer.values(),
                new ModelCall(
                        card.model(),
                        card.version(),
                        card.artifactSha256(),
                        card.schema(),
                        answer.device(),
                        answer.engine(),
                        input.sha256(),
                        answer.values().sha256(),
                        ""));
    }
}
