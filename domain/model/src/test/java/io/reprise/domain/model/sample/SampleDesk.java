package io.reprise.domain.model.sample;

import io.reprise.domain.model.audience.Arm;
import io.reprise.domain.model.campaign.Campaign;
import io.reprise.domain.model.campaign.Campaign.Live;
import io.reprise.domain.model.campaign.Campaign.Predicting;
import io.reprise.domain.model.campaign.CampaignCommand;
import io.reprise.domain.model.campaign.CampaignCommand.RecordForecast;
import io.reprise.domain.model.campaign.CampaignCommand.TakeDecision;
import io.reprise.domain.model.campaign.Forecast;
import io.reprise.domain.model.campaign.Plan;
import io.reprise.domain.model.campaign.Plan.PlannedItem;
import io.reprise.domain.model.campaign.Proposal;
import io.reprise.domain.model.decision.AdjustmentInputs;
import io.reprise.domain.model.decision.AssortmentInputs;
import io.reprise.domain.model.decision.ClosingInputs;
import io.reprise.domain.model.decision.DecisionId;
import io.reprise.domain.model.decision.DecisionInputs;
import io.reprise.domain.model.decision.EvaluationInputs;
import io.reprise.domain.model.decision.Evidence;
import io.reprise.domain.model.decision.Evidence.Exhibit;
import io.reprise.domain.model.decision.InventoryInputs;
import io.reprise.domain.model.decision.Policies;
import io.reprise.domain.model.decision.PolicyRef;
import io.reprise.domain.model.decision.ScheduleInputs;
import io.reprise.domain.model.decision.Tensor;
import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.Price;
import io.reprise.domain.model.vocabulary.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Lays inputs and evidence on the table for each decision, from the sample's models and the sample's shop. */
final class SampleDesk {

    /** Released histories stay as they are, so they are decided by the policies of their day. */
    private static final PolicyRef SCHEDULE = new PolicyRef("best-start-schedule", 1);

    private static final PolicyRef INVENTORY = new PolicyRef("newsvendor-inventory", 1);

    private final SampleShop shop;
    private final Map<String, Tensor> evidence = new LinkedHashMap<>();

    SampleDesk(SampleShop shop) {
        this.shop = shop;
    }

    Map<String, Tensor> evidence() {
        return Collections.unmodifiableMap(evidence);
    }

    List<CampaignCommand> forecasts(Campaign state, Instant at) {
        Predicting p = (Predicting) state;
        Plan plan = p.version().plan();
        return List.of(
                forecast(p, Forecast.DEMAND, SampleModels.demand(plan), at),
                forecast(p, Forecast.PURCHASE, SampleModels.purchase(plan), at));
    }

    CampaignCommand offers(Campaign state, Instant at) {
        Predicting p = (Predicting) state;
        return forecast(p, Forecast.OFFERS, SampleModels.offers(p.version().plan()), at);
    }

    TakeDecision assortment(Campaign state, Instant at) {
        Predicting p = (Predicting) state;
        Plan plan = p.version().plan();
        return decision(
                p.id(),
                "task_decide_assortment",
                p.version().number(),
                Policies.ASSORTMENT,
                new AssortmentInputs(
                        plan.within().hours(),
                        plan.lengthHours(),
                        treatedBps(plan),
                        SampleModels.STEPS_BPS,
                        new AssortmentInputs.Limits(
                                plan.guardrails().discountBpsMax(),
                                plan.guardrails().marginBpsMin(),
                                plan.discountBudgetCents()),
                        plan.items().stream()
                                .map(i -> new AssortmentInputs.Item(
                                        i.sku(),
                                        i.regularPriceCents(),
                                        i.unitCostCents(),
                                        i.discountBps(),
                                        shop.free(i.sku()).values().stream()
                                                .mapToInt(Integer::intValue)
                                                .sum()))
                                .toList()),
                List.of(SampleModels.offers(plan)),
                at);
    }

    private static RecordForecast forecast(Predicting p, String role, Exhibit exhibit, Instant at) {
        TimeWindow within = p.version().plan().within();
        Forecast forecast = new Forecast(role, exhibit.call(), within.from(), within.hours());
        return new RecordForecast(p.id(), p.version().number(), forecast, Actor.ENGINE, at);
    }

    TakeDecision schedule(Campaign state, Instant at) {
        Predicting p = (Predicting) state;
        Plan plan = p.version().plan();
        List<Long> margins = plan.items().stream()
                .map(i -> i.salePriceCents() - i.unitCostCents())
                .toList();
        return decision(
                p.id(),
                "task_decide_schedule",
                p.version().number(),
                SCHEDULE,
                new ScheduleInputs(plan.within(), plan.lengthHours(), plan.pushWaves(), margins, Optional.empty()),
                List.of(SampleModels.demand(plan), SampleModels.purchase(plan)),
                at);
    }

    TakeDecision inventory(Campaign state, Instant at) {
        Predicting p = (Predicting) state;
        Plan plan = p.version().plan();
        TimeWindow window = p.schedule().orElseThrow().outcome().window();
        return decision(
                p.id(),
                "task_decide_inventory",
                p.version().number(),
                INVENTORY,
                new InventoryInputs(
                        plan.within().hours(),
                        (int) Duration.between(plan.within().from(), window.from())
                                .toHours(),
                        window.hours(),
                        treatedBps(plan),
                        plan.items().stream()
                                .map(i -> new InventoryInputs.Item(
                                        i.sku(), i.salePriceCents(), i.unitCostCents(), shop.free(i.sku())))
                                .toList(),
                        Optional.empty()),
                List.of(SampleModels.demand(plan)),
                at);
    }

    Tensor demand(Live live) {
        return SampleModels.demand(live.proposal().plan()).output();
    }

    TakeDecision evaluation(Live live, Instant at) {
        int window = live.windows().size() + 1;
        Proposal proposal = live.proposal();
        TimeWindow sale = proposal.schedule().window();
        TimeWindow span = window(live, window);
        TimeWindow toDate = new TimeWindow(sale.from(), span.to());
        return decision(
                live.id(),
                "task_evaluate",
                window,
                new PolicyRef("band-evaluation", 1),
                new EvaluationInputs(
                        window,
                        span,
                        sale,
                        proposal.demand().hours(),
                        proposal.firstHour(),
                        treatedBps(proposal.plan()),
                        proposal.plan().items().stream()
                                .map(i -> new EvaluationInputs.ItemProgress(
                                        i.sku(),
                                        shop.signals().sold(i.sku(), toDate),
                                        shop.signals().sold(i.sku(), span),
                                        shop.left(i.sku())))
                                .toList(),
                        shop.signals().totals(Arm.TREATED),
                        shop.signals().totals(Arm.HOLD_OUT)),
                List.of(SampleModels.demand(proposal.plan())),
                at);
    }

    TakeDecision adjustment(Live live, List<Double> elasticity, Instant at) {
        int window = live.windows().size();
        Plan plan = live.proposal().plan();
        Plan.Guardrails limits = plan.guardrails();
        Instant now = windowEnd(live, window);
        int hoursLeft = new TimeWindow(now, live.proposal().schedule().window().to()).hours();
        return decision(
                live.id(),
                "task_decide_adjustment",
                window,
                Policies.GREEDY_ADJUSTMENT,
                new AdjustmentInputs(
                        window,
                        hoursLeft,
                        treatedBps(plan),
                        SampleModels.STEPS_BPS,
                        new AdjustmentInputs.Limits(
                                limits.discountBpsMax(),
                                limits.marginBpsMin(),
                                limits.automaticStepBpsMax(),
                                plan.discountBudgetCents()),
                        discountGiven(plan),
                        plan.extraPushWaves() - live.extraPushes(),
                        IntStream.range(0, plan.items().size())
                                .mapToObj(i -> progress(live, i, now))
                                .toList()),
                List.of(SampleModels.response(plan.items().size(), now, hoursLeft, elasticity)),
                at);
    }

    private AdjustmentInputs.Item progress(Live live, int i, Instant now) {
        PlannedItem item = live.proposal().plan().items().get(i);
        Duration cooldown =
                Duration.ofMinutes(live.proposal().plan().guardrails().cooldownMinutes());
        TimeWindow toDate = new TimeWindow(live.proposal().schedule().window().from(), now);
        double expected = 0;
        for (int hour = 0; hour < toDate.hours(); hour++) {
            int row = i * live.proposal().demand().hours() + live.proposal().firstHour() + hour;
            expected += demand(live).at(row, 1);
        }
        return new AdjustmentInputs.Item(
                item.sku(),
                item.regularPriceCents(),
                item.unitCostCents(),
                live.discountsBps().get(item.sku()),
                shop.left(item.sku()),
                shop.signals().sold(item.sku()),
                expected * treatedBps(live.proposal().plan()) / Price.WHOLE_BPS,
                live.lastChanged(item.sku())
                        .filter(at -> at.plus(cooldown).isAfter(now))
                        .isPresent());
    }

    TakeDecision closing(Live live, Instant at) {
        Proposal proposal = live.proposal();
        Plan plan = proposal.plan();
        return decision(
                live.id(),
                "task_closing_evaluation",
                1,
                new PolicyRef("hold-out-report", 1),
                new ClosingInputs(
                        proposal.schedule().window(),
                        proposal.demand().hours(),
                        proposal.firstHour(),
                        treatedBps(plan),
                        plan.items().size(),
                        proposal.inventory().allocatedUnits(),
                        discountGiven(plan),
                        plan.items().stream()
                                .mapToLong(i -> shop.signals().sold(i.sku()) * i.unitCostCents())
                                .sum(),
                        shop.signals().totals(Arm.TREATED),
                        shop.signals().totals(Arm.HOLD_OUT)),
                List.of(SampleModels.demand(plan)),
                at);
    }

    private long discountGiven(Plan plan) {
        return plan.items().stream()
                .mapToLong(i -> shop.signals().sold(i.sku()) * i.regularPriceCents()
                        - shop.signals().revenueCents(i.sku()))
                .sum();
    }

    private TakeDecision decision(
            CampaignId campaign,
            String element,
            int occurrence,
            PolicyRef policy,
            DecisionInputs inputs,
            List<Exhibit> exhibits,
            Instant at) {
        for (Exhibit exhibit : exhibits) {
            Tensor input = SampleModels.input(exhibit.output());
            evidence.put(input.sha256(), input);
            evidence.put(exhibit.output().sha256(), exhibit.output());
        }
        DecisionId id = DecisionId.derive(campaign, element, occurrence);
        long seed = Long.parseUnsignedLong(id.value().substring(0, 16), 16);
        return new TakeDecision(
                campaign,
                id,
                policy,
                inputs,
                new Evidence(exhibits),
                Policies.defaults(policy),
                seed,
                Actor.ENGINE,
                at);
    }

    private static int treatedBps(Plan plan) {
        return Price.WHOLE_BPS - plan.holdOutBps();
    }

    static TimeWindow window(Live live, int window) {
        return new TimeWindow(windowEnd(live, window - 1), windowEnd(live, window));
    }

    /** When monitoring window number {@code window} ends; 0 is the start of the sale. */
    static Instant windowEnd(Live live, int window) {
        TimeWindow sale = live.proposal().schedule().window();
        Instant end = sale.from()
                .plus(Duration.ofMinutes((long) window * live.proposal().plan().monitorMinutes()));
        return end.isAfter(sale.to()) ? sale.to() : end;
    }
}
