package io.reprise.ml.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Assign;
import org.tensorflow.op.core.Gradients;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;

/**
 * Trains a {@link Network} by Adam (Kingma and Ba 2015) with early stopping. The same seed, data and library give the
 * same weights to the bit: all gradients are computed before any weight moves, and one thread works inside an operation.
 */
final class Trainer {

    /** @param rows features, row-major, @param targets one a row */
    record Data(float[] rows, int columns, float[] targets) {
        int size() {
            return targets.length;
        }
    }

    /** @param batch rows in a step, @param patience epochs without improvement after which it stops */
    record Settings(int epochs, int batch, float learningRate, int patience, long seed) {}

    /** @param loss on validation data, @param weights those of the best epoch */
    record Trained(List<float[][]> weights, double loss, int epochs) {}

    /** What an epoch brought, for whoever watches. */
    record Epoch(int number, int of, double trainLoss, double validationLoss) {}

    private Trainer() {}

    static Trained train(Network network, Data train, Data validation, Settings s, Consumer<Epoch> progress) {
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Placeholder<TFloat32> x = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, train.columns())));
            Placeholder<TFloat32> y = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 1)));
            Machinery machinery = Machinery.build(tf, network, x, y, s);
            try (Session session = new Session(
                    graph,
                    ConfigProto.newBuilder()
                            .setIntraOpParallelismThreads(1)
                            .setInterOpParallelismThreads(1)
                            .build())) {
                machinery.initialisers.forEach(
                        init -> session.runner().addTarget(init).run().close());
                return new Loop(session, machinery, x, y, train, validation, s).run(progress);
            }
        }
    }

    /** The graph's handles. */
    private record Machinery(
            List<Variable<TFloat32>> weights, List<Op> initialisers, Operand<TFloat32> loss, List<Op> steps) {

        static Machinery build(Ops tf, Network network, Operand<TFloat32> x, Operand<TFloat32> y, Settings s) {
            List<Variable<TFloat32>> weights = new ArrayList<>();
            List<Op> initialisers = new ArrayList<>();
            for (float[][] initial : network.initial(new Random(s.seed()))) {
                weights.add(variable(tf, initialisers, initial));
            }
            List<Operand<TFloat32>> read =
                    weights.stream().<Operand<TFloat32>>map(tf::identity).toList();
            Operand<TFloat32> loss = network.loss(tf, x, y, read);
            Gradients gradients = tf.gradients(loss, read);
            List<Op> all = new ArrayList<>();
            List<Operand<TFloat32>> computed = new ArrayList<>();
            for (int i = 0; i < weights.size(); i++) {
                Operand<TFloat32> gradient = tf.identity(gradients.<TFloat32>dy(i));
                computed.add(gradient);
                all.add(gradient);
            }
            Ops after = tf.withControlDependencies(all);
            Variable<TFloat32> power1 = scalar(tf, initialisers, 0.9f);
            Variable<TFloat32> power2 = scalar(tf, initialisers, 0.999f);
            List<Op> steps = new ArrayList<>();
            for (int i = 0; i < weights.size(); i++) {
                float[][] zeros =
                        zerosLike(network.initial(new Random(s.seed())).get(i));
                steps.add(after.train.applyAdam(
                        weights.get(i),
                        variable(tf, initialisers, zeros),
                        variable(tf, initialisers, zeros),
                        power1,
                        power2,
                        tf.constant(s.learningRate()),
                        tf.constant(0.9f),
                        tf.constant(0.999f),
                        tf.constant(1e-7f),
                        computed.get(i)));
            }
            Ops last = tf.withControlDependencies(steps);
            Assign<TFloat32> next1 = last.assign(power1, last.math.mul(power1, tf.constant(0.9f)));
            Assign<TFloat32> next2 = last.assign(power2, last.math.mul(power2, tf.constant(0.999f)));
            return new Machinery(weights, initialisers, loss, List.of(next1, next2));
        }

        private static Variable<TFloat32> variable(Ops tf, List<Op> initialisers, float[][] initial) {
            Variable<TFloat32> variable = tf.variable(Shape.of(initial.length, initial[0].length), TFloat32.class);
            initialisers.add(tf.assign(variable, tf.constant(initial)));
            return variable;
        }

        private static Variable<TFloat32> scalar(Ops tf, List<Op> initialisers, float initial) {
            Variable<TFloat32> variable = tf.variable(Shape.scalar(), TFloat32.class);
            initialisers.add(tf.assign(variable, tf.constant(initial)));
            return variable;
        }

        private static float[][] zerosLike(float[][] matrix) {
            return new float[matrix.length][matrix[0].length];
        }
    }

    private record Loop(
            Session session,
            Machinery machinery,
            Placeholder<TFloat32> x,
            Placeholder<TFloat32> y,
            Data train,
            Data validation,
            Settings s) {

        Trained run(Consumer<Epoch> progress) {
            Random random = new Random(s.seed() * 31 + 7);
            int[] order = new int[train.size()];
            for (int i = 0; i < order.length; i++) {
                order[i] = i;
            }
            double best = Double.POSITIVE_INFINITY;
            int bestEpoch = 0;
            List<float[][]> bestWeights = List.of();
            for (int epoch = 1; epoch <= s.epochs() && epoch - bestEpoch <= s.patience(); epoch++) {
                shuffle(order, random);
                double sum = 0;
                int steps = 0;
                for (int from = 0; from + s.batch() <= order.length; from += s.batch(), steps++) {
                    sum += step(order, from);
                }
                double loss = validationLoss();
                progress.accept(new Epoch(epoch, s.epochs(), sum / Math.max(1, steps), loss));
                if (loss < best - 1e-6) {
                    best = loss;
                    bestEpoch = epoch;
                    bestWeights = weights();
                }
            }
            return new Trained(bestWeights, best, bestEpoch);
        }

        private static void shuffle(int[] order, Random random) {
            for (int i = order.length - 1; i > 0; i--) {
                int j = random.nextInt(i + 1);
                int swap = order[i];
                order[i] = order[j];
                order[j] = swap;
            }
        }

        private double step(int[] order, int from) {
            float[] rows = new float[s.batch() * train.columns()];
            float[] targets = new float[s.batch()];
            for (int i = 0; i < s.batch(); i++) {
                System.arraycopy(
                        train.rows(), order[from + i] * train.columns(), rows, i * train.columns(), train.columns());
                targets[i] = train.targets()[order[from + i]];
            }
            return run(rows, targets, true);
        }

        private double validationLoss() {
            return run(validation.rows(), validation.targets(), false);
        }

        private double run(float[] rows, float[] targets, boolean learn) {
            try (TFloat32 features =
                            TFloat32.tensorOf(Shape.of(targets.length, train.columns()), DataBuffers.of(rows));
                    TFloat32 target = TFloat32.tensorOf(Shape.of(targets.length, 1), DataBuffers.of(targets))) {
                Session.Runner runner =
                        session.runner().feed(x, features).feed(y, target).fetch(machinery.loss);
                if (learn) {
                    machinery.steps.forEach(runner::addTarget);
                }
                try (Result result = runner.run()) {
                    return ((TFloat32) result.get(0)).getFloat();
                }
            }
        }

        private List<float[][]> weights() {
            List<float[][]> all = new ArrayList<>();
            for (Variable<TFloat32> variable : machinery.weights) {
                try (Result result = session.runner().fetch(variable).run()) {
                    TFloat32 value = (TFloat32) result.get(0);
                    float[][] copy = new float[(int) value.shape().get(0)]
                            [(int) value.shape().get(1)];
                    StdArrays.copyFrom(value, copy);
                    all.add(copy);
                }
            }
            return all;
        }
    }
}
