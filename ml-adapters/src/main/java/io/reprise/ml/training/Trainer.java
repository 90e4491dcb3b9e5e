package io.reprise.ml.training;

import io.reprise.ml.graph.Batch;
import io.reprise.ml.graph.Fitting;
import io.reprise.ml.graph.Fitting.Epoch;
import io.reprise.ml.graph.Fitting.Fitted;
import io.reprise.ml.graph.Model;
import io.reprise.ml.graph.SavedModelWriter;
import io.reprise.ml.graph.Scope;
import io.reprise.ml.graph.Slot;
import io.reprise.ml.graph.Training;
import io.reprise.ml.graph.Weight;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** Trains a {@link Network} with early stopping; the same seed, data and library give the same weights to the bit. */
final class Trainer {

    private static final String FEATURES = "features";
    private static final String TARGETS = "targets";

    /** @param rows features, row-major, @param targets one a row */
    record Data(float[] rows, int columns, float[] targets) {
        int size() {
            return targets.length;
        }

        Batch whole() {
            return new Batch().with(FEATURES, rows, size(), columns).with(TARGETS, targets, size(), 1);
        }

        Batch batch(int[] order, int from, int size) {
            float[] some = new float[size * columns];
            float[] wanted = new float[size];
            for (int i = 0; i < size; i++) {
                System.arraycopy(rows, order[from + i] * columns, some, i * columns, columns);
                wanted[i] = targets[order[from + i]];
            }
            return new Batch().with(FEATURES, some, size, columns).with(TARGETS, wanted, size, 1);
        }
    }

    /** @param batch rows in a step, @param patience epochs without improvement after which it stops */
    record Settings(int epochs, int batch, float learningRate, int patience, long seed) {
        static Settings usual(TrainingRun run, float learningRate) {
            return new Settings(run.epochsOr(12), 256, learningRate, 3, run.seed());
        }
    }

    /** @param loss on validation data, @param weights those of the best epoch */
    record Trained(List<float[][]> weights, double loss, int epochs) {

        /** @return the SHA-256 of the SavedModel */
        String export(Network network, int columns, int explainedColumn, Path folder) throws IOException {
            SavedModelWriter.Answer answer =
                    (tf, features, constants) -> network.serve(tf, features, List.copyOf(constants.values()));
            Map<String, SavedModelWriter.Answer> answers = Map.of(
                    SavedModelWriter.SERVE,
                    answer,
                    SavedModelWriter.GRADIENT,
                    SavedModelWriter.gradientOf(answer, explainedColumn));
            return SavedModelWriter.write(named(weights), columns, answers, folder);
        }
    }

    private Trainer() {}

    static Trained train(Network network, Data train, Data validation, Settings s, TrainingRun run) {
        run.out().printf("  %,d rows to learn from, %,d to validate%n", train.size(), validation.size());
        return train(network, train, validation, s, run.progress());
    }

    static Trained train(Network network, Data train, Data validation, Settings s, Consumer<Epoch> progress) {
        Fitting fitting = new Fitting(
                new Fitting.Options(s.epochs(), s.patience(), 1e-6, Fitting.Rate.constant(s.learningRate()), s.seed()),
                progress);
        Batch held = validation.whole();
        try (Training training =
                new Training(new RowsModel(network, train.columns()), Training.Options.seeded(s.seed()))) {
            Fitted fitted = fitting.fit(
                    training, (epoch, random) -> shuffled(train, s.batch(), random), weights -> weights.loss(held));
            if (!fitted.isComplete()) {
                throw new CancellationException("the training was interrupted");
            }
            return new Trained(fitted.weights().stream().map(Trainer::matrix).toList(), fitted.score(), fitted.epoch());
        }
    }

    /** Whole batches in a drawn order; what is left over waits for the next epoch. */
    private static Iterator<Batch> shuffled(Data data, int size, Random random) {
        int[] order = IntStream.range(0, data.size()).toArray();
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swap = order[i];
            order[i] = order[j];
            order[j] = swap;
        }
        return IntStream.range(0, order.length / size)
                .mapToObj(i -> data.batch(order, i * size, size))
                .iterator();
    }

    private static float[][] matrix(Weight weight) {
        int columns = (int) weight.shape()[1];
        float[][] matrix = new float[(int) weight.shape()[0]][columns];
        for (int row = 0; row < matrix.length; row++) {
            System.arraycopy(weight.values(), row * columns, matrix[row], 0, columns);
        }
        return matrix;
    }

    private static List<Weight> named(List<float[][]> matrices) {
        List<Weight> weights = new ArrayList<>();
        for (float[][] matrix : matrices) {
            int columns = matrix[0].length;
            float[] values = new float[matrix.length * columns];
            for (int row = 0; row < matrix.length; row++) {
                System.arraycopy(matrix[row], 0, values, row * columns, columns);
            }
            weights.add(new Weight("w" + weights.size(), new long[] {matrix.length, columns}, values));
        }
        return weights;
    }

    /** A network over rows of features, as a model. */
    private record RowsModel(Network network, int columns) implements Model {

        @Override
        public List<Slot> slots() {
            return List.of(Slot.fractions(FEATURES, -1, columns), Slot.fractions(TARGETS, -1, 1));
        }

        @Override
        public List<Weight> initial(Random random) {
            return named(network.initial(random));
        }

        @Override
        public Operand<TFloat32> loss(Scope scope) {
            return network.loss(scope.tf(), scope.fractions(FEATURES), scope.fractions(TARGETS), weights(scope));
        }

        @Override
        public Map<String, Operand<TFloat32>> answers(Scope scope) {
            return Map.of("answer", network.serve(scope.tf(), scope.fractions(FEATURES), weights(scope)));
        }

        private List<Operand<TFloat32>> weights(Scope scope) {
            int count = network.initial(new Random(0)).size();
            return IntStream.range(0, count)
                    .mapToObj(i -> scope.weight("w" + i))
                    .toList();
        }
    }
}
