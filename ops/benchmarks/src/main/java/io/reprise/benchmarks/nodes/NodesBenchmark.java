package io.reprise.benchmarks.nodes;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import io.reprise.benchmarks.report.BenchOptions;
import io.reprise.benchmarks.report.Report;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/** Several nodes over one log, killed while they sell; writes {@code nodes.md} and {@code .json}. */
@CommandLine.Command(
        name = "nodes",
        description = "One, two and three processes over one log, killed while they sell; memory for open campaigns.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class NodesBenchmark implements Callable<Integer> {

    private static final String HOW_TO_READ = """
            # Several nodes over one log

            Processes that each hold the engine (commands, claims, signals, snapshots) over one event log, as servers do, and that
            sell the same few items in the same few sales, so that they meet all the time. Some are killed (SIGKILL) and replaced
            meanwhile, and in the end all of them are. In the second table it is whole servers (`ops/run server`: Camunda on
            PostgreSQL, views, the API) on the same MongoDB, in a sale that was planned, approved and started by the API; clients
            send each call to the next server, and again where it was not answered; when they stop, the sale is brought to its end. Then the checker, which shares no code with the engine, reads the log:
            nothing that a caller was told may be missing, no unit promised twice, no claim answered twice, no event missing.
            A call is one claim, or one batch of twenty signals. What is measured is that it is right; how fast it is, is the
            shared store's affair, and on one machine nodes share its processors too.
            """;

    @CommandLine.Option(
            names = "--mongodb-uri",
            description = "The MongoDB to measure on; without one an embedded stand-in.",
            defaultValue = "${env:REPRISE_MONGODB_URI:-}")
    private String uri;

    @CommandLine.Option(names = "--nodes", split = ",", description = "Processes.", defaultValue = "1,2,3")
    private int[] nodes;

    @CommandLine.Option(names = "--clients", description = "Of each node.", defaultValue = "8")
    private int clients;

    @CommandLine.Option(names = "--kills", description = "Before the end.", defaultValue = "2")
    private int kills;

    @CommandLine.Option(names = "--seconds", description = "Measured.", defaultValue = "20")
    private int seconds;

    @CommandLine.Option(
            names = "--only",
            description = "The engine alone, whole servers, or memory for open campaigns: ${COMPLETION-CANDIDATES}.",
            defaultValue = "ALL")
    private Only only;

    private enum Only {
        ENGINES,
        SERVERS,
        CAMPAIGNS,
        ALL
    }

    @CommandLine.Option(names = "--server-seconds", description = "Measured with whole servers.", defaultValue = "120")
    private int serverSeconds;

    @CommandLine.Option(names = "--campaigns", description = "Open in one server.", defaultValue = "10000")
    private int campaigns;

    @CommandLine.Option(names = "--campaign-heap", description = "Of that server, at most.", defaultValue = "3g")
    private String campaignHeap;

    @CommandLine.Option(names = "--campaign-minutes", description = "At most, to open them.", defaultValue = "60")
    private int campaignMinutes;

    @CommandLine.Mixin
    private final BenchOptions options = new BenchOptions();

    @Override
    public Integer call() throws Exception {
        Path home = Files.createDirectories(options.home());
        Map<String, Object> circumstances = options.circumstances(home);
        circumstances.put(
                "MongoDB at hand",
                uri.isBlank() ? "mongo-java-server (H2, in memory, not MongoDB), in this process" : "as named");
        circumstances.put("clients of each node", clients);
        Report report = new Report(HOW_TO_READ, circumstances);
        boolean holds = !isAsked(Only.ENGINES) || engines(report);
        holds &= !isAsked(Only.SERVERS) || servers(home, report);
        if (isAsked(Only.CAMPAIGNS)) {
            campaigns(home, report);
        }
        report.write(options.out(), "nodes");
        return holds ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private boolean isAsked(Only part) {
        return only == part || only == Only.ALL;
    }

    private boolean engines(Report report) throws Exception {
        MongoServer standIn = uri.isBlank() ? new MongoServer(H2Backend.inMemory()) : null;
        try {
            String named = standIn == null ? uri : standIn.bindAndGetConnectionString();
            List<List<Object>> rows = new ArrayList<>();
            boolean holds = true;
            for (int n : nodes) {
                String database = "reprise_nodes_" + n + "_" + System.nanoTime();
                NodesTrial.Result result = new NodesTrial(named, database, options.seed(), clients)
                        .run(n, kills, Duration.ofSeconds(seconds));
                result.breaches().stream().limit(10).forEach(System.err::println);
                holds &= result.breaches().isEmpty();
                rows.add(List.of(
                        n,
                        result.kills(),
                        result.answeredPerSecond(),
                        result.failed(),
                        result.events(),
                        result.breaches().size()));
            }
            report.table(
                    "Nodes",
                    "Kills include those of all nodes in the end. Failed calls were told to try again.",
                    List.of("nodes", "kills", "calls/s", "failed calls", "events in the log", "breaches"),
                    rows);
            return holds;
        } finally {
            if (standIn != null) {
                standIn.shutdownNow();
            }
        }
    }

    private boolean servers(Path home, Report report) throws Exception {
        List<List<Object>> rows = new ArrayList<>();
        boolean holds = true;
        for (int n : nodes) {
            WholeServers.Result result =
                    new WholeServers(home, options.seed(), clients).run(n, kills, Duration.ofSeconds(serverSeconds));
            result.breaches().stream().limit(10).forEach(System.err::println);
            holds &= result.breaches().isEmpty();
            rows.add(List.of(
                    n,
                    kills,
                    result.perSecond(),
                    result.sent().answered(),
                    result.sent().again(),
                    result.sent().granted(),
                    result.pauses(),
                    result.events(),
                    result.breaches().size()));
        }
        report.table(
                "Whole servers",
                "Every call was answered in the end. *Pause*: the longest that no client was answered, for each kill; a killed"
                        + " server is started again at once.",
                List.of(
                        "servers",
                        "kills",
                        "calls/s",
                        "calls",
                        "sent again",
                        "units granted",
                        "pause s",
                        "events in the log",
                        "breaches"),
                rows);
        return holds;
    }

    private void campaigns(Path home, Report report) throws Exception {
        OpenCampaigns.Result result = new OpenCampaigns(home, campaignHeap)
                .fill(campaigns, Math.max(1, campaigns / 10), Duration.ofMinutes(campaignMinutes));
        OpenCampaigns.Look first = result.looks().getFirst();
        List<List<Object>> memory = new ArrayList<>();
        List<List<Object>> answers = new ArrayList<>();
        for (OpenCampaigns.Look look : result.looks()) {
            int more = look.open() - first.open();
            double outside = outside(look);
            memory.add(List.of(
                    look.open(),
                    look.memory().used(),
                    kibEach(look.memory().used() - first.memory().used(), more),
                    outside,
                    kibEach(outside - outside(first), more),
                    kibEach(look.logMiB() - first.logMiB(), more),
                    kibEach(look.viewsMiB() - first.viewsMiB(), more),
                    kibEach(look.processesMiB() - first.processesMiB(), more)));
            answers.add(List.of(
                    look.open(),
                    look.seconds(),
                    look.boardMillis(),
                    look.campaignMillis(),
                    look.tasksMillis(),
                    look.commandMillis()));
        }
        report.table(
                "Memory for each open campaign",
                "One server on its own stores, in the machine's time; each campaign of 4 items, which ten campaigns sell at a"
                        + " time, is planned, approved, its stock set aside, and waits for its sale in one of 26 weeks; six people plan"
                        + " one each at a time. The heap after a collection; *each*:"
                        + " KiB more than with the first ten, for each campaign more. The last three are files.",
                List.of(
                        "open campaigns",
                        "lives in the heap MiB",
                        "each",
                        "outside the heap MiB",
                        "each",
                        "log, each",
                        "views, each",
                        "processes, each"),
                memory);
        report.table(
                "A server with open campaigns",
                "Medians of 20 calls of the API. Started again with the last of these, it was ready after "
                        + Math.round(result.restartSeconds()) + " s; " + Math.round(result.incidents())
                        + " processes did not go on by themselves.",
                List.of(
                        "open campaigns",
                        "opened after s",
                        "list of campaigns ms",
                        "one campaign ms",
                        "what waits ms",
                        "one more drafted ms"),
                answers);
    }

    private static double outside(OpenCampaigns.Look look) {
        return look.memory().anonymous() - look.memory().taken();
    }

    private static double kibEach(double mib, int campaigns) {
        return campaigns == 0 ? Double.NaN : mib * 1024 / campaigns;
    }
}
