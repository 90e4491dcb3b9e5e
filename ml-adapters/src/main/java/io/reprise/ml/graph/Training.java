package io.reprise.ml.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Gradients;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

/**
 * A model that learns by Adam (Kingma and Ba 2015), a step at a time. The same seed, batches and library give the same
 * weights to the bit: all gradients are computed before any weight moves, one thread works inside an operation, and
 * dropout draws from the number of the step. Holds native memory until it is closed.
 */
public final class Training implements AutoCloseable {

    private static final float BETA1 = 0.9f;
    private static final float BETA2 = 0.999f;
    private static final float EPSILON = 1e-7f;

    /** @param clipNorm gradients together are at most this long (Pascanu et al. 2013); 0 for no limit */
    public record Options(long seed, float clipNorm, int threads) {
        public static Options seeded(long seed) {
            return new Options(seed, 0, 1);
        }
    }

    private final Graph graph = new Graph();
    private final Session session;
    private final long seed;
    private final Map<String, Placeholder<? extends TType>> slots = new LinkedHashMap<>();
    private final Map<String, Learned> weights = new LinkedHashMap<>();
    private final List<Op> moves = new ArrayList<>();
    private final Operand<TFloat32> loss;
    private final Operand<TFloat32> quietLoss;
    private final Map<String, Operand<TFloat32>> answers;
    private final Placeholder<TFloat32> rate;
    private final Placeholder<TInt32> dropoutSeed;
    private final Placeholder<TFloat32> power1;
    private final Placeholder<TFloat32> power2;

    private long step;

    /** A weight, Adam's two moments of its gradient, and the way to put values into the three. */
    private record Learned(long[] shape, Array value, Array mean, Array square) {}

    private record Array(Variable<TFloat32> variable, Placeholder<TFloat32> incoming, Op assign) {}

    public Training(Model model, Options options) {
        Ops tf = Ops.create(graph);
        seed = options.seed();
        for (Slot slot : model.slots()) {
            Placeholder.Options shape = Placeholder.shape(Shape.of(slot.shape()));
            slots.put(
                    slot.name(),
                    slot.isWhole() ? tf.placeholder(TInt32.class, shape) : tf.placeholder(TFloat32.class, shape));
        }
        rate = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
        power1 = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
        power2 = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
        dropoutSeed = tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(2)));
        List<Weight> initial = model.initial(new Random(options.seed()));
        initial.forEach(weight -> weights.put(weight.name(), learned(tf, weight)));
        Map<String, Operand<TFloat32>> read = new LinkedHashMap<>();
        weights.forEach(
                (name, learned) -> read.put(name, tf.identity(learned.value().variable())));
        Map<String, Operand<? extends TType>> fed = new HashMap<>(slots);
        loss = model.loss(new Scope(tf, fed, read, dropoutSeed));
        Scope answering = Scope.answering(tf, fed, read);
        quietLoss = model.loss(answering);
        answers = model.answers(answering);
        addMoves(tf, List.copyOf(read.values()), options.clipNorm());
        session = new Session(
                graph,
                ConfigProto.newBuilder()
                        .setIntraOpParallelismThreads(1)
                        .setInterOpParallelismThreads(options.threads())
                        .setUsePerSessionThreads(true)
                        .build());
        restore(new Checkpoint.State(0, initial, zeros(initial), zeros(initial)));
    }

    private static List<Weight> zeros(List<Weight> like) {
        return like.stream()
                .map(weight -> Weight.filled(weight.name(), 0, weight.shape()))
                .toList();
    }

    private static Learned learned(Ops tf, Weight weight) {
        return new Learned(
                weight.shape(), array(tf, weight.shape()), array(tf, weight.shape()), array(tf, weight.shape()));
    }

    private static Array array(Ops tf, long[] shape) {
        Variable<TFloat32> variable = tf.variable(Shape.of(shape), TFloat32.class);
        Placeholder<TFloat32> incoming = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(shape)));
        return new Array(variable, incoming, tf.assign(variable, incoming));
    }

    private void addMoves(Ops tf, List<Operand<TFloat32>> read, float clipNorm) {
        Gradients gradients = tf.gradients(loss, read);
        List<Operand<TFloat32>> raw = new ArrayList<>();
        for (int i = 0; i < read.size(); i++) {
            raw.add(tf.identity(gradients.<TFloat32>dy(i)));
        }
        List<Operand<TFloat32>> clipped = clipNorm > 0 ? clip(tf, raw, clipNorm) : raw;
        List<Op> computed = new ArrayList<>(clipped);
        Ops after = tf.withControlDependencies(computed);
        int i = 0;
        for (Learned learned : weights.values()) {
            moves.add(after.train.applyAdam(
                    learned.value().variable(),
                    learned.mean().variable(),
                    learned.square().variable(),
                    power1,
                    power2,
                    rate,
                    tf.constant(BETA1),
                    tf.constant(BETA2),
                    tf.constant(EPSILON),
                    clipped.get(i++)));
        }
    }

    private static List<Operand<TFloat32>> clip(Ops tf, List<Operand<TFloat32>> gradients, float norm) {
        Operand<TFloat32> sum = tf.constant(0f);
        for (Operand<TFloat32> gradient : gradients) {
            Operand<TFloat32> flat = tf.reshape(gradient, tf.constant(new int[] {-1}));
            sum = tf.math.add(sum, tf.sum(tf.math.square(flat), tf.constant(0)));
        }
        Operand<TFloat32> length = tf.math.sqrt(sum);
        Operand<TFloat32> scale = tf.math.div(tf.constant(norm), tf.math.maximum(length, tf.constant(norm)));
        return gradients.stream()
                .<Operand<TFloat32>>map(gradient -> tf.math.mul(gradient, scale))
                .toList();
    }

    /** Moves the weights. @return the batch's loss before they moved, with dropout */
    public float step(Batch batch, float learningRate) {
        step++;
        List<AutoCloseable> tensors = new ArrayList<>();
        try {
            Session.Runner runner = runner(batch, tensors).fetch(loss);
            feed(runner, tensors, rate, scalar(learningRate));
            feed(runner, tensors, power1, scalar((float) Math.pow(BETA1, step)));
            feed(runner, tensors, power2, scalar((float) Math.pow(BETA2, step)));
            feed(runner, tensors, dropoutSeed, TInt32.vectorOf((int) (seed * 31 + step), 0));
            moves.forEach(runner::addTarget);
            return only(runner)[0];
        } finally {
            close(tensors);
        }
    }

    /** The batch's loss, without dropout. */
    public float loss(Batch batch) {
        return fetch(batch, quietLoss)[0];
    }

    /** What the model answers to a batch, row-major. @param name of the answer, as {@link Model#answers} gives it */
    public float[] answer(String name, Batch batch) {
        Operand<TFloat32> answer = answers.get(name);
        if (answer == null) {
            throw new IllegalArgumentException("there is no answer '" + name + "' among " + answers.keySet());
        }
        return fetch(batch, answer);
    }

    private float[] fetch(Batch batch, Operand<TFloat32> output) {
        List<AutoCloseable> tensors = new ArrayList<>();
        try {
            return only(runner(batch, tensors).fetch(output));
        } finally {
            close(tensors);
        }
    }

    private Session.Runner runner(Batch batch, List<AutoCloseable> tensors) {
        Session.Runner runner = session.runner();
        batch.forEach((slot, tensor) -> {
            tensors.add(tensor);
            Placeholder<? extends TType> placeholder = slots.get(slot);
            if (placeholder == null) {
                throw new IllegalArgumentException("there is no slot '" + slot + "' among " + slots.keySet());
            }
            runner.feed(placeholder, tensor);
        });
        return runner;
    }

    private static void feed(Session.Runner runner, List<AutoCloseable> tensors, Operand<?> where, TType tensor) {
        tensors.add(tensor);
        runner.feed(where, tensor);
    }

    private static TFloat32 scalar(float value) {
        return TFloat32.scalarOf(value);
    }

    private static float[] only(Session.Runner runner) {
        try (Result result = runner.run()) {
            return values((TFloat32) result.get(0));
        }
    }

    private static float[] values(TFloat32 tensor) {
        float[] values = new float[Math.toIntExact(tensor.size())];
        tensor.asRawTensor().data().asFloats().read(values);
        return values;
    }

    private static void close(List<AutoCloseable> tensors) {
        for (AutoCloseable tensor : tensors) {
            try {
                tensor.close();
            } catch (Exception e) {
                throw new IllegalStateException("a tensor cannot be closed", e);
            }
        }
    }

    public List<Weight> weights() {
        return weights.entrySet().stream()
                .map(entry -> read(
                        entry.getKey(),
                        entry.getValue().shape(),
                        entry.getValue().value()))
                .toList();
    }

    /** Number of steps so far. */
    public long steps() {
        return step;
    }

    /** Everything that the next step depends on. */
    Checkpoint.State state() {
        List<Weight> means = new ArrayList<>();
        List<Weight> squares = new ArrayList<>();
        weights.forEach((name, learned) -> {
            means.add(read(name, learned.shape(), learned.mean()));
            squares.add(read(name, learned.shape(), learned.square()));
        });
        return new Checkpoint.State(step, weights(), means, squares);
    }

    /** @throws IllegalArgumentException if it is the state of another model */
    void restore(Checkpoint.State state) {
        step = state.step();
        put(state.weights(), Learned::value);
        put(state.means(), Learned::mean);
        put(state.squares(), Learned::square);
    }

    /** Puts weights of an earlier step back; Adam's moments stay. */
    public void putWeights(List<Weight> values) {
        put(values, Learned::value);
    }

    private void put(List<Weight> values, Function<Learned, Array> which) {
        if (values.size() != weights.size()) {
            throw new IllegalArgumentException(values.size() + " weights for a model with " + weights.size());
        }
        for (Weight weight : values) {
            Learned learned = weights.get(weight.name());
            if (learned == null || !Arrays.equals(learned.shape(), weight.shape())) {
                throw new IllegalArgumentException("this model has no weight '" + weight.name() + "' of that shape");
            }
            Array array = which.apply(learned);
            try (TFloat32 tensor = TFloat32.tensorOf(Shape.of(weight.shape()), DataBuffers.of(weight.values()))) {
                session.runner()
                        .feed(array.incoming(), tensor)
                        .addTarget(array.assign())
                        .run()
                        .close();
            }
        }
    }

    private Weight read(String name, long[] shape, Array array) {
        return new Weight(name, shape, only(session.runner().fetch(array.variable())));
    }

    @Override
    public void close() {
        session.close();
        graph.close();
    }
}
