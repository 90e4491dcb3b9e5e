package io.reprise.ml.training;

import io.reprise.domain.model.decision.Tensor;
import io.reprise.ml.recommend.RankingEvaluation;
import io.reprise.ml.recommend.RankingEvaluation.Measure;
import io.reprise.ml.sequence.Example;
import io.reprise.ml.sequence.History;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Measures answers of the behaviour model, or of its baseline, on examples: all heads by one walk over their rows. */
final class BehaviourMeasures {

    private static final int ROWS = 256;
    private static final double SHARE_MIN = 1e-6;

    private BehaviourMeasures() {}

    /**
     * @param features of histories, @param served features → [n, 1 + hours + items]
     * @param hours in the answer
     */
    static SortedMap<String, Double> of(
            List<Example> examples, Function<List<History>, Tensor> features, UnaryOperator<Tensor> served, int hours) {
        double[] bought = new double[examples.size()];
        float[] outcome = new float[examples.size()];
        double hourLoss = 0;
        int purchases = 0;
        List<Integer> ranks = new ArrayList<>();
        for (int from = 0; from < examples.size(); from += ROWS) {
            List<Example> some = examples.subList(from, Math.min(examples.size(), from + ROWS));
            Tensor answer = served.apply(
                    features.apply(some.stream().map(Example::history).toList()));
            for (int i = 0; i < some.size(); i++) {
                Example example = some.get(i);
                bought[from + i] = answer.at(i, 0);
                outcome[from + i] = example.bought();
                if (example.hour() >= 0) {
                    hourLoss -= Math.log(Math.max(SHARE_MIN, answer.at(i, 1 + example.hour())));
                    purchases++;
                }
                if (example.next() > 0) {
                    int row = i * answer.columns();
                    ranks.add(RankingEvaluation.rank(
                            Arrays.copyOfRange(answer.values(), row + 1 + hours, row + answer.columns()),
                            example.next()));
                }
            }
        }
        SortedMap<String, Double> measures = Measures.probability(bought, outcome);
        measures.keySet().stream().toList().forEach(key -> measures.put("purchase-" + key, measures.remove(key)));
        int[] all = ranks.stream().mapToInt(Integer::intValue).toArray();
        measures.put("hour-log-loss", hourLoss / Math.max(1, purchases));
        measures.put("next-hr-10", Measure.HR.mean(all, 10));
        measures.put("next-ndcg-10", Measure.NDCG.mean(all, 10));
        return measures;
    }
}
