package io.reprise.benchmarks.nodes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reprise.benchmarks.report.EmptyFolder;
import io.reprise.benchmarks.report.Latencies;
import io.reprise.benchmarks.server.ServerMemory;
import io.reprise.benchmarks.server.ServerProcess;
import io.reprise.benchmarks.uplift.TrainedHome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/**
 * What one server holds for each campaign that is open in it: planned, approved, its stock set aside, and waiting for its sale, with
 * a process in the workflow engine; and how soon it answers meanwhile.
 */
final class OpenCampaigns {

    /** Items of each, and how many campaigns sell the same ones: a shop of 4,000 items for 10,000 campaigns. */
    private static final int ITEMS = 4;

    private static final int SAME = 10;

    /** Over which the sales are spread: those of the same items are in the same one. */
    private static final int WEEKS = 26;

    /** People who plan, one campaign each at a time. */
    private static final int CLIENTS = 6;

    private static final int ASKED = 20;
    private static final int LOOK_MILLIS = 200;
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Instant SALE =
            Instant.now().truncatedTo(ChronoUnit.HOURS).plus(Duration.ofDays(7));
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path home;
    private final String heap;

    /** @param heap of the server at most, as {@code -Xmx} takes it */
    OpenCampaigns(Path home, String heap) {
        this.home = home;
        this.heap = heap;
    }

    /**
     * @param open campaigns, @param memory after a collection, @param seconds since the first was asked for
     * @param boardMillis the list of campaigns, first page, @param campaignMillis one of them, @param tasksMillis what waits for an
     *     approver, @param commandMillis one more is drafted; each the median of some calls, @param logMiB, @param viewsMiB, @param processesMiB on disk
     */
    record Look(
            int open,
            ServerMemory.Look memory,
            double seconds,
            double boardMillis,
            double campaignMillis,
            double tasksMillis,
            double commandMillis,
            double logMiB,
            double viewsMiB,
            double processesMiB) {}

    /**
     * @param looks at each step, @param restartSeconds until a server with all of them is ready again, @param incidents steps
     *     of processes that do not go on by themselves
     */
    record Result(List<Look> looks, double restartSeconds, double incidents) {}

    /** Looks at ten, and after each step, until there are as many as are asked for or time is up; then starts the server again. */
    Result fill(int campaigns, int step, Duration most) throws Exception {
        TrainedHome trained = TrainedHome.in(home);
        return EmptyFolder.in(home, "campaigns", folder -> {
            trained.copyTo(folder);
            List<Look> looks = fill(folder, campaigns, step, most);
            long stopped = System.nanoTime();
            try (ServerProcess again = start(folder)) {
                again.get("mei", path(0));
                return new Result(
                        looks, since(stopped), ServerProcess.sum(again.metrics(), "reprise_process_incidents"));
            }
        });
    }

    private ServerProcess start(Path folder) throws Exception {
        return ServerProcess.start(
                folder,
                Map.of(
                        "REPRISE_SIMULATED_FROM", "", // The machine's time, so that processes go on by themselves.
                        "REPRISE_JOB_EXECUTOR", "true",
                        "REPRISE_CALLS_PER_SECOND", "1000000",
                        "REPRISE_CHECKPOINT_INTERVAL", "10s",
                        "REPRISE_JAVA_OPTS", "-Xmx" + heap));
    }

    private List<Look> fill(Path folder, int campaigns, int step, Duration most) throws Exception {
        try (ServerProcess server = start(folder);
                ServerMemory memory = ServerMemory.of(server.pid());
                ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            receive(server, campaigns);
            List<Look> looks = new ArrayList<>();
            long start = System.nanoTime();
            int open = 0;
            while (open < campaigns && System.nanoTime() - start < most.toNanos()) {
                int until = open == 0 ? Math.min(SAME, campaigns) : Math.min(open - open % step + step, campaigns);
                open(server, clients, open, until);
                open = until;
                looks.add(look(server, memory, folder, open, since(start)));
                System.err.println("  " + looks.getLast());
            }
            return looks;
        }
    }

    private static double since(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }

    private Look look(ServerProcess server, ServerMemory memory, Path folder, int open, double seconds)
            throws Exception {
        double board = median(i -> () -> server.get("mei", "/api/v1/campaigns?limit=50"));
        double campaign = median(i -> () -> server.get("mei", path(i * open / ASKED)));
        double tasks = median(i -> () -> server.get("ana", "/api/v1/tasks"));
        double command =
                median(i -> () -> post(server, "mei", "/api/v1/campaigns", draft("look-" + open + "-" + i, i)));
        return new Look(
                open,
                memory.look(),
                seconds,
                board,
                campaign,
                tasks,
                command,
                mib(folder.resolve("log")),
                mib(folder.resolve("views")),
                mib(folder.resolve("camunda")));
    }

    private interface Call {
        String answer() throws Exception;
    }

    private static double median(IntFunction<Call> calls) throws Exception {
        Latencies latencies = new Latencies();
        for (int i = 0; i < ASKED; i++) {
            long start = System.nanoTime();
            calls.apply(i).answer();
            latencies.add(System.nanoTime() - start);
        }
        return latencies.micros(0.5) / 1e3;
    }

    private static double mib(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.mapToLong(file ->
                                    file.toFile().isFile() ? file.toFile().length() : 0)
                            .sum()
                    / 1048576.0;
        }
    }

    private static String post(ServerProcess server, String person, String path, String body) throws Exception {
        return server.post(person, path, "application/json", body.getBytes(StandardCharsets.UTF_8));
    }

    private static void receive(ServerProcess server, int campaigns) throws Exception {
        int items = Math.max(ITEMS, (campaigns + SAME - 1) / SAME * ITEMS);
        for (int from = 0; from < items; from += 500) {
            StringBuilder receipts = new StringBuilder("[");
            for (int item = from; item < Math.min(items, from + 500); item++) {
                receipts.append(item == from ? "" : ",")
                        .append("{\"receiptId\":\"first-" + item + "\",\"sku\":\"item-" + item
                                + "\",\"warehouse\":\"LON\",\"units\":900000}");
            }
            post(server, "otto", "/api/v1/stock/receipts", receipts.append("]").toString());
        }
    }

    private static void open(ServerProcess server, ExecutorService clients, int from, int to) throws Exception {
        List<Future<Void>> opened = new ArrayList<>();
        for (int i = from; i < to; i++) {
            int campaign = i;
            opened.add(clients.submit(() -> {
                open(server, campaign);
                return null;
            }));
        }
        for (Future<Void> one : opened) {
            one.get();
        }
    }

    private static void open(ServerProcess server, int campaign) throws Exception {
        post(server, "mei", "/api/v1/campaigns", draft("open-" + campaign, campaign));
        post(server, "mei", path(campaign) + "/submit", "{\"planVersion\":1}");
        JsonNode page = when(server, campaign, "awaiting-approval");
        String approver = page.path("approver").asText().equals("FINANCE") ? "finn" : "ana";
        post(
                server,
                approver,
                path(campaign) + "/approve",
                "{\"proposalHash\":\"" + page.path("proposalHash").asText() + "\"}");
        when(server, campaign, "approved");
    }

    private static JsonNode when(ServerProcess server, int campaign, String phase) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        JsonNode page = JSON.readTree(server.get("mei", path(campaign)));
        while (!page.path("phase").asText().equals(phase)) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(path(campaign) + " does not come to be " + phase + ": " + page);
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            page = JSON.readTree(server.get("mei", path(campaign)));
        }
        return page;
    }

    private static String path(int campaign) {
        return "/api/v1/campaigns/open-" + campaign;
    }

    private static String draft(String id, int campaign) {
        Instant from = SALE.plus(Duration.ofDays(7L * (campaign / SAME % WEEKS)));
        StringBuilder items = new StringBuilder();
        for (int i = 0; i < ITEMS; i++) {
            int item = campaign / SAME * ITEMS + i;
            items.append(i == 0 ? "" : ",")
                    .append("{\"sku\":\"item-" + item + "\",\"name\":\"Item " + item
                            + "\",\"regularPriceCents\":2499,\"unitCostCents\":900,\"discountBps\":2000}");
        }
        return """
                {"campaignId": "%s", "plan": {"name": "Sale %s", "currency": "GBP", "zone": "Europe/London",
                 "within": {"from": "%s", "to": "%s"}, "lengthHours": 24,
                 "monitorMinutes": 60, "pushWaves": 0, "extraPushWaves": 0, "holdOutBps": 1000,
                 "discountBudgetCents": 1000000,
                 "guardrails": {"discountBpsMax": 4000, "marginBpsMin": 500, "automaticStepBpsMax": 500,
                                "priceChangesPerHourMax": 2, "cooldownMinutes": 90},
                 "items": [%s]}}""".formatted(id, id, from, from.plus(Duration.ofHours(30)), items);
    }
}
