package io.reprise.benchmarks.models;

import io.reprise.benchmarks.models.DemandTrial.Results;
import io.reprise.benchmarks.report.Report;
import io.reprise.domain.model.audience.Pseudonym;
import io.reprise.ml.dataset.RetailData;
import io.reprise.ml.dataset.SaleLine;
import io.reprise.ml.demand.DemandErrors;
import io.reprise.ml.demand.DemandLearning.Settings;
import io.reprise.ml.demand.DemandPanel;
import io.reprise.ml.demand.DemandSeries;
import io.reprise.ml.demand.DemandWindows.Window;
import io.reprise.ml.demand.Forecasts;
import io.reprise.ml.demand.RetailDemand;
import io.reprise.ml.demand.Variant;
import io.reprise.ml.tensorflow.TensorFlowRuntime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Forecasts of demand by week and by day, beside the naive one, R's forecast and boosted trees. */
final class DemandBenchmark implements ModelsPart {

    private static final String BOOSTED = "xgboost";
    private static final int RETAIL_ITEMS = 60;
    private static final int RETAIL_WEEKS = 6;
    private static final int CHOOSING_WEEKS = 8;
    private static final List<String> COLUMNS =
            List.of("model", "seeds", "WAPE", "pinball", "in the 80 % band", "series × periods");

    @Override
    public String howToRead() {
        return """
                # Demand: how many units sell

                Every model learns from the periods before a date and forecasts those after it; what is planned for them
                (promotions, prices) is shown to all that can use it, and only that. WAPE is the sum of absolute errors of the
                median over the units sold; pinball is twice the mean pinball loss of the quantiles 10, 25, 50, 75 and 90 %
                over the same units; both are better when lower. The band from the 10 to the 90 % quantile should hold 80 %.
                Figures with ± are means over seeds with their 95 % interval (Student's t); methods without seeds have none.
                The networks (gru, lstm, transformer) begin at what our exponential smoothing expects and are served as one artifact
                with it; how much it weighs there was chosen at an earlier time, by a network of the first seed that had
                learned from what was known before that time, once for each variant. XGBoost has the networks' features but
                those of smoothing, a row for each coming period. ETS, ARIMA and STL + ETS are those of R's
                package forecast, on the square root of units, each series on its own; ETS follows trends for as long as it is
                asked, which a few series' quantiles show. Measures are over periods of which units are known.
                """;
    }

    @Override
    public void run(Context context) throws Exception {
        TensorFlowRuntime.start(context.home());
        Path folder = Files.createDirectories(context.home().resolve("demand"));
        List<Long> seeds = LongStream.range(0, context.repetitions())
                .map(i -> context.seed() + i)
                .boxed()
                .toList();
        if (isAsked(context, "breakfast-at-the-frat")) {
            frat(context, folder, seeds);
        }
        if (isAsked(context, "uci-online-retail")) {
            retail(context, context.data().resolve("uci-online-retail/online-retail.csv.gz"), folder, seeds);
        }
    }

    private static boolean isAsked(Context context, String dataSet) {
        if (!dataSet.contains(context.dataSet().toLowerCase(Locale.ROOT))) {
            return false;
        }
        if (!Files.isDirectory(context.data().resolve(dataSet))) {
            System.out.println(dataSet + " is left out: it is not in " + context.data());
            return false;
        }
        return true;
    }

    private static List<Variant> variants(Context context) {
        return Arrays.stream(Variant.values())
                .filter(variant -> context.isContending(variant.label()))
                .toList();
    }

    private static void frat(Context context, Path folder, List<Long> seeds) throws Exception {
        FratData data = new FratData(context.data());
        DemandPanel panel = data.panel();
        Map<String, FratData.Published> published = data.published();
        int cut = panel.periods() - FratData.TEST_WEEKS;
        Settings settings = new Settings(Variant.GRU, 26, FratData.TEST_WEEKS, 32, 0.003f, 0.1f, 4, 200, 64, 0);
        DemandTrial trial = new DemandTrial("frat", panel, cut, List.of(cut), settings, 40_000, folder);
        int before = cut - FratData.TEST_WEEKS;
        DemandTrial earlier = new DemandTrial("frat-before", panel, before, List.of(before), settings, 0, folder);
        List<Window> asked = trial.windows(series -> true);
        Results results = new Results();
        trial.naive(results, asked);
        if (context.isContending(BOOSTED)) {
            trial.boosted(results, asked, seeds);
        }
        trial.smoothed(results, asked);
        trial.networks(results, asked, earlier, variants(context), seeds);
        String span = "Learned from weeks 1 to " + cut + ", forecast at once for the " + FratData.TEST_WEEKS
                + " weeks after, promotions and prices known.";
        table(context.report(), "Breakfast at the Frat: every series", span, results, panel, window -> true);

        Predicate<DemandSeries> isPublished = series -> published.containsKey(series.item());
        List<Window> few = trial.windows(isPublished);
        new DemandPeers(folder)
                .forecast("frat", panel, few, FratData.TEST_WEEKS)
                .forEach(results::add);
        Set<Window> counted = common(results, few);
        table(
                context.report(),
                "Breakfast at the Frat: the series with published errors",
                span + " Series that every model could forecast.",
                results,
                panel,
                counted::contains);
        beside(context.report(), results, panel, published, counted, cut);
    }

    /** Windows that every model forecast. */
    private static Set<Window> common(Results results, List<Window> few) {
        Set<Window> all = new HashSet<>(few);
        results.all()
                .values()
                .forEach(runs -> all.retainAll(new HashSet<>(runs.getFirst().windows())));
        return all;
    }

    /** The published errors are of these weeks where a series has all of its weeks. */
    private static void beside(
            Report report,
            Results results,
            DemandPanel panel,
            Map<String, FratData.Published> published,
            Set<Window> counted,
            int cut) {
        Predicate<Window> whole = window -> counted.contains(window)
                && panel.series().get(window.series()).isKnown(0)
                && IntStream.range(cut, panel.periods())
                        .allMatch(t -> panel.series().get(window.series()).isKnown(t));
        List<List<Object>> rows = new ArrayList<>();
        long series = counted.stream().filter(whole).count();
        results.all().forEach((model, runs) -> {
            List<Double> errors = new ArrayList<>();
            List<Double> arima = new ArrayList<>();
            List<Double> stl = new ArrayList<>();
            for (Forecasts run : runs) {
                double sum = 0;
                int beatsArima = 0;
                int beatsStl = 0;
                for (int i = 0; i < run.windows().size(); i++) {
                    if (whole.test(run.windows().get(i))) {
                        double error = DemandErrors.rootMeanSquare(run, i, panel);
                        FratData.Published of = published.get(panel.series()
                                .get(run.windows().get(i).series())
                                .item());
                        sum += error;
                        beatsArima += error < of.arima() ? 1 : 0;
                        beatsStl += error < of.stl() ? 1 : 0;
                    }
                }
                errors.add(sum / series);
                arima.add(100.0 * beatsArima / series);
                stl.add(100.0 * beatsStl / series);
            }
            rows.add(List.of(
                    model,
                    Spread.of(errors).text(3),
                    Spread.of(arima).text(0) + " %",
                    Spread.of(stl).text(0) + " %"));
        });
        double[] of = counted.stream()
                .filter(whole)
                .map(w -> published.get(panel.series().get(w.series()).item()))
                .collect(
                        () -> new double[2],
                        (sums, p) -> {
                            sums[0] += p.arima() / series;
                            sums[1] += p.stl() / series;
                        },
                        (a, b) -> {});
        rows.add(List.of("published: ARIMA with promotions and their lags", text(of[0]), "", ""));
        rows.add(List.of("published: STL + ETS", text(of[1]), "", ""));
        report.table(
                "Breakfast at the Frat: beside the published errors",
                "Root mean squared error of a series' mean forecast, averaged over the " + series
                        + " series whose weeks are all there, so that the published errors are of exactly the same weeks"
                        + " (other series were published with filled-in weeks); and on how many series it is lower.",
                List.of("model", "RMSE", "below published ARIMA", "below published STL"),
                rows);
    }

    private static String text(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    private static void retail(Context context, Path file, Path folder, List<Long> seeds) throws Exception {
        List<SaleLine> sales =
                RetailData.read(file.toString(), Pseudonym::new, rows -> {}).sales();
        DemandPanel all =
                RetailDemand.daily(sales, 1, sales.getLast().at().toLocalDate().plusDays(1));
        int cut = all.periods() - 7 * RETAIL_WEEKS;
        DemandPanel panel = RetailDemand.daily(sales, RETAIL_ITEMS, all.startOf(cut));
        List<Integer> origins =
                IntStream.range(0, RETAIL_WEEKS).map(i -> cut + 7 * i).boxed().toList();
        Settings settings = new Settings(Variant.GRU, 28, 7, 24, 0.003f, 0.2f, 4, 150, 64, 0);
        DemandTrial trial = new DemandTrial("retail", panel, cut, origins, settings, 20_000, folder);
        int before = cut - 7 * CHOOSING_WEEKS;
        List<Integer> earlier = IntStream.range(0, CHOOSING_WEEKS)
                .map(i -> before + 7 * i)
                .boxed()
                .toList();
        DemandTrial choosing = new DemandTrial("retail-before", panel, before, earlier, settings, 0, folder);
        List<Window> asked = trial.windows(series -> true);
        Results results = new Results();
        trial.naive(results, asked);
        if (context.isContending(BOOSTED)) {
            trial.boosted(results, asked, seeds);
        }
        trial.smoothed(results, asked);
        trial.networks(results, asked, choosing, variants(context), seeds);
        new DemandPeers(folder).forecast("retail", panel, asked, 7).forEach(results::add);
        Set<Window> counted = common(results, asked);
        table(
                context.report(),
                "UCI Online Retail: daily units of " + RETAIL_ITEMS + " items",
                "The items most often sold before the last " + RETAIL_WEEKS
                        + " weeks. Networks and trees learn from the days before those once; at the start of each of the"
                        + " weeks every model is shown the days up to then and forecasts seven days. ETS and ARIMA are"
                        + " fitted anew each week. Prices are not planned: the last one is taken to stay. Days on which the"
                        + " shop was closed do not count. Exponential smoothing is fitted anew each week, too; its weight"
                        + " beside the networks was chosen in the " + CHOOSING_WEEKS + " weeks before.",
                results,
                panel,
                counted::contains);
    }

    private static void table(
            Report report, String title, String note, Results results, DemandPanel panel, Predicate<Window> counted) {
        List<List<Object>> rows = new ArrayList<>();
        results.all().forEach((model, runs) -> {
            List<DemandErrors> errors = runs.stream()
                    .map(run -> DemandErrors.of(run, panel, counted))
                    .toList();
            rows.add(List.of(
                    model,
                    runs.size() > 1 ? runs.size() : 1,
                    Spread.of(errors.stream().map(DemandErrors::wape).toList()).text(4),
                    Spread.of(errors.stream().map(DemandErrors::pinball).toList())
                            .text(4),
                    Spread.of(errors.stream().map(e -> 100 * e.coverage()).toList())
                                    .text(1) + " %",
                    errors.getFirst().periods()));
        });
        report.table(title, note, COLUMNS, rows);
    }
}
