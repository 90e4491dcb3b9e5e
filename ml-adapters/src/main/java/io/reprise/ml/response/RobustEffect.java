package io.reprise.ml.response;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * The effect as one line of what is known, without a base: a regression on doubly robust scores, made of regressions that
 * were fitted on the other half of the people (DR-learner: Kennedy 2023). To compare with.
 */
public record RobustEffect(PeopleEncoding encoding, double[] effect) {

    private static final double PENALTY = 300;

    /** @param people one arm and the control, sent at random */
    public static RobustEffect learn(Responses people, long seed) {
        PeopleEncoding encoding = PeopleEncoding.of(people);
        double[][] x = encoding.rows(people);
        double share = UpliftModel.shareTreated(people);
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, x.length).boxed().toList());
        Collections.shuffle(order, new Random(seed));
        double[] scores = new double[x.length];
        for (int half = 0; half < 2; half++) {
            UpliftModel other = UpliftModel.apart(encoding, people, x, UpliftModel.half(order, 1 - half));
            for (int i : UpliftModel.half(order, half)) {
                double p0 = other.without(x[i]);
                double p1 = other.with(x[i]);
                double y = people.bought()[i] ? 1 : 0;
                scores[i] = p1 - p0 + (people.isTreated(i) ? (y - p1) / share : -(y - p0) / (1 - share));
            }
        }
        return new RobustEffect(encoding, Ridge.linear(x, scores, PENALTY));
    }

    /** By person: by how much the campaign raises the probability. */
    public double[] effects(Responses people) {
        return Arrays.stream(encoding.rows(people))
                .mapToDouble(row -> Ridge.dot(row, effect))
                .toArray();
    }
}
