package io.reprise.ml.response;

import io.reprise.ml.graph.SavedModelWriter;
import io.reprise.ml.graph.Weight;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * Who buys because of a campaign. Two logistic regressions tell how probable a purchase is without and with it (a
 * T-learner: Künzel et al. 2019); the effect itself is a regression on doubly robust scores, made of regressions that were
 * fitted on the other half of the people (DR-learner: Kennedy 2023).
 *
 * @param control weights of the logit without the campaign, @param treated with it
 * @param effect weights of the difference in probability
 */
public record UpliftModel(PeopleEncoding encoding, double[] control, double[] treated, double[] effect) {

    /** Columns of the artifact's answer. */
    public static final int WITHOUT = 0, WITH = 1, EFFECT = 2;

    /** Pulls of the penalties; the effect is small beside the noise and is pulled harder. */
    private static final double OUTCOME_PENALTY = 10;

    private static final double EFFECT_PENALTY = 300;

    /** @param people one arm and the control, sent at random */
    public static UpliftModel learn(Responses people, long seed) {
        PeopleEncoding encoding = PeopleEncoding.of(people);
        double[][] x = encoding.rows(people);
        double share =
                IntStream.range(0, people.size()).filter(people::isTreated).count() / (double) people.size();
        if (share == 0 || share == 1) {
            throw new IllegalArgumentException("an effect is told from people with the campaign and people without it,"
                    + " and here there are only the one or the other");
        }
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, x.length).boxed().toList());
        Collections.shuffle(order, new Random(seed));
        double[] scores = new double[x.length];
        for (int half = 0; half < 2; half++) {
            int[] other = half(order, 1 - half);
            double[] without = outcome(people, x, other, false);
            double[] with = outcome(people, x, other, true);
            for (int i : half(order, half)) {
                double p0 = sigmoid(Ridge.dot(x[i], without));
                double p1 = sigmoid(Ridge.dot(x[i], with));
                double y = people.bought()[i] ? 1 : 0;
                scores[i] = p1 - p0 + (people.isTreated(i) ? (y - p1) / share : -(y - p0) / (1 - share));
            }
        }
        int[] all = IntStream.range(0, x.length).toArray();
        return new UpliftModel(
                encoding,
                outcome(people, x, all, false),
                outcome(people, x, all, true),
                Ridge.linear(x, scores, EFFECT_PENALTY));
    }

    private static int[] half(List<Integer> order, int half) {
        return IntStream.range(0, order.size())
                .filter(i -> i % 2 == half)
                .map(order::get)
                .toArray();
    }

    private static double[] outcome(Responses people, double[][] x, int[] among, boolean treated) {
        int[] some =
                IntStream.of(among).filter(i -> people.isTreated(i) == treated).toArray();
        double[] y =
                IntStream.of(some).mapToDouble(i -> people.bought()[i] ? 1 : 0).toArray();
        return Ridge.logistic(IntStream.of(some).mapToObj(i -> x[i]).toArray(double[][]::new), y, OUTCOME_PENALTY);
    }

    private static double sigmoid(double logit) {
        return 1 / (1 + Math.exp(-logit));
    }

    /** By person: by how much the campaign raises the probability. */
    public double[] effects(Responses people) {
        return Arrays.stream(encoding.rows(people))
                .mapToDouble(row -> Ridge.dot(row, effect))
                .toArray();
    }

    /** By person: the difference of the two regressions. */
    public double[] differences(Responses people) {
        double[][] x = encoding.rows(people);
        return IntStream.range(0, x.length)
                .mapToDouble(i -> sigmoid(Ridge.dot(x[i], treated)) - sigmoid(Ridge.dot(x[i], control)))
                .toArray();
    }

    /** By person: how probable a purchase is with the campaign, caused by it or not. */
    public double[] responses(Responses people) {
        double[][] x = encoding.rows(people);
        return IntStream.range(0, x.length)
                .mapToDouble(i -> sigmoid(Ridge.dot(x[i], treated)))
                .toArray();
    }

    /** Writes a SavedModel that answers [without, with, effect] to an encoded row. @return its SHA-256 */
    public String export(Path folder) throws IOException {
        int width = encoding.width();
        float[] all = new float[width * 3];
        for (int i = 0; i < width; i++) {
            all[i * 3 + WITHOUT] = (float) control[i];
            all[i * 3 + WITH] = (float) treated[i];
            all[i * 3 + EFFECT] = (float) effect[i];
        }
        return SavedModelWriter.write(
                List.of(new Weight("weights", new long[] {width, 3}, all)),
                width,
                Map.of(SavedModelWriter.SERVE, (tf, x, w) -> {
                    Operand<TFloat32> out = tf.linalg.matMul(x, w.get("weights"));
                    Operand<TFloat32> probabilities = tf.math.sigmoid(
                            tf.slice(out, tf.constant(new int[] {0, 0}), tf.constant(new int[] {-1, 2})));
                    Operand<TFloat32> effects =
                            tf.slice(out, tf.constant(new int[] {0, 2}), tf.constant(new int[] {-1, 1}));
                    return tf.concat(List.of(probabilities, effects), tf.constant(1));
                }),
                folder);
    }
}
