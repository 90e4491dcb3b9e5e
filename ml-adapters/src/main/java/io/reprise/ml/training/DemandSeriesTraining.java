package io.reprise.ml.training;

import io.reprise.domain.model.decision.Tensor;
import io.reprise.ml.dataset.RetailData;
import io.reprise.ml.dataset.SaleLine;
import io.reprise.ml.demand.Cadence;
import io.reprise.ml.demand.DemandErrors;
import io.reprise.ml.demand.DemandLearning;
import io.reprise.ml.demand.DemandLearning.Learned;
import io.reprise.ml.demand.DemandLearning.Settings;
import io.reprise.ml.demand.DemandPanel;
import io.reprise.ml.demand.DemandWindows.Window;
import io.reprise.ml.demand.Forecasts;
import io.reprise.ml.demand.RetailDemand;
import io.reprise.ml.demand.SalesFile;
import io.reprise.ml.demand.SeasonalNaive;
import io.reprise.ml.demand.Variant;
import io.reprise.ml.selection.CrossValidation;
import io.reprise.ml.selection.CrossValidation.Fold;
import io.reprise.ml.selection.GridSearch;
import io.reprise.ml.selection.GridSearch.Axis;
import io.reprise.ml.training.TrainedShelf.Facts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Quantiles of demand by day or week, by one of three encoders and by smoothing together; beside the seasonal naive. */
final class DemandSeriesTraining implements ModelTraining {

    static final String SCHEMA = "demand-series/2";

    private static final int BUNDLED_ITEMS = 40;
    private static final List<String> SETTINGS = List.of("width", "rate", "dropout", "history");

    /**
     * What is needed to make features of a question; kept beside the artifact.
     *
     * @param smoothing weight of exponential smoothing in the artifact's answer, from 0 to 1; for people, since it is in there
     */
    record Table(
            Cadence cadence,
            List<String> promotions,
            List<String> contents,
            int history,
            int horizon,
            List<Double> quantiles,
            double meanLevel,
            double smoothing) {}

    @Override
    public String model() {
        return "demand-series";
    }

    @Override
    public void run(TrainingRun run) throws IOException {
        DemandPanel panel = panel(run);
        int horizon = panel.cadence() == Cadence.WEEKLY ? 8 : 7;
        int known = known(panel);
        if (known < 5 * horizon) {
            throw new UnusableData("there are sales of " + known + " periods, and " + 5 * horizon
                    + " are the least to learn from, choose by and test on");
        }
        int test = known - horizon;
        Settings settings = chosen(run, panel, test, horizon);
        run.out()
                .printf(
                        "  %d items, %d periods (%s); tested on the last %d%n",
                        panel.series().size(), known, panel.cadence(), horizon);
        Learned learned = DemandLearning.learn(
                panel,
                test - horizon,
                test,
                settings,
                run.checkpoints().resolve("demand-series-" + settings.variant().label() + ".checkpoint"),
                run.data(),
                run.progress());
        if (!learned.isComplete()) {
            run.out().println("  stopped; the same command goes on from here");
            run.goesOn();
            return;
        }
        shelve(run, panel, learned, test, horizon);
    }

    private static DemandPanel panel(TrainingRun run) throws IOException {
        if (!run.data().equals(RetailData.BUNDLED)) {
            try {
                return SalesFile.read(Path.of(run.data()));
            } catch (SalesFile.Unusable e) {
                throw new UnusableData(e.getMessage());
            }
        }
        List<SaleLine> sales = RetailSales.of(run);
        LocalDate last = sales.stream()
                .map(s -> s.at().toLocalDate())
                .max(LocalDate::compareTo)
                .orElseThrow();
        return RetailDemand.daily(sales, BUNDLED_ITEMS, last.minusDays(13));
    }

    /** Rows after the last sale are what is planned. */
    private static int known(DemandPanel panel) {
        return IntStream.range(0, panel.periods())
                        .filter(t -> panel.series().stream().anyMatch(s -> s.isKnown(t)))
                        .max()
                        .orElse(-1)
                + 1;
    }

    private static Settings chosen(TrainingRun run, DemandPanel panel, int until, int horizon) throws UnusableData {
        try {
            Map<String, String> told = new TreeMap<>(run.choice().settings());
            String named = told.remove("variant");
            Variant variant = named == null ? Variant.GRU : Variant.named(named);
            int history = panel.cadence() == Cadence.WEEKLY ? 26 : 28;
            Settings usual = Settings.usual(variant, history, horizon, run.seed());
            Settings settings = with(usual.withEpochs(run.epochsOr(usual.epochs()), usual.steps()), told);
            if (run.choice().grid().isEmpty()) {
                return settings;
            }
            List<Axis> axes = run.choice().grid().stream()
                    .map(option -> Axis.of(option, SETTINGS))
                    .toList();
            List<Fold> folds = CrossValidation.rollingOrigin(until, run.choice().folds(), horizon);
            GridSearch search = new GridSearch(run.checkpoints().resolve("demand-series-grid.tsv"), line -> run.out()
                    .println("  " + line));
            String of = run.data() + " " + settings + " " + folds.size() + " folds";
            List<GridSearch.Tried> tried = search.search(
                    axes,
                    of,
                    point -> CrossValidation.run(folds, fold -> DemandLearning.learn(
                                    panel.until(fold.until()),
                                    fold.learnUntil(),
                                    fold.until(),
                                    with(settings, point),
                                    null,
                                    run.data(),
                                    epoch -> {})
                            .score()));
            run.out().println("  chosen: " + tried.getFirst().point());
            return with(settings, tried.getFirst().point());
        } catch (IllegalArgumentException e) {
            throw new UnusableData(e.getMessage());
        }
    }

    static Settings with(Settings settings, Map<String, String> point) {
        Settings changed = settings;
        for (Map.Entry<String, String> one : point.entrySet()) {
            try {
                changed = switch (one.getKey()) {
                    case "width" -> changed.withWidth(Integer.parseInt(one.getValue()));
                    case "history" -> changed.withHistory(Integer.parseInt(one.getValue()));
                    case "rate" -> changed.withRate(Float.parseFloat(one.getValue()));
                    case "dropout" -> changed.withDropout(Float.parseFloat(one.getValue()));
                    default -> throw new IllegalArgumentException("there is no setting '" + one.getKey() + "'");
                };
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(
                        one.getKey() + ": '" + one.getValue() + "' is not a number of that kind", e);
            }
        }
        return changed;
    }

    private void shelve(TrainingRun run, DemandPanel panel, Learned learned, int test, int horizon) throws IOException {
        List<Window> asked = IntStream.range(0, panel.series().size())
                .mapToObj(i -> new Window(i, test))
                .toList();
        DemandErrors ofBaseline =
                DemandErrors.of(new SeasonalNaive(panel, test, learned.meanLevel()).forecast(asked, horizon), panel);
        float[] rows = learned.windows(panel, test).features(asked);
        Tensor input = new Tensor(asked.size(), learned.shape().columns(), rows);
        Facts facts = new Facts(
                model(),
                SCHEMA + "/" + learned.settings().variant().label(),
                run.data(),
                panel.startOf(0) + " to " + panel.startOf(test - horizon).minusDays(1),
                panel.startOf(test) + " to " + panel.startOf(test + horizon).minusDays(1),
                run.seed(),
                "pinball",
                "Sales, not demand: a period in which the item was out of stock looks like one of little demand. Prices"
                        + " were not set at random, so their effect is mixed with the reasons for them.");
        Table table = new Table(
                panel.cadence(),
                panel.promotions(),
                panel.contents(),
                learned.settings().history(),
                horizon,
                io.reprise.ml.demand.WindowShape.LEVELS,
                learned.meanLevel(),
                learned.smoothing());
        run.shelf()
                .put(
                        facts,
                        learned::export,
                        Map.of("features.json", table),
                        ofBaseline.measures(),
                        served -> DemandErrors.of(forecasts(served.apply(input), asked, horizon), panel)
                                .measures());
    }

    private static Forecasts forecasts(Tensor answer, List<Window> asked, int horizon) {
        float[][] values = new float[asked.size()][];
        for (int i = 0; i < values.length; i++) {
            values[i] = Arrays.copyOfRange(answer.values(), i * answer.columns(), (i + 1) * answer.columns());
        }
        return new Forecasts(asked, horizon, values);
    }
}
