package io.reprise.ml.training;

import io.reprise.domain.model.decision.Tensor;
import io.reprise.domain.model.port.DemandForecaster;
import io.reprise.ml.baseline.BaselineArtifact.SeasonalNaiveDemand;
import io.reprise.ml.features.DemandFeatures;
import io.reprise.ml.training.TrainedShelf.Facts;
import io.reprise.ml.training.Trainer.Data;
import io.reprise.ml.training.Trainer.Trained;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;

/** Demand per item and hour, beside the seasonal naive. */
final class DemandModelTraining implements ModelTraining {

    @Override
    public String model() {
        return "demand";
    }

    @Override
    public void run(TrainingRun run) throws IOException {
        DemandTraining.Splits splits = DemandTraining.splits(RetailSales.of(run));
        Network network = new DemandNetwork();
        Trained trained = Trainer.train(
                network, splits.train().data(), splits.validation().data(), Trainer.Settings.usual(run, 0.003f), run);
        SeasonalNaiveDemand baseline = DemandTraining.baseline(splits.train().data());
        Data test = splits.test().data();
        Tensor input = new Tensor(test.size(), test.columns(), test.rows());
        SortedMap<String, Double> ofBaseline = Measures.demand(baseline.run(input), test.targets());
        run.out()
                .printf(
                        Locale.ROOT,
                        "  price elasticity learned: %.2f%n",
                        Math.log1p(Math.exp(trained.weights().get(4)[0][0])));
        Facts facts = new Facts(
                model(),
                DemandFeatures.SCHEMA,
                run.data(),
                splits.train().span(),
                splits.test().span(),
                run.seed(),
                "poisson-deviance",
                "Learned from one wholesale gift shop's opening hours in 2010 and 2011. Price effects mix with quantity"
                        + " discounts. Levels are those of the last weeks of the data.");
        TrainedShelf.Judge judge = served -> Measures.demand(served.apply(input), test.targets());
        Data train = splits.train().data();
        Tensor learned = new Tensor(train.size(), train.columns(), train.rows());
        Map<String, Object> beside = Map.of("features.json", splits.servingTable());
        String baselineSha = run.shelf().putBaseline(facts, baseline, beside, ofBaseline);
        run.shelf()
                .put(
                        facts.against(baselineSha),
                        folder -> trained.export(network, DemandFeatures.COLUMNS, DemandForecaster.P50, folder),
                        beside,
                        ofBaseline,
                        judge.andGroups(served -> DemandTraining.groups(test, served.apply(input), run.seed()))
                                .andTrained(served -> DemandTraining.spread(train, served.apply(learned))));
    }
}
