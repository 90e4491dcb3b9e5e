package io.reprise.ml.recommend;

import io.reprise.ml.recommend.RankingData.Case;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Where recommenders rank what came next among all items. An item that scores the same as the right one counts as ranked
 * before it, so that a recommender gains nothing by giving many items one score. With one right answer, hit rate is recall.
 */
public final class RankingEvaluation {

    private static final int BLOCK = 256;
    private static final int DRAWS = 1_000;
    private static final int LIST = 10;

    /** What is measured of the ranks, and at which length of the list. */
    public enum Measure {
        HR {
            @Override
            double of(int rank) {
                return 1;
            }
        },
        /** With one right answer: 1 over the binary logarithm of the rank after it (Järvelin and Kekäläinen 2002). */
        NDCG {
            @Override
            double of(int rank) {
                return Math.log(2) / Math.log(rank + 1.0);
            }
        },
        MRR {
            @Override
            double of(int rank) {
                return 1.0 / rank;
            }
        };

        /** @param rank from 1, within the list */
        abstract double of(int rank);

        /** Mean over ranks, of which those beyond the k-th count nothing. */
        public double mean(int[] ranks, int k) {
            return IntStream.of(ranks)
                    .mapToDouble(rank -> rank <= k ? of(rank) : 0)
                    .average()
                    .orElse(Double.NaN);
        }
    }

    /** @param low 2.5 % and @param high 97.5 % quantile of the mean over groups that are drawn again */
    public record Interval(double mean, double low, double high) {}

    /**
     * @param ranks of the right item in each case, from 1
     * @param coverage share of all items that are in anybody's first ten; there, equal scores are ordered by number of item
     */
    public record Ranks(String recommender, int[] ranks, int[] groups, double coverage) {

        public double mean(Measure measure, int k) {
            return measure.mean(ranks, k);
        }

        /** By the bootstrap over groups (Efron 1979; percentiles of 1,000 draws). */
        public Interval interval(Measure measure, int k, long seed) {
            TreeMap<Integer, double[]> sums = new TreeMap<>();
            for (int i = 0; i < ranks.length; i++) {
                double[] sum = sums.computeIfAbsent(groups[i], g -> new double[2]);
                sum[0] += ranks[i] <= k ? measure.of(ranks[i]) : 0;
                sum[1]++;
            }
            double[][] of = sums.values().toArray(double[][]::new);
            SplittableRandom random = new SplittableRandom(seed);
            double[] means = new double[DRAWS];
            for (int draw = 0; draw < DRAWS; draw++) {
                double value = 0;
                double cases = 0;
                for (int i = 0; i < of.length; i++) {
                    double[] drawn = of[random.nextInt(of.length)];
                    value += drawn[0];
                    cases += drawn[1];
                }
                means[draw] = value / cases;
            }
            java.util.Arrays.sort(means);
            return new Interval(mean(measure, k), means[(int) (DRAWS * 0.025)], means[(int) (DRAWS * 0.975) - 1]);
        }
    }

    private RankingEvaluation() {}

    /** @param isSeenExcluded whether items of a history are left out of its ranking */
    public static Ranks of(Recommender recommender, List<Case> cases, boolean isSeenExcluded) {
        return of(List.of(recommender), cases, isSeenExcluded).getFirst();
    }

    /** Several by one walk over the cases: each is asked about the same lists of histories, one list after the other. */
    public static List<Ranks> of(List<Recommender> recommenders, List<Case> cases, boolean isSeenExcluded) {
        // Histories of about the same length are answered together.
        List<Integer> order = IntStream.range(0, cases.size())
                .boxed()
                .sorted(Comparator.comparingInt(i -> cases.get(i).history().length))
                .toList();
        List<Ranking> rankings =
                recommenders.stream().map(r -> new Ranking(r, cases.size())).toList();
        for (int from = 0; from < order.size(); from += BLOCK) {
            List<Integer> block = order.subList(from, Math.min(order.size(), from + BLOCK));
            List<int[]> histories =
                    block.stream().map(i -> cases.get(i).history()).toList();
            rankings.forEach(ranking -> ranking.rank(block, histories, cases, isSeenExcluded));
        }
        int[] groups = cases.stream().mapToInt(Case::group).toArray();
        return rankings.stream().map(ranking -> ranking.ranks(groups)).toList();
    }

    private static final class Ranking {
        private final Recommender recommender;
        private final int[] ranks;
        private final BitSet listed = new BitSet();
        private int items;

        Ranking(Recommender recommender, int cases) {
            this.recommender = recommender;
            this.ranks = new int[cases];
        }

        void rank(List<Integer> block, List<int[]> histories, List<Case> cases, boolean isSeenExcluded) {
            List<float[]> scores = recommender.scores(histories);
            for (int i = 0; i < block.size(); i++) {
                Case asked = cases.get(block.get(i));
                float[] own = isSeenExcluded ? without(scores.get(i), asked) : scores.get(i);
                ranks[block.get(i)] = RankingEvaluation.rank(own, asked.target());
                first(own).forEach(listed::set);
                items = own.length;
            }
        }

        Ranks ranks(int[] groups) {
            return new Ranks(recommender.name(), ranks, groups, (double) listed.cardinality() / Math.max(1, items));
        }
    }

    private static float[] without(float[] scores, Case asked) {
        float[] some = scores.clone();
        for (int item : asked.history()) {
            if (item != asked.target()) {
                some[item - 1] = Float.NEGATIVE_INFINITY;
            }
        }
        return some;
    }

    /** @return the target's place, from 1; equals count as before it */
    public static int rank(float[] scores, int target) {
        float own = scores[target - 1];
        if (Float.isNaN(own)) {
            throw new IllegalArgumentException("item " + target + " was given no number as its score");
        }
        int before = 0;
        for (float score : scores) {
            before += score >= own ? 1 : 0;
        }
        return before;
    }

    /** Numbers of the best items that were not left out; smaller numbers come first where scores are equal. */
    private static List<Integer> first(float[] scores) {
        List<Integer> best = new ArrayList<>(LIST + 1);
        for (int i = 0; i < scores.length; i++) {
            if (scores[i] == Float.NEGATIVE_INFINITY
                    || best.size() == LIST && scores[i] <= scores[best.getLast() - 1]) {
                continue;
            }
            int at = best.size();
            while (at > 0 && scores[best.get(at - 1) - 1] < scores[i]) {
                at--;
            }
            best.add(at, i + 1);
            if (best.size() > LIST) {
                best.removeLast();
            }
        }
        return best;
    }
}
