package io.reprise.benchmarks.signals;

import io.reprise.benchmarks.report.BenchOptions;
import io.reprise.benchmarks.report.EmptyFolder;
import io.reprise.benchmarks.report.Report;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;

/** How fast signals become durable; writes {@code signals.md} and {@code .json}. */
@CommandLine.Command(
        name = "signals",
        description = "Signals of shoppers on their way into the log, beside the bare append of the same bytes.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class SignalsBenchmark implements Callable<Integer> {

    private static final double GOAL_PER_SECOND = 100_000;
    private static final double GOAL_SHARE = 0.6;

    private static final String HOW_TO_READ = """
            # Signals on their way into the log

            Clients that each send a batch of signals, wait until it is durable, and send the next; what they send is made
            beforehand. *Bare* is the append of the same bytes, already encoded, to a file that is synced once for all batches
            that wait. In the first table Reprise's part begins where a call has been read: parsing lines and looking pseudonyms up
            is not in it (`bench door` measures that). In the second it is a whole server in a process of its own, with the log in files,
            by HTTP and from a topic of a broker (Apache Kafka, one node, in a process of its own, `acks=all`, its own defaults: it
            does not sync by itself) whose 12 partitions two consumers of the server read; all shoppers were enrolled before. *From
            Kafka* ends when the last signal is in the log, and its p50 and p99 are of the oldest record of each stretch that was
            read, sent as fast as the broker takes them. A server is first called some thousand times with a few signals each.
            Rounds alternate, the first of each warms up and is not counted, and figures are those of the middle round. *CPU µs* is
            what a signal takes of processor time: in the first table of this process; in the second of the server, until it has
            nothing more to do for it, of this process, which sends, and of the broker.
            """;

    @CommandLine.Option(names = "--clients", description = "At once.", defaultValue = "8")
    private int clients;

    @CommandLine.Option(names = "--batch", description = "Signals in each.", defaultValue = "1000")
    private int batch;

    @CommandLine.Option(names = "--batches", description = "Of each client in a round.", defaultValue = "40")
    private int batchesEach;

    @CommandLine.Option(names = "--rounds", description = "Measured.", defaultValue = "3")
    private int rounds;

    @CommandLine.Option(
            names = "--only",
            description = "Into the log, or through a whole server: ${COMPLETION-CANDIDATES}.",
            defaultValue = "BOTH")
    private Only only;

    private enum Only {
        LOG,
        DOORS,
        BOTH
    }

    @CommandLine.Mixin
    private final BenchOptions options = new BenchOptions();

    @Override
    public Integer call() throws Exception {
        Path home = Files.createDirectories(options.home());
        Map<String, Object> circumstances = options.circumstances(home);
        circumstances.put("clients", clients);
        circumstances.put("signals in a batch", batch);
        Report report = new Report(HOW_TO_READ, circumstances);
        if (only != Only.DOORS) {
            intoTheLog(home, report);
        }
        if (only != Only.LOG) {
            throughAServer(home, report);
        }
        report.write(options.out(), "signals");
        return CommandLine.ExitCode.OK;
    }

    private void intoTheLog(Path home, Report report) throws Exception {
        List<List<Object>> rows = new ArrayList<>();
        for (int campaigns : new int[] {1, clients}) {
            rows.addAll(compare(home, campaigns));
        }
        report.table(
                "Signals",
                "Goals: 100,000 signals/s, and 0.6 of the bare append.",
                List.of(
                        "path",
                        "does",
                        "campaigns",
                        "signals/s",
                        "MB/s",
                        "p50 ms",
                        "p99 ms",
                        "CPU µs",
                        "beside bare",
                        "goals"),
                rows);
    }

    private void throughAServer(Path home, Report report) throws Exception {
        report.table(
                "Through a whole server",
                clients
                        + " campaigns. Goals: 100,000 signals/s, and 0.6 of the bare one above. All of it shares the machine's"
                        + " processors, what sends too.",
                Stream.of(
                                List.of("path", "signals/s", "MB/s", "p50 ms", "p99 ms"),
                                DoorsComparison.CPU_COLUMNS,
                                List.of("beside bare", "goals"))
                        .flatMap(List::stream)
                        .toList(),
                new DoorsComparison(new SignalBatches(options.seed(), batch), clients, batchesEach, rounds).rows(home));
    }

    private List<List<Object>> compare(Path home, int campaigns) throws Exception {
        SignalsTrial trial = new SignalsTrial(new SignalBatches(options.seed(), batch), clients, batchesEach);
        List<SignalPath> paths = List.of(new BareAppend(), new RepriseSignals());
        List<List<SignalsTrial.Result>> results = List.of(new ArrayList<>(), new ArrayList<>());
        for (int round = 0; round <= rounds; round++) {
            for (int p = 0; p < paths.size(); p++) {
                SignalPath path = paths.get(p);
                int number = round;
                SignalsTrial.Result result =
                        EmptyFolder.in(home, "signals", folder -> trial.run(path, campaigns, folder, number));
                System.err.printf("  %s: %,.0f signals/s%n", path.name(), result.perSecond());
                if (round > 0) {
                    results.get(p).add(result);
                }
            }
        }
        double bare = middle(results.getFirst()).perSecond();
        List<List<Object>> rows = new ArrayList<>();
        for (int p = 0; p < paths.size(); p++) {
            SignalsTrial.Result result = middle(results.get(p));
            boolean isMet = result.perSecond() >= GOAL_PER_SECOND && result.perSecond() >= GOAL_SHARE * bare;
            rows.add(List.<Object>of(
                    paths.get(p).name(),
                    paths.get(p).does(),
                    campaigns,
                    result.perSecond(),
                    result.megabytesPerSecond(),
                    result.p50Millis(),
                    result.p99Millis(),
                    result.cpuMicros(),
                    result.perSecond() / bare,
                    p == 0 ? "–" : isMet ? "met" : "missed"));
        }
        return rows;
    }

    private static SignalsTrial.Result middle(List<SignalsTrial.Result> results) {
        return results.stream()
                .sorted(Comparator.comparingDouble(SignalsTrial.Result::perSecond))
                .toList()
                .get(results.size() / 2);
    }
}
