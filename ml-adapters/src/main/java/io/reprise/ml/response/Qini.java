package io.reprise.ml.response;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * How well a ranking puts first those who buy because of a campaign (Radcliffe 2007).
 *
 * @param coefficient area between the curve of additional purchases and the line of a random order, a person of the whole
 * @param auuc area under that curve; half the overall effect for a random order
 * @param top purchases a treated person more than in the control among the first tenth
 */
public record Qini(double coefficient, double auuc, double top) {

    /** @param value between {@code low} and {@code high} in 95 % of the samples drawn anew */
    public record Interval(double value, double low, double high) {}

    /** @param scores higher comes first; ties keep the order of the people */
    public static Qini of(double[] scores, Responses people) {
        return of(scores, people, IntStream.range(0, scores.length).toArray());
    }

    private static Qini of(double[] scores, Responses people, int[] among) {
        Integer[] order = Arrays.stream(among).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble(i -> -scores[i]));
        double treated = 0;
        double control = 0;
        double bought = 0;
        double boughtInControl = 0;
        double area = 0;
        double top = 0;
        double last = 0;
        double allTreated = Arrays.stream(among).filter(people::isTreated).count();
        for (int i = 0; i < order.length; i++) {
            boolean did = people.bought()[order[i]];
            if (people.isTreated(order[i])) {
                treated++;
                bought += did ? 1 : 0;
            } else {
                control++;
                boughtInControl += did ? 1 : 0;
            }
            last = (bought - (control == 0 ? 0 : boughtInControl * treated / control)) / allTreated;
            area += last / order.length;
            if (i + 1 == order.length / 10) {
                top = treated == 0 || control == 0 ? 0 : bought / treated - boughtInControl / control;
            }
        }
        return new Qini(area - last / 2, area, top);
    }

    /** Of the coefficient, from samples of the people with replacement (Efron 1979). */
    public static Interval interval(double[] scores, Responses people, int samples, long seed) {
        Random random = new Random(seed);
        double[] drawn = new double[samples];
        for (int s = 0; s < samples; s++) {
            int[] some = IntStream.range(0, scores.length)
                    .map(i -> random.nextInt(scores.length))
                    .toArray();
            drawn[s] = of(scores, people, some).coefficient();
        }
        Arrays.sort(drawn);
        return new Interval(
                of(scores, people).coefficient(), drawn[(int) (0.025 * samples)], drawn[(int) (0.975 * samples)]);
    }
}
