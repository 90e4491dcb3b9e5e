package io.reprise.ml.training;

import io.reprise.ml.baseline.BaselineArtifact.LogisticPurchase;
import io.reprise.ml.features.DemandFeatures;
import io.reprise.ml.features.PurchaseFeatures;
import io.reprise.ml.training.TrainedShelf.Facts;
import io.reprise.ml.training.Trainer.Data;
import io.reprise.ml.training.Trainer.Settings;
import io.reprise.ml.training.Trainer.Trained;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Whether a shopper buys in an hour, beside a logistic regression. */
final class PurchaseModelTraining implements ModelTraining {

    private static final int HIDDEN = 16;

    @Override
    public String model() {
        return "purchase";
    }

    @Override
    public void run(TrainingRun run) throws IOException {
        PurchaseTraining.Splits s = PurchaseTraining.splits(RetailSales.of(run), run.seed());
        PurchaseNetwork network = new PurchaseNetwork(HIDDEN, s.shoppers(), s.affinity(), s.logitShift());
        PurchaseNetwork logistic = new PurchaseNetwork(0, s.shoppers(), s.affinity(), s.logitShift());
        Trained trained = Trainer.train(network, s.train(), s.validation(), Settings.usual(run, 0.003f), run);
        run.out().println("Training purchase baseline (logistic regression)");
        Trained regression = Trainer.train(logistic, s.train(), s.validation(), Settings.usual(run, 0.01f), run);
        double[] answers = probabilities(network, trained, s.test());
        SortedMap<String, Double> ofModel =
                Measures.probability(answers, s.test().targets());
        SortedMap<String, Double> ofBaseline = Measures.probability(
                probabilities(logistic, regression, s.test()), s.test().targets());
        Facts facts = new Facts(
                model(),
                PurchaseFeatures.SCHEMA,
                run.data(),
                "until 11 weeks before the end of the data",
                "the last 6 weeks",
                run.seed(),
                "log-loss",
                "Learned from one wholesale gift shop. Hours without a purchase are undersampled in training and in the"
                        + " measures here; served probabilities are corrected for it.");
        // What is served is the mean over the audience; what is judged is each shopper.
        TrainedShelf.Judge judge = served -> ofModel;
        Map<String, Object> beside = Map.of(
                "features.json", new DemandFeatures.Table(Map.of(), new DemandFeatures.Level(0, 0), s.hourOfWeek()));
        String baselineSha =
                run.shelf().putBaseline(facts, averageShopper(s, logistic, regression.weights()), beside, ofBaseline);
        run.shelf()
                .put(
                        facts.against(baselineSha),
                        folder -> trained.export(network, PurchaseFeatures.COLUMNS, 0, folder),
                        beside,
                        ofBaseline,
                        judge.andGroups(served -> PurchaseTraining.groups(s, answers, run.seed()))
                                .andTrained(served -> PurchaseTraining.spread(s.train())));
    }

    private static double[] probabilities(PurchaseNetwork network, Trained trained, Data test) {
        double[] all = new double[test.size()];
        double[] row = new double[test.columns()];
        for (int i = 0; i < all.length; i++) {
            for (int c = 0; c < row.length; c++) {
                row[c] = test.rows()[i * row.length + c];
            }
            all[i] = network.probability(row, trained.weights());
        }
        return all;
    }

    /** The regression with the sample's mean shopper filled in, and the undersampling undone. */
    private static LogisticPurchase averageShopper(
            PurchaseTraining.Splits s, PurchaseNetwork logistic, List<float[][]> weights) {
        double[] who = IntStream.range(0, 3)
                .mapToDouble(c -> Stream.of(s.shoppers())
                        .mapToDouble(row -> row[c])
                        .average()
                        .orElse(0))
                .toArray();
        List<Double> affinity = Stream.of(s.affinity())
                .map(row -> IntStream.range(0, row.length)
                        .mapToDouble(i -> row[i])
                        .average()
                        .orElse(0))
                .toList();
        double intercept = s.logitShift()
                + logistic.logit(
                        DoubleStream.concat(DoubleStream.of(who), DoubleStream.of(0, 0, 0))
                                .toArray(),
                        weights);
        return new LogisticPurchase(
                intercept, weights.get(0)[3][0], affinity, weights.get(0)[4][0], weights.get(0)[5][0]);
    }
}
