package io.reprise.workflows;

import io.reprise.bpmn.CampaignLifecycleProcess;
import io.reprise.bpmn.DecisionTables;
import io.reprise.domain.model.campaign.Campaign;
import io.reprise.domain.model.campaign.Campaign.Adjustment;
import io.reprise.domain.model.campaign.Campaign.Drafted;
import io.reprise.domain.model.campaign.Campaign.Live;
import io.reprise.domain.model.campaign.Campaign.Stage;
import io.reprise.domain.model.campaign.CampaignCommand.CloseCampaign;
import io.reprise.domain.model.campaign.CampaignCommand.ExpireAdjustment;
import io.reprise.domain.model.campaign.CampaignCommand.Route;
import io.reprise.domain.model.campaign.CampaignCommand.RouteAdjustment;
import io.reprise.domain.model.decision.DecisionId;
import io.reprise.domain.model.decision.ModelCall;
import io.reprise.domain.model.port.CampaignClock;
import io.reprise.domain.model.port.ModelUnavailable;
import io.reprise.domain.model.port.StockItems;
import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.domain.model.vocabulary.CampaignId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/** Service tasks of a sale that runs, window by window, until it is closed. */
final class SaleTasks {

    private final Commands commands;
    private final StockItems stock;
    private final CampaignClock clock;
    private final SaleDesk sale;
    private final Forecasting champion;
    private final Forecasting baseline;
    private final LaunchTasks launch;
    private final CampaignAtHand at;

    SaleTasks(
            Commands commands,
            StockItems stock,
            CampaignClock clock,
            SaleDesk sale,
            Forecasting champion,
            Forecasting baseline,
            LaunchTasks launch,
            CampaignAtHand at) {
        this.commands = commands;
        this.stock = stock;
        this.clock = clock;
        this.sale = sale;
        this.champion = champion;
        this.baseline = baseline;
        this.launch = launch;
        this.at = at;
    }

    void evaluate(DelegateExecution execution) {
        Live live = at.in(Live.class, execution);
        int evaluated = (int) execution.getVariable(CampaignLifecycleProcess.WINDOW);
        if (live.windows().size() == evaluated) {
            commands.carryOut(sale.evaluation(live));
        }
        at.refresh(execution);
    }

    void forecastResponse(DelegateExecution execution) {
        try {
            respond(execution, champion, "");
        } catch (ModelUnavailable e) {
            throw new BpmnError(CampaignLifecycleProcess.MODEL_UNAVAILABLE_CODE, e.getMessage());
        }
    }

    void forecastResponseByBaseline(DelegateExecution execution) {
        respond(execution, baseline, CampaignAtHand.failure(execution));
    }

    private void respond(DelegateExecution execution, Forecasting models, String fallbackReason) {
        Live live = at.in(Live.class, execution);
        Instant now = LifecycleVariables.windowEnd(live, live.windows().size());
        execution.setVariable(
                CampaignLifecycleProcess.RESPONSE_CALL, CallText.write(models.response(live, now, fallbackReason)));
    }

    void decideAdjustment(DelegateExecution execution) {
        Live live = at.in(Live.class, execution);
        DecisionId adjustment = DecisionId.derive(
                live.id(),
                CampaignLifecycleProcess.TASK_DECIDE_ADJUSTMENT,
                live.windows().size());
        if (live.adjustment(adjustment).isEmpty()) {
            ModelCall response = CallText.read((String) execution.getVariable(CampaignLifecycleProcess.RESPONSE_CALL));
            commands.carryOut(sale.adjustment(live, response));
        }
        at.refresh(execution);
    }

    void routeAdjustment(DelegateExecution execution) {
        Live live = at.in(Live.class, execution);
        Adjustment adjustment = live.adjustments().getLast();
        Map<?, ?> guardrails = (Map<?, ?>) execution.getVariable(CampaignLifecycleProcess.GUARDRAILS);
        if (adjustment.stage() == Stage.DECIDED && !adjustment.outcome().changesNothing()) {
            route(live.id(), adjustment, guardrails);
        }
        at.refresh(execution);
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
        moveStock(CampaignAtHand.id(execution));
    }

    void moveStock(CampaignId id) {
        if (at.campaigns().load(id) instanceof Live live) {
            StockMoves.due(live, stock, clock.instant()).forEach(commands::carryOut);
        }
    }

    void expireAdjustment(DelegateExecution execution) {
        String adjustment = (String) execution.getVariable(CampaignLifecycleProcess.ADJUSTMENT_ID);
        commands.carryOut(new ExpireAdjustment(
                CampaignAtHand.id(execution), new DecisionId(adjustment), Actor.ENGINE, clock.instant()));
        at.refresh(execution);
    }

    /** What the sale brought, whether it ran to its end or a person stopped it; where it never ran there is nothing to say. */
    void evaluateSale(DelegateExecution execution) {
        switch (at.in(Drafted.class, execution)) {
            case Live live
            when live.report().isEmpty() ->
                commands.carryOut(sale.closing(live, at.campaigns().history(live.id())));
            case Campaign.Ended ended ->
                ended.unreported()
                        .ifPresent(stopped -> commands.carryOut(
                                sale.closing(stopped, at.campaigns().history(stopped.id()))));
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
        Drafted campaign = at.in(Drafted.class, execution);
        launch.releaseStock(execution);
        commands.carryOut(new CloseCampaign(campaign.id(), Actor.ENGINE, clock.instant()));
    }
}
