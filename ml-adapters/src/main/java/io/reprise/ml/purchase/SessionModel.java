package io.reprise.ml.purchase;

import io.reprise.ml.graph.Batch;
import io.reprise.ml.graph.Fitting;
import io.reprise.ml.graph.Fitting.Epoch;
import io.reprise.ml.graph.Fitting.Fitted;
import io.reprise.ml.graph.Fitting.Rate;
import io.reprise.ml.graph.SavedModelWriter;
import io.reprise.ml.graph.Scope;
import io.reprise.ml.graph.Training;
import io.reprise.ml.graph.Weight;
import io.reprise.ml.regression.LogisticRegression;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The probability that a visit ends in a purchase: the mean logit of networks that each left another part of the visits
 * out, to stop by (cross-validation committee: Parmanto et al. 1996), calibrated on what each left out.
 *
 * @param leftOutLoss mean log-loss of each network on what it left out: what settings are chosen by
 * @param slope of the calibration: the logit is stretched by it and moved by {@code shift} (Platt 1999)
 */
public record SessionModel(
        SessionEncoding encoding,
        Settings settings,
        List<List<Weight>> members,
        double leftOutLoss,
        double slope,
        double shift) {

    private static final double SLOPE_MIN = 0.05;

    private static final int BATCH = 128;

    /** @param width 0 for a logistic regression, @param members networks that decide together, 2 or more */
    public record Settings(int width, float dropout, float penalty, float rate, int epochs, int members, long seed) {
        public static Settings usual(long seed) {
            return new Settings(48, 0.4f, 1e-4f, 0.002f, 30, 5, seed);
        }

        public static Settings logistic(long seed) {
            return new Settings(0, 0, 1e-4f, 0.01f, 30, 5, seed);
        }

        public Settings withEpochs(int other) {
            return new Settings(width, dropout, penalty, rate, other, members, seed);
        }

        SessionNetwork network(int columns) {
            return new SessionNetwork(columns, width, dropout, penalty);
        }
    }

    /**
     * @param checkpoints folder for what each network has learned so far; null for none
     * @param progress told of each network's epochs
     */
    public static SessionModel learn(
            List<ShopperSession> train, Settings settings, Path checkpoints, Consumer<Epoch> progress) {
        SessionEncoding encoding = SessionEncoding.of(train);
        float[] rows = encoding.rows(train);
        float[] targets = SessionEncoding.targets(train);
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, train.size()).boxed().toList());
        Collections.shuffle(order, new Random(settings.seed()));
        List<List<Weight>> members = new ArrayList<>();
        double[] leftOut = new double[targets.length];
        for (int member = 0; member < settings.members(); member++) {
            List<Integer> learned = new ArrayList<>();
            List<Integer> held = new ArrayList<>();
            for (int i = 0; i < order.size(); i++) {
                (i % settings.members() == member ? held : learned).add(order.get(i));
            }
            Member one = new Member(encoding.columns(), settings, settings.seed() * 1000 + member);
            Path checkpoint =
                    checkpoints == null ? null : checkpoints.resolve("session-" + settings.seed() + "-" + member);
            members.add(one.learn(rows, targets, learned, held, leftOut, checkpoint, progress));
        }
        double[] calibration =
                LogisticRegression.calibration(leftOut, bought(targets)).coefficients();
        // Slope above zero, so that the order of visits stays.
        double slope = Math.max(SLOPE_MIN, calibration[1]);
        return new SessionModel(encoding, settings, members, loss(leftOut, targets), slope, calibration[0]);
    }

    private static boolean[] bought(float[] targets) {
        boolean[] bought = new boolean[targets.length];
        for (int i = 0; i < bought.length; i++) {
            bought[i] = targets[i] > 0;
        }
        return bought;
    }

    private static double loss(double[] logits, float[] targets) {
        double sum = 0;
        for (int i = 0; i < logits.length; i++) {
            sum += Math.log1p(Math.exp(-Math.abs(logits[i]))) + Math.max(logits[i], 0) - logits[i] * targets[i];
        }
        return sum / logits.length;
    }

    private record Member(int columns, Settings settings, long seed) {

        List<Weight> learn(
                float[] rows,
                float[] targets,
                List<Integer> learned,
                List<Integer> held,
                double[] leftOut,
                Path checkpoint,
                Consumer<Epoch> progress) {
            Batch validation = batch(rows, targets, held);
            Fitting.Options options =
                    new Fitting.Options(settings.epochs(), 6, 1e-5, Rate.constant(settings.rate()), seed);
            try (Training training = new Training(settings.network(columns), Training.Options.seeded(seed))) {
                Fitted fitted = new Fitting(options, progress)
                        .fit(
                                training,
                                (epoch, random) -> batches(rows, targets, learned, random),
                                now -> now.loss(validation),
                                checkpoint,
                                settings + " " + seed + " on " + learned.size() + " visits");
                float[] logits = training.answer(SessionNetwork.LOGIT, validation);
                for (int i = 0; i < held.size(); i++) {
                    leftOut[held.get(i)] = logits[i];
                }
                return fitted.weights();
            }
        }

        private Iterator<Batch> batches(float[] rows, float[] targets, List<Integer> learned, Random random) {
            List<Integer> shuffled = new ArrayList<>(learned);
            Collections.shuffle(shuffled, random);
            return IntStream.range(0, shuffled.size() / BATCH)
                    .mapToObj(i -> batch(rows, targets, shuffled.subList(i * BATCH, (i + 1) * BATCH)))
                    .iterator();
        }

        private Batch batch(float[] rows, float[] targets, List<Integer> which) {
            float[] some = new float[which.size() * columns];
            float[] wanted = new float[which.size()];
            for (int i = 0; i < wanted.length; i++) {
                System.arraycopy(rows, which.get(i) * columns, some, i * columns, columns);
                wanted[i] = targets[which.get(i)];
            }
            return new Batch()
                    .with(SessionNetwork.FEATURES, some, wanted.length, columns)
                    .with(SessionNetwork.TARGETS, wanted, wanted.length, 1);
        }
    }

    /** By visit. */
    public double[] probabilities(List<ShopperSession> sessions) {
        float[] rows = encoding.rows(sessions);
        double[] logits = new double[sessions.size()];
        for (int member = 0; member < members.size(); member++) {
            try (Training training =
                    new Training(settings.network(encoding.columns()), Training.Options.seeded(settings.seed()))) {
                training.putWeights(members.get(member));
                float[] answers = training.answer(
                        SessionNetwork.LOGIT,
                        new Batch().with(SessionNetwork.FEATURES, rows, sessions.size(), encoding.columns()));
                for (int i = 0; i < logits.length; i++) {
                    logits[i] += answers[i] / members.size();
                }
            }
        }
        double[] probabilities = new double[logits.length];
        for (int i = 0; i < logits.length; i++) {
            probabilities[i] = 1 / (1 + Math.exp(-slope * logits[i] - shift));
        }
        return probabilities;
    }

    /** Writes a SavedModel that answers the calibrated probability to an encoded row. @return its SHA-256 */
    public String export(Path folder) throws IOException {
        List<Weight> all = new ArrayList<>();
        for (int member = 0; member < members.size(); member++) {
            for (Weight weight : members.get(member)) {
                all.add(new Weight(member + "-" + weight.name(), weight.shape(), weight.values()));
            }
        }
        return SavedModelWriter.write(
                all, encoding.columns(), Map.of(SavedModelWriter.SERVE, (tf, x, w) -> probability(tf, x, w)), folder);
    }

    private Operand<TFloat32> probability(Ops tf, Operand<TFloat32> features, Map<String, Operand<TFloat32>> weights) {
        Operand<TFloat32> sum = null;
        for (int member = 0; member < members.size(); member++) {
            Map<String, Operand<TFloat32>> own = new java.util.LinkedHashMap<>();
            for (Weight weight : members.get(member)) {
                own.put(weight.name(), weights.get(member + "-" + weight.name()));
            }
            Scope scope = Scope.answering(tf, Map.of(SessionNetwork.FEATURES, features), own);
            Operand<TFloat32> logit = settings.network(encoding.columns()).logit(scope);
            sum = sum == null ? logit : tf.math.add(sum, logit);
        }
        Operand<TFloat32> stretched = tf.math.mul(sum, tf.constant((float) (slope / members.size())));
        return tf.math.sigmoid(tf.math.add(stretched, tf.constant((float) shift)));
    }
}
