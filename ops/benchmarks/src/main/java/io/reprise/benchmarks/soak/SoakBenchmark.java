package io.reprise.benchmarks.soak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reprise.benchmarks.report.BenchOptions;
import io.reprise.benchmarks.report.EmptyFolder;
import io.reprise.benchmarks.report.MemoryTrend;
import io.reprise.benchmarks.report.MemoryTrend.Sample;
import io.reprise.benchmarks.report.Report;
import io.reprise.benchmarks.server.ServerMemory;
import io.reprise.benchmarks.server.ServerProcess;
import io.reprise.benchmarks.uplift.TrainedHome;
import io.reprise.market.DemoCommand;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine;

/** Whether a server that is half busy for long goes on as it began; writes {@code soak.md} and {@code .json}. */
@CommandLine.Command(
        name = "soak",
        description = "A server at half of the signals it can take, in a sale, for half an hour: memory, lag, latency.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class SoakBenchmark implements Callable<Integer> {

    private static final String HOW_TO_READ = """
            # Half an hour at half of peak load

            A server as `ops/run server` starts it, on embedded stores, runs one sale of the demo in simulated time: the market's
            shoppers claim and order, windows are evaluated, prices adjusted, pages kept, all of a day of sale within the
            time of this measurement. Beside that, clients send what shoppers look at, by HTTP: first for half a minute as fast as they are
            answered, which is the peak, then at half of it. Each minute the server's heap is collected and it is looked at: *lives* is
            what is left in the heap (1 GiB, touched at the start), *outside the heap* its anonymous memory in RAM less the heap, *behind*
            how many events of the log the slowest view has not taken in. *Acknowledged* is from when a batch was due
            until it was durable. Growth is the median slope between all pairs of minutes after the first sixth (Theil and Sen) with its 95 % interval.
            The ids of a sale's signals, all of which must be remembered as long as it lasts, are in files but for the latest.
            """;

    private static final String SALE_BEGINS = "2026-11-09T09:00:00Z";
    /** Touched at the start, so that what is not the heap can be told from it. */
    private static final String HEAP = "-Xms1g -Xmx1g -XX:+AlwaysPreTouch";

    private static final int SHOPPERS = 4_000;
    private static final int SALE_HOURS = 24;
    private static final double PEAK_SECONDS = 30;
    private static final double MINUTE = 60;

    @CommandLine.Option(names = "--minutes", description = "At half of the peak.", defaultValue = "30")
    private int minutes;

    @CommandLine.Option(names = "--clients", description = "At once.", defaultValue = "4")
    private int clients;

    @CommandLine.Option(names = "--batch", description = "Signals in each call.", defaultValue = "500")
    private int batch;

    @CommandLine.Mixin
    private final BenchOptions options = new BenchOptions();

    private final ObjectMapper json = new ObjectMapper();

    private record Minute(int number, SignalLoad.Round round, ServerMemory.Look memory, double behind) {

        private double hours() {
            return number / 60.0;
        }
    }

    @Override
    public Integer call() throws Exception {
        Path home = options.home().toAbsolutePath();
        TrainedHome trained = TrainedHome.in(home);
        Report report = new Report(HOW_TO_READ, options.circumstances(home));
        EmptyFolder.in(home, "soak", folder -> {
            trained.copyTo(folder);
            Map<String, String> settings = Map.of(
                    "REPRISE_SIMULATED_FROM",
                    SALE_BEGINS,
                    "REPRISE_SHOP_CALLS_PER_SECOND",
                    "1000000",
                    "REPRISE_CALLS_PER_SECOND",
                    "1000000",
                    "REPRISE_JAVA_OPTS",
                    HEAP);
            try (ServerProcess server = ServerProcess.start(folder, settings)) {
                measure(server, report);
            }
            return folder;
        });
        report.write(options.out(), "soak");
        return CommandLine.ExitCode.OK;
    }

    private void measure(ServerProcess server, Report report) throws Exception {
        String path = "/api/v1/campaigns/double-11-" + options.seed();
        CompletableFuture<Integer> market = CompletableFuture.supplyAsync(() -> new CommandLine(new DemoCommand())
                .execute(
                        "--url",
                        server.url().toString(),
                        "--data",
                        options.home().resolve("data").toString(),
                        "--seed",
                        Long.toString(options.seed()),
                        "--shoppers",
                        Integer.toString(SHOPPERS),
                        "--speed",
                        String.format(Locale.ROOT, "%.3f", SALE_HOURS * 60.0 / (minutes + 2)),
                        "--auto-approve"));
        untilLive(server, path, market);
        SignalLoad load = new SignalLoad(server, path, skus(server, path), SHOPPERS, clients, batch, options.seed());
        SignalLoad.Round peak = load.send(PEAK_SECONDS, Double.POSITIVE_INFINITY, now(server));
        System.err.printf("  peak: %,.0f signals/s%n", peak.perSecond());
        List<Minute> all = new ArrayList<>();
        try (ServerMemory memory = ServerMemory.of(server.pid())) {
            for (int number = 1; number <= minutes; number++) {
                SignalLoad.Round round = load.send(MINUTE, peak.perSecond() / 2, now(server));
                double behind = ServerProcess.sum(server.metrics(), "reprise_view_lag");
                all.add(new Minute(number, round, memory.look(), behind));
                System.err.println("  " + row(all.getLast()));
            }
        }
        tell(report, peak, all);
        market.cancel(true);
    }

    private void untilLive(ServerProcess server, String path, CompletableFuture<Integer> market) throws Exception {
        while (true) {
            if (market.isDone()) {
                throw new IllegalStateException("the sale did not begin: it has said why");
            }
            try {
                if (read(server, "mei", path).path("phase").asText().equals("live")) {
                    return;
                }
            } catch (IllegalStateException e) {
                // Not planned yet.
                TimeUnit.MILLISECONDS.sleep(1_000);
            }
            TimeUnit.MILLISECONDS.sleep(500);
        }
    }

    private JsonNode read(ServerProcess server, String person, String path) throws Exception {
        return json.readTree(server.get(person, path));
    }

    private List<String> skus(ServerProcess server, String path) throws Exception {
        List<String> skus = new ArrayList<>();
        read(server, "shop", path + "/offers")
                .get("items")
                .forEach(item -> skus.add(item.get("sku").asText()));
        return skus;
    }

    private Instant now(ServerProcess server) throws Exception {
        return Instant.parse(read(server, "otto", "/api/v1/clock").get("now").asText());
    }

    private void tell(Report report, SignalLoad.Round peak, List<Minute> all) {
        List<Minute> settled = all.subList(all.size() / 6, all.size());
        long signals = settled.getLast().round().signals() * (settled.size() - 1);
        report.table(
                "Growth",
                String.format(
                        Locale.ROOT,
                        "Peak %,.0f signals/s, then half of it: about %,d signals in the %d minutes that count.",
                        peak.perSecond(),
                        signals,
                        settled.size()),
                List.of("what", "growth", "first and last minute"),
                List.of(
                        growth("lives in the heap, MiB", settled, m -> m.memory()
                                .used()),
                        growth(
                                "outside the heap, MiB",
                                settled,
                                m -> m.memory().anonymous() - m.memory().taken()),
                        growth("behind, events", settled, Minute::behind),
                        growth("acknowledged p99, ms", settled, m -> millis(m, 0.99))));
        report.table(
                "Minute by minute",
                "",
                List.of(
                        "minute",
                        "signals/s",
                        "acknowledged p50 ms",
                        "p99 ms",
                        "lives in the heap MiB",
                        "taken by the heap MiB",
                        "outside the heap MiB",
                        "behind"),
                all.stream().map(SoakBenchmark::row).toList());
    }

    private static List<Object> growth(String what, List<Minute> settled, ToDoubleFunction<Minute> of) {
        MemoryTrend trend = MemoryTrend.of(settled.stream()
                .map(m -> new Sample(m.hours(), of.applyAsDouble(m), 0))
                .toList());
        return List.of(
                what,
                String.format(
                        Locale.ROOT, "%+.1f (%+.1f to %+.1f) an hour", trend.mibPerHour(), trend.low(), trend.high()),
                String.format(
                        Locale.ROOT,
                        "%.1f and %.1f",
                        of.applyAsDouble(settled.getFirst()),
                        of.applyAsDouble(settled.getLast())));
    }

    private static double millis(Minute minute, double share) {
        return minute.round().acknowledged().micros(share) / 1e3;
    }

    private static List<Object> row(Minute minute) {
        ServerMemory.Look memory = minute.memory();
        return List.of(
                minute.number(),
                minute.round().perSecond(),
                millis(minute, 0.5),
                millis(minute, 0.99),
                memory.used(),
                memory.taken(),
                memory.anonymous() - memory.taken(),
                minute.behind());
    }
}
