package io.reprise.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.model.audience.Arm;
import io.reprise.domain.model.audience.Signal;
import io.reprise.domain.model.campaign.Campaign.Approved;
import io.reprise.domain.model.campaign.Campaign.AwaitingApproval;
import io.reprise.domain.model.campaign.Campaign.Live;
import io.reprise.domain.model.campaign.CampaignCommand.ApprovePlan;
import io.reprise.domain.model.campaign.CampaignCommand.DraftCampaign;
import io.reprise.domain.model.campaign.CampaignCommand.SubmitPlan;
import io.reprise.domain.model.campaign.Plan;
import io.reprise.domain.model.campaign.Plan.Guardrails;
import io.reprise.domain.model.campaign.Plan.PlannedItem;
import io.reprise.domain.model.port.CampaignClock;
import io.reprise.domain.model.port.Campaigns;
import io.reprise.domain.model.port.Pseudonyms;
import io.reprise.domain.model.port.Signals;
import io.reprise.domain.model.stock.StockCommand.ReceiveStock;
import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.Role;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.TimeWindow;
import io.reprise.domain.model.vocabulary.WarehouseId;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recommendations over HTTP in a sale of the most items there may be; prints what it measured. */
@Tag("slow")
class RecommendationLoadTest {

    private static final int SHOPPERS = 2_000;
    private static final int CLIENTS = 4;
    private static final int HOLD_OUT_BPS = 1_000;
    private static final CampaignId SALE = new CampaignId("large");
    private static final Actor MEI = new Actor("mei", Set.of(Role.MARKETER));
    private static final Actor ANA = new Actor("ana", Set.of(Role.APPROVER, Role.FINANCE));
    private static final String[] KINDS = {"lamp", "clock", "cup", "plate", "star", "heart", "holder", "bag", "box"};
    private static final String[] LOOKS = {"red", "blue", "glass", "wooden", "vintage", "retro", "white", "small"};

    @TempDir
    private Path folder;

    @Test
    void aThousandItemsForThousandsOfShoppers() throws Exception {
        try (RehearsalServer server = RehearsalServer.start(folder)) {
            List<Sku> skus = live(server);
            Pseudonyms pseudonyms = server.get(Pseudonyms.class);
            List<String> shoppers = IntStream.range(0, SHOPPERS)
                    .mapToObj(i -> "shopper-" + i)
                    .filter(s -> Arm.of(SALE, pseudonyms.of(s), HOLD_OUT_BPS) == Arm.TREATED)
                    .toList();
            browse(server, shoppers, skus);
            HttpClient client = HttpClient.newHttpClient();
            // The first calls set up what later ones find.
            measure(client, server, "warm-up", 400, i -> shoppers.get(i % 200));
            double[] made = measure(client, server, "made", 1_500, i -> shoppers.get(200 + i));
            double[] kept = measure(client, server, "kept", 4_000, i -> shoppers.get(1_650 + i % 50));
            assertThat(made[0]).isPositive();
            assertThat(kept[0]).isLessThan(made[0]);
        }
    }

    private static List<Sku> live(RehearsalServer server) {
        CampaignClock clock = server.get(CampaignClock.class);
        CommandGateway gateway = server.get(CommandGateway.class);
        Campaigns campaigns = server.get(Campaigns.class);
        List<Sku> skus = IntStream.range(0, Plan.ITEMS_MAX)
                .mapToObj(i -> new Sku("L" + i))
                .toList();
        skus.forEach(sku ->
                gateway.sendAndWait(new ReceiveStock(sku, new WarehouseId("LON"), 400, "receipt", clock.instant())));
        Instant from = Instant.parse("2026-11-10T22:00:00Z");
        List<PlannedItem> items = new ArrayList<>();
        for (int i = 0; i < skus.size(); i++) {
            String name = LOOKS[i % LOOKS.length] + " " + LOOKS[i / 8 % LOOKS.length] + " "
                    + KINDS[i / 64 % KINDS.length] + " no. " + i;
            items.add(new PlannedItem(skus.get(i), name, 1_000 + 10 * (i % 300), 500, 2_000));
        }
        Plan plan = new Plan(
                "Large",
                "GBP",
                ZoneId.of("Europe/London"),
                new TimeWindow(from, from.plus(Duration.ofHours(30))),
                24,
                180,
                2,
                2,
                HOLD_OUT_BPS,
                400_000_000,
                new Guardrails(5_000, 500, 0, 4, 60),
                items);
        gateway.sendAndWait(new DraftCampaign(SALE, plan, MEI, clock.instant()));
        gateway.sendAndWait(new SubmitPlan(SALE, 1, MEI, clock.instant()));
        clock.advanceTo(clock.instant());
        AwaitingApproval waiting = (AwaitingApproval) campaigns.load(SALE);
        gateway.sendAndWait(new ApprovePlan(SALE, waiting.proposal().hash(), ANA, clock.instant()));
        clock.advanceTo(clock.instant());
        clock.advanceTo(
                ((Approved) campaigns.load(SALE)).proposal().schedule().window().from());
        assertThat(campaigns.load(SALE)).isInstanceOf(Live.class);
        return skus;
    }

    /** Each shopper looks at ten items near one another. */
    private static void browse(RehearsalServer server, List<String> shoppers, List<Sku> skus) {
        Instant now = server.get(CampaignClock.class).instant();
        Pseudonyms pseudonyms = server.get(Pseudonyms.class);
        RandomGenerator random = new java.util.SplittableRandom(1);
        List<Signal> batch = new ArrayList<>();
        for (String shopper : shoppers) {
            int start = random.nextInt(skus.size());
            for (int i = 0; i < 10; i++) {
                Sku sku = skus.get((start + random.nextInt(30)) % skus.size());
                batch.add(
                        new Signal(shopper + "-" + i, now, pseudonyms.of(shopper), Signal.Action.VIEW, sku, 0, 1_000));
            }
            if (batch.size() >= 4_000) {
                server.get(Signals.class).receive(SALE, HOLD_OUT_BPS, batch, now);
                batch = new ArrayList<>();
            }
        }
        server.get(Signals.class).receive(SALE, HOLD_OUT_BPS, batch, now);
    }

    /** @return median and 99th percentile in milliseconds */
    private static double[] measure(
            HttpClient client, RehearsalServer server, String what, int calls, IntFunction<String> shopper)
            throws Exception {
        String login = "Basic " + Base64.getEncoder().encodeToString("shop:shop".getBytes(StandardCharsets.UTF_8));
        double[] millis = new double[calls];
        long start = System.nanoTime();
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            List<Callable<Void>> work = new ArrayList<>();
            for (int c = 0; c < CLIENTS; c++) {
                int first = c;
                work.add(() -> {
                    for (int i = first; i < calls; i += CLIENTS) {
                        URI uri = URI.create(server.url() + "/api/v1/campaigns/" + SALE
                                + "/recommendations?count=20&shopper=" + shopper.apply(i));
                        long at = System.nanoTime();
                        HttpResponse<String> response = client.send(
                                HttpRequest.newBuilder(uri)
                                        .header("Authorization", login)
                                        .build(),
                                HttpResponse.BodyHandlers.ofString());
                        millis[i] = (System.nanoTime() - at) / 1e6;
                        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
                        assertThat(response.body().split("\"sku\"")).hasSize(21);
                    }
                    return null;
                });
            }
            for (Future<Void> done : clients.invokeAll(work)) {
                done.get();
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        Arrays.sort(millis);
        double[] found = {millis[calls / 2], millis[calls * 99 / 100]};
        System.out.printf(
                "%s: %d calls, %.0f/s, p50 %.1f ms, p99 %.1f ms%n", what, calls, calls / seconds, found[0], found[1]);
        return found;
    }
}
