package io.reprise.benchmarks.claims;

import io.reprise.benchmarks.report.BenchOptions;
import io.reprise.benchmarks.report.EmptyFolder;
import io.reprise.benchmarks.report.Report;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/** One item and many who want it; writes {@code claims.md} and {@code .json}. */
@CommandLine.Command(
        name = "claims",
        description = "Claims of one item by many at once, beside one row of PostgreSQL.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class ClaimsBenchmark implements Callable<Integer> {

    /** The published record of a cloud database for one hot row (AliSQL with its inventory hint). */
    private static final double GOAL_PER_SECOND = 31_000;

    private static final String HOW_TO_READ = """
            # Claims of one hot item

            Clients that each claim one unit of the same item, wait until the answer is durable, and claim the next. All
            contenders sync before they answer, and run one after the other in one process on one machine. After each trial the
            units that clients were granted are held against what is stored; then everything there is is sold once to clients
            that go on until they are refused. *Beside* is the rate beside that of PostgreSQL in the same run.
            """;

    @CommandLine.Option(names = "--clients", description = "At once.", defaultValue = "64")
    private int clients;

    @CommandLine.Option(names = "--warm-up", description = "Seconds.", defaultValue = "5")
    private int warmUpSeconds;

    @CommandLine.Option(names = "--seconds", description = "Measured.", defaultValue = "8")
    private int seconds;

    @CommandLine.Option(names = "--units", description = "Sold out in the end.", defaultValue = "50000")
    private int units;

    @CommandLine.Mixin
    private final BenchOptions options = new BenchOptions();

    @Override
    public Integer call() throws Exception {
        Path home = Files.createDirectories(options.home());
        Map<String, Object> circumstances = options.circumstances(home);
        ClaimsTrial trial = new ClaimsTrial(clients, Duration.ofSeconds(warmUpSeconds), Duration.ofSeconds(seconds));
        List<HotItem> items = List.of(new PostgresHotItem(), new RepriseHotItem(false), new RepriseHotItem(true));
        List<List<Object>> rows = new ArrayList<>();
        double postgres = Double.NaN;
        boolean isSold = true;
        for (HotItem item : items) {
            ClaimsTrial.Speed speed = EmptyFolder.in(home, "claims", folder -> trial.speed(item, folder));
            long oversold = EmptyFolder.in(home, "claims", folder -> trial.oversold(item, folder, units));
            isSold &= oversold == 0;
            postgres = item instanceof PostgresHotItem ? speed.perSecond() : postgres;
            boolean isOurs = item instanceof RepriseHotItem ours && ours.isGrouped();
            rows.add(List.of(
                    item.name(),
                    item.keeps(),
                    speed.perSecond(),
                    speed.p50Micros(),
                    speed.p99Micros(),
                    speed.perSecond() / postgres,
                    oversold,
                    isOurs ? speed.perSecond() >= GOAL_PER_SECOND ? "met" : "missed" : "–"));
            System.err.printf("  %s: %,.0f claims/s%n", item.name(), speed.perSecond());
        }
        circumstances.put("clients", clients);
        Report report = new Report(HOW_TO_READ, circumstances);
        report.table(
                "Claims",
                "The goal is 31,000 claims/s without one oversold unit.",
                List.of("contender", "keeps", "claims/s", "p50 µs", "p99 µs", "beside", "oversold units", "goal"),
                rows);
        report.write(options.out(), "claims");
        return isSold ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }
}
