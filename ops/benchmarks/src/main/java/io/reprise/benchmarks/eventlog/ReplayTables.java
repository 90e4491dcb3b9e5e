package io.reprise.benchmarks.eventlog;

import io.reprise.benchmarks.eventlog.Contender.Place;
import io.reprise.benchmarks.eventlog.Contender.Role;
import io.reprise.benchmarks.eventlog.ReplayableStore.Kind;
import io.reprise.benchmarks.report.Report;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What the replays found: every figure, then ours beside the best of each sort. */
final class ReplayTables {

    private static final double GOAL_AXON = 5.0;
    private static final double GOAL_CURSOR = 0.50;
    private static final double GOAL_FOLD = 1_000_000;

    private ReplayTables() {}

    static void write(List<ReplayTrial.Result> results, double evolve, double decode, Report report) {
        List<List<Object>> rows = new ArrayList<>();
        for (ReplayTrial.Result each : results) {
            rows.add(List.of(
                    each.contender().name(),
                    switch (each.reading().kind()) {
                        case CURSOR -> "bytes";
                        case FOLD -> "view in memory";
                        case VIEWS -> "view in MongoDB";
                    },
                    each.reading().name(),
                    each.events(),
                    each.complete() ? "all" : "fewer: it was not filled in time",
                    each.perSecond()));
        }
        report.table(
                "Replay: from the first event to the last, best of up to three",
                "Every fold ended in the view that the appended events fold into.",
                List.of("contender", "into", "through", "events", "of those wanted", "events/s"),
                rows);
        report.table(
                "Replay: without a store, one core",
                "",
                List.of("what", "events/s", "goal", "met"),
                List.of(
                        List.of("CampaignHistory.evolve alone", evolve, GOAL_FOLD, evolve >= GOAL_FOLD ? "yes" : "no"),
                        List.of("EventJson.read and the view, from memory", decode, Double.NaN, "–")));
        ratios(results, report);
    }

    private static void ratios(List<ReplayTrial.Result> results, Report report) {
        List<List<Object>> rows = new ArrayList<>();
        for (Place place : List.of(Place.EMBEDDED, Place.MONGODB)) {
            Predicate<ReplayTrial.Result> ours = each ->
                    each.contender().role() == Role.OURS && each.contender().place() == place;
            best(results, ours.and(each -> each.reading().kind() == Kind.FOLD)).ifPresent(fold -> {
                compare(fold, best(results, axonFold(Place.DATABASE)), GOAL_AXON, rows);
                compare(fold, best(results, axonFold(Place.MONGODB)), GOAL_AXON, rows);
                compare(fold, best(results, ours.and(e -> e.reading().kind() == Kind.CURSOR)), GOAL_CURSOR, rows);
            });
        }
        report.table(
                "Replay: ours beside the others", "", List.of("ours", "beside", "times as fast", "goal", "met"), rows);
    }

    private static Predicate<ReplayTrial.Result> axonFold(Place place) {
        return each -> each.contender().role() == Role.AXON
                && each.contender().place() == place
                && each.reading().kind() == Kind.FOLD;
    }

    private static Optional<ReplayTrial.Result> best(
            List<ReplayTrial.Result> results, Predicate<ReplayTrial.Result> which) {
        return results.stream().filter(which).max(Comparator.comparingDouble(ReplayTrial.Result::perSecond));
    }

    private static void compare(
            ReplayTrial.Result ours, Optional<ReplayTrial.Result> other, double goal, List<List<Object>> rows) {
        other.ifPresent(beside -> {
            double ratio = ours.perSecond() / beside.perSecond();
            rows.add(List.of(
                    ours.contender().name() + ": " + ours.reading().name(),
                    beside.contender().name() + ": " + beside.reading().name(),
                    ratio,
                    goal,
                    ratio >= goal ? "yes" : "no"));
        });
    }
}
