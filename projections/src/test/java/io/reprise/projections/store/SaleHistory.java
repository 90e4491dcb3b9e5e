package io.reprise.projections.store;

import io.reprise.domain.model.campaign.CampaignEvent;
import io.reprise.domain.model.campaign.CampaignEvent.CampaignDrafted;
import io.reprise.domain.model.campaign.CampaignEvent.CampaignStopped;
import io.reprise.domain.model.campaign.CampaignEvent.LaunchFailed;
import io.reprise.domain.model.campaign.Plan;
import io.reprise.domain.model.decision.DecisionId;
import io.reprise.domain.model.registry.ModelReleaseEvent.ReleaseEvaluated;
import io.reprise.domain.model.registry.ModelReleaseEvent.ReleasePromoted;
import io.reprise.domain.model.registry.ModelReleaseEvent.ReleaseRegistered;
import io.reprise.domain.model.registry.ModelReleaseEvent.ReleaseRetired;
import io.reprise.domain.model.registry.ModelReleaseEvent.ReleaseShadowed;
import io.reprise.domain.model.registry.ModelReleaseId;
import io.reprise.domain.model.stock.StockEvent.StockReceived;
import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.Role;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.TimeWindow;
import io.reprise.domain.model.vocabulary.WarehouseId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

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

    private SaleHistory() {}

    /** Every kind of event, in an order in which they can happen. */
    public static List<Object> everything() {
        Timeline timeline = new Timeline(START.minus(Duration.ofDays(3)));
        PlanHistory plans = new PlanHistory(timeline);
        stockAndModels(timeline);
        plans.planned(SALE);
        new SellingHistory(timeline).sold();
        plans.planned(FAILED);
        timeline.add(new LaunchFailed(FAILED, "no stock", Actor.ENGINE, timeline.tick()));
        timeline.add(new CampaignDrafted(STOPPED, plan("Stopped", 1_500), MEI, timeline.tick()));
        timeline.add(new CampaignStopped(STOPPED, "a mistake", MEI, timeline.tick()));
        ReleaseHistory.events(timeline.now()).forEach(timeline::add);
        return timeline.events();
    }

    /** Only what happened to {@link #SALE}. */
    public static List<CampaignEvent> ofSale() {
        return everything().stream()
                .filter(CampaignEvent.class::isInstance)
                .map(CampaignEvent.class::cast)
                .filter(event -> event.campaignId().equals(SALE))
                .toList();
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

    public static DecisionId id(String name) {
        return new DecisionId(name);
    }

    private static void stockAndModels(Timeline timeline) {
        timeline.add(new StockReceived(LAMP, WAREHOUSE, 100, "r1", timeline.tick()));
        timeline.add(new StockReceived(MUG, WAREHOUSE, 50, "r2", timeline.tick()));
        timeline.add(new ReleaseRegistered(RELEASE, "1", "demand-features/1", "otto", timeline.tick()));
        timeline.add(new ReleaseEvaluated(RELEASE, "pinball", 0.8, 1.1, timeline.tick()));
        timeline.add(new ReleaseShadowed(RELEASE, timeline.tick()));
        timeline.add(new ReleasePromoted(RELEASE, ANA, timeline.tick()));
        timeline.add(new ReleaseRetired(new ModelReleaseId("demand", "b".repeat(64)), ANA, "older", timeline.tick()));
    }
}
