package io.reprise.benchmarks.uplift;

import io.reprise.benchmarks.report.BenchOptions;
import io.reprise.benchmarks.report.Report;
import io.reprise.market.Calibration;
import io.reprise.market.Market;
import io.reprise.market.Scenario;
import io.reprise.ml.tensorflow.ModelShelf;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;

/** Whether a sale steered by Reprise sells more than the same sale steered otherwise; writes {@code uplift.md} and {@code .json}. */
@CommandLine.Command(
        name = "uplift",
        description = "Plays the same sales by several strategies in a simulated market.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class UpliftBenchmark implements Callable<Integer> {

    private static final String HOW_TO_READ = """
            # What a steered sale sells

            The same sales, drawn by seed, played by several strategies against the same shoppers of a simulated market.
            [uplift.md](../../docs/uplift.md) says how the market works, what is assumed, and what is measured.
            """;

    private static final String LIVE = """
            # How soon a sale is steered, and how many at once

            In memory and in one process: reading signals, evaluating, asking the model, deciding, the decision table, the core,
            and every event written as JSON. Not in it: HTTP, the durable append of the log, Axon's dispatch, the process engine.
            """;

    @CommandLine.Option(names = "--campaigns", description = "Campaigns of each scenario.", defaultValue = "100")
    private int campaigns;

    @CommandLine.Option(
            names = "--scenarios",
            split = ",",
            description = "All but slow_start unless given: ${COMPLETION-CANDIDATES}.")
    private List<Scenario> scenarios;

    @CommandLine.Option(names = "--strategies", split = ",", description = "All unless given.")
    private List<String> strategies;

    @CommandLine.Option(names = "--logs", description = "Where each campaign's events go, if anywhere.")
    private Path logs;

    @CommandLine.Option(names = "--live", description = "Measure how soon and how many instead; writes uplift-live.")
    private boolean live;

    @CommandLine.Option(names = "--live-campaigns", description = "Live at once.", defaultValue = "1000")
    private int liveCampaigns;

    @CommandLine.Option(names = "--seconds", description = "How long these are live.", defaultValue = "60")
    private int seconds;

    @CommandLine.Mixin
    private final BenchOptions options = new BenchOptions();

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        List<Contender> played = strategies == null ? Contender.ALL : chosen();
        List<Scenario> markets = scenarios == null
                ? Arrays.stream(Scenario.values())
                        .filter(s -> s != Scenario.SLOW_START)
                        .toList()
                : scenarios;
        TrainedHome home = TrainedHome.in(options.home());
        Map<String, Object> circumstances = options.circumstances(options.home());
        try (ModelShelf shelf = home.shelf()) {
            Models models = Models.on(shelf);
            circumstances.put("models", models.description());
            if (live) {
                Report report = new Report(LIVE, circumstances);
                new LiveTrial(home.calibration(), models, options.seed()).run(liveCampaigns, seconds, report);
                report.write(options.out(), "uplift-live");
                return CommandLine.ExitCode.OK;
            }
            circumstances.put("campaigns", campaigns + " of each of " + markets.size() + " scenarios");
            circumstances.forEach((what, value) -> System.out.println(what + ": " + value));
            long started = System.nanoTime();
            Results results = play(home.calibration(), markets, played, models);
            circumstances.put("took", String.format(Locale.ROOT, "%.0f s", (System.nanoTime() - started) / 1e9));
            Report report = new Report(HOW_TO_READ, circumstances);
            new UpliftTables(results, report).all();
            report.write(options.out(), "uplift");
        }
        return CommandLine.ExitCode.OK;
    }

    private List<Contender> chosen() {
        return strategies.stream()
                .map(name -> Contender.named(name)
                        .orElseThrow(() -> new CommandLine.ParameterException(
                                spec.commandLine(), "there is no strategy '" + name + "'; there are " + names())))
                .toList();
    }

    private static String names() {
        return Contender.ALL.stream().map(Contender::name).collect(Collectors.joining(", "));
    }

    private Results play(Calibration shop, List<Scenario> markets, List<Contender> played, Models models)
            throws Exception {
        DecisionRules rules = new DecisionRules();
        Results results = new Results(markets, played, options.seed());
        Progress progress = new Progress(campaigns * markets.size() * played.size());
        for (int n = 0; n < campaigns; n++) {
            DrawnCampaign drawn = DrawnCampaign.draw(shop, options.seed() + n);
            Market market = new Market(
                    drawn.calibration(), Scenario.NORMAL, drawn.seed(), DrawnCampaign.SHOPPERS, DrawnCampaign.ZONE);
            for (Scenario scenario : markets) {
                for (Contender strategy : played) {
                    PlayedCampaign campaign =
                            PlayedCampaign.play(drawn, market.under(scenario), strategy, models, rules);
                    results.add(scenario, strategy, drawn, campaign);
                    keep(drawn, scenario, strategy, campaign);
                    progress.done();
                }
            }
        }
        progress.end();
        return results;
    }

    private void keep(DrawnCampaign drawn, Scenario scenario, Contender strategy, PlayedCampaign campaign)
            throws Exception {
        if (logs != null) {
            Files.createDirectories(logs);
            String name =
                    drawn.id() + "-" + scenario.name().toLowerCase(Locale.ROOT) + "-" + strategy.name() + ".ndjson";
            Files.write(logs.resolve(name), campaign.log());
        }
    }
}
