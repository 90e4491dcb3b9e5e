package io.reprise.benchmarks.faults;

import com.sun.management.OperatingSystemMXBean;
import io.reprise.benchmarks.faults.Dice.Fault;
import io.reprise.benchmarks.faults.SimulatedHistory.Result;
import io.reprise.benchmarks.report.BenchOptions;
import io.reprise.benchmarks.report.Report;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import picocli.CommandLine;

/** Plays histories full of faults, one for each seed, and looks in each for what must never be. */
@CommandLine.Command(
        name = "faults",
        description =
                "Sales in simulated time on a server that crashes, over a network that loses and a disk that fails.",
        mixinStandardHelpOptions = true,
        resourceBundle = "io.reprise.benchmarks.options")
public final class FaultsBenchmark implements Callable<Integer> {

    private static final String HOW_TO_READ = """
            # Histories full of faults

            Each history is one or two small sales from plan to end, in simulated time, on a server whose core, log, signals, steps of the
            process and views are the engine's own. What goes wrong is drawn by the seed: crashes before, in and after an append, a step's
            commit and a view's write; a torn last batch; a store that fails and nobody knows whether it wrote; calls and answers that are
            lost, doubled and late; other messages handled between deciding and appending; models that do not answer; process tables that
            are dropped; a clock that jumps. After each history `ops/checker`, which shares no code with the engine, reads the log and what
            callers were told; the hash chain is verified, and views are compared with a rebuild from the first event.
            Processor time is that of the whole process: what its compiler makes of the code is in it, most of it in the first hundreds.

            `ops/run bench faults --seeds 1 --seed S` plays the history of seed S again, event by event.
            """;

    private static final int PLANTED_SEEDS_MAX = 50;
    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final Path MEMORY = Path.of("/dev/shm");

    @CommandLine.Mixin
    private BenchOptions options;

    @CommandLine.Option(names = "--seeds", defaultValue = "1000", description = "How many histories.")
    private int seeds;

    @CommandLine.Option(names = "--threads", defaultValue = "0", description = "Histories at once; 0: two a processor.")
    private int threads;

    @CommandLine.Option(
            names = "--planted",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Whether planted bugs are looked for too.")
    private boolean planted;

    private record Found(Plant plant, int histories, String breach) {}

    @Override
    public Integer call() throws Exception {
        // Where there is a file system in memory, a sync costs nothing; what is simulated does not depend on it.
        Path parent = Files.isDirectory(MEMORY) ? MEMORY : Path.of(System.getProperty("java.io.tmpdir"));
        Path folder = Files.createTempDirectory(parent, "reprise-faults");
        try {
            Map<String, Object> circumstances = options.circumstances(folder);
            long started = System.nanoTime();
            long worked = PROCESS.getProcessCpuTime();
            List<Result> results = play(folder);
            double processorSeconds = (PROCESS.getProcessCpuTime() - worked) / 1e9;
            double seconds = (System.nanoTime() - started) / 1e9;
            Report report = new Report(HOW_TO_READ, circumstances);
            histories(report, results, seconds, processorSeconds);
            faults(report, results);
            List<Found> found = planted ? planted(folder) : List.of();
            plants(report, found);
            List<Result> breached =
                    results.stream().filter(r -> !r.breaches().isEmpty()).toList();
            breached.forEach(r -> System.out.println("seed " + r.seed() + ": " + r.breaches()
                    + "\n  again: ops/run bench faults --seeds 1 --seed " + r.seed() + " --no-planted"));
            report.write(options.out(), "faults");
            boolean isMissed = found.stream().anyMatch(f -> f.breach().isEmpty());
            return breached.isEmpty() && !isMissed ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
        } finally {
            Files.deleteIfExists(folder);
        }
    }

    private List<Result> play(Path folder) throws InterruptedException, ExecutionException {
        // One of two may wait for its views' database.
        int atOnce = threads > 0 ? threads : 2 * Runtime.getRuntime().availableProcessors();
        try (ExecutorService pool = Executors.newFixedThreadPool(atOnce)) {
            ThreadLocal<RememberedRules> tables = ThreadLocal.withInitial(RememberedRules::new);
            List<Future<Result>> playing = LongStream.range(options.seed(), options.seed() + seeds)
                    .mapToObj(seed -> pool.submit(() -> play(seed, folder, tables.get())))
                    .toList();
            List<Result> results = new ArrayList<>();
            for (Future<Result> each : playing) {
                results.add(each.get());
            }
            return results;
        }
    }

    /** What the simulation itself fails on belongs to its seed, too. */
    private static Result play(long seed, Path folder, RememberedRules tables) {
        try {
            return SimulatedHistory.play(seed, Plant.NONE, folder, tables);
        } catch (RuntimeException e) {
            e.printStackTrace();
            return new Result(seed, 0, 0, 0, Map.of(), "", List.of("broke-off: " + e));
        }
    }

    private static void histories(Report report, List<Result> results, double seconds, double processorSeconds) {
        report.table(
                "Histories",
                "",
                List.of(
                        "histories",
                        "with a breach",
                        "events",
                        "steps",
                        "crashes",
                        "seconds",
                        "histories a minute",
                        "processor ms a history"),
                List.of(List.of(
                        results.size(),
                        results.stream().filter(r -> !r.breaches().isEmpty()).count(),
                        results.stream().mapToLong(Result::events).sum(),
                        results.stream().mapToLong(Result::steps).sum(),
                        results.stream().mapToInt(Result::crashes).sum(),
                        seconds,
                        60 * results.size() / seconds,
                        1_000 * processorSeconds / results.size())));
    }

    private static void faults(Report report, List<Result> results) {
        Map<Fault, Integer> all = new EnumMap<>(Fault.class);
        results.forEach(r -> r.faults().forEach((fault, times) -> all.merge(fault, times, Integer::sum)));
        report.table(
                "What went wrong",
                "",
                List.of("fault", "times"),
                all.entrySet().stream()
                        .map(e -> List.<Object>of(
                                e.getKey().name().toLowerCase(Locale.ROOT).replace('_', ' '), e.getValue()))
                        .toList());
    }

    private List<Found> planted(Path folder) {
        RememberedRules tables = new RememberedRules();
        List<Found> found = new ArrayList<>();
        for (Plant plant : Plant.values()) {
            if (plant != Plant.NONE) {
                found.add(find(plant, folder, tables));
            }
        }
        return found;
    }

    private Found find(Plant plant, Path folder, RememberedRules tables) {
        for (int tried = 1; tried <= PLANTED_SEEDS_MAX; tried++) {
            List<String> breaches = SimulatedHistory.play(options.seed() + tried - 1, plant, folder, tables)
                    .breaches();
            if (!breaches.isEmpty()) {
                return new Found(plant, tried, breaches.getFirst().replaceAll("[ :].*", ""));
            }
        }
        return new Found(plant, PLANTED_SEEDS_MAX, "");
    }

    private static void plants(Report report, List<Found> found) {
        if (!found.isEmpty()) {
            report.table(
                    "Planted bugs",
                    "Each was put into the simulated server on purpose; after how many histories the checker found it, and as what.",
                    List.of("planted", "found after", "found as"),
                    found.stream()
                            .map(f -> List.<Object>of(
                                    f.plant().what(), f.histories(), f.breach().isEmpty() ? "NOT FOUND" : f.breach()))
                            .toList());
        }
    }
}
