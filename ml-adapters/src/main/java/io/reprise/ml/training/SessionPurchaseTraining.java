package io.reprise.ml.training;

import io.reprise.domain.model.decision.Tensor;
import io.reprise.ml.dataset.RetailData;
import io.reprise.ml.purchase.SessionEncoding;
import io.reprise.ml.purchase.SessionFile;
import io.reprise.ml.purchase.SessionModel;
import io.reprise.ml.purchase.SessionModel.Settings;
import io.reprise.ml.purchase.ShopperSession;
import io.reprise.ml.training.TrainedShelf.Facts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Whether a visit ends in a purchase, beside a logistic regression on the same columns. */
final class SessionPurchaseTraining implements ModelTraining {

    private static final String SCHEMA = "session-purchase/1";
    private static final int LEAST = 500;

    @Override
    public String model() {
        return "session-purchase";
    }

    @Override
    public void run(TrainingRun run) throws IOException {
        if (run.data().equals(RetailData.BUNDLED)) {
            throw new UnusableData("no visits are bundled: give --data a CSV with the columns of UCI's Online Shoppers"
                    + " Purchasing Intention");
        }
        List<ShopperSession> all;
        try {
            all = SessionFile.read(Path.of(run.data()));
        } catch (SessionFile.Unusable e) {
            throw new UnusableData(e.getMessage());
        }
        int cut = all.size() * 7 / 10;
        if (cut < LEAST) {
            throw new UnusableData("there are " + all.size() + " visits, and " + LEAST * 10 / 7 + " are the least");
        }
        List<ShopperSession> train = all.subList(0, cut);
        List<ShopperSession> test = all.subList(cut, all.size());
        run.out().printf("  %,d visits to learn from, the last %,d to test on%n", train.size(), test.size());
        Settings settings = Settings.usual(run.seed()).withEpochs(run.epochsOr(30));
        SessionModel model = SessionModel.learn(train, settings, run.checkpoints(), run.progress());
        SessionModel logistic = SessionModel.learn(
                train, Settings.logistic(run.seed()).withEpochs(run.epochsOr(30)), run.checkpoints(), epoch -> {});
        if (Thread.currentThread().isInterrupted()) {
            run.out().println("  stopped; the same command goes on from here");
            return;
        }
        float[] bought = SessionEncoding.targets(test);
        SortedMap<String, Double> ofBaseline = Measures.probability(logistic.probabilities(test), bought);
        Tensor input = new Tensor(
                test.size(), model.encoding().columns(), model.encoding().rows(test));
        Facts facts = new Facts(
                model(),
                SCHEMA,
                run.data(),
                "the first 70 % of the file's rows",
                "the last 30 % of the file's rows",
                run.seed(),
                "log-loss",
                "What a visitor does until the visit ends is taken as known. Learned from one shop.");
        run.shelf()
                .put(
                        facts,
                        model::export,
                        Map.of("features.json", model.encoding()),
                        ofBaseline,
                        served -> Measures.probability(doubles(served.apply(input)), bought));
    }

    private static double[] doubles(Tensor answer) {
        double[] all = new double[answer.rows()];
        for (int i = 0; i < all.length; i++) {
            all[i] = answer.at(i, 0);
        }
        return all;
    }
}
