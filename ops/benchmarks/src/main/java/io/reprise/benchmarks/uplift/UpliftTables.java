package io.reprise.benchmarks.uplift;

import io.reprise.benchmarks.report.Report;
import io.reprise.market.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The tables of {@code uplift.md}. */
final class UpliftTables {

    private static final String BASE = Contender.RULE_OF_THUMB;

    /** What strategies are compared by. */
    enum Measure {
        SALES_IN_SALE("sales in the sale", t -> t.sale().revenueCents()),
        MARGIN_IN_SALE("margin in the sale", t -> t.sale().marginCents()),
        SALES_IN_ALL("sales in all the time", t -> t.played().revenueCents()),
        MARGIN_IN_ALL("margin in all the time", t -> t.played().marginCents());

        private final String words;
        private final ToDoubleFunction<Takings> value;

        Measure(String words, ToDoubleFunction<Takings> value) {
            this.words = words;
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

    private boolean inSale(Contender strategy) {
        return strategy.sight() != Contender.Sight.NO_SALE;
    }

    private void overall() {
        List<List<Object>> rows = new ArrayList<>();
        for (Contender strategy : results.strategies()) {
            List<Object> row = new ArrayList<>(List.of(strategy.name()));
            for (Measure measure : Measure.values()) {
                row.add(difference(results.scenarios(), strategy, measure));
            }
            for (Measure measure : Measure.values()) {
                row.add(share(results.scenarios(), strategy, measure));
            }
            rows.add(row);
        }
        List<String> columns = new ArrayList<>(List.of("strategy"));
        for (Measure measure : Measure.values()) {
            columns.add(measure.words);
        }
        for (Measure measure : Measure.values()) {
            columns.add("of the oracle's gain: " + measure.words);
        }
        report.table(
                "Over all scenarios",
                "Against the rule of thumb, with 95 % intervals. 'In all the time' also counts what is sold outside the sale.",
                columns,
                rows);
    }

    private String difference(List<Scenario> scenarios, Contender strategy, Measure measure) {
        boolean told = results.has(BASE)
                && !strategy.name().equals(BASE)
                && (inSale(strategy) || measure.ordinal() >= Measure.SALES_IN_ALL.ordinal());
        return told
                ? results.difference(scenarios, strategy.name(), BASE, measure.value)
                        .toString()
                : "–";
    }

    private String share(List<Scenario> scenarios, Contender strategy, Measure measure) {
        boolean told = results.has(BASE)
                && results.has(Contender.ORACLE)
                && strategy.sight() == Contender.Sight.MODELS
                && !strategy.name().equals(BASE);
        return told
                ? String.format(
                        Locale.ROOT, "%.0f %%", 100 * results.shareOfOracle(scenarios, strategy.name(), measure.value))
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
            List<Object> row = new ArrayList<>(List.of(scenario.name().toLowerCase(Locale.ROOT)));
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
                    row.add(results.difference(results.scenarios(), Contender.REPRISE, strategy.name(), measure.value)
                            .toString());
                }
                rows.add(row);
            }
        }
        if (!rows.isEmpty()) {
            List<String> columns = new ArrayList<>(List.of("part"));
            for (Measure measure : Measure.values()) {
                columns.add(measure.words);
            }
            report.table("What each part brings", "Reprise over Reprise without that part.", columns, rows);
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
