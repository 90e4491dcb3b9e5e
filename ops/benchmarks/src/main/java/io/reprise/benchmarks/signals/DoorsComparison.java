package io.reprise.benchmarks.signals;

import io.reprise.benchmarks.report.EmptyFolder;
import io.reprise.benchmarks.server.BrokerProcess;
import io.reprise.benchmarks.server.ServerProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A whole server by HTTP and from a topic, beside the broker alone and the append of the same bytes, in turn. */
record DoorsComparison(SignalBatches batches, int clients, int batchesEach, int rounds) {

    private static final String TOPIC = "signals";
    private static final String BARE_TOPIC = "bare";
    private static final int PARTITIONS = 12;
    /** What runs once a call, and not once a signal, is compiled only after thousands of calls. */
    private static final int WARM_UP_CALLS_EACH = 250;

    private static final int WARM_UP_SIGNALS = 20;
    private static final double GOAL_PER_SECOND = 100_000;
    private static final double GOAL_SHARE = 0.6;

    private interface Trial {
        DoorsTrial.Result run(int round) throws Exception;
    }

    /** @param columns those of {@link ProcessorTime.Each} that {@link #CPU_COLUMNS} names, in their order */
    private record Row(String path, Trial trial, int bareRow, Function<ProcessorTime.Each, List<Object>> columns) {}

    static final List<String> CPU_COLUMNS = List.of("CPU µs server", "CPU µs sender", "CPU µs broker");

    List<List<Object>> rows(Path home) throws Exception {
        return EmptyFolder.in(home, "doors", this::rowsIn);
    }

    private List<List<Object>> rowsIn(Path folder) throws Exception {
        Path brokerHome = Files.createDirectories(folder.resolve("broker"));
        Path serverHome = Files.createDirectories(folder.resolve("server"));
        try (BrokerProcess broker = BrokerProcess.start(brokerHome)) {
            broker.make(TOPIC, PARTITIONS);
            broker.make(BARE_TOPIC, PARTITIONS);
            Map<String, String> settings =
                    Map.of("REPRISE_KAFKA_BOOTSTRAP_SERVERS", broker.bootstrap(), "REPRISE_KAFKA_TOPIC", TOPIC);
            try (ServerProcess server = ServerProcess.start(serverHome, settings)) {
                SaleOnServer sale = new SaleOnServer(server);
                sale.draft(clients);
                SignalBatches few = new SignalBatches(batches.seed(), WARM_UP_SIGNALS);
                new DoorsTrial(few, clients, WARM_UP_CALLS_EACH, clients).overHttp(server, -1);
                return measured(List.of(
                        new Row(
                                "bare file, one sync a group",
                                round -> bareFile(folder, round),
                                0,
                                cpu -> List.of("–", cpu.sender(), "–")),
                        new Row(
                                "Reprise over HTTP",
                                round -> trial().overHttp(server, 2 * round),
                                0,
                                cpu -> List.of(cpu.first(), cpu.sender(), "–")),
                        new Row(
                                "bare broker and consumer",
                                round -> trial().bareBroker(broker, BARE_TOPIC, round),
                                2,
                                cpu -> List.of("–", cpu.sender(), cpu.first())),
                        new Row(
                                "Reprise from Kafka",
                                round -> trial().fromTopic(broker, TOPIC, sale, 2 * round + 1),
                                2,
                                cpu -> List.of(cpu.first(), cpu.sender(), cpu.second()))));
            }
        }
    }

    private DoorsTrial trial() {
        return new DoorsTrial(batches, clients, batchesEach, clients);
    }

    private DoorsTrial.Result bareFile(Path folder, int round) throws Exception {
        SignalsTrial.Result result =
                EmptyFolder.in(folder, "bare", empty -> new SignalsTrial(batches, clients, batchesEach)
                        .run(new BareAppend(), clients, empty, round));
        return new DoorsTrial.Result(
                result.perSecond(),
                result.megabytesPerSecond(),
                result.p50Millis(),
                result.p99Millis(),
                new ProcessorTime.Each(result.cpuMicros(), 0, 0));
    }

    private List<List<Object>> measured(List<Row> rows) throws Exception {
        List<List<DoorsTrial.Result>> results = new ArrayList<>();
        rows.forEach(row -> results.add(new ArrayList<>()));
        for (int round = 0; round <= rounds; round++) {
            for (int r = 0; r < rows.size(); r++) {
                DoorsTrial.Result result = rows.get(r).trial().run(round);
                System.err.printf(
                        "  %s: %,.0f signals/s, CPU µs %s%n",
                        rows.get(r).path(),
                        result.perSecond(),
                        rows.get(r).columns().apply(result.cpu()));
                if (round > 0) {
                    results.get(r).add(result);
                }
            }
        }
        List<List<Object>> table = new ArrayList<>();
        for (int r = 0; r < rows.size(); r++) {
            DoorsTrial.Result result = middle(results.get(r));
            double bare = middle(results.get(rows.get(r).bareRow())).perSecond();
            boolean isMet = result.perSecond() >= GOAL_PER_SECOND && result.perSecond() >= GOAL_SHARE * bare;
            List<Object> row = new ArrayList<>(List.of(
                    rows.get(r).path(),
                    result.perSecond(),
                    result.megabytesPerSecond(),
                    result.p50Millis(),
                    result.p99Millis()));
            row.addAll(rows.get(r).columns().apply(result.cpu()));
            row.add(result.perSecond() / bare);
            row.add(rows.get(r).bareRow() == r ? "–" : isMet ? "met" : "missed");
            table.add(row);
        }
        return table;
    }

    private static DoorsTrial.Result middle(List<DoorsTrial.Result> results) {
        return results.stream()
                .sorted(Comparator.comparingDouble(DoorsTrial.Result::perSecond))
                .toList()
                .get(results.size() / 2);
    }
}
