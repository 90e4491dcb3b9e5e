package io.reprise.benchmarks.eventlog;

import io.reprise.benchmarks.eventlog.Contender.Place;
import io.reprise.benchmarks.eventlog.Contender.Role;
import io.reprise.benchmarks.report.Report;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What the append trials found: every figure, then ours beside the best of each sort. */
final class AppendTables {

    private static final double GOAL_AXON = 5.0;
    private static final double GOAL_BARE = 0.60;

    private AppendTables() {}

    static void write(List<AppendTrial.Result> results, Report report) {
        List<List<Object>> rows = new ArrayList<>();
        for (AppendTrial.Result each : results) {
            rows.add(List.of(
                    each.contender().name(),
                    each.contender().durability(),
                    each.clients(),
                    each.perSecond(),
                    each.p50(),
                    each.p99(),
                    each.cpuMicros()));
        }
        report.table(
                "Append: one command, one event, through the campaign aggregate (bare stores: the same bytes)",
                "",
                List.of(
                        "contender",
                        "durable before acknowledged",
                        "clients",
                        "commands/s",
                        "p50 µs",
                        "p99 µs",
                        "CPU µs"),
                rows);
        ratios(results, report);
    }

    private static void ratios(List<AppendTrial.Result> results, Report report) {
        List<List<Object>> rows = new ArrayList<>();
        int most = results.stream().mapToInt(AppendTrial.Result::clients).max().orElse(0);
        for (AppendTrial.Result ours : results) {
            if (ours.contender().role() == Role.OURS) {
                double goalAxon = ours.clients() == most ? GOAL_AXON : Double.NaN;
                double goalBare = ours.clients() == most ? GOAL_BARE : Double.NaN;
                compare(ours, best(results, ours, Role.AXON, Place.DATABASE), goalAxon, rows);
                compare(ours, best(results, ours, Role.AXON, Place.MONGODB), goalAxon, rows);
                Place place = ours.contender().place();
                compare(ours, best(results, ours, Role.BARE, place), goalBare, rows);
                compare(ours, best(results, ours, Role.BARE_GROUPED, place), Double.NaN, rows);
            }
        }
        report.table(
                "Append: ours beside the others",
                "Beside the fastest of each sort that is as durable. Goals are for the largest number of clients.",
                List.of("ours", "clients", "beside", "times as fast", "goal", "met"),
                rows);
    }

    private static Optional<AppendTrial.Result> best(
            List<AppendTrial.Result> results, AppendTrial.Result ours, Role role, Place place) {
        return results.stream()
                .filter(each -> each.clients() == ours.clients()
                        && each.contender().role() == role
                        && each.contender().place() == place
                        && each.contender().isDurable() == ours.contender().isDurable())
                .max(Comparator.comparingDouble(AppendTrial.Result::perSecond));
    }

    private static void compare(
            AppendTrial.Result ours, Optional<AppendTrial.Result> other, double goal, List<List<Object>> rows) {
        other.ifPresent(beside -> {
            double ratio = ours.perSecond() / beside.perSecond();
            rows.add(List.of(
                    ours.contender().name(),
                    ours.clients(),
                    beside.contender().name(),
                    ratio,
                    goal,
                    Double.isNaN(goal) ? "–" : ratio >= goal ? "yes" : "no"));
        });
    }
}
