package io.reprise.ml.sequence;

import io.reprise.ml.graph.Model;
import io.reprise.ml.graph.Scope;
import io.reprise.ml.graph.Slot;
import io.reprise.ml.graph.Weight;
import io.reprise.ml.sequence.Encoder.Encoded;
import io.reprise.ml.sequence.SequenceShape.Channel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceMax;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * The transformer with its heads. Which item comes next is a softmax over classes of items whose weights are the items' own
 * embeddings (Press and Wolf 2017), computed only where it counts; what is asked of the whole sequence is read off its last
 * position.
 */
public final class SequenceModel implements Model {

    /** Slots: [n, l] items; [m] where in the flattened [n · l] a target counts, and which class it is. */
    static final String ITEMS = "items";

    static final String COUNTED = "counted";
    static final String TARGETS = "targets";

    /** [m] how much each target counts beside the others. */
    static final String TARGET_WEIGHTS = "targets.weights";

    /** [k] items that are weighed against each other, and [k] what is added to their scores. */
    static final String CLASSES = "classes";

    static final String CLASS_SHIFT = "classes.shift";

    /** [n] outcomes, and [n] 1 where the outcome is known and 0 where not. */
    static final String BOUGHT = "bought";

    static final String BOUGHT_KNOWN = "bought.known";
    static final String HOUR = "hour";
    static final String HOUR_KNOWN = "hour.known";

    /** [n] share of the embeddings that is fed, for integrated gradients. */
    static final String PART = "part";

    /** Answers; see {@link #answers}. */
    static final String ATTENTION = "attention";

    static final String NEXT = "next";
    static final String OWN_HOURS = "hour.own";
    static final String OF_PART = ".of-part";
    static final String SHARES = ".shares";

    private final SequenceShape shape;
    private final TransformerSize size;
    private final Optional<BaseRates> rates;

    public SequenceModel(SequenceShape shape, TransformerSize size) {
        this(shape, size, Optional.empty());
    }

    /** @param rates what the heads answer before they have learned */
    public SequenceModel(SequenceShape shape, TransformerSize size, Optional<BaseRates> rates) {
        this.shape = shape;
        this.size = size;
        this.rates = rates;
    }

    /**
     * Whose heads begin at how often the train examples' shoppers buy, and at each shopper's own hours.
     *
     * @param shape with channels of gaps and hours
     * @param validation by which it is chosen how much own hours count
     */
    public static SequenceModel ofBehaviour(
            SequenceShape shape, TransformerSize size, List<Example> train, List<Example> validation) {
        BaseRates rates = BaseRates.of(train, shape.hours());
        return new SequenceModel(
                shape, size, Optional.of(rates.withOwnHours(new SequenceModel(shape, size), validation)));
    }

    public SequenceShape shape() {
        return shape;
    }

    public TransformerSize size() {
        return size;
    }

    static String slot(Channel channel) {
        return slot(channel.name());
    }

    private static String slot(String channel) {
        return "channel." + channel;
    }

    /** See {@link BaseRates#own}. */
    public Optional<OwnHours> own() {
        return rates.flatMap(BaseRates::own);
    }

    @Override
    public List<Slot> slots() {
        List<Slot> slots = new ArrayList<>(List.of(
                Slot.whole(ITEMS, -1, -1),
                Slot.whole(COUNTED, -1),
                Slot.whole(TARGETS, -1),
                Slot.fractions(TARGET_WEIGHTS, -1),
                Slot.whole(CLASSES, -1),
                Slot.fractions(CLASS_SHIFT, -1),
                Slot.fractions(BOUGHT, -1),
                Slot.fractions(BOUGHT_KNOWN, -1),
                Slot.whole(HOUR, -1),
                Slot.fractions(HOUR_KNOWN, -1),
                Slot.fractions(PART, -1)));
        shape.channels().forEach(channel -> slots.add(Slot.whole(slot(channel), -1, -1)));
        return slots;
    }

    @Override
    public List<Weight> initial(Random random) {
        List<Weight> weights = new ArrayList<>(Encoder.initial(shape, size, random));
        if (shape.isPurchaseAsked()) {
            weights.addAll(head(random, BOUGHT, 1, rates.map(BaseRates::boughtLogit)));
        }
        if (shape.hours() > 0) {
            weights.addAll(head(random, HOUR, shape.hours(), rates.map(BaseRates::hourLogits)));
        }
        return weights;
    }

    private List<Weight> head(Random random, String name, int outputs, Optional<float[]> start) {
        return List.of(
                Weight.normal(random, name, 0.02, size.width(), outputs),
                start.map(shift -> new Weight(name + ".shift", new long[] {outputs}, shift))
                        .orElseGet(() -> Weight.filled(name + ".shift", 0, outputs)));
    }

    /** Sum of the heads' mean losses: cross-entropy of items, of purchase, of the hour. */
    @Override
    public Operand<TFloat32> loss(Scope scope) {
        Ops tf = scope.tf();
        Encoded encoded = encode(scope);
        Operand<TFloat32> flat = tf.reshape(encoded.hidden(), tf.constant(new int[] {-1, size.width()}));
        Operand<TFloat32> counted = tf.gather(flat, scope.whole(COUNTED), tf.constant(0));
        Operand<TFloat32> perTarget = itemCrossEntropy(scope, counted);
        Operand<TFloat32> weights = scope.fractions(TARGET_WEIGHTS);
        Operand<TFloat32> loss = mean(tf, tf.math.mul(perTarget, weights), tf.sum(weights, tf.constant(0)));
        Operand<TFloat32> last = scope.dropout(last(tf, encoded.hidden()), size.dropout());
        if (shape.isPurchaseAsked()) {
            Operand<TFloat32> logit = boughtLogit(scope, last);
            Operand<TFloat32> known = scope.fractions(BOUGHT_KNOWN);
            Operand<TFloat32> each = tf.math.sub(tf.math.softplus(logit), tf.math.mul(scope.fractions(BOUGHT), logit));
            loss = tf.math.add(loss, mean(tf, tf.math.mul(each, known), tf.sum(known, tf.constant(0))));
        }
        if (shape.hours() > 0) {
            Operand<TFloat32> known = scope.fractions(HOUR_KNOWN);
            Operand<TFloat32> each = crossEntropy(tf, hourLogits(scope, last), scope.whole(HOUR));
            loss = tf.math.add(loss, mean(tf, tf.math.mul(each, known), tf.sum(known, tf.constant(0))));
        }
        return loss;
    }

    private static Operand<TFloat32> mean(Ops tf, Operand<TFloat32> each, Operand<TFloat32> count) {
        return tf.math.div(tf.sum(each, tf.constant(0)), tf.math.maximum(count, tf.constant(1f)));
    }

    /** [m]: logarithm of the sum of all classes' exponentials less the target's own score. */
    private static Operand<TFloat32> itemCrossEntropy(Scope scope, Operand<TFloat32> states) {
        Ops tf = scope.tf();
        Operand<TFloat32> shift = scope.fractions(CLASS_SHIFT);
        Operand<TFloat32> scores = tf.math.add(classScores(scope, states), shift);
        Operand<TInt32> targets = scope.whole(TARGETS);
        Operand<TInt32> items = tf.gather(scope.whole(CLASSES), targets, tf.constant(0));
        Operand<TFloat32> own = tf.sum(
                tf.math.mul(states, tf.gather(scope.weight(Encoder.ITEM), items, tf.constant(0))), tf.constant(1));
        return tf.math.sub(logSumExp(tf, scores), tf.math.add(own, tf.gather(shift, targets, tf.constant(0))));
    }

    private static Operand<TFloat32> crossEntropy(Ops tf, Operand<TFloat32> scores, Operand<TInt32> targets) {
        Operand<TInt32> classes = tf.reshape(
                tf.slice(tf.shape(scores), tf.constant(new int[] {1}), tf.constant(new int[] {1})),
                tf.constant(new int[0]));
        Operand<TFloat32> wanted = tf.oneHot(targets, classes, tf.constant(1f), tf.constant(0f));
        return tf.math.sub(logSumExp(tf, scores), tf.sum(tf.math.mul(wanted, scores), tf.constant(1)));
    }

    /**
     * [n] of [n, k]: logarithm of the sum of a row's exponentials. TensorFlow's fused cross-entropy takes exponentials one by
     * one on a CPU, which is most of its time over many classes, and adds in no fixed order on a GPU; these do neither.
     */
    private static Operand<TFloat32> logSumExp(Ops tf, Operand<TFloat32> scores) {
        Operand<TFloat32> largest = tf.stopGradient(tf.reduceMax(scores, tf.constant(1), ReduceMax.keepDims(true)));
        Operand<TFloat32> sum = tf.sum(tf.math.exp(tf.math.sub(scores, largest)), tf.constant(1));
        return tf.math.add(tf.math.log(sum), tf.reshape(largest, tf.constant(new int[] {-1})));
    }

    /**
     * {@code next} [n, k] scores of the classes; {@code bought} [n] logit; {@code hour} [n, hours] shares, and where each shopper has their own {@code hour.own} likewise; {@code attention}
     * [n, layers, l] how much the last position looks at each, mean over heads; {@code next.of-part}, {@code bought.of-part}
     * [n, …] scores from a part of the embeddings, and {@code next.shares}, {@code bought.shares} [n, l] gradient times
     * embedding there, of the first class or of the purchase.
     */
    @Override
    public Map<String, Operand<TFloat32>> answers(Scope scope) {
        Map<String, Operand<TFloat32>> answers = new LinkedHashMap<>(plain(scope));
        answers.putAll(explaining(scope));
        return answers;
    }

    Map<String, Operand<TFloat32>> plain(Scope scope) {
        Ops tf = scope.tf();
        Encoded encoded = encode(scope);
        Operand<TFloat32> last = last(tf, encoded.hidden());
        Map<String, Operand<TFloat32>> answers = new LinkedHashMap<>();
        answers.put(NEXT, classScores(scope, last));
        answers.put(ATTENTION, attentionOfLast(tf, encoded));
        if (shape.hours() > 0) {
            answers.put(HOUR, tf.nn.softmax(hourLogits(scope, last)));
            ownHours(scope).ifPresent(own -> answers.put(OWN_HOURS, own));
        }
        if (shape.isPurchaseAsked()) {
            answers.put(BOUGHT, boughtLogit(scope, last));
        }
        return answers;
    }

    private Map<String, Operand<TFloat32>> explaining(Scope scope) {
        Ops tf = scope.tf();
        Part part = part(scope);
        Map<String, Operand<TFloat32>> answers = new LinkedHashMap<>();
        Operand<TFloat32> next = classScores(scope, part.last());
        answers.put(NEXT + OF_PART, next);
        answers.put(NEXT + SHARES, shares(tf, tf.reduceSum(next, tf.constant(new int[] {0, 1})), part));
        if (shape.isPurchaseAsked()) {
            answers.put(BOUGHT + OF_PART, boughtLogit(scope, part.last()));
            answers.put(BOUGHT + SHARES, purchaseShares(scope, part));
        }
        return answers;
    }

    /** [n, l]: gradient of the purchase's logit times embedding, from the slot's part of the embeddings. */
    Operand<TFloat32> purchaseShares(Scope scope) {
        return purchaseShares(scope, part(scope));
    }

    private Operand<TFloat32> purchaseShares(Scope scope, Part part) {
        Ops tf = scope.tf();
        return shares(tf, tf.sum(boughtLogit(scope, part.last()), tf.constant(0)), part);
    }

    /** @param embedded [n, l, width] whole, @param fed the part of it that the encoder saw, @param last [n, width] */
    private record Part(Operand<TFloat32> embedded, Operand<TFloat32> fed, Operand<TFloat32> last) {}

    private Part part(Scope scope) {
        Ops tf = scope.tf();
        Encoder encoder = new Encoder(shape, size, scope);
        Operand<TInt32> items = scope.whole(ITEMS);
        Operand<TFloat32> embedded = encoder.embed(items, channels(scope));
        // What stands for the question is no action: it is always there.
        Operand<TFloat32> question = tf.dtypes.cast(tf.math.equal(items, tf.constant(shape.mask())), TFloat32.class);
        Operand<TFloat32> ofRow = tf.expandDims(scope.fractions(PART), tf.constant(1));
        Operand<TFloat32> factor = tf.math.maximum(question, ofRow);
        Operand<TFloat32> fed = tf.math.mul(embedded, tf.expandDims(factor, tf.constant(2)));
        return new Part(embedded, fed, last(tf, encoder.encode(items, fed).hidden()));
    }

    private static Operand<TFloat32> shares(Ops tf, Operand<TFloat32> sum, Part part) {
        Operand<TFloat32> gradient = tf.gradients(sum, List.of(part.fed())).dy(0);
        return tf.reduceSum(tf.math.mul(gradient, part.embedded()), tf.constant(2));
    }

    private Encoded encode(Scope scope) {
        Encoder encoder = new Encoder(shape, size, scope);
        Operand<TInt32> items = scope.whole(ITEMS);
        return encoder.encode(items, encoder.embed(items, channels(scope)));
    }

    private List<Operand<TInt32>> channels(Scope scope) {
        return shape.channels().stream()
                .<Operand<TInt32>>map(channel -> scope.whole(slot(channel)))
                .toList();
    }

    private static Operand<TFloat32> classScores(Scope scope, Operand<TFloat32> states) {
        Ops tf = scope.tf();
        Operand<TFloat32> classes = tf.gather(scope.weight(Encoder.ITEM), scope.whole(CLASSES), tf.constant(0));
        return tf.linalg.matMul(states, classes, org.tensorflow.op.linalg.MatMul.transposeB(true));
    }

    private static Operand<TFloat32> boughtLogit(Scope scope, Operand<TFloat32> last) {
        Ops tf = scope.tf();
        Operand<TFloat32> logit =
                tf.math.add(tf.linalg.matMul(last, scope.weight(BOUGHT)), scope.weight(BOUGHT + ".shift"));
        return tf.reshape(logit, tf.constant(new int[] {-1}));
    }

    private Operand<TFloat32> hourLogits(Scope scope, Operand<TFloat32> last) {
        Ops tf = scope.tf();
        Operand<TFloat32> learned =
                tf.math.add(tf.linalg.matMul(last, scope.weight(HOUR)), scope.weight(HOUR + ".shift"));
        return ownHours(scope)
                .<Operand<TFloat32>>map(own -> tf.math.add(learned, tf.math.log(own)))
                .orElse(learned);
    }

    /** [n, hours]: shares from where the head of hours begins, where each shopper has their own. */
    private Optional<Operand<TFloat32>> ownHours(Scope scope) {
        return rates.flatMap(BaseRates::own)
                .map(own -> own.shares(
                        scope.tf(),
                        scope.whole(slot(BehaviourVocabulary.GAP)),
                        scope.whole(slot(BehaviourVocabulary.HOUR))));
    }

    /** [n, width] of [n, l, width]. */
    private Operand<TFloat32> last(Ops tf, Operand<TFloat32> hidden) {
        Operand<TInt32> length = tf.slice(tf.shape(hidden), tf.constant(new int[] {1}), tf.constant(new int[] {1}));
        return tf.reshape(
                tf.gather(hidden, tf.math.sub(length, tf.constant(1)), tf.constant(1)),
                tf.constant(new int[] {-1, size.width()}));
    }

    /** [n, layers, l]. */
    private Operand<TFloat32> attentionOfLast(Ops tf, Encoded encoded) {
        List<Operand<TFloat32>> layers = new ArrayList<>();
        for (Operand<TFloat32> weights : encoded.attention()) {
            Operand<TFloat32> overHeads = tf.math.mean(weights, tf.constant(1));
            Operand<TInt32> length =
                    tf.slice(tf.shape(overHeads), tf.constant(new int[] {1}), tf.constant(new int[] {1}));
            layers.add(tf.gather(overHeads, tf.math.sub(length, tf.constant(1)), tf.constant(1)));
        }
        return layers.size() == 1 ? layers.getFirst() : tf.concat(layers, tf.constant(1));
    }
}
