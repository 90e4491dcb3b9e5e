package io.reprise.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.bpmn.CampaignLifecycleProcess;
import io.reprise.domain.axon.Streams;
import io.reprise.domain.model.audience.Pseudonym;
import io.reprise.domain.model.audience.Signal;
import io.reprise.domain.model.campaign.Campaign;
import io.reprise.domain.model.campaign.Campaign.Adjustment;
import io.reprise.domain.model.campaign.Campaign.AwaitingApproval;
import io.reprise.domain.model.campaign.Campaign.Drafting;
import io.reprise.domain.model.campaign.Campaign.Ended;
import io.reprise.domain.model.campaign.Campaign.How;
import io.reprise.domain.model.campaign.Campaign.Live;
import io.reprise.domain.model.campaign.Campaign.Stage;
import io.reprise.domain.model.campaign.CampaignCommand;
import io.reprise.domain.model.campaign.CampaignCommand.ApproveAdjustment;
import io.reprise.domain.model.campaign.CampaignCommand.ApprovePlan;
import io.reprise.domain.model.campaign.CampaignCommand.DraftCampaign;
import io.reprise.domain.model.campaign.CampaignCommand.RejectAdjustment;
import io.reprise.domain.model.campaign.CampaignCommand.RevertAdjustment;
import io.reprise.domain.model.campaign.CampaignCommand.RevisePlan;
import io.reprise.domain.model.campaign.CampaignCommand.RouteAdjustment;
import io.reprise.domain.model.campaign.CampaignCommand.SendBackPlan;
import io.reprise.domain.model.campaign.CampaignCommand.StopCampaign;
import io.reprise.domain.model.campaign.CampaignCommand.SubmitPlan;
import io.reprise.domain.model.campaign.CampaignCommand.TakeDecision;
import io.reprise.domain.model.campaign.CampaignEvent.DecisionTaken;
import io.reprise.domain.model.campaign.CampaignEvent.ForecastRecorded;
import io.reprise.domain.model.campaign.Leeway;
import io.reprise.domain.model.campaign.Plan;
import io.reprise.domain.model.campaign.Plan.Guardrails;
import io.reprise.domain.model.campaign.Plan.PlannedItem;
import io.reprise.domain.model.campaign.Steering;
import io.reprise.domain.model.decision.AdjustmentInputs;
import io.reprise.domain.model.decision.CampaignReport;
import io.reprise.domain.model.decision.DecisionId;
import io.reprise.domain.model.decision.DecisionKind;
import io.reprise.domain.model.decision.EvaluationOutcome;
import io.reprise.domain.model.decision.Evidence;
import io.reprise.domain.model.decision.ModelCall;
import io.reprise.domain.model.decision.Policies;
import io.reprise.domain.model.decision.PolicyRef;
import io.reprise.domain.model.decision.Tensor;
import io.reprise.domain.model.port.CampaignClock;
import io.reprise.domain.model.port.Campaigns;
import io.reprise.domain.model.port.EvidenceStore;
import io.reprise.domain.model.port.Signals;
import io.reprise.domain.model.port.Snapshots;
import io.reprise.domain.model.port.StockItems;
import io.reprise.domain.model.registry.ModelReleaseCommand.PromoteRelease;
import io.reprise.domain.model.registry.ModelReleaseId;
import io.reprise.domain.model.replay.PolicyReplay;
import io.reprise.domain.model.stock.StockCommand.AllocateStock;
import io.reprise.domain.model.stock.StockCommand.ReceiveStock;
import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.Role;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.TimeWindow;
import io.reprise.domain.model.vocabulary.WarehouseId;
import io.reprise.projections.models.ModelReleases;
import io.reprise.workflows.LifecycleVariables;
import io.reprise.workflows.ProcessReconciler;
import io.reprise.workflows.SaleDesk;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each way a campaign can go, through the real log, process engine, models and policies. */
class LifecyclePathsTest {

    private static final Actor MEI = new Actor("mei", Set.of(Role.MARKETER));
    private static final Actor ANA = new Actor("ana", Set.of(Role.APPROVER));
    private static final WarehouseId LONDON = new WarehouseId("LON");
    private static final AtomicInteger COUNT = new AtomicInteger();

    private static RehearsalServer server;

    @BeforeAll
    static void startServer(@TempDir Path folder) throws IOException {
        server = RehearsalServer.start(folder);
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    private final CampaignClock clock = server.get(CampaignClock.class);
    private final Campaigns campaigns = server.get(Campaigns.class);
    private final StockItems stock = server.get(StockItems.class);
    private final int number = COUNT.incrementAndGet();
    private final CampaignId id = new CampaignId("path-" + number);
    private final List<Sku> skus = IntStream.range(0, 24)
            .mapToObj(i -> new Sku("path-item-" + number + "-" + i))
            .toList();
    private final Sku sku = skus.getFirst();

    private void send(Object command) {
        server.get(CommandGateway.class).sendAndWait(command);
        settle();
    }

    private void settle() {
        clock.advanceTo(clock.instant());
    }

    private void advance(Duration by) {
        clock.advanceTo(clock.instant().plus(by));
    }

    private void receiveAndDraft() {
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

    private void untilApproval() {
        receiveAndDraft();
        send(new SubmitPlan(id, 1, MEI, clock.instant()));
    }

    private void untilApproved() {
        untilApproval();
        approve();
    }

    private void approve() {
        AwaitingApproval waiting = (AwaitingApproval) campaigns.load(id);
        send(new ApprovePlan(id, waiting.proposal().hash(), ANA, clock.instant()));
    }

    private void untilLive() {
        untilApproved();
        Campaign.Approved approved = (Campaign.Approved) campaigns.load(id);
        clock.advanceTo(approved.proposal().schedule().window().from());
    }

    private Adjustment untilProposal() {
        untilLive();
        for (int hour = 0; hour < 24 && live().pending().isEmpty(); hour++) {
            slowHour(hour);
        }
        return live().pending().orElseThrow();
    }

    /** An hour in which one unit is sold: far too little by day, so that the sale falls behind. */
    private void slowHour(int hour) {
        order(hour);
        advance(Duration.ofHours(1));
    }

    private void order(int number) {
        order(number, 1);
    }

    private void order(int number, int units) {
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

    private Live live() {
        return (Live) campaigns.load(id);
    }

    private List<ProcessInstance> processes() {
        return server.get(RuntimeService.class)
                .createProcessInstanceQuery()
                .processInstanceBusinessKey(id.value())
                .list();
    }

    private void assertEnded(How how) {
        assertThat(campaigns.load(id))
                .isInstanceOfSatisfying(Ended.class, e -> assertThat(e.how()).isEqualTo(how));
        assertThat(processes()).isEmpty();
        assertThat(skus).allSatisfy(s -> {
            assertThat(stock.load(s).shares()).doesNotContainKey(id);
            assertThat(stock.load(s).freeUnits()).isEqualTo(400);
        });
    }

    @Test
    void aSaleRunsToItsCloseAndEveryDecisionCanBeTakenAgain() {
        untilLive();
        for (int hour = 0; hour < 26 && campaigns.load(id) instanceof Live; hour++) {
            slowHour(hour);
            if (campaigns.load(id) instanceof Live live) {
                live.pending().ifPresent(p -> send(new ApproveAdjustment(id, p.id(), ANA, clock.instant())));
            }
        }
        assertEnded(How.CLOSED);
        PolicyReplay replay = new PolicyReplay(server.get(EvidenceStore.class));
        List<DecisionTaken> decisions = campaigns.history(id).stream()
                .filter(DecisionTaken.class::isInstance)
                .map(DecisionTaken.class::cast)
                .toList();
        assertThat(decisions)
                .extracting(d -> d.decision().kind())
                .contains(
                        DecisionKind.ASSORTMENT,
                        DecisionKind.SCHEDULE,
                        DecisionKind.INVENTORY,
                        DecisionKind.EVALUATION,
                        DecisionKind.ADJUSTMENT);
        assertThat(decisions).extracting(d -> d.decision().id()).doesNotHaveDuplicates();
        assertThat(decisions)
                .allSatisfy(d -> assertThat(replay.differences(d.decision())).isEmpty());
    }

    @Test
    void withoutAChampionTheBaselineForecastsAndSaysWhy() {
        untilApproval();
        assertThat(campaigns.history(id).stream()
                        .filter(ForecastRecorded.class::isInstance)
                        .map(e -> ((ForecastRecorded) e).forecast().call()))
                .hasSize(3)
                .allSatisfy(call -> {
                    assertThat(call.isFallback()).isTrue();
                    assertThat(call.model()).endsWith("-baseline");
                });
    }

    @Test
    void aPromotedChampionForecasts() {
        for (ModelReleases.ReleaseLine line : server.get(ModelReleases.class).all()) {
            send(new PromoteRelease(ModelReleaseId.parse(line.release), ANA, clock.instant()));
        }
        untilApproval();
        assertThat(campaigns.history(id).stream()
                        .filter(ForecastRecorded.class::isInstance)
                        .map(e -> ((ForecastRecorded) e).forecast().call()))
                .hasSize(3)
                .allSatisfy(call -> assertThat(call.engine()).startsWith("TensorFlow"));
        server.get(ModelReleases.class).all().forEach(line -> server.get(CommandGateway.class)
                .sendAndWait(new io.reprise.domain.model.registry.ModelReleaseCommand.RetireRelease(
                        ModelReleaseId.parse(line.release), ANA, "end of test", clock.instant())));
        settle();
    }

    @Test
    void aPlanSentBackComesBackAndIsApproved() {
        untilApproval();
        AwaitingApproval waiting = (AwaitingApproval) campaigns.load(id);
        send(new SendBackPlan(id, waiting.proposal().hash(), "fewer items", ANA, clock.instant()));
        Drafting drafting = (Drafting) campaigns.load(id);
        send(new RevisePlan(id, drafting.version().plan(), MEI, clock.instant()));
        send(new SubmitPlan(id, 2, MEI, clock.instant()));
        approve();
        assertThat(campaigns.load(id).phase()).isEqualTo("approved");
    }

    @Test
    void anApprovalNobodyGivesIsEscalated() {
        untilApproval();
        advance(Duration.ofHours(5));
        assertThat(campaigns.load(id)).isInstanceOfSatisfying(AwaitingApproval.class, w -> assertThat(w.escalated())
                .isTrue());
        approve();
        assertThat(campaigns.load(id).phase()).isEqualTo("approved");
    }

    @Test
    void theKillSwitchEndsTheSaleGivesStockBackAndSaysWhatItBrought() {
        untilLive();
        // One shopper in five is held out.
        IntStream.range(0, 4).forEach(this::slowHour);
        send(new StopCampaign(id, "price mistake", MEI, clock.instant()));
        assertEnded(How.STOPPED);
        CampaignReport report =
                ((Ended) campaigns.load(id)).report().orElseThrow().outcome();
        assertThat(report.units()).isPositive();
        assertThat(report.effect().orElseThrow().asPlanned()).isFalse();
        assertThat(report.quality().orElseThrow().items()).hasSize(24);
    }

    @Test
    void aSaleThatWasStoppedIsEvaluatedAlsoWhereItsProcessWasLost() {
        untilLive();
        processes().forEach(process -> server.get(RuntimeService.class)
                .deleteProcessInstance(process.getProcessInstanceId(), "thrown away by the test"));
        send(new StopCampaign(id, "price mistake", MEI, clock.instant()));
        server.get(ProcessReconciler.class).reconcileAll();
        settle();
        assertEnded(How.STOPPED);
        assertThat(((Ended) campaigns.load(id)).report()).isPresent();
    }

    @Test
    void theKillSwitchWorksBeforeThereIsASale() {
        untilApproved();
        send(new StopCampaign(id, "price mistake", MEI, clock.instant()));
        assertEnded(How.STOPPED);
        assertThat(((Ended) campaigns.load(id)).report()).isEmpty();
    }

    @Test
    void theKillSwitchWorksWhileAnAdjustmentWaits() {
        untilProposal();
        send(new StopCampaign(id, "price mistake", MEI, clock.instant()));
        assertEnded(How.STOPPED);
    }

    @Test
    void stockThatIsGoneFailsTheLaunch() {
        untilApproval();
        Sku last = skus.getLast();
        CampaignId rival = new CampaignId("rival-" + number);
        send(new AllocateStock(last, rival, new TreeMap<>(Map.of(LONDON, 400)), clock.instant()));
        approve();
        assertThat(campaigns.load(id))
                .isInstanceOfSatisfying(Ended.class, e -> assertThat(e.how()).isEqualTo(How.LAUNCH_FAILED));
        assertThat(processes()).isEmpty();
        // What had been set aside before the last item was found missing is free again.
        assertThat(stock.load(sku).freeUnits()).isEqualTo(400);
    }

    @Test
    void anApprovedAdjustmentIsInForce() {
        Adjustment proposed = untilProposal();
        send(new ApproveAdjustment(id, proposed.id(), ANA, clock.instant()));
        assertThat(live().adjustment(proposed.id()).orElseThrow().stage()).isEqualTo(Stage.APPLIED);
    }

    @Test
    void aRejectedAdjustmentIsNot() {
        Adjustment proposed = untilProposal();
        var before = live().discountsBps();
        send(new RejectAdjustment(id, proposed.id(), "not now", ANA, clock.instant()));
        assertThat(live().adjustment(proposed.id()).orElseThrow().stage()).isEqualTo(Stage.REJECTED);
        assertThat(live().discountsBps()).isEqualTo(before);
    }

    @Test
    void anAdjustmentNobodyAnswersExpiresAndTheSaleGoesOn() {
        Adjustment proposed = untilProposal();
        advance(Duration.ofMinutes(61));
        assertThat(live().adjustment(proposed.id()).orElseThrow().stage()).isEqualTo(Stage.EXPIRED);
        advance(Duration.ofHours(30));
        assertThat(campaigns.load(id)).isInstanceOf(Ended.class);
    }

    @Test
    void processesThrownAwayComeBackWhereTheEventsAre() {
        receiveAndDraft();
        throwAwayAndRebuild();
        send(new SubmitPlan(id, 1, MEI, clock.instant()));
        throwAwayAndRebuild();
        approve();
        throwAwayAndRebuild();
        Campaign.Approved approved = (Campaign.Approved) campaigns.load(id);
        clock.advanceTo(approved.proposal().schedule().window().from());
        for (int hour = 0; hour < 26 && campaigns.load(id) instanceof Live; hour++) {
            throwAwayAndRebuild();
            live().pending().ifPresent(p -> send(new ApproveAdjustment(id, p.id(), ANA, clock.instant())));
            advance(Duration.ofHours(1));
        }
        assertEnded(How.CLOSED);
    }

    private void throwAwayAndRebuild() {
        processes().forEach(process -> server.get(RuntimeService.class)
                .deleteProcessInstance(process.getProcessInstanceId(), "thrown away by the test"));
        assertThat(processes()).isEmpty();
        server.get(ProcessReconciler.class).reconcileAll();
        settle();
        assertThat(processes()).hasSize(1);
    }

    /** Decided a minute before the process would, from facts by which the shop earns more in the last hour than the sale. */
    private DecisionId endedAnHourEarlier() {
        untilLive();
        SaleDesk desk = new SaleDesk(stock, server.get(Signals.class), server.get(EvidenceStore.class), clock);
        CommandGateway gateway = server.get(CommandGateway.class);
        Instant end = clock.instant();
        while (live().windows().isEmpty() || live().windows().getLast().course() != EvaluationOutcome.Course.ADJUST) {
            clock.advanceTo(end);
            order(live().windows().size());
            end = LifecycleVariables.windowEnd(live(), live().windows().size() + 1);
            clock.advanceTo(end.minusSeconds(60));
            gateway.sendAndWait(desk.evaluation(live()));
        }
        int window = live().windows().size();
        DecisionId decision = DecisionId.derive(id, CampaignLifecycleProcess.TASK_DECIDE_ADJUSTMENT, window);
        PolicyRef policy = new PolicyRef("learning-adjustment", 2);
        gateway.sendAndWait(new TakeDecision(
                id,
                decision,
                policy,
                theShopWouldEarnMore(window),
                new Evidence(List.of(demandOfOneUnitAnHour())),
                Policies.defaults(policy),
                7,
                Actor.ENGINE,
                clock.instant()));
        gateway.sendAndWait(new RouteAdjustment(
                id,
                decision,
                CampaignCommand.Route.APPROVAL,
                "by hand",
                clock.instant().plus(Duration.ofHours(1)),
                Actor.ENGINE,
                clock.instant()));
        send(new ApproveAdjustment(id, decision, ANA, clock.instant()));
        return decision;
    }

    private static final int HOURS_LEFT = 12;

    private AdjustmentInputs theShopWouldEarnMore(int window) {
        List<AdjustmentInputs.Item> items = new ArrayList<>();
        List<AdjustmentInputs.ItemShown> shown = new ArrayList<>();
        List<AdjustmentInputs.ItemAhead> ahead = new ArrayList<>();
        for (Sku item : skus) {
            int discount = live().discountsBps().get(item);
            items.add(new AdjustmentInputs.Item(item, 2_000, 700, discount, 100, 3, 3, true));
            shown.add(new AdjustmentInputs.ItemShown(discount, List.of(), 0, 0, 0, new TreeMap<>()));
            ahead.add(new AdjustmentInputs.ItemAhead(
                    false, 0, Collections.nCopies(HOURS_LEFT, 5.0), 0, new TreeMap<>(Map.of(LONDON, 100))));
        }
        return new AdjustmentInputs(
                window,
                HOURS_LEFT,
                8_000,
                List.of(0),
                new AdjustmentInputs.Limits(5_000, 500, 0, 4_000_000),
                0,
                0,
                items,
                Optional.of(new AdjustmentInputs.Shown(shown, 0, Optional.empty())),
                Optional.of(new AdjustmentInputs.Ahead(
                        HOURS_LEFT,
                        live().window().to(),
                        List.of(-1),
                        0,
                        0,
                        10_000,
                        List.of(),
                        0,
                        ahead,
                        List.of(),
                        500)));
    }

    private Evidence.Exhibit demandOfOneUnitAnHour() {
        float[] units = new float[skus.size() * HOURS_LEFT * 3];
        Arrays.fill(units, 1);
        Tensor output = new Tensor(units.length / 3, 3, units);
        Tensor input = new Tensor(0, 0, new float[0]);
        EvidenceStore evidence = server.get(EvidenceStore.class);
        evidence.put(input.toBytes());
        evidence.put(output.toBytes());
        return new Evidence.Exhibit(
                "response",
                new ModelCall("by-hand", "1", "none", "none", "none", "none", input.sha256(), output.sha256(), ""),
                output);
    }

    @Test
    void aSaleWhoseEndIsMovedEndsThen() {
        DecisionId decision = endedAnHourEarlier();
        Instant approved = live().proposal().schedule().window().to();
        assertThat(live().adjustment(decision).orElseThrow().stage()).isEqualTo(Stage.APPLIED);
        Instant end = approved.minus(Duration.ofHours(1));
        assertThat(live().window().to()).isEqualTo(end);
        sellUntil(end.minusSeconds(1));
        assertThat(campaigns.load(id)).isInstanceOf(Live.class);
        clock.advanceTo(end);
        assertThat(campaigns.load(id)).isInstanceOf(Ended.class);
    }

    @Test
    void anEndThatIsTakenBackMovesTheTimerThatRuns() {
        DecisionId decision = endedAnHourEarlier();
        Instant approved = live().proposal().schedule().window().to();
        sellUntil(approved.minus(Duration.ofHours(2)));
        send(new RevertAdjustment(id, decision, "too early", MEI, clock.instant()));
        sellUntil(approved.minusSeconds(1));
        assertThat(live().window().to()).isEqualTo(approved);
        assertThat(live().windows())
                .as("the last window is not looked at before it ends")
                .hasSize(7);
        clock.advanceTo(approved);
        assertEnded(How.CLOSED);
    }

    /** Enough not to be stopped; an adjustment that waits for an answer would hold the process up. */
    private void sellUntil(Instant to) {
        for (int hour = 100; clock.instant().isBefore(to); hour++) {
            order(hour, 40);
            Instant next = clock.instant().plus(Duration.ofHours(1));
            clock.advanceTo(next.isAfter(to) ? to : next);
            live().pending().ifPresent(p -> send(new RejectAdjustment(id, p.id(), "not now", ANA, clock.instant())));
        }
    }

    @Test
    void aggregatesOfManyEventsGetSnapshots() {
        for (int i = 0; i < 6; i++) {
            send(new ReceiveStock(sku, LONDON, 3, "receipt-" + i, clock.instant()));
        }
        assertThat(server.get(Snapshots.class).latest(Streams.of(sku)))
                .hasValueSatisfying(snapshot -> assertThat(snapshot.name()).isEqualTo("stock.state"));
        assertThat(stock.load(sku).freeUnits()).isEqualTo(18);
    }
}
