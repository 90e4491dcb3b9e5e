package io.reprise.benchmarks.uplift;

import io.reprise.benchmarks.report.Report;
import io.reprise.market.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.ToDoubleFunction;

/** The tables of {@code uplift.md}. */
final class UpliftTables {

    private static final String BASE = Contender.RULE_OF_THUMB;

    /** What strategies are compared by. */
    enum Measure {
        SALES_IN_SALE("sales in the sale", false, t -> t.sale().revenueCents()),
        MARGIN_IN_SALE("margin in the sale", false, t -> t.sale().marginCents()),
        SALES_IN_ALL("sales in all the time", true, t -> t.played().revenueCents()),
        MARGIN_IN_ALL("margin in all the time", true, t -> t.played().marginCents());

        private final String words;
        private final boolean countsAll;
        private final ToDoubleFunction<Takings> value;

        /** @param countsAll whether what is sold outside the sale counts too */
        Measure(String words, boolean countsAll, ToDoubleFunction<Takings> value) {
            this.words = words;
            this.countsAll = countsAll;
            this.value = value;
        }
    }

    private final Results results;
    private final Report report;

    UpliftTables(Results results, Report report) {
        this.results = results;
        this.report = report;
    }

    void all() {
        overall();
        for (Measure measure : Measure.values()) {
            byScenario(measure);
        }
        parts();
        figures();
        breaches();
    }

    private void overall() {
        table(
                "Over all scenarios",
                "Against the rule of thumb, with 95 % intervals. 'In all the time' also counts what is sold outside the sale.",
                (strategy, measure) -> difference(results.scenarios(), strategy, measure));
        table(
                "Part of the oracle's gain",
                "Of what the oracle gains over the rule of thumb; – where that is not significantly more than nothing.",
                (strategy, measure) -> share(strategy, measure));
        worse();
    }

    private void table(String title, String note, BiFunction<Contender, Measure, Object> cell) {
        List<List<Object>> rows = new ArrayList<>();
        for (Contender strategy : results.strategies()) {
            List<Object> row = new ArrayList<>(List.of(strategy.name()));
            for (Measure measure : Measure.values()) {
                row.add(cell.apply(strategy, measure));
            }
            rows.add(row);
        }
        report.table(title, note, columns("strategy"), rows);
    }

    private static List<String> columns(String first) {
        List<String> columns = new ArrayList<>(List.of(first));
        for (Measure measure : Measure.values()) {
            columns.add(measure.words);
        }
        return columns;
    }

    private void worse() {
        if (!results.has(BASE) || !results.has(Contender.REPRISE)) {
            return;
        }
        List<List<Object>> rows = new ArrayList<>();
        for (Scenario scenario : results.scenarios()) {
            for (Measure measure : Measure.values()) {
                Difference difference = results.difference(List.of(scenario), Contender.REPRISE, BASE, measure.value);
                if (difference.isWorse()) {
                    rows.add(List.of(words(scenario), measure.words, difference));
                }
            }
        }
        if (rows.isEmpty()) {
            rows.add(List.of("none", "–", "–"));
        }
        report.table(
                "Where Reprise is significantly worse than the rule of thumb",
                "",
                List.of("scenario", "measure", "difference"),
                rows);
    }

    private static String words(Scenario scenario) {
        return scenario.name().toLowerCase(Locale.ROOT);
    }

    private Object difference(List<Scenario> scenarios, Contender strategy, Measure measure) {
        boolean told = results.has(BASE)
                && !strategy.name().equals(BASE)
                && (strategy.sight() != Contender.Sight.NO_SALE || measure.countsAll);
        return told ? results.difference(scenarios, strategy.name(), BASE, measure.value) : "–";
    }

    private Object share(Contender strategy, Measure measure) {
        boolean told = results.has(BASE)
                && results.has(Contender.ORACLE)
                && strategy.sight() == Contender.Sight.MODELS
                && !strategy.name().equals(BASE)
                && results.difference(results.scenarios(), Contender.ORACLE, BASE, measure.value)
                                .low()
                        > 0;
        return told
                ? String.format(
                        Locale.ROOT,
                        "%.0f %%",
                        100 * results.shareOfOracle(results.scenarios(), strategy.name(), measure.value))
                : "–";
    }

    private void byScenario(Measure measure) {
        List<String> columns = new ArrayList<>(List.of("scenario"));
        List<Contender> compared = results.strategies().stream()
                .filter(s -> !s.name().equals(BASE))
                .toList();
        compared.forEach(s -> columns.add(s.name()));
        List<List<Object>> rows = new ArrayList<>();
        for (Scenario scenario : results.scenarios()) {
            List<Object> row = new ArrayList<>(List.of(words(scenario)));
            compared.forEach(s -> row.add(difference(List.of(scenario), s, measure)));
            rows.add(row);
        }
        report.table(
                "By scenario: " + measure.words,
                "Against the rule of thumb; **worse** where the whole interval is below zero.",
                columns,
                rows);
    }

    private void parts() {
        if (!results.has(Contender.REPRISE)) {
            return;
        }
        List<List<Object>> rows = new ArrayList<>();
        for (Contender strategy : results.strategies()) {
            if (strategy.name().startsWith(Contender.WITHOUT)) {
                List<Object> row = new ArrayList<>(List.of(strategy.name().substring(Contender.WITHOUT.length())));
                for (Measure measure : Measure.values()) {
                    row.add(results.difference(results.scenarios(), Contender.REPRISE, strategy.name(), measure.value));
                }
                rows.add(row);
            }
        }
        if (!rows.isEmpty()) {
            report.table("What each part brings", "Reprise over Reprise without that part.", columns("part"), rows);
        }
    }

    private void figures() {
        List<List<Object>> rows = new ArrayList<>();
        for (Contender s : results.strategies()) {
            rows.add(List.of(
                    s.name(),
                    mean(s, t -> t.sale().revenueCents() / 100),
                    mean(s, t -> t.sale().marginCents() / 100),
                    mean(s, t -> t.played().revenueCents() / 100),
                    mean(s, t -> t.played().marginCents() / 100),
                    mean(s, t -> t.sale().units()),
                    100 * mean(s, Takings::sellThrough),
                    mean(s, Takings::soldOut),
                    mean(s, Takings::missed),
                    mean(s, t -> t.discountCents() / 100),
                    mean(s, Takings::adjustments),
                    100 * mean(s, t -> t.end().equals("closed") ? 1 : 0),
                    s.what()));
        }
        report.table(
                "Means of a campaign",
                "Pounds, units and counts of one campaign, over all scenarios. Stock-outs are orders that found too little.",
                List.of(
                        "strategy",
                        "sales in the sale",
                        "margin in the sale",
                        "sales in all the time",
                        "margin in all the time",
                        "units in the sale",
                        "sell-through %",
                        "stock-outs in the sale",
                        "stock-outs outside it",
                        "discounts",
                        "adjustments",
                        "closed as planned %",
                        "what it is"),
                rows);
    }

    private double mean(Contender strategy, ToDoubleFunction<Takings> measure) {
        return results.mean(results.scenarios(), strategy.name(), measure);
    }

    private void breaches() {
        List<List<Object>> rows = new ArrayList<>();
        for (Map.Entry<String, Map<String, Integer>> rule : results.breaches().entrySet()) {
            rule.getValue()
                    .forEach((strategy, count) ->
                            rows.add(List.of(rule.getKey(), strategy, count, results.example(rule.getKey()))));
        }
        if (rows.isEmpty()) {
            rows.add(List.of("none", "–", 0, "–"));
        }
        report.table(
                "Breaches",
                String.format(
                        Locale.ROOT,
                        "Found by a checker that shares no code with the engine in %,d events of %,d campaigns.",
                        results.events(),
                        results.campaigns()),
                List.of("rule", "strategy", "times", "first"),
                rows);
    }
}
