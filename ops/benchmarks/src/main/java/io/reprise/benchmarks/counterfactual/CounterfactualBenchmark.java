package io.reprise.benchmarks.counterfactual;

import io.reprise.benchmarks.report.BenchOptions;
import io.reprise.benchmarks.report.Report;
import io.reprise.benchmarks.uplift.CounterfactualTrial;
import io.reprise.benchmarks.uplift.CounterfactualTrial.Other;
import io.reprise.benchmarks.uplift.CounterfactualTrial.Sale;
import io.reprise.benchmarks.uplift.TrainedHome;
import io.reprise.domain.model.counterfactual.LoggedChoice;
import io.reprise.domain.model.counterfactual.OffPolicy;
import io.reprise.domain.model.counterfactual.Valuation;
import io.reprise.domain.model.counterfactual.Valuation.Estimate;
import io.reprise.domain.model.counterfactual.Valuation.Estimates;
import io.reprise.domain.model.decision.PolicyRef;
import io.reprise.ml.tensorflow.ModelShelf;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
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
            time after one adjustment, margin and a tenth of revenue. Coverage: of estimates from random halves of the campaigns,
            how many 95 % intervals hold the truth of all campaigns.
            """;

    private static final int HALVES = 400;

    @CommandLine.Option(names = "--campaigns", description = "Played at most.", defaultValue = "100")
    private int campaigns;

    @CommandLine.Option(
            names = "--minutes",
            description = "After which no further campaign is begun.",
            defaultValue = "30")
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

    private static final PolicyRef LEARNING = new PolicyRef("learning-adjustment", 1);

    private static final List<Named> OTHERS = List.of(
            new Named("as it is, drawing narrowly", LEARNING, Map.of()),
            new Named("sales worth more (0.35)", LEARNING, Map.of("salesWeight", 0.35)),
            new Named("bolder (gain from 200)", LEARNING, Map.of("gainCentsMin", 200.0)),
            new Named("timid (gain from 2000)", LEARNING, Map.of("gainCentsMin", 2_000.0)),
            new Named("menu-adjustment/1", new PolicyRef("menu-adjustment", 1), Map.of()),
            new Named("leave-alone/1", new PolicyRef("leave-alone", 1), Map.of()));

    @Override
    public Integer call() throws Exception {
        TrainedHome home = TrainedHome.in(options.home());
        Map<String, Object> circumstances = options.circumstances(options.home());
        try (ModelShelf shelf = home.shelf();
                ExecutorService players = Executors.newFixedThreadPool(threads)) {
            CounterfactualTrial trial = new CounterfactualTrial(home, shelf, Duration.ofMinutes(horizonMinutes));
            List<List<Sale>> played = play(trial, players);
            circumstances.put("campaigns played", played.size());
            Map<Named, List<Sale>> sales = new LinkedHashMap<>();
            for (int n = 0; n < OTHERS.size(); n++) {
                int other = n;
                sales.put(
                        OTHERS.get(n),
                        played.stream().map(campaign -> campaign.get(other)).toList());
            }
            Report report = new Report(HOW_TO_READ, circumstances);
            tables(sales, report);
            report.write(options.out(), "counterfactual");
        }
        return CommandLine.ExitCode.OK;
    }

    /** Campaigns in the order of their seeds, each under all other policies; what is begun in time is played to its end. */
    private List<List<Sale>> play(CounterfactualTrial trial, ExecutorService players) throws Exception {
        List<Other> others = OTHERS.stream().map(Named::other).toList();
        Instant until = Instant.now().plus(Duration.ofMinutes(minutes));
        List<Future<Optional<List<Sale>>>> playing = new ArrayList<>();
        for (int n = 0; n < campaigns; n++) {
            long campaign = options.seed() + n;
            playing.add(players.submit(() -> {
                if (Instant.now().isAfter(until)) {
                    return Optional.empty();
                }
                List<Sale> sales = trial.play(campaign, others);
                System.err.println("  played: campaign " + campaign);
                return Optional.of(sales);
            }));
        }
        List<List<Sale>> played = new ArrayList<>();
        for (Future<Optional<List<Sale>>> one : playing) {
            one.get().ifPresent(played::add);
        }
        return played;
    }

    private void tables(Map<Named, List<Sale>> sales, Report report) {
        List<List<Object>> overlap = new ArrayList<>();
        List<List<Object>> values = new ArrayList<>();
        List<List<Object>> coverage = new ArrayList<>();
        sales.forEach((other, all) -> {
            Valuation valued = OffPolicy.value(choices(all));
            Valuation.Overlap o = valued.overlap();
            overlap.add(List.of(
                    other.name(),
                    o.choices(),
                    o.clusters(),
                    100 * o.unsupported(),
                    o.effective(),
                    o.weightMax(),
                    valued.refusal().isEmpty()
                            ? ""
                            : valued.refusal().substring(0, valued.refusal().indexOf(':'))));
            double truth = truth(all);
            valued.estimates().ifPresent(e -> {
                values.add(List.of(
                        other.name(),
                        e.logged().cents(),
                        truth,
                        text(e.inversePropensity()),
                        text(e.selfNormalised()),
                        text(e.doublyRobust()),
                        truth - e.logged().cents(),
                        text(e.gain())));
                coverage.add(covered(other.name(), all));
            });
        });
        report.table(
                "Overlap",
                "Effective: as many decisions of the other policy's own would tell as much. Refused: no estimate is given.",
                List.of(
                        "other policy",
                        "adjustments",
                        "campaigns",
                        "% without a chance",
                        "effective",
                        "largest weight",
                        "refused"),
                overlap);
        report.table(
                "Values",
                "Cents of one adjustment; 95 % intervals over campaigns.",
                List.of(
                        "other policy",
                        "logged",
                        "truth",
                        "IPS",
                        "SNIPS",
                        "doubly robust",
                        "true gain",
                        "estimated gain"),
                values);
        report.table(
                "Coverage of 95 % intervals",
                HALVES
                        + " random halves of the campaigns; in % of those that were valued. Spread: mean half width of the interval.",
                List.of(
                        "other policy",
                        "IPS",
                        "SNIPS",
                        "doubly robust",
                        "gain",
                        "IPS spread",
                        "SNIPS spread",
                        "DR spread",
                        "gain spread"),
                coverage);
    }

    private static String text(Estimate e) {
        return "%.0f (%.0f to %.0f)".formatted(e.cents(), e.lowCents(), e.highCents());
    }

    private static List<LoggedChoice> choices(List<Sale> sales) {
        return sales.stream().flatMap(sale -> sale.choices().stream()).toList();
    }

    private static double truth(List<Sale> sales) {
        return sales.stream()
                .flatMap(sale -> sale.truths().stream())
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(Double.NaN);
    }

    private static double logged(List<Sale> sales) {
        return choices(sales).stream()
                .mapToDouble(LoggedChoice::reward)
                .average()
                .orElse(Double.NaN);
    }

    private List<Object> covered(String name, List<Sale> all) {
        Random random = new Random(options.seed());
        double truth = truth(all);
        double gain = truth - logged(all);
        int valued = 0;
        int[] inside = new int[4];
        double[] spread = new double[4];
        for (int n = 0; n < HALVES; n++) {
            List<Sale> half = new ArrayList<>(all);
            Collections.shuffle(half, random);
            Valuation v = OffPolicy.value(choices(half.subList(0, half.size() / 2)));
            if (v.estimates().isEmpty()) {
                continue;
            }
            valued++;
            List<Function<Estimates, Estimate>> of = List.of(
                    Estimates::inversePropensity, Estimates::selfNormalised, Estimates::doublyRobust, Estimates::gain);
            for (int i = 0; i < of.size(); i++) {
                Estimate e = of.get(i).apply(v.estimates().get());
                double target = i == 3 ? gain : truth;
                inside[i] += e.lowCents() <= target && target <= e.highCents() ? 1 : 0;
                spread[i] += (e.highCents() - e.lowCents()) / 2;
            }
        }
        List<Object> row = new ArrayList<>(List.of(name));
        for (int count : inside) {
            row.add(valued == 0 ? Double.NaN : 100.0 * count / valued);
        }
        for (double width : spread) {
            row.add(valued == 0 ? Double.NaN : width / valued);
        }
        return row;
    }
}
