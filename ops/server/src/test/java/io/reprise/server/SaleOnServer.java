package io.reprise.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.model.audience.Pseudonym;
import io.reprise.domain.model.audience.Signal;
import io.reprise.domain.model.campaign.Campaign;
import io.reprise.domain.model.campaign.Campaign.Adjustment;
import io.reprise.domain.model.campaign.Campaign.AwaitingApproval;
import io.reprise.domain.model.campaign.Campaign.Ended;
import io.reprise.domain.model.campaign.Campaign.How;
import io.reprise.domain.model.campaign.Campaign.Live;
import io.reprise.domain.model.campaign.CampaignCommand.ApprovePlan;
import io.reprise.domain.model.campaign.CampaignCommand.DraftCampaign;
import io.reprise.domain.model.campaign.CampaignCommand.SubmitPlan;
import io.reprise.domain.model.campaign.Leeway;
import io.reprise.domain.model.campaign.Plan;
import io.reprise.domain.model.campaign.Plan.Guardrails;
import io.reprise.domain.model.campaign.Plan.PlannedItem;
import io.reprise.domain.model.campaign.Steering;
import io.reprise.domain.model.port.CampaignClock;
import io.reprise.domain.model.port.Campaigns;
import io.reprise.domain.model.port.Signals;
import io.reprise.domain.model.port.StockItems;
import io.reprise.domain.model.stock.StockCommand.ReceiveStock;
import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.Role;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.TimeWindow;
import io.reprise.domain.model.vocabulary.WarehouseId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A sale of 24 items on the whole server in simulated time, a new one for each test, as far as the test needs it. */
abstract class SaleOnServer {

    static final Actor MEI = new Actor("mei", Set.of(Role.MARKETER));
    static final Actor ANA = new Actor("ana", Set.of(Role.APPROVER));
    static final WarehouseId LONDON = new WarehouseId("LON");
    private static final AtomicInteger COUNT = new AtomicInteger();

    static RehearsalServer server;

    /** One at a time: the one before does not go on beside it. */
    @BeforeAll
    static void startServer(@TempDir Path folder) throws IOException {
        stopServer();
        server = RehearsalServer.start(folder);
    }

    @AfterAll
    static void stopServer() {
        if (server != null) {
            server.close();
            server = null;
        }
    }

    final CampaignClock clock = server.get(CampaignClock.class);
    final Campaigns campaigns = server.get(Campaigns.class);
    final StockItems stock = server.get(StockItems.class);
    /** Of this test: its campaign and items are nobody else's. */
    final int number = COUNT.incrementAndGet();

    final CampaignId id = new CampaignId("path-" + number);
    final List<Sku> skus = IntStream.range(0, 24)
            .mapToObj(i -> new Sku("path-item-" + number + "-" + i))
            .toList();
    final Sku sku = skus.getFirst();

    void send(Object command) {
        server.get(CommandGateway.class).sendAndWait(command);
        settle();
    }

    void settle() {
        clock.advanceTo(clock.instant());
    }

    void advance(Duration by) {
        clock.advanceTo(clock.instant().plus(by));
    }

    void receiveAndDraft() {
        skus.forEach(s -> send(new ReceiveStock(s, LONDON, 400, "receipt-" + number, clock.instant())));
        // Wherever time stands, the sale runs over a Wednesday, a day on which this shop sells.
        Instant from = clock.instant()
                .atZone(ZoneOffset.UTC)
                .with(TemporalAdjusters.next(DayOfWeek.TUESDAY))
                .truncatedTo(ChronoUnit.DAYS)
                .plusHours(22)
                .toInstant();
        Plan plan = new Plan(
                "Path " + number,
                "GBP",
                ZoneId.of("Europe/London"),
                new TimeWindow(from, from.plus(Duration.ofHours(30))),
                24,
                180,
                2,
                2,
                2_000,
                4_000_000,
                new Guardrails(5_000, 500, 0, 4, 60),
                skus.stream()
                        .map(s -> new PlannedItem(s, "Item", 2_000, 700, 2_000))
                        .toList(),
                Optional.of(
                        Steering.USUAL.with(new Leeway(0, 2, Collections.emptySortedSet(), 0, 10_000, 10_000, 500))));
        send(new DraftCampaign(id, plan, MEI, clock.instant()));
    }

    void untilApproval() {
        receiveAndDraft();
        send(new SubmitPlan(id, 1, MEI, clock.instant()));
    }

    void untilApproved() {
        untilApproval();
        approve();
    }

    void approve() {
        AwaitingApproval waiting = (AwaitingApproval) campaigns.load(id);
        send(new ApprovePlan(id, waiting.proposal().hash(), ANA, clock.instant()));
    }

    void untilLive() {
        untilApproved();
        untilStart();
    }

    /** Of an approved plan. */
    void untilStart() {
        Campaign.Approved approved = (Campaign.Approved) campaigns.load(id);
        clock.advanceTo(approved.proposal().schedule().window().from());
    }

    Adjustment untilProposal() {
        untilLive();
        for (int hour = 0; hour < 24 && live().pending().isEmpty(); hour++) {
            slowHour(hour);
        }
        return live().pending().orElseThrow();
    }

    /** An hour in which one unit is sold: far too little by day, so that the sale falls behind. */
    void slowHour(int hour) {
        order(hour);
        advance(Duration.ofHours(1));
    }

    void order(int number) {
        order(number, 1);
    }

    void order(int number, int units) {
        Signal order = new Signal(
                id + "-" + number,
                clock.instant(),
                new Pseudonym("shopper-" + number),
                Signal.Action.ORDER,
                sku,
                units,
                1_600);
        server.get(Signals.class).receive(id, 2_000, List.of(order), clock.instant());
    }

    Live live() {
        return (Live) campaigns.load(id);
    }

    List<ProcessInstance> processes() {
        return server.get(RuntimeService.class)
                .createProcessInstanceQuery()
                .processInstanceBusinessKey(id.value())
                .list();
    }

    void assertEnded(How how) {
        assertThat(campaigns.load(id))
                .isInstanceOfSatisfying(Ended.class, e -> assertThat(e.how()).isEqualTo(how));
        assertThat(processes()).isEmpty();
        assertThat(skus).allSatisfy(s -> {
            assertThat(stock.load(s).shares()).doesNotContainKey(id);
            assertThat(stock.load(s).freeUnits()).isEqualTo(400);
        });
    }
}
