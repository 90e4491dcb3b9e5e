package io.reprise.benchmarks.eventlog;

import io.reprise.benchmarks.report.BenchOptions;
import io.reprise.benchmarks.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;

/** The event log beside its alternatives: appending, replaying, growing, verifying. */
@CommandLine.Command(
        name = "event-log",
        description = "Measures the event log beside Axon's own engines and the bare stores.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class EventLogBenchmark implements Callable<Integer> {

    enum Part {
        APPEND,
        REPLAY,
        SCALE,
        VERIFY
    }

    private static final String HOW_TO_READ = """
            # The event log, measured

            How to read this: one run on one machine, every contender with the same campaigns from the same seed; ratios are
            between figures of this run only. A figure counts only beside others of the same durability. After each append
            trial the events in the store are counted, and the run fails unless they are exactly those acknowledged.
            "CPU" is processor time of this process for one event; PostgreSQL and a named MongoDB run in others. Latencies
            are of one command, from the client's call to its acknowledgement; each client waits for one before the next.
            """;

    private static final int ENCODED_CAMPAIGNS = 200;
    private static final int DECODED_CAMPAIGNS = 1_000;
    private static final Duration UNMEASURED = Duration.ofSeconds(2);

    @CommandLine.Option(names = "--only", description = "One of: ${COMPLETION-CANDIDATES}.")
    private Part only;

    @CommandLine.Option(
            names = "--match",
            description = "Only contenders whose name holds this, to look at one; ratios need the others.",
            defaultValue = "")
    private String match;

    @CommandLine.Option(names = "--clients", split = ",", description = "Clients at once.", defaultValue = "1,8,64")
    private List<Integer> clients;

    @CommandLine.Option(names = "--warm-up", description = "Seconds before each append trial.", defaultValue = "2")
    private int warmUpSeconds;

    @CommandLine.Option(names = "--seconds", description = "Seconds of each append trial.", defaultValue = "6")
    private int seconds;

    @CommandLine.Option(names = "--events", description = "Events replayed and verified.", defaultValue = "200000")
    private int events;

    @CommandLine.Option(
            names = "--fill-seconds",
            description = "A store that cannot take the events in this time is measured with fewer.",
            defaultValue = "30")
    private int fillSeconds;

    @CommandLine.Option(
            names = "--scale-events",
            split = ",",
            description = "Sizes of the embedded log.",
            defaultValue = "10000,1000000,10000000")
    private List<Long> scaleEvents;

    @CommandLine.Option(
            names = "--scale-events-mongodb",
            split = ",",
            description = "Sizes of the log in MongoDB.",
            defaultValue = "10000,100000")
    private List<Long> scaleEventsMongo;

    @CommandLine.Option(
            names = "--scale-seconds",
            description = "A size of the embedded log that takes longer to fill is measured with fewer events.",
            defaultValue = "300")
    private int scaleSeconds;

    @CommandLine.Option(
            names = "--mongodb-uri",
            description = "The MongoDB to measure on; without one, an embedded stand-in.",
            defaultValue = "${env:REPRISE_MONGODB_URI:-}")
    private String mongoUri;

    @CommandLine.Option(
            names = "--mongodb-name",
            description = "What that server is, if it is not what it says it is.",
            defaultValue = "")
    private String mongoName;

    @CommandLine.Mixin
    private final BenchOptions options = new BenchOptions();

    @Override
    public Integer call() throws Exception {
        System.setProperty("disable-axoniq-console-message", "true");
        Path home = Files.createDirectories(options.home());
        Path place = Files.createTempDirectory(home.toAbsolutePath(), "event-log-");
        try (MongoAtHand mongo = MongoAtHand.open(mongoUri, mongoName, place)) {
            Map<String, Object> circumstances = options.circumstances(place);
            circumstances.put("MongoDB at hand", mongo.name() + ", " + mongo.durability());
            circumstances.forEach((what, value) -> System.out.println(what + ": " + value));
            Report report = new Report(HOW_TO_READ, circumstances);
            run(mongo, place, report);
            report.write(
                    options.out(),
                    only == null ? "event-log" : "event-log-" + only.name().toLowerCase(Locale.ROOT));
        } finally {
            delete(place);
        }
        return CommandLine.ExitCode.OK;
    }

    private void run(MongoAtHand mongo, Path place, Report report) throws Exception {
        CampaignTrace trace = new CampaignTrace(options.seed());
        if (isWanted(Part.APPEND)) {
            append(trace, mongo, place, report);
        }
        if (isWanted(Part.REPLAY)) {
            replay(trace, mongo, place, report);
        }
        if (isWanted(Part.SCALE)) {
            inFolder(
                    place,
                    folder -> ScaleTables.embedded(trace, options.seed(), scaleEvents, scaleSeconds, folder, report));
            ScaleTables.mongo(trace, options.seed(), scaleEventsMongo, fillSeconds, mongo, report);
        }
        if (isWanted(Part.VERIFY)) {
            inFolder(place, folder -> VerifyTrial.run(trace, events, fillSeconds, folder, report));
        }
    }

    private boolean isWanted(Part part) {
        return only == null || only == part;
    }

    private void append(CampaignTrace trace, MongoAtHand mongo, Path place, Report report) throws Exception {
        AppendTrial unmeasured = new AppendTrial(Duration.ofSeconds(warmUpSeconds), UNMEASURED);
        AppendTrial trial = new AppendTrial(Duration.ofSeconds(warmUpSeconds), Duration.ofSeconds(seconds));
        List<AppendTrial.Result> results = new ArrayList<>();
        List<Contender> contenders = contenders(trace, mongo);
        for (Contender contender : contenders) {
            // Unmeasured, so that no contender pays for the compilation of what all of them run.
            inFolder(place, folder -> unmeasured.run(contender, Collections.max(clients), folder));
        }
        for (Contender contender : contenders) {
            for (int count : clients) {
                if (contender.isWorthTrying(count)) {
                    Path folder = Files.createTempDirectory(place, "append-");
                    AppendTrial.Result result = trial.run(contender, count, folder);
                    System.out.printf("append: %s, %d clients: %,.0f/s%n", contender.name(), count, result.perSecond());
                    results.add(result);
                    delete(folder);
                }
            }
        }
        AppendTables.write(results, report);
    }

    private void replay(CampaignTrace trace, MongoAtHand mongo, Path place, Report report) throws Exception {
        ReplayTrial trial = new ReplayTrial(trace, events, fillSeconds);
        List<ReplayTrial.Result> results = new ArrayList<>();
        for (Contender contender : contenders(trace, mongo)) {
            boolean isEngine = contender.role() == Contender.Role.OURS || contender.role() == Contender.Role.AXON;
            if (isEngine && contender.isWorthTrying(1)) {
                inFolder(place, folder -> results.addAll(trial.run(contender, folder)));
                System.out.println("replay: " + contender.name() + " done");
            }
        }
        double evolve = FoldTrial.evolve(trace, events);
        double decode = FoldTrial.decode(trace, DECODED_CAMPAIGNS);
        ReplayTables.write(results, evolve, decode, report);
    }

    private interface Work {
        void in(Path folder) throws Exception;
    }

    private static void inFolder(Path place, Work work) throws Exception {
        Path folder = Files.createTempDirectory(place, "trial-");
        try {
            work.in(folder);
        } finally {
            delete(folder);
        }
    }

    private List<Contender> contenders(CampaignTrace trace, MongoAtHand mongo) {
        List<byte[]> encoded = EncodedEvents.ofCampaigns(trace, ENCODED_CAMPAIGNS);
        return Stream.<Contender>of(
                        new RepriseContender(trace, Contender.Place.EMBEDDED, mongo),
                        new AxonJdbcContender(trace, new PostgresDatabase(), 16, 1),
                        new AxonJdbcContender(trace, new PostgresDatabase(), 64, 17),
                        new AxonJdbcContender(trace, H2Database.SYNCED, 64, 1),
                        new AxonJdbcContender(trace, H2Database.WRITTEN, 64, 1),
                        new AxonJdbcContender(trace, H2Database.AS_IT_COMES, 64, 1),
                        new BareFileContender(encoded, false),
                        new BareFileContender(encoded, true),
                        new RepriseContender(trace, Contender.Place.MONGODB, mongo),
                        new AxonMongoContender(trace, mongo),
                        new BareMongoContender(encoded, false, mongo),
                        new BareMongoContender(encoded, true, mongo))
                .filter(contender -> contender.name().contains(match))
                .toList();
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
