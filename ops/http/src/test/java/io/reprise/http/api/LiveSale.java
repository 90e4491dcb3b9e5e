package io.reprise.http.api;

import io.reprise.domain.model.campaign.Campaign;
import io.reprise.domain.model.campaign.Campaign.AwaitingApproval;
import io.reprise.domain.model.campaign.Campaign.Proposed;
import io.reprise.domain.model.campaign.CampaignCommand;
import io.reprise.domain.model.campaign.CampaignCommand.ApprovePlan;
import io.reprise.domain.model.campaign.CampaignCommand.DraftCampaign;
import io.reprise.domain.model.campaign.CampaignCommand.LaunchCampaign;
import io.reprise.domain.model.campaign.CampaignCommand.RecordForecast;
import io.reprise.domain.model.campaign.CampaignCommand.RequestApproval;
import io.reprise.domain.model.campaign.CampaignCommand.Route;
import io.reprise.domain.model.campaign.CampaignCommand.RouteAdjustment;
import io.reprise.domain.model.campaign.CampaignCommand.SecureStock;
import io.reprise.domain.model.campaign.CampaignCommand.SubmitPlan;
import io.reprise.domain.model.campaign.CampaignCommand.TakeDecision;
import io.reprise.domain.model.campaign.Forecast;
import io.reprise.domain.model.campaign.Plan;
import io.reprise.domain.model.decision.AdjustmentInputs;
import io.reprise.domain.model.decision.ArmTotals;
import io.reprise.domain.model.decision.DecisionId;
import io.reprise.domain.model.decision.DecisionInputs;
import io.reprise.domain.model.decision.EvaluationInputs;
import io.reprise.domain.model.decision.EvaluationInputs.ItemProgress;
import io.reprise.domain.model.decision.Evidence;
import io.reprise.domain.model.decision.Evidence.Exhibit;
import io.reprise.domain.model.decision.InventoryInputs;
import io.reprise.domain.model.decision.ModelCall;
import io.reprise.domain.model.decision.Policies;
import io.reprise.domain.model.decision.PolicyRef;
import io.reprise.domain.model.decision.ScheduleInputs;
import io.reprise.domain.model.decision.Tensor;
import io.reprise.domain.model.stock.StockCommand.AllocateStock;
import io.reprise.domain.model.stock.StockCommand.ReceiveStock;
import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.Role;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.TimeWindow;
import io.reprise.domain.model.vocabulary.WarehouseId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Does what the workflow does, up to the state a test needs. */
final class LiveSale {

    static final Instant START = Instant.parse("2026-11-10T18:00:00Z");
    static final Sku LAMP = new Sku("LAMP");
    static final WarehouseId LEEDS = new WarehouseId("leeds");
    static final Actor MEI = new Actor("mei", Set.of(Role.MARKETER));
    static final Actor ANA = new Actor("ana", Set.of(Role.APPROVER));

    private static final int HOURS = 36;

    private final InMemoryCore core;
    private final CampaignId id;

    LiveSale(InMemoryCore core, String id) {
        this.core = core;
        this.id = new CampaignId(id);
    }

    static Plan plan() {
        return new Plan(
                "Double 11",
                "GBP",
                ZoneId.of("Europe/London"),
                new TimeWindow(START, START.plus(Duration.ofHours(HOURS))),
                24,
                30,
                2,
                2,
                1_000,
                2_500_000,
                new Plan.Guardrails(4_000, 500, 500, 2, 0),
                List.of(new Plan.PlannedItem(LAMP, "Lamp", 2_000, 900, 1_500)));
    }

    LiveSale drafted() {
        core.handle(new ReceiveStock(LAMP, LEEDS, 10_000, "stock for " + id, START));
        return send(new DraftCampaign(id, plan(), MEI, before()));
    }

    LiveSale awaitingApproval() {
        drafted().send(new SubmitPlan(id, 1, MEI, before()));
        Exhibit demand = exhibit(Forecast.DEMAND, HOURS, 3, 10);
        Exhibit purchase = exhibit(Forecast.PURCHASE, HOURS, 1, .1f);
        send(new RecordForecast(
                id, 1, new Forecast(Forecast.DEMAND, demand.call(), START, HOURS), Actor.ENGINE, before()));
        decide(
                "schedule",
                Policies.SCHEDULE,
                new ScheduleInputs(plan().within(), 24, 2, List.of(800L), Optional.empty()),
                demand,
                purchase);
        InventoryInputs.Item item = new InventoryInputs.Item(LAMP, 1_700, 900, new TreeMap<>(Map.of(LEEDS, 300)));
        decide(
                "inventory",
                Policies.INVENTORY,
                new InventoryInputs(HOURS, 0, 24, 9_000, List.of(item), Optional.empty()),
                demand);
        return send(new RequestApproval(
                id, Role.APPROVER, "approval-routing/1", before().plusSeconds(3_600), Actor.ENGINE, before()));
    }

    LiveSale approved() {
        awaitingApproval().send(new ApprovePlan(id, proposalHash(), ANA, before()));
        core.handle(new AllocateStock(LAMP, id, new TreeMap<>(Map.of(LEEDS, 100)), before()));
        return send(new SecureStock(id, Actor.ENGINE, before()));
    }

    LiveSale live() {
        return approved().send(new LaunchCampaign(id, Actor.ENGINE, START));
    }

    /** Nothing is sold in the first window, so the re-tuner proposes a change. */
    LiveSale adjusting() {
        return adjusting(exhibit("response", 40, 3, 10));
    }

    /** The same, where a larger discount would sell three times as much. */
    LiveSale repricing() {
        float[] units = new float[40 * 3];
        Arrays.fill(units, 0, 60, 1);
        Arrays.fill(units, 60, 120, 3);
        return adjusting(exhibit("response", new Tensor(40, 3, units)));
    }

    private LiveSale adjusting(Exhibit response) {
        live();
        TimeWindow first = new TimeWindow(START, START.plus(Duration.ofHours(4)));
        EvaluationInputs window = new EvaluationInputs(
                1,
                first,
                sale(),
                HOURS,
                0,
                9_000,
                List.of(new ItemProgress(LAMP, 20, 20, 80)),
                ArmTotals.NONE,
                ArmTotals.NONE);
        decide("window", new PolicyRef("band-evaluation", 1), window, exhibit(Forecast.DEMAND, HOURS, 3, 10));
        AdjustmentInputs inputs = new AdjustmentInputs(
                1,
                20,
                9_000,
                List.of(0, 500),
                new AdjustmentInputs.Limits(4_000, 500, 500, 2_500_000),
                0,
                2,
                List.of(new AdjustmentInputs.Item(LAMP, 2_000, 900, 1_500, 80, 20, 36, false)));
        decide("adjustment", Policies.GREEDY_ADJUSTMENT, inputs, response);
        return send(new RouteAdjustment(
                id,
                adjustment(),
                Route.APPROVAL,
                "adjustment-guardrails/2",
                START.plus(Duration.ofHours(5)),
                Actor.ENGINE,
                START.plus(Duration.ofHours(4))));
    }

    DecisionId adjustment() {
        return DecisionId.derive(id, "adjustment", 1);
    }

    String proposalHash() {
        return ((AwaitingApproval) core.load(id)).proposal().hash();
    }

    private TimeWindow sale() {
        return ((Proposed) core.load(id)).proposal().schedule().window();
    }

    Campaign state() {
        return core.load(id);
    }

    LiveSale send(CampaignCommand command) {
        core.handle(command);
        return this;
    }

    private void decide(String element, PolicyRef policy, DecisionInputs inputs, Exhibit... evidence) {
        send(new TakeDecision(
                id,
                DecisionId.derive(id, element, 1),
                policy,
                inputs,
                new Evidence(List.of(evidence)),
                Policies.defaults(policy),
                7,
                Actor.ENGINE,
                before()));
    }

    private static Instant before() {
        return START.minusSeconds(86_000);
    }

    private static Exhibit exhibit(String role, int rows, int columns, float value) {
        float[] values = new float[rows * columns];
        Arrays.fill(values, value);
        return exhibit(role, new Tensor(rows, columns, values));
    }

    private static Exhibit exhibit(String role, Tensor tensor) {
        ModelCall call = new ModelCall(
                role,
                "1",
                "a".repeat(64),
                role + "-features/1",
                "cpu",
                "TensorFlow",
                "b".repeat(64),
                tensor.sha256(),
                "");
        return new Exhibit(role, call, tensor);
    }
}
