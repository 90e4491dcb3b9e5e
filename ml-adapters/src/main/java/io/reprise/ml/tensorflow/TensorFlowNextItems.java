package io.reprise.ml.tensorflow;

import com.fasterxml.jackson.databind.JsonNode;
import io.reprise.domain.model.audience.ItemAction;
import io.reprise.domain.model.audience.Signal;
import io.reprise.domain.model.decision.Tensor;
import io.reprise.domain.model.port.ModelAnswer;
import io.reprise.domain.model.port.ModelUnavailable;
import io.reprise.domain.model.port.NextItems;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.ml.dataset.Action;
import io.reprise.ml.dataset.ShopperAction;
import io.reprise.ml.sequence.ActionEncoder;
import io.reprise.ml.sequence.BehaviourVocabulary;
import io.reprise.ml.sequence.History;
import io.reprise.ml.sequence.SequenceArtifact;
import io.reprise.ml.sequence.SequenceModel;
import io.reprise.ml.sequence.SequenceShape.Objective;
import io.reprise.ml.sequence.TransformerSize;
import io.reprise.ml.serving.ModelServing;
import io.reprise.ml.tensorflow.ModelShelf.Shelved;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The behaviour transformer says what comes next. Items it does not know get the share that another answers for them, and
 * the rest is shared among those it knows.
 */
public final class TensorFlowNextItems implements NextItems {

    public static final String MODEL = "behaviour";

    private final ModelShelf shelf;
    private final ServedModel model;
    private final NextItems unknown;
    private final Map<String, Encoding> encodings = new ConcurrentHashMap<>();

    /** How an artifact is asked and how its answer is read. */
    private record Encoding(ActionEncoder encoder, SequenceArtifact artifact, int hours, int items) {

        /** A chance of a purchase, shares of its hours, then shares of items. */
        int columns() {
            return 1 + hours + items;
        }

        double share(Tensor answer, int item) {
            return answer.at(0, hours + item);
        }
    }

    /**
     * @param mayStillAnswer whether an artifact (by digest) that was chosen before may answer until the chosen one is open
     * @param unknown answers for items that the artifact has not learned
     */
    public TensorFlowNextItems(
            ModelShelf shelf,
            ModelServing serving,
            Supplier<Optional<Shelved>> chosen,
            Predicate<String> mayStillAnswer,
            Duration patience,
            NextItems unknown) {
        this.shelf = shelf;
        this.model = new ServedModel(MODEL, serving, chosen, mayStillAnswer, patience);
        this.unknown = unknown;
    }

    /** Begins to open the chosen artifact, so that the first question need not wait for it. */
    public void prepare() {
        model.prepare();
    }

    /** Does not wait for an artifact to be opened: a shopper does not. */
    @Override
    public NextShares next(NextQuestion question) {
        ModelAnswer answer =
                model.answerIfOpen(shelved -> features(question, encoding(shelved)), shelved -> encoding(shelved)
                        .columns());
        return shares(question, encodings.get(answer.call().artifactSha256()), answer);
    }

    private Encoding encoding(Shelved shelved) {
        return encodings.computeIfAbsent(shelved.card().artifactSha256(), sha -> {
            if (!shelved.card().schema().equals(SequenceArtifact.SCHEMA)) {
                throw new ModelUnavailable("'" + MODEL + "' takes features of "
                        + shelved.card().schema() + ", not of " + SequenceArtifact.SCHEMA);
            }
            BehaviourVocabulary vocabulary = shelf.beside(shelved, "vocabulary.json", BehaviourVocabulary.class);
            JsonNode shape = shelf.beside(shelved, "shape.json", JsonNode.class);
            SequenceModel network = new SequenceModel(
                    vocabulary.shape(
                            Objective.valueOf(shape.at("/shape/objective").asText())),
                    size(shape.path("size")));
            return new Encoding(
                    new ActionEncoder(vocabulary),
                    new SequenceArtifact(network),
                    network.shape().hours(),
                    network.shape().items());
        });
    }

    private static TransformerSize size(JsonNode size) {
        return new TransformerSize(
                size.path("layers").asInt(),
                size.path("width").asInt(),
                size.path("heads").asInt(),
                size.path("feedForward").asInt(),
                size.path("length").asInt(),
                (float) size.path("dropout").asDouble());
    }

    private static Tensor features(NextQuestion question, Encoding encoding) {
        List<ItemAction> actions = question.actions();
        Instant last = actions.isEmpty() ? question.at() : actions.getLast().at();
        Instant asked = question.at().isBefore(last) ? last : question.at();
        History history = encoding.encoder()
                .encode(actions.stream().map(TensorFlowNextItems::shopperAction).toList(), asked);
        if (history.length() == 0) {
            throw new ModelUnavailable("'" + MODEL + "' knows none of the items this shopper turned to");
        }
        if (question.candidates().stream().noneMatch(sku -> encoding.encoder().item(sku.value()) > 0)) {
            throw new ModelUnavailable("'" + MODEL + "' has learned none of the items on offer");
        }
        return encoding.artifact().features(List.of(history));
    }

    private static ShopperAction shopperAction(ItemAction action) {
        return new ShopperAction(
                Optional.empty(),
                action.sku().value(),
                "",
                learned(action.action()),
                action.at(),
                OptionalLong.empty(),
                1,
                "");
    }

    private static Action learned(Signal.Action action) {
        return switch (action) {
            // Whoever opens a notification sees the item.
            case VIEW, PUSH_OPEN -> Action.VIEW;
            case CART -> Action.CART;
            case ORDER -> Action.BUY;
        };
    }

    private NextShares shares(NextQuestion question, Encoding encoding, ModelAnswer answer) {
        List<Sku> candidates = question.candidates();
        double[] shares = new double[candidates.size()];
        double known = 0;
        boolean isAllKnown = true;
        for (int i = 0; i < shares.length; i++) {
            int item = encoding.encoder().item(candidates.get(i).value());
            isAllKnown &= item > 0;
            shares[i] = item > 0 ? encoding.share(answer.output(), item) : -1;
            known += Math.max(0, shares[i]);
        }
        if (!(known > 0)) {
            throw new ModelUnavailable("'" + MODEL + "' expects none of the items on offer");
        }
        List<Double> lent = isAllKnown ? List.of() : unknown.next(question).shares();
        double left = 1;
        for (int i = 0; i < shares.length; i++) {
            left -= shares[i] < 0 ? lent.get(i) : 0;
        }
        List<Double> all = new ArrayList<>();
        for (int i = 0; i < shares.length; i++) {
            all.add(shares[i] < 0 ? lent.get(i) : Math.max(0, left) * shares[i] / known);
        }
        return new NextShares(all, answer.call());
    }
}
