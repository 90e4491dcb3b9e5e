package io.reprise.benchmarks.uplift;

import io.reprise.checker.LogChecker;
import io.reprise.checker.LogChecker.Breach;
import io.reprise.market.Scenario;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** What every played campaign brought, by scenario and strategy, in the order of their seeds. */
final class Results {

    private record Cell(Scenario scenario, String strategy) {}

    private final List<Scenario> scenarios;
    private final List<Contender> strategies;
    private final long seed;
    private final Map<Cell, List<Takings>> takings = new HashMap<>();
    private final Map<String, Map<String, Integer>> breaches = new TreeMap<>();
    private final Map<String, String> examples = new TreeMap<>();
    private long events;
    private int campaigns;

    Results(List<Scenario> scenarios, List<Contender> strategies, long seed) {
        this.scenarios = scenarios;
        this.strategies = strategies;
        this.seed = seed;
    }

    void add(Scenario scenario, Contender strategy, DrawnCampaign drawn, PlayedCampaign played) {
        takings.computeIfAbsent(new Cell(scenario, strategy.name()), c -> new ArrayList<>())
                .add(played.takings());
        campaigns++;
        events += played.log().size();
        for (Breach breach : LogChecker.check(played.log())) {
            breaches.computeIfAbsent(breach.rule(), r -> new LinkedHashMap<>()).merge(strategy.name(), 1, Integer::sum);
            examples.putIfAbsent(
                    breach.rule(),
                    drawn.id() + " by " + strategy.name() + " in " + scenario + ", line " + breach.line() + ": "
                            + breach.detail());
        }
    }

    List<Scenario> scenarios() {
        return scenarios;
    }

    List<Contender> strategies() {
        return strategies;
    }

    boolean has(String strategy) {
        return strategies.stream().anyMatch(s -> s.name().equals(strategy));
    }

    long events() {
        return events;
    }

    int campaigns() {
        return campaigns;
    }

    /** Breaches by rule and strategy. */
    Map<String, Map<String, Integer>> breaches() {
        return breaches;
    }

    String example(String rule) {
        return examples.get(rule);
    }

    /** By campaign, summed over these scenarios. */
    double[] sums(List<Scenario> of, String strategy, ToDoubleFunction<Takings> measure) {
        int count = takings.get(new Cell(of.getFirst(), strategy)).size();
        double[] sums = new double[count];
        for (Scenario scenario : of) {
            List<Takings> all = takings.get(new Cell(scenario, strategy));
            for (int i = 0; i < count; i++) {
                sums[i] += measure.applyAsDouble(all.get(i));
            }
        }
        return sums;
    }

    double mean(List<Scenario> of, String strategy, ToDoubleFunction<Takings> measure) {
        double[] sums = sums(of, strategy, measure);
        double sum = 0;
        for (double value : sums) {
            sum += value;
        }
        return sum / sums.length / of.size();
    }

    Difference difference(List<Scenario> of, String strategy, String over, ToDoubleFunction<Takings> measure) {
        return Difference.between(sums(of, strategy, measure), sums(of, over, measure), seed);
    }

    /** Part of what the oracle gains over the rule of thumb. */
    double shareOfOracle(List<Scenario> of, String strategy, ToDoubleFunction<Takings> measure) {
        double thumb = mean(of, Contender.RULE_OF_THUMB, measure);
        return (mean(of, strategy, measure) - thumb) / (mean(of, Contender.ORACLE, measure) - thumb);
    }
}
