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
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * Who buys because of a campaign: how probable a purchase is without it and with it. One logistic regression has a weight for
 * each column, and for each how the campaign changes it; those changes are drawn towards none, as far as halves of the
 * people left out say is best. Where the campaign moves all alike, the effect is then largest for those who are most easily
 * moved; where it moves some more, those (an S-learner with interactions: Künzel et al. 2019, Imai and Ratkovic 2013).
 *
 * @param control weights of the logit without the campaign, @param treated with it
 */
public record UpliftModel(PeopleEncoding encoding, double[] control, double[] treated) {

    /** Columns of the artifact's answer. */
    public static final int WITHOUT = 0, WITH = 1, EFFECT = 2;

    private static final double PENALTY = 10;
    private static final double[] CHANGE_PENALTIES = {10, 100, 1_000, 10_000};

    /** @param people one arm and the control, sent at random */
    public static UpliftModel learn(Responses people, long seed) {
        PeopleEncoding encoding = PeopleEncoding.of(people);
        double[][] x = encoding.rows(people);
        shareTreated(people);
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, x.length).boxed().toList());
        Collections.shuffle(order, new Random(seed));
        double best = Double.POSITIVE_INFINITY;
        double chosen = CHANGE_PENALTIES[0];
        for (double penalty : CHANGE_PENALTIES) {
            double loss = 0;
            for (int half = 0; half < 2; half++) {
                UpliftModel other = together(encoding, people, x, half(order, 1 - half), penalty);
                loss += other.loss(people, x, half(order, half));
            }
            if (loss < best) {
                best = loss;
                chosen = penalty;
            }
        }
        return together(encoding, people, x, IntStream.range(0, x.length).toArray(), chosen);
    }

    /** A regression for each arm on its own: a T-learner (Künzel et al. 2019), to compare with. */
    public static UpliftModel apart(Responses people) {
        PeopleEncoding encoding = PeopleEncoding.of(people);
        shareTreated(people);
        return apart(
                encoding,
                people,
                encoding.rows(people),
                IntStream.range(0, people.size()).toArray());
    }

    static double shareTreated(Responses people) {
        double share =
                IntStream.range(0, people.size()).filter(people::isTreated).count() / (double) people.size();
        if (share == 0 || share == 1) {
            throw new IllegalArgumentException("an effect is told from people with the campaign and people without it,"
                    + " and here there are only the one or the other");
        }
        return share;
    }

    static int[] half(List<Integer> order, int half) {
        return IntStream.range(0, order.size())
                .filter(i -> i % 2 == half)
                .map(order::get)
                .toArray();
    }

    static UpliftModel apart(PeopleEncoding encoding, Responses people, double[][] x, int[] among) {
        double[][] weights = new double[2][];
        for (int arm = 0; arm < 2; arm++) {
            boolean treated = arm == 1;
            int[] some = IntStream.of(among)
                    .filter(i -> people.isTreated(i) == treated)
                    .toArray();
            weights[arm] = Ridge.logistic(
                    IntStream.of(some).mapToObj(i -> x[i]).toArray(double[][]::new), bought(people, some), PENALTY);
        }
        return new UpliftModel(encoding, weights[0], weights[1]);
    }

    private static UpliftModel together(
            PeopleEncoding encoding, Responses people, double[][] x, int[] among, double changePenalty) {
        int width = encoding.width();
        double[][] rows = new double[among.length][2 * width];
        for (int i = 0; i < among.length; i++) {
            System.arraycopy(x[among[i]], 0, rows[i], 0, width);
            if (people.isTreated(among[i])) {
                System.arraycopy(x[among[i]], 0, rows[i], width, width);
            }
        }
        double[] penalties = new double[2 * width];
        Arrays.fill(penalties, 1, width, PENALTY);
        Arrays.fill(penalties, width + 1, 2 * width, changePenalty);
        double[] weights = Ridge.logistic(rows, bought(people, among), penalties);
        double[] treated = new double[width];
        for (int i = 0; i < width; i++) {
            treated[i] = weights[i] + weights[width + i];
        }
        return new UpliftModel(encoding, Arrays.copyOf(weights, width), treated);
    }

    private static double[] bought(Responses people, int[] some) {
        return IntStream.of(some).mapToDouble(i -> people.bought()[i] ? 1 : 0).toArray();
    }

    private double loss(Responses people, double[][] x, int[] among) {
        double loss = 0;
        for (int i : among) {
            double p = people.isTreated(i) ? with(x[i]) : without(x[i]);
            loss -= Math.log(Math.max(1e-12, people.bought()[i] ? p : 1 - p));
        }
        return loss;
    }

    double without(double[] row) {
        return 1 / (1 + Math.exp(-Ridge.dot(row, control)));
    }

    double with(double[] row) {
        return 1 / (1 + Math.exp(-Ridge.dot(row, treated)));
    }

    /** By person: by how much the campaign raises the probability. */
    public double[] effects(Responses people) {
        return each(people, row -> with(row) - without(row));
    }

    /** By person: how probable a purchase is with the campaign, caused by it or not. */
    public double[] responses(Responses people) {
        return each(people, this::with);
    }

    private double[] each(Responses people, ToDoubleFunction<double[]> of) {
        return Arrays.stream(encoding.rows(people)).mapToDouble(of).toArray();
    }

    /** Writes a SavedModel that answers [without, with, effect] to an encoded row. @return its SHA-256 */
    public String export(Path folder) throws IOException {
        int width = encoding.width();
        float[] all = new float[width * 2];
        for (int i = 0; i < width; i++) {
            all[i * 2 + WITHOUT] = (float) control[i];
            all[i * 2 + WITH] = (float) treated[i];
        }
        return SavedModelWriter.write(
                List.of(new Weight("weights", new long[] {width, 2}, all)),
                width,
                Map.of(SavedModelWriter.SERVE, (tf, x, w) -> {
                    Operand<TFloat32> both = tf.math.sigmoid(tf.linalg.matMul(x, w.get("weights")));
                    Operand<TFloat32> without =
                            tf.slice(both, tf.constant(new int[] {0, WITHOUT}), tf.constant(new int[] {-1, 1}));
                    Operand<TFloat32> with =
                            tf.slice(both, tf.constant(new int[] {0, WITH}), tf.constant(new int[] {-1, 1}));
                    return tf.concat(List.of(both, tf.math.sub(with, without)), tf.constant(1));
                }),
                folder);
    }
}
