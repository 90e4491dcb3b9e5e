package io.reprise.ml.sequence;

import io.reprise.domain.model.decision.Tensor;
import io.reprise.ml.graph.SavedModelWriter;
import io.reprise.ml.graph.Scope;
import io.reprise.ml.graph.Weight;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

/**
 * The transformer as a SavedModel. Features are a row for each shopper: {@code length} numbers of items, oldest first and 0
 * in front, then as many for each channel; a masked model's last item is the one that is to be guessed. Signatures:
 *
 * <ul>
 *   <li>{@code serve} [n, 1 + hours + items]: calibrated probability of a purchase, shares of its hours, shares of the items
 *       that may come next, from item 1;
 *   <li>{@code attention} [n, layers · length]: how much the last position looks at each, layer by layer;
 *   <li>{@code attribution} [n, length]: what each action adds to the logit of a purchase, by integrated gradients in 32
 *       steps.
 * </ul>
 */
public final class SequenceArtifact {

    public static final String SCHEMA = "behaviour/1";
    public static final String ATTENTION = "attention";
    public static final String ATTRIBUTION = "attribution";

    private static final int STEPS = 32;
    private static final String CALIBRATION = "calibration";
    private static final String COUNTS = "counts";
    private static final String HOUR_WEIGHT = "calibration.hour";
    private static final String HOURS_LENT = "calibration.hours";

    private final SequenceModel model;
    private final int length;

    public SequenceArtifact(SequenceModel model) {
        if (!model.shape().isPurchaseAsked() || model.shape().hours() == 0) {
            throw new IllegalArgumentException(
                    "an artifact answers purchase and hour, and this model has no head for them");
        }
        this.model = model;
        this.length = model.size().length();
    }

    public int columns() {
        return length * (1 + model.shape().channels().size());
    }

    public Tensor features(List<History> histories) {
        SequenceInput input = SequenceInput.of(model, histories, length);
        float[] values = new float[histories.size() * columns()];
        for (int row = 0; row < histories.size(); row++) {
            put(values, row * columns(), input.items(), row);
            for (int c = 0; c < input.channels().length; c++) {
                put(values, row * columns() + (c + 1) * length, input.channels()[c], row);
            }
        }
        return new Tensor(histories.size(), columns(), values);
    }

    private void put(float[] values, int at, int[] numbers, int row) {
        for (int i = 0; i < length; i++) {
            values[at + i] = numbers[row * length + i];
        }
    }

    /**
     * @param calibration of purchase and hours
     * @return the SHA-256 of the SavedModel
     */
    public String write(List<Weight> weights, HeadCalibration calibration, Path folder) throws IOException {
        List<Weight> all = new ArrayList<>(weights);
        double[] purchase = calibration.purchase().coefficients();
        all.add(numbers(CALIBRATION, purchase));
        calibration.counts().ifPresent(counts -> all.add(numbers(COUNTS, counts.coefficients())));
        all.add(numbers(HOUR_WEIGHT, calibration.hourWeight()));
        double[] lent = Arrays.stream(calibration.hours())
                .map(share -> share * (1 - calibration.hourWeight()))
                .toArray();
        all.add(numbers(HOURS_LENT, lent));
        Map<String, SavedModelWriter.Answer> answers = new LinkedHashMap<>();
        answers.put(SavedModelWriter.SERVE, this::serve);
        answers.put(ATTENTION, this::attention);
        answers.put(ATTRIBUTION, this::attribution);
        return SavedModelWriter.write(all, columns(), answers, folder);
    }

    private static Weight numbers(String name, double... values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return new Weight(name, new long[] {floats.length}, floats);
    }

    private Operand<TFloat32> serve(Ops tf, Operand<TFloat32> features, Map<String, Operand<TFloat32>> weights) {
        Map<String, Operand<TFloat32>> answers = model.plain(scope(tf, features, weights, null));
        Operand<TFloat32> calibration = weights.get(CALIBRATION);
        Operand<TFloat32> logit = tf.math.add(
                tf.math.mul(answers.get(SequenceModel.BOUGHT), one(tf, calibration, 1)), one(tf, calibration, 0));
        if (weights.containsKey(COUNTS)) {
            Operand<TFloat32> counted = counted(tf, features, weights.get(COUNTS));
            logit = tf.math.add(logit, tf.math.mul(counted, one(tf, calibration, 2)));
        }
        Operand<TFloat32> bought = tf.math.sigmoid(logit);
        Operand<TFloat32> weight = weights.get(HOUR_WEIGHT);
        Operand<TFloat32> lent = answers.containsKey(SequenceModel.OWN_HOURS)
                ? tf.math.mul(answers.get(SequenceModel.OWN_HOURS), tf.math.sub(tf.constant(1f), weight))
                : weights.get(HOURS_LENT);
        Operand<TFloat32> hours = tf.math.add(tf.math.mul(answers.get(SequenceModel.HOUR), weight), lent);
        return tf.concat(
                List.of(tf.expandDims(bought, tf.constant(1)), hours, tf.nn.softmax(answers.get(SequenceModel.NEXT))),
                tf.constant(1));
    }

    /** [n]: logit of {@link BehaviourBaseline#counts}. */
    private Operand<TFloat32> counted(Ops tf, Operand<TFloat32> features, Operand<TFloat32> counts) {
        int end = length - (model.shape().isCausal() ? 1 : 2);
        int gap = BehaviourBaseline.gapChannel(model.shape()).orElseThrow();
        Operand<TInt32> items = block(tf, features, 0);
        Operand<TFloat32> known = tf.dtypes.cast(tf.math.greater(items, tf.constant(0)), TFloat32.class);
        Operand<TFloat32> questions =
                tf.dtypes.cast(tf.math.equal(items, tf.constant(model.shape().mask())), TFloat32.class);
        Operand<TFloat32> actions = tf.sum(tf.math.sub(known, questions), tf.constant(1));
        Operand<TInt32> last = tf.reshape(
                tf.slice(block(tf, features, gap + 1), tf.constant(new int[] {0, end}), tf.constant(new int[] {-1, 1})),
                tf.constant(new int[] {-1}));
        // Bucket 1 stands third among the coefficients; there is none for a row without an action.
        Operand<TFloat32> ofGap =
                tf.gather(counts, tf.math.maximum(tf.math.add(last, tf.constant(1)), tf.constant(2)), tf.constant(0));
        Operand<TFloat32> ofActions = tf.math.mul(tf.math.log1p(actions), one(tf, counts, 1));
        return tf.math.add(tf.math.add(ofActions, ofGap), one(tf, counts, 0));
    }

    private static Operand<TFloat32> one(Ops tf, Operand<TFloat32> numbers, int which) {
        return tf.slice(numbers, tf.constant(new int[] {which}), tf.constant(new int[] {1}));
    }

    private Operand<TFloat32> attention(Ops tf, Operand<TFloat32> features, Map<String, Operand<TFloat32>> weights) {
        return tf.reshape(
                model.plain(scope(tf, features, weights, null)).get(SequenceModel.ATTENTION),
                tf.constant(new int[] {-1, model.size().layers() * length}));
    }

    private Operand<TFloat32> attribution(Ops tf, Operand<TFloat32> features, Map<String, Operand<TFloat32>> weights) {
        Operand<TFloat32> repeated = tf.tile(features, tf.constant(new int[] {STEPS, 1}));
        float[][] middles = new float[STEPS][1];
        for (int i = 0; i < STEPS; i++) {
            middles[i][0] = (i + 0.5f) / STEPS;
        }
        Operand<TInt32> rows = tf.slice(tf.shape(features), tf.constant(new int[] {0}), tf.constant(new int[] {1}));
        Operand<TInt32> one = tf.constant(new int[] {1});
        Operand<TFloat32> part = tf.reshape(
                tf.tile(tf.constant(middles), tf.concat(List.of(one, rows), tf.constant(0))),
                tf.constant(new int[] {-1}));
        Operand<TFloat32> shares = model.purchaseShares(scope(tf, repeated, weights, part));
        Operand<TInt32> shape = tf.concat(
                List.of(tf.constant(new int[] {STEPS}), rows, tf.constant(new int[] {length})), tf.constant(0));
        return tf.math.mean(tf.reshape(shares, shape), tf.constant(0));
    }

    private Scope scope(
            Ops tf, Operand<TFloat32> features, Map<String, Operand<TFloat32>> weights, Operand<TFloat32> part) {
        Map<String, Operand<? extends TType>> slots = new HashMap<>();
        slots.put(SequenceModel.ITEMS, block(tf, features, 0));
        for (int c = 0; c < model.shape().channels().size(); c++) {
            slots.put(SequenceModel.slot(model.shape().channels().get(c)), block(tf, features, c + 1));
        }
        int[] all = IntStream.rangeClosed(1, model.shape().items()).toArray();
        slots.put(SequenceModel.CLASSES, tf.constant(all));
        if (part != null) {
            slots.put(SequenceModel.PART, part);
        }
        return Scope.answering(tf, slots, weights);
    }

    private Operand<TInt32> block(Ops tf, Operand<TFloat32> features, int which) {
        return tf.dtypes.cast(
                tf.slice(features, tf.constant(new int[] {0, which * length}), tf.constant(new int[] {-1, length})),
                TInt32.class);
    }
}
