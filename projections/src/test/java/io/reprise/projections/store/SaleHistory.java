package io.reprise.projections.store;

import io.reprise.domain.model.audience.Arm;
import io.reprise.domain.model.audience.AudienceEvent.AudienceEnrolled;
import io.reprise.domain.model.audience.AudienceEvent.PriorSpendRecorded;
import io.reprise.domain.model.audience.AudienceEvent.SignalsReceived;
import io.reprise.domain.model.audience.PriorSpend;
import io.reprise.domain.model.audience.Pseudonym;
import io.reprise.domain.model.audience.Signal;
import io.reprise.domain.model.campaign.CampaignEvent;
import io.reprise.domain.model.campaign.CampaignEvent.AdjustmentApplied;
import io.reprise.domain.model.campaign.CampaignEvent.AdjustmentExpired;
import io.reprise.domain.model.campaign.CampaignEvent.AdjustmentForbidden;
import io.reprise.domain.model.campaign.CampaignEvent.AdjustmentProposed;
import io.reprise.domain.model.campaign.CampaignEvent.AdjustmentRejected;
import io.reprise.domain.model.campaign.CampaignEvent.AdjustmentReverted;
import io.reprise.domain.model.campaign.CampaignEvent.ApprovalEscalated;
import io.reprise.domain.model.campaign.CampaignEvent.ApprovalRequested;
import io.reprise.domain.model.campaign.CampaignEvent.CampaignClosed;
import io.reprise.domain.model.campaign.CampaignEvent.CampaignDrafted;
import io.reprise.domain.model.campaign.CampaignEvent.CampaignLaunched;
import io.reprise.domain.model.campaign.CampaignEvent.CampaignStopped;
import io.reprise.domain.model.campaign.CampaignEvent.DecisionOverridden;
import io.reprise.domain.model.campaign.CampaignEvent.DecisionTaken;
import io.reprise.domain.model.campaign.CampaignEvent.ForecastRecorded;
import io.reprise.domain.model.campaign.CampaignEvent.LaunchFailed;
import io.reprise.domain.model.campaign.CampaignEvent.PlanApproved;
import io.reprise.domain.model.campaign.CampaignEvent.PlanRevised;
import io.reprise.domain.model.campaign.CampaignEvent.PlanSentBack;
import io.reprise.domain.model.campaign.CampaignEvent.PlanSubmitted;
import io.reprise.domain.model.campaign.CampaignEvent.StockSecured;
import io.reprise.domain.model.campaign.Forecast;
import io.reprise.domain.model.campaign.Plan;
import io.reprise.domain.model.decision.AdjustmentInputs;
import io.reprise.domain.model.decision.AdjustmentOutcome;
import io.reprise.domain.model.decision.AdjustmentOutcome.PriceChange;
import io.reprise.domain.model.decision.Alternative;
import io.reprise.domain.model.decision.ArmTotals;
import io.reprise.domain.model.decision.CampaignReport;
import io.reprise.domain.model.decision.ClosingInputs;
import io.reprise.domain.model.decision.DecisionId;
import io.reprise.domain.model.decision.DecisionInputs;
import io.reprise.domain.model.decision.DecisionOutcome;
import io.reprise.domain.model.decision.DecisionRecord;
import io.reprise.domain.model.decision.EvaluationInputs;
import io.reprise.domain.model.decision.EvaluationInputs.ItemProgress;
import io.reprise.domain.model.decision.EvaluationOutcome;
import io.reprise.domain.model.decision.EvaluationOutcome.Course;
import io.reprise.domain.model.decision.Evidence;
import io.reprise.domain.model.decision.Explanation;
import io.reprise.domain.model.decision.InventoryInputs;
import io.reprise.domain.model.decision.InventoryOutcome;
import io.reprise.domain.model.decision.ModelCall;
import io.reprise.domain.model.decision.Parameters;
import io.reprise.domain.model.decision.PolicyRef;
import io.reprise.domain.model.decision.ScheduleInputs;
import io.reprise.domain.model.decision.ScheduleOutcome;
import io.reprise.domain.model.registry.ModelReleaseEvent.ReleaseEvaluated;
import io.reprise.domain.model.registry.ModelReleaseEvent.ReleasePromoted;
import io.reprise.domain.model.registry.ModelReleaseEvent.ReleaseRegistered;
import io.reprise.domain.model.registry.ModelReleaseEvent.ReleaseRetired;
import io.reprise.domain.model.registry.ModelReleaseEvent.ReleaseShadowed;
import io.reprise.domain.model.registry.ModelReleaseId;
import io.reprise.domain.model.stock.StockEvent.Answer;
import io.reprise.domain.model.stock.StockEvent.StockAllocated;
import io.reprise.domain.model.stock.StockEvent.StockClaimed;
import io.reprise.domain.model.stock.StockEvent.StockReceived;
import io.reprise.domain.model.stock.StockEvent.StockReleased;
import io.reprise.domain.model.stock.StockEvent.StockReturned;
import io.reprise.domain.model.stock.StockEvent.StockToppedUp;
import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.Role;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.TimeWindow;
import io.reprise.domain.model.vocabulary.WarehouseId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Events as they would lie in a log: a sale that went through everything, and two that did not get far. */
public final class SaleHistory {

    public static final CampaignId SALE = new CampaignId("double-11");
    public static final CampaignId STOPPED = new CampaignId("stopped");
    public static final CampaignId FAILED = new CampaignId("failed");
    /** MongoDB takes a dot in a name for a path. */
    public static final Sku LAMP = new Sku("LAMP.2");

    public static final Sku MUG = new Sku("MUG");
    /** MongoDB takes a dollar in a name for an operator, and {@code $date} in JSON for a date. */
    public static final WarehouseId WAREHOUSE = new WarehouseId("$date");

    public static final Actor MEI = new Actor("mei", java.util.Set.of(Role.MARKETER));
    public static final Actor ANA = new Actor("ana", java.util.Set.of(Role.APPROVER));
    public static final Instant START = Instant.parse("2026-11-10T18:00:00Z");
    public static final TimeWindow WINDOW = new TimeWindow(START, START.plus(Duration.ofHours(24)));
    public static final int HOLD_OUT_BPS = 1_000;
    public static final ModelReleaseId RELEASE = new ModelReleaseId("demand", "a".repeat(64));

    private final List<Object> events = new ArrayList<>();
    private Instant now = START.minus(Duration.ofDays(3));

    private SaleHistory() {}

    /** Every kind of event, in an order in which they can happen. */
    public static List<Object> everything() {
        SaleHistory history = new SaleHistory();
        history.stockAndModels();
        history.planned(SALE);
        history.sold();
        history.planned(FAILED);
        history.add(new LaunchFailed(FAILED, "no stock", Actor.ENGINE, history.tick()));
        history.add(new CampaignDrafted(STOPPED, plan("Stopped", 1_500), MEI, history.tick()));
        history.add(new CampaignStopped(STOPPED, "a mistake", MEI, history.tick()));
        history.events.addAll(ReleaseHistory.events(history.now));
        return List.copyOf(history.events);
    }

    /** Only what happened to {@link #SALE}. */
    public static List<CampaignEvent> ofSale() {
        return everything().stream()
                .filter(CampaignEvent.class::isInstance)
                .map(CampaignEvent.class::cast)
                .filter(event -> event.campaignId().equals(SALE))
                .toList();
    }

    private void add(Object event) {
        events.add(event);
    }

    private Instant tick() {
        now = now.plusSeconds(1);
        return now;
    }

    public static Plan plan(String name, int discountBps) {
        return new Plan(
                name,
                "GBP",
                ZoneId.of("Europe/London"),
                new TimeWindow(START, START.plus(Duration.ofHours(36))),
                24,
                30,
                2,
                2,
                HOLD_OUT_BPS,
                2_500_000,
                new Plan.Guardrails(4_000, 500, 500, 2, 90),
                List.of(
                        new Plan.PlannedItem(LAMP, "Lamp", 2_000, 900, discountBps),
                        new Plan.PlannedItem(MUG, "Mug", 500, 200, discountBps)));
    }

    private void stockAndModels() {
        add(new StockReceived(LAMP, WAREHOUSE, 100, "r1", tick()));
        add(new StockReceived(MUG, WAREHOUSE, 50, "r2", tick()));
        add(new ReleaseRegistered(RELEASE, "1", "demand-features/1", "otto", tick()));
        add(new ReleaseEvaluated(RELEASE, "pinball", 0.8, 1.1, tick()));
        add(new ReleaseShadowed(RELEASE, tick()));
        add(new ReleasePromoted(RELEASE, ANA, tick()));
        add(new ReleaseRetired(new ModelReleaseId("demand", "b".repeat(64)), ANA, "older", tick()));
    }

    private void planned(CampaignId id) {
        add(new CampaignDrafted(id, plan("Double 11", 1_000), MEI, tick()));
        add(new PlanRevised(id, 2, plan("Double 11", 1_500), MEI, tick()));
        proposed(id, 2);
        add(new PlanSentBack(id, "hash", "cheaper, please", ANA, tick()));
        add(new PlanRevised(id, 3, plan("Double 11", 2_000), MEI, tick()));
        proposed(id, 3);
        add(new ApprovalEscalated(id, "hash", Actor.ENGINE, tick()));
        add(new DecisionOverridden(
                id,
                id(id.equals(SALE) ? "schedule3" : "schedule3-" + id),
                new ScheduleOutcome(WINDOW, List.of(START, START.plus(Duration.ofHours(4)))),
                "as the shops are used to",
                "hash",
                MEI,
                tick()));
        add(new PlanApproved(id, "hash", ANA, tick()));
        add(new StockSecured(id, Actor.ENGINE, tick()));
    }

    private void proposed(CampaignId id, int version) {
        add(new PlanSubmitted(id, version, MEI, tick()));
        Forecast forecast = new Forecast(Forecast.DEMAND, call(), START, 36);
        add(new ForecastRecorded(id, version, forecast, Actor.ENGINE, tick()));
        take(
                id,
                "schedule" + version,
                new ScheduleInputs(WINDOW, 24, 2, List.of(800L, 300L), Optional.empty()),
                new ScheduleOutcome(WINDOW, List.of(START, START.plus(Duration.ofHours(4)))));
        InventoryInputs.Item item = new InventoryInputs.Item(LAMP, 1_600, 900, new TreeMap<>(Map.of(WAREHOUSE, 100)));
        take(
                id,
                "inventory" + version,
                new InventoryInputs(36, 0, 24, 9_000, List.of(item), Optional.empty()),
                new InventoryOutcome(
                        List.of(new InventoryOutcome.ItemStock(LAMP, 60, new TreeMap<>(Map.of(WAREHOUSE, 60)), 0))));
        add(new ApprovalRequested(
                id,
                version,
                "hash",
                Role.FINANCE,
                "approval-routing/2",
                now.plus(Duration.ofHours(8)),
                Actor.ENGINE,
                tick()));
    }

    private void sold() {
        add(new StockAllocated(LAMP, SALE, new TreeMap<>(Map.of(WAREHOUSE, 60)), tick()));
        now = START;
        add(new CampaignLaunched(SALE, Actor.ENGINE, tick()));
        add(new AudienceEnrolled(SALE, 900, 100, "digest", tick()));
        add(new PriorSpendRecorded(SALE, HOLD_OUT_BPS, List.of(new PriorSpend(shopper(Arm.TREATED), 4_200)), tick()));
        shoppers();
        add(new StockClaimed(LAMP, SALE, List.of(new Answer("c1", 3, true), new Answer("c2", 90, false)), tick()));
        add(new StockToppedUp(LAMP, SALE, "move-1", new TreeMap<>(Map.of(WAREHOUSE, 0)), tick()));
        add(new StockReturned(LAMP, SALE, "move-2", new TreeMap<>(Map.of(WAREHOUSE, 0)), tick()));
        window(1, Course.ADJUST);
        adjustment(1, 2_500);
        add(new AdjustmentApplied(
                SALE,
                id("adjustment1"),
                List.of(new PriceChange(LAMP, 2_000, 2_500)),
                true,
                "adjustment-guardrails/1",
                Actor.ENGINE,
                tick()));
        window(2, Course.ADJUST);
        adjustment(2, 3_500);
        add(new AdjustmentProposed(
                SALE, id("adjustment2"), "adjustment-guardrails/3", now.plusSeconds(600), Actor.ENGINE, tick()));
        add(new AdjustmentReverted(
                SALE, id("adjustment1"), List.of(new PriceChange(LAMP, 2_500, 2_000)), "too cheap", MEI, tick()));
        add(new AdjustmentRejected(SALE, id("adjustment2"), "too much", ANA, tick()));
        window(3, Course.ADJUST);
        adjustment(3, 3_500);
        add(new AdjustmentProposed(
                SALE, id("adjustment3"), "adjustment-guardrails/3", now.plusSeconds(600), Actor.ENGINE, tick()));
        add(new AdjustmentExpired(SALE, id("adjustment3"), Actor.ENGINE, tick()));
        window(4, Course.ADJUST);
        adjustment(4, 3_900);
        add(new AdjustmentForbidden(SALE, id("adjustment4"), "adjustment-guardrails/4", Actor.ENGINE, tick()));
        CampaignReport report = new CampaignReport(.5, .1, 3, 4_800, 2_100, 1_200, 2, 3, 5, .05, 4, 1, 7, 3_600, .3);
        take(SALE, "closing", new ClosingInputs(WINDOW, 36, 0, 9_000, 2, 60, 1_200, 2_700, arm(3), arm(1)), report);
        add(new StockReleased(LAMP, SALE, new TreeMap<>(Map.of(WAREHOUSE, 57)), tick()));
        add(new CampaignClosed(SALE, report, Actor.ENGINE, tick()));
    }

    /** One of the treated arm looks and buys three lamps, one of the hold-out buys one. */
    private void shoppers() {
        Pseudonym treated = shopper(Arm.TREATED);
        Pseudonym heldOut = shopper(Arm.HOLD_OUT);
        add(new SignalsReceived(
                SALE,
                HOLD_OUT_BPS,
                List.of(
                        new Signal("s1", START.plusSeconds(60), treated, Signal.Action.VIEW, LAMP, 0, 1_600),
                        new Signal("s2", START.plusSeconds(90), treated, Signal.Action.CART, LAMP, 0, 1_600),
                        new Signal("s3", START.plusSeconds(700), treated, Signal.Action.ORDER, LAMP, 3, 1_600)),
                tick()));
        add(new SignalsReceived(
                SALE,
                HOLD_OUT_BPS,
                List.of(
                        new Signal("s4", START.plusSeconds(650), heldOut, Signal.Action.VIEW, LAMP, 0, 2_000),
                        new Signal("s5", START.plusSeconds(60), heldOut, Signal.Action.ORDER, LAMP, 1, 2_000),
                        new Signal("s6", START.plusSeconds(61), treated, Signal.Action.PUSH_OPEN, LAMP, 0, 0)),
                tick()));
    }

    private static Pseudonym shopper(Arm arm) {
        for (int i = 0; ; i++) {
            Pseudonym shopper = new Pseudonym("p" + i);
            if (Arm.of(SALE, shopper, HOLD_OUT_BPS) == arm) {
                return shopper;
            }
        }
    }

    private void window(int number, Course course) {
        TimeWindow span = new TimeWindow(
                START.plus(Duration.ofMinutes(30L * (number - 1))), START.plus(Duration.ofMinutes(30L * number)));
        take(
                SALE,
                "window" + number,
                new EvaluationInputs(
                        number, span, WINDOW, 36, 0, 9_000, List.of(new ItemProgress(LAMP, 3, 3, 57)), arm(3), arm(1)),
                new EvaluationOutcome(course, 1.5, 1, 2, 4, List.of(LAMP), List.of(MUG)));
    }

    private void adjustment(int number, int toBps) {
        take(
                SALE,
                "adjustment" + number,
                new AdjustmentInputs(
                        number,
                        23,
                        9_000,
                        List.of(0, 500),
                        new AdjustmentInputs.Limits(4_000, 500, 500, 2_500_000),
                        1_200,
                        2,
                        List.of()),
                new AdjustmentOutcome(List.of(new PriceChange(LAMP, 2_000, toBps)), false, 900, 3_000));
    }

    private static ArmTotals arm(long units) {
        return new ArmTotals(100, 10, 1, 1, units, units * 1_600, 0);
    }

    public static DecisionId id(String name) {
        return new DecisionId(name);
    }

    private void take(CampaignId campaign, String name, DecisionInputs inputs, DecisionOutcome outcome) {
        add(new DecisionTaken(
                campaign,
                new DecisionRecord(
                        id(campaign.equals(SALE) ? name : name + "-" + campaign),
                        campaign,
                        inputs.kind(),
                        new PolicyRef("policy", 1),
                        Parameters.of(Map.of("tolerance", .15)),
                        7,
                        inputs,
                        List.of(new Evidence.Source(Forecast.DEMAND, call())),
                        outcome,
                        List.of(Alternative.weighed("this", 2, "cents", true)),
                        new Explanation("why", List.of("42"), List.of(new Explanation.Factor("f", 1, 1))),
                        Actor.ENGINE,
                        tick())));
    }

    private static ModelCall call() {
        return new ModelCall(
                "demand",
                "1",
                "a".repeat(64),
                "demand-features/1",
                "cpu",
                "TensorFlow",
                "b".repeat(64),
                "c".repeat(64),
                "");
    }
}
