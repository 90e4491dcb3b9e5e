package io.reprise.benchmarks.counterfactual;

import io.reprise.benchmarks.report.Report;
import io.reprise.benchmarks.uplift.CounterfactualTrial.Sale;
import io.reprise.domain.model.counterfactual.LoggedChoice;
import io.reprise.domain.model.counterfactual.OffPolicy;
import io.reprise.domain.model.counterfactual.Valuation;
import io.reprise.domain.model.counterfactual.Valuation.Estimate;
import io.reprise.domain.model.counterfactual.Valuation.Estimates;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/** Estimates beside the truth: how far they can tell, how far off they are, and how often their intervals hold it. */
final class CounterfactualTables {

    /** Groups for coverage: of so many campaigns, and this often dealt out anew. */
    private static final int GROUP = 12, DEALS = 60;

    private static final List<Function<Estimates, Estimate>> KINDS =
            List.of(Estimates::inversePropensity, Estimates::selfNormalised, Estimates::doublyRobust, Estimates::gain);

    /** Another policy in all sales. @param truths of each sale's choices; empty where the policy is refused */
    record Valued(String other, List<Sale> sales, Valuation valuation, List<List<Double>> truths) {}

    private final List<Valued> all;
    private final long seed;

    /** @param seed of the dealing out into groups */
    CounterfactualTables(List<Valued> all, long seed) {
        this.all = all;
        this.seed = seed;
    }

    void in(Report report) {
        List<List<Object>> overlap = new ArrayList<>();
        List<List<Object>> values = new ArrayList<>();
        List<List<Object>> errors = new ArrayList<>();
        List<List<Object>> coverage = new ArrayList<>();
        for (Valued valued : all) {
            String name = valued.other();
            Valuation.Overlap o = valued.valuation().overlap();
            String refusal = valued.valuation().refusal();
            overlap.add(List.of(
                    name,
                    o.choices(),
                    o.clusters(),
                    100 * o.unsupported(),
                    o.effective(),
                    o.weightMax(),
                    refusal.isEmpty() ? "" : refusal.substring(0, refusal.indexOf(':'))));
            valued.valuation().estimates().ifPresent(e -> {
                double truth = mean(valued.truths());
                double gain = truth - e.logged().cents();
                values.add(List.of(
                        name,
                        e.logged().cents(),
                        truth,
                        text(e.inversePropensity()),
                        text(e.selfNormalised()),
                        text(e.doublyRobust()),
                        gain,
                        text(e.gain())));
                errors.add(List.of(
                        name,
                        error(e.inversePropensity(), truth),
                        error(e.selfNormalised(), truth),
                        error(e.doublyRobust(), truth),
                        error(e.gain(), gain)));
                coverage.add(covered(valued));
            });
        }
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
                "How far off",
                "Estimate less truth, over half of the width of its interval: between -1 and 1 where the interval holds the truth.",
                List.of("other policy", "IPS", "SNIPS", "doubly robust", "gain"),
                errors);
        report.table(
                "Coverage of 95 % intervals",
                "In % of groups of " + GROUP + " campaigns that were valued, the campaigns dealt out " + DEALS
                        + " times: how many intervals hold the truth of all campaigns. Half width: mean of the intervals, in cents.",
                List.of(
                        "other policy",
                        "groups",
                        "IPS",
                        "SNIPS",
                        "doubly robust",
                        "gain",
                        "IPS half width",
                        "SNIPS half width",
                        "DR half width",
                        "gain half width"),
                coverage);
    }

    private static String text(Estimate e) {
        return "%.0f (%.0f to %.0f)".formatted(e.cents(), e.lowCents(), e.highCents());
    }

    /** Where nothing differs there is no interval, and nothing to be off by. */
    private static double error(Estimate e, double truth) {
        double half = (e.highCents() - e.lowCents()) / 2;
        return half > 0 ? (e.cents() - truth) / half : 0;
    }

    static List<LoggedChoice> choices(List<Sale> sales) {
        return sales.stream().flatMap(sale -> sale.choices().stream()).toList();
    }

    private static double mean(List<List<Double>> truths) {
        return truths.stream()
                .flatMap(List::stream)
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(Double.NaN);
    }

    private List<Object> covered(Valued all) {
        Random random = new Random(seed);
        double truth = mean(all.truths());
        double gain = truth
                - choices(all.sales()).stream()
                        .mapToDouble(LoggedChoice::reward)
                        .average()
                        .orElse(Double.NaN);
        int valued = 0;
        int[] inside = new int[4];
        double[] widths = new double[4];
        for (int n = 0; n < DEALS; n++) {
            List<Sale> dealt = new ArrayList<>(all.sales());
            Collections.shuffle(dealt, random);
            for (int from = 0; from + GROUP <= dealt.size(); from += GROUP) {
                Valuation v = OffPolicy.value(choices(dealt.subList(from, from + GROUP)));
                if (v.estimates().isEmpty()) {
                    continue;
                }
                valued++;
                for (int i = 0; i < KINDS.size(); i++) {
                    Estimate e = KINDS.get(i).apply(v.estimates().get());
                    double target = i == 3 ? gain : truth;
                    inside[i] += e.lowCents() <= target && target <= e.highCents() ? 1 : 0;
                    widths[i] += (e.highCents() - e.lowCents()) / 2;
                }
            }
        }
        List<Object> row = new ArrayList<>(List.of(all.other(), valued));
        for (int count : inside) {
            row.add(valued == 0 ? Double.NaN : 100.0 * count / valued);
        }
        for (double width : widths) {
            row.add(valued == 0 ? Double.NaN : width / valued);
        }
        return row;
    }
}
