package io.reprise.projections.store;

import static io.reprise.projections.store.SaleHistory.ANA;
import static io.reprise.projections.store.SaleHistory.LAMP;
import static io.reprise.projections.store.SaleHistory.MEI;
import static io.reprise.projections.store.SaleHistory.SALE;
import static io.reprise.projections.store.SaleHistory.START;
import static io.reprise.projections.store.SaleHistory.WAREHOUSE;
import static io.reprise.projections.store.SaleHistory.WINDOW;
import static io.reprise.projections.store.SaleHistory.id;
import static io.reprise.projections.store.SaleHistory.plan;

import io.reprise.domain.model.campaign.CampaignEvent.ApprovalEscalated;
import io.reprise.domain.model.campaign.CampaignEvent.ApprovalRequested;
import io.reprise.domain.model.campaign.CampaignEvent.CampaignDrafted;
import io.reprise.domain.model.campaign.CampaignEvent.DecisionOverridden;
import io.reprise.domain.model.campaign.CampaignEvent.ForecastRecorded;
import io.reprise.domain.model.campaign.CampaignEvent.PlanApproved;
import io.reprise.domain.model.campaign.CampaignEvent.PlanRevised;
import io.reprise.domain.model.campaign.CampaignEvent.PlanSentBack;
import io.reprise.domain.model.campaign.CampaignEvent.PlanSubmitted;
import io.reprise.domain.model.campaign.CampaignEvent.StockSecured;
import io.reprise.domain.model.campaign.Forecast;
import io.reprise.domain.model.decision.InventoryInputs;
import io.reprise.domain.model.decision.InventoryOutcome;
import io.reprise.domain.model.decision.ScheduleInputs;
import io.reprise.domain.model.decision.ScheduleOutcome;
import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.Role;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A plan sent back once, escalated, changed by a person, approved, and its stock secured. */
final class PlanHistory {

    private final Timeline timeline;

    PlanHistory(Timeline timeline) {
        this.timeline = timeline;
    }

    void planned(CampaignId id) {
        timeline.add(new CampaignDrafted(id, plan("Double 11", 1_000), MEI, timeline.tick()));
        timeline.add(new PlanRevised(id, 2, plan("Double 11", 1_500), MEI, timeline.tick()));
        proposed(id, 2);
        timeline.add(new PlanSentBack(id, "hash", "cheaper, please", ANA, timeline.tick()));
        timeline.add(new PlanRevised(id, 3, plan("Double 11", 2_000), MEI, timeline.tick()));
        proposed(id, 3);
        timeline.add(new ApprovalEscalated(id, "hash", Actor.ENGINE, timeline.tick()));
        timeline.add(new DecisionOverridden(
                id,
                id(id.equals(SALE) ? "schedule3" : "schedule3-" + id),
                new ScheduleOutcome(WINDOW, List.of(START, START.plus(Duration.ofHours(4)))),
                "as the shops are used to",
                "hash",
                MEI,
                timeline.tick()));
        timeline.add(new PlanApproved(id, "hash", ANA, timeline.tick()));
        timeline.add(new StockSecured(id, Actor.ENGINE, timeline.tick()));
    }

    private void proposed(CampaignId id, int version) {
        timeline.add(new PlanSubmitted(id, version, MEI, timeline.tick()));
        Forecast forecast = new Forecast(Forecast.DEMAND, Timeline.call(), START, 36);
        timeline.add(new ForecastRecorded(id, version, forecast, Actor.ENGINE, timeline.tick()));
        timeline.take(
                id,
                "schedule" + version,
                new ScheduleInputs(WINDOW, 24, 2, List.of(800L, 300L), Optional.empty()),
                new ScheduleOutcome(WINDOW, List.of(START, START.plus(Duration.ofHours(4)))));
        InventoryInputs.Item item = new InventoryInputs.Item(LAMP, 1_600, 900, new TreeMap<>(Map.of(WAREHOUSE, 100)));
        timeline.take(
                id,
                "inventory" + version,
                new InventoryInputs(36, 0, 24, 9_000, List.of(item), Optional.empty()),
                new InventoryOutcome(
                        List.of(new InventoryOutcome.ItemStock(LAMP, 60, new TreeMap<>(Map.of(WAREHOUSE, 60)), 0))));
        timeline.add(new ApprovalRequested(
                id,
                version,
                "hash",
                Role.FINANCE,
                "approval-routing/2",
                timeline.now().plus(Duration.ofHours(8)),
                Actor.ENGINE,
                timeline.tick()));
    }
}
