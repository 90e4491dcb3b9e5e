package io.reprise.benchmarks.counterfactual;

import io.reprise.benchmarks.counterfactual.CounterfactualTables.Valued;
import io.reprise.benchmarks.report.BenchOptions;
import io.reprise.benchmarks.report.Report;
import io.reprise.benchmarks.uplift.CounterfactualTrial;
import io.reprise.benchmarks.uplift.CounterfactualTrial.Logged;
import io.reprise.benchmarks.uplift.CounterfactualTrial.Other;
import io.reprise.benchmarks.uplift.CounterfactualTrial.Sale;
import io.reprise.benchmarks.uplift.TrainedHome;
import io.reprise.domain.model.counterfactual.OffPolicy;
import io.reprise.domain.model.counterfactual.Valuation;
import io.reprise.domain.model.decision.Policies;
import io.reprise.domain.model.decision.PolicyRef;
import io.reprise.ml.tensorflow.ModelShelf;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine;

/** Whether off-policy estimates tell what another policy would have brought; writes {@code counterfactual.md} and {@code .json}. */
@CommandLine.Command(
        name = "counterfactual",
        description = "Values other policies from logged adjustments, beside the truth of the simulated market.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class CounterfactualBenchmark implements Callable<Integer> {

    private static final String HOW_TO_READ = """
            # What another policy would have brought: estimates beside the truth

            Sales of the simulated market in which the re-tuner tried things out, with its propensities logged. Another policy is
            valued from that log alone. The truth is the same market played again, the same shoppers and the same luck, with the
            other policy deciding at one adjustment and everything else as it was; once for each adjustment at which it does something else. Money is cents in the
            time after one adjustment, margin and a tenth of revenue. A policy that does what was never tried is refused, and then no
            truth is played either.
            """;

    @CommandLine.Option(names = "--campaigns", description = "Played at most.", defaultValue = "72")
    private int campaigns;

    @CommandLine.Option(
            names = "--minutes",
            description = "After which no further campaign is begun.",
            defaultValue = "8")
    private int minutes;

    @CommandLine.Option(names = "--horizon-minutes", description = "What counts after one.", defaultValue = "120")
    private int horizonMinutes;

    @CommandLine.Option(names = "--threads", description = "At once.", defaultValue = "2")
    private int threads;

    @CommandLine.Mixin
    private final BenchOptions options = new BenchOptions();

    /** Other policies, and what they are called. */
    private record Named(String name, Other other) {
        Named(String name, PolicyRef policy, Map<String, Double> changes) {
            this(name, new Other(policy, changes));
        }
    }

    /** What decided, so that the others can have decided the same; with other parameters it is another policy. */
    private static final PolicyRef USUAL = Policies.ADJUSTMENT;

    private static final List<Named> OTHERS = List.of(
            new Named("tries less out (draws of 0.8)", USUAL, Map.of("drawnDeviation", 0.8)),
            new Named("as usual (draws of 0.2)", USUAL, Map.of("drawnDeviation", 0.2)),
            new Named("sales worth more (0.15)", USUAL, Map.of("salesWeight", 0.15)),
            new Named("sales worth much more (0.35)", USUAL, Map.of("salesWeight", 0.35)),
            new Named("timid (gain from 1000)", USUAL, Map.of("gainCentsMin", 1_000.0)),
            new Named("very timid (gain from 8000)", USUAL, Map.of("gainCentsMin", 8_000.0)),
            new Named("learning-adjustment/1", new PolicyRef("learning-adjustment", 1), Map.of()),
            new Named("menu-adjustment/1", new PolicyRef("menu-adjustment", 1), Map.of()),
            new Named("leave-alone/1", new PolicyRef("leave-alone", 1), Map.of()));

    @Override
    public Integer call() throws Exception {
        TrainedHome home = TrainedHome.in(options.home());
        Map<String, Object> circumstances = options.circumstances(options.home());
        try (ModelShelf shelf = home.shelf();
                ExecutorService players = Executors.newFixedThreadPool(threads)) {
            CounterfactualTrial trial = new CounterfactualTrial(home, shelf, Duration.ofMinutes(horizonMinutes));
            List<Logged> campaigns = log(trial, players);
            circumstances.put("campaigns played", campaigns.size());
            Report report = new Report(HOW_TO_READ, circumstances);
            new CounterfactualTables(valued(trial, campaigns, players), options.seed()).in(report);
            report.write(options.out(), "counterfactual");
        }
        return CommandLine.ExitCode.OK;
    }

    /** Campaigns in the order of their seeds; what is begun in time is played to its end. */
    private List<Logged> log(CounterfactualTrial trial, ExecutorService players) throws Exception {
        List<Other> others = OTHERS.stream().map(Named::other).toList();
        Instant until = Instant.now().plus(Duration.ofMinutes(minutes));
        List<Callable<Optional<Logged>>> playing = new ArrayList<>();
        for (int n = 0; n < campaigns; n++) {
            long seed = options.seed() + n;
            playing.add(() -> {
                if (Instant.now().isAfter(until)) {
                    return Optional.empty();
                }
                Logged logged = trial.log(seed, others);
                System.err.println("  logged: campaign " + seed);
                return Optional.of(logged);
            });
        }
        List<Logged> logged = new ArrayList<>();
        for (Future<Optional<Logged>> one : players.invokeAll(playing)) {
            one.get().ifPresent(logged::add);
        }
        return logged;
    }

    private static List<Valued> valued(CounterfactualTrial trial, List<Logged> campaigns, ExecutorService players)
            throws Exception {
        List<Valued> all = new ArrayList<>();
        for (int n = 0; n < OTHERS.size(); n++) {
            int which = n;
            Named other = OTHERS.get(n);
            List<Sale> sales = campaigns.stream()
                    .map(campaign -> campaign.sales().get(which))
                    .toList();
            Valuation valuation = OffPolicy.value(CounterfactualTables.choices(sales));
            List<List<Double>> truths = new ArrayList<>();
            if (valuation.estimates().isPresent()) {
                List<Callable<List<Double>>> playing = new ArrayList<>();
                for (Logged campaign : campaigns) {
                    playing.add(() -> trial.truths(campaign, campaign.sales().get(which), other.other()));
                }
                for (Future<List<Double>> one : players.invokeAll(playing)) {
                    truths.add(one.get());
                }
            }
            System.err.println("  valued: " + other.name());
            all.add(new Valued(other.name(), sales, valuation, truths));
        }
        return all;
    }
}
