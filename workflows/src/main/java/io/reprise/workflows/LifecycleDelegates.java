package io.reprise.workflows;

import io.reprise.bpmn.CampaignLifecycleProcess;
import io.reprise.bpmn.DecisionTables;
import io.reprise.domain.model.campaign.Campaign;
import io.reprise.domain.model.campaign.Campaign.Adjustment;
import io.reprise.domain.model.campaign.Campaign.Drafted;
import io.reprise.domain.model.campaign.Campaign.Live;
import io.reprise.domain.model.campaign.Campaign.Predicting;
import io.reprise.domain.model.campaign.Campaign.Proposed;
import io.reprise.domain.model.campaign.Campaign.Stage;
import io.reprise.domain.model.campaign.CampaignCommand.CloseCampaign;
import io.reprise.domain.model.campaign.CampaignCommand.EscalateApproval;
import io.reprise.domain.model.campaign.CampaignCommand.ExpireAdjustment;
import io.reprise.domain.model.campaign.CampaignCommand.FailLaunch;
import io.reprise.domain.model.campaign.CampaignCommand.LaunchCampaign;
import io.reprise.domain.model.campaign.CampaignCommand.RecordForecast;
import io.reprise.domain.model.campaign.CampaignCommand.RequestApproval;
import io.reprise.domain.model.campaign.CampaignCommand.Route;
import io.reprise.domain.model.campaign.CampaignCommand.RouteAdjustment;
import io.reprise.domain.model.campaign.CampaignCommand.SecureStock;
import io.reprise.domain.model.campaign.Forecast;
import io.reprise.domain.model.decision.DecisionId;
import io.reprise.domain.model.decision.InventoryOutcome.ItemStock;
import io.reprise.domain.model.decision.ModelCall;
import io.reprise.domain.model.port.CampaignClock;
import io.reprise.domain.model.port.Campaigns;
import io.reprise.domain.model.port.ModelUnavailable;
import io.reprise.domain.model.port.StockItems;
import io.reprise.domain.model.stock.StockCommand.AllocateStock;
import io.reprise.domain.model.stock.StockCommand.ReleaseStock;
import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.Refusal;
import io.reprise.domain.model.vocabulary.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/**
 * What the service tasks of {@code campaign-lifecycle.bpmn} do: each sends one command (or one for each item) and then
 * reads the process's variables off the campaign again. A task that runs twice sends the same command twice, and the
 * second changes nothing.
 */
final class LifecycleDelegates {

    private final Commands commands;
    private final Campaigns campaigns;
    private final StockItems stock;
    private final CampaignClock clock;
    private final PlanningDesk planning;
    private final SaleDesk sale;
    private final Forecasting champion;
    private final Forecasting baseline;

    LifecycleDelegates(
            Commands commands,
            Campaigns campaigns,
            StockItems stock,
            CampaignClock clock,
            PlanningDesk planning,
            SaleDesk sale,
            Forecasting champion,
            Forecasting baseline) {
        this.commands = commands;
        this.campaigns = campaigns;
        this.stock = stock;
        this.clock = clock;
        this.planning = planning;
        this.sale = sale;
        this.champion = champion;
        this.baseline = baseline;
    }

    private static CampaignId id(DelegateExecution execution) {
        return new CampaignId((String) execution.getVariable(CampaignLifecycleProcess.CAMPAIGN_ID));
    }

    private <S extends Campaign> S in(Class<S> phase, DelegateExecution execution) {
        Campaign campaign = campaigns.load(id(execution));
        if (!phase.isInstance(campaign)) {
            throw new IllegalStateException("campaign '" + id(execution) + "' is " + campaign.phase() + ", not "
                    + phase.getSimpleName() + ": the process is behind and will be put right");
        }
        return phase.cast(campaign);
    }

    private void refresh(DelegateExecution execution) {
        execution.setVariables(LifecycleVariables.of(campaigns.load(id(execution))));
    }

    void forecast(DelegateExecution execution) {
        try {
            recordForecasts(execution, champion, "");
        } catch (ModelUnavailable e) {
            throw new BpmnError(CampaignLifecycleProcess.MODEL_UNAVAILABLE_CODE, e.getMessage());
        }
    }

    void forecastByBaseline(DelegateExecution execution) {
        recordForecasts(execution, baseline, failure(execution));
    }

    void forecastOffers(DelegateExecution execution) {
        try {
            recordOffers(execution, champion, "");
        } catch (ModelUnavailable e) {
            throw new BpmnError(CampaignLifecycleProcess.MODEL_UNAVAILABLE_CODE, e.getMessage());
        }
    }

    void forecastOffersByBaseline(DelegateExecution execution) {
        recordOffers(execution, baseline, failure(execution));
    }

    private void recordOffers(DelegateExecution execution, Forecasting models, String fallbackReason) {
        Predicting campaign = in(Predicting.class, execution);
        if (!campaign.forecasts().containsKey(Forecast.OFFERS)) {
            commands.carryOut(new RecordForecast(
                    campaign.id(),
                    campaign.version().number(),
                    models.offers(campaign.version().plan(), fallbackReason),
                    Actor.ENGINE,
                    clock.instant()));
        }
    }

    private void recordForecasts(DelegateExecution execution, Forecasting models, String fallbackReason) {
        Predicting campaign = in(Predicting.class, execution);
        for (String role : new String[] {Forecast.DEMAND, Forecast.PURCHASE}) {
            if (!campaign.forecasts().containsKey(role)) {
                Forecast forecast = role.equals(Forecast.DEMAND)
                        ? models.demand(campaign.offered(), fallbackReason)
                        : models.purchase(campaign.version().plan(), fallbackReason);
                commands.carryOut(new RecordForecast(
                        campaign.id(), campaign.version().number(), forecast, Actor.ENGINE, clock.instant()));
            }
        }
    }

    private static String failure(DelegateExecution execution) {
        Object failure = execution.getVariable(CampaignLifecycleProcess.FAILURE);
        return failure == null ? "the champion was not available" : failure.toString();
    }

    void decideAssortment(DelegateExecution execution) {
        Predicting campaign = in(Predicting.class, execution);
        // A campaign that was forecast before assortments were decided keeps the discounts of its plan.
        if (!campaign.forecasts().containsKey(Forecast.DEMAND)) {
            commands.carryOut(planning.assortment(campaign));
        }
    }

    void decideSchedule(DelegateExecution execution) {
        commands.carryOut(planning.schedule(in(Predicting.class, execution)));
    }

    void decideInventory(DelegateExecution execution) {
        Predicting campaign = in(Predicting.class, execution);
        if (campaign.schedule().isEmpty()) {
            throw new IllegalStateException("the schedule has not been decided");
        }
        commands.carryOut(planning.inventory(campaign));
    }

    void requestApproval(DelegateExecution execution) {
        Map<?, ?> routing = (Map<?, ?>) execution.getVariable(CampaignLifecycleProcess.APPROVAL_ROUTING);
        Instant now = clock.instant();
        Instant deadline =
                now.plus(Duration.ofHours(((Number) routing.get(DecisionTables.DEADLINE_HOURS)).longValue()));
        // Once it is asked for somebody may answer, before the process waits for that: a step that is tried again asks
        // no more.
        if (campaigns.load(id(execution)) instanceof Predicting) {
            commands.carryOut(new RequestApproval(
                    id(execution),
                    Role.valueOf((String) routing.get(DecisionTables.APPROVER)),
                    (String) routing.get(DecisionTables.RULE),
                    deadline,
                    Actor.ENGINE,
                    now));
        }
        execution.setVariable(CampaignLifecycleProcess.APPROVAL_DEADLINE, Date.from(deadline));
        refresh(execution);
    }

    void escalateApproval(DelegateExecution execution) {
        commands.carryOut(new EscalateApproval(id(execution), Actor.ENGINE, clock.instant()));
    }

    void secureStock(DelegateExecution execution) {
        Proposed campaign = in(Proposed.class, execution);
        for (ItemStock item : campaign.proposal().inventory().items()) {
            Optional<Refusal> refusal =
                    commands.send(new AllocateStock(item.sku(), campaign.id(), item.allocated(), clock.instant()));
            boolean there = stock.load(item.sku()).shares().containsKey(campaign.id());
            if (refusal.isPresent() || !there) {
                release(campaign);
                throw new BpmnError(
                        CampaignLifecycleProcess.LAUNCH_FAILED_CODE,
                        refusal.map(Refusal::message).orElse("the stock of '" + item.sku() + "' was given back"));
            }
        }
        commands.carryOut(new SecureStock(campaign.id(), Actor.ENGINE, clock.instant()));
        refresh(execution);
    }

    void releaseStock(DelegateExecution execution) {
        Campaign campaign = campaigns.load(id(execution));
        if (campaign instanceof Proposed proposed) {
            release(proposed);
        } else if (campaign instanceof Campaign.Ended ended) {
            ended.proposal()
                    .ifPresent(
                            proposal -> release(ended.id(), proposal.inventory().items()));
        }
    }

    private void release(Proposed campaign) {
        release(campaign.id(), campaign.proposal().inventory().items());
    }

    private void release(CampaignId campaign, Iterable<ItemStock> items) {
        for (ItemStock item : items) {
            commands.carryOut(new ReleaseStock(item.sku(), campaign, clock.instant()));
        }
    }

    void launch(DelegateExecution execution) {
        commands.send(new LaunchCampaign(id(execution), Actor.ENGINE, clock.instant()))
                .ifPresent(refusal -> {
                    throw new BpmnError(CampaignLifecycleProcess.LAUNCH_FAILED_CODE, refusal.message());
                });
        refresh(execution);
    }

    void failLaunch(DelegateExecution execution) {
        commands.carryOut(new FailLaunch(id(execution), failure(execution), Actor.ENGINE, clock.instant()));
    }

    void evaluate(DelegateExecution execution) {
        Live live = in(Live.class, execution);
        int evaluated = (int) execution.getVariable(CampaignLifecycleProcess.WINDOW);
        if (live.windows().size() == evaluated) {
            commands.carryOut(sale.evaluation(live));
        }
        refresh(execution);
    }

    void forecastResponse(DelegateExecution execution) {
        try {
            respond(execution, champion, "");
        } catch (ModelUnavailable e) {
            throw new BpmnError(CampaignLifecycleProcess.MODEL_UNAVAILABLE_CODE, e.getMessage());
        }
    }

    void forecastResponseByBaseline(DelegateExecution execution) {
        respond(execution, baseline, failure(execution));
    }

    private void respond(DelegateExecution execution, Forecasting models, String fallbackReason) {
        Live live = in(Live.class, execution);
        Instant now = LifecycleVariables.windowEnd(live, live.windows().size());
        execution.setVariable(
                CampaignLifecycleProcess.RESPONSE_CALL, CallText.write(models.response(live, now, fallbackReason)));
    }

    void decideAdjustment(DelegateExecution execution) {
        Live live = in(Live.class, execution);
        DecisionId adjustment = DecisionId.derive(
                live.id(),
                CampaignLifecycleProcess.TASK_DECIDE_ADJUSTMENT,
                live.windows().size());
        if (live.adjustment(adjustment).isEmpty()) {
            ModelCall response = CallText.read((String) execution.getVariable(CampaignLifecycleProcess.RESPONSE_CALL));
            commands.carryOut(sale.adjustment(live, response));
        }
        refresh(execution);
    }

    void routeAdjustment(DelegateExecution execution) {
        Live live = in(Live.class, execution);
        Adjustment adjustment = live.adjustments().getLast();
        Map<?, ?> guardrails = (Map<?, ?>) execution.getVariable(CampaignLifecycleProcess.GUARDRAILS);
        if (adjustment.stage() == Stage.DECIDED && !adjustment.outcome().changesNothing()) {
            route(live.id(), adjustment, guardrails);
        }
        refresh(execution);
    }

    private void route(CampaignId campaign, Adjustment adjustment, Map<?, ?> guardrails) {
        Instant now = clock.instant();
        Route route = Route.valueOf((String) guardrails.get(DecisionTables.ROUTE));
        String rule = (String) guardrails.get(DecisionTables.RULE);
        Instant deadline =
                now.plus(Duration.ofMinutes(((Number) guardrails.get(DecisionTables.DEADLINE_MINUTES)).longValue()));
        commands.send(new RouteAdjustment(campaign, adjustment.id(), route, rule, deadline, Actor.ENGINE, now))
                .ifPresent(refusal -> commands.carryOut(new RouteAdjustment(
                        campaign,
                        adjustment.id(),
                        Route.FORBIDDEN,
                        refusal.code() + ": " + refusal.message(),
                        now,
                        Actor.ENGINE,
                        now)));
    }

    /** What adjustments in force move to the sale or back; stock that somebody else took meanwhile stays with them. */
    void moveStock(DelegateExecution execution) {
        moveStock(id(execution));
    }

    void moveStock(CampaignId id) {
        if (campaigns.load(id) instanceof Live live) {
            StockMoves.due(live, stock, clock.instant()).forEach(commands::carryOut);
        }
    }

    void expireAdjustment(DelegateExecution execution) {
        String adjustment = (String) execution.getVariable(CampaignLifecycleProcess.ADJUSTMENT_ID);
        commands.carryOut(
                new ExpireAdjustment(id(execution), new DecisionId(adjustment), Actor.ENGINE, clock.instant()));
        refresh(execution);
    }

    /** What the sale brought, whether it ran to its end or a person stopped it; where it never ran there is nothing to say. */
    void evaluateSale(DelegateExecution execution) {
        switch (in(Drafted.class, execution)) {
            case Live live
            when live.report().isEmpty() -> commands.carryOut(sale.closing(live, campaigns.history(live.id())));
            case Campaign.Ended ended ->
                ended.unreported()
                        .ifPresent(
                                stopped -> commands.carryOut(sale.closing(stopped, campaigns.history(stopped.id()))));
            default -> {
                // Evaluated, or never live.
            }
        }
    }

    /**
     * Stock first: a closed campaign needs no process any more, so whatever came after its close could be forgotten for ever, by
     * a crash after which the process's tables are made anew.
     */
    void closeSale(DelegateExecution execution) {
        Drafted campaign = in(Drafted.class, execution);
        releaseStock(execution);
        commands.carryOut(new CloseCampaign(campaign.id(), Actor.ENGINE, clock.instant()));
    }
}
