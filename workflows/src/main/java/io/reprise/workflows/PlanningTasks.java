package io.reprise.workflows;

import io.reprise.bpmn.CampaignLifecycleProcess;
import io.reprise.bpmn.DecisionTables;
import io.reprise.domain.model.campaign.Campaign.Predicting;
import io.reprise.domain.model.campaign.CampaignCommand.EscalateApproval;
import io.reprise.domain.model.campaign.CampaignCommand.RecordForecast;
import io.reprise.domain.model.campaign.CampaignCommand.RequestApproval;
import io.reprise.domain.model.campaign.Forecast;
import io.reprise.domain.model.port.CampaignClock;
import io.reprise.domain.model.port.ModelUnavailable;
import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.domain.model.vocabulary.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/** Service tasks from a plan that was submitted to the question whether it is approved: forecasts, decisions, the request. */
final class PlanningTasks {

    private final Commands commands;
    private final CampaignClock clock;
    private final PlanningDesk planning;
    private final Forecasting champion;
    private final Forecasting baseline;
    private final CampaignAtHand at;

    PlanningTasks(
            Commands commands,
            CampaignClock clock,
            PlanningDesk planning,
            Forecasting champion,
            Forecasting baseline,
            CampaignAtHand at) {
        this.commands = commands;
        this.clock = clock;
        this.planning = planning;
        this.champion = champion;
        this.baseline = baseline;
        this.at = at;
    }

    void forecast(DelegateExecution execution) {
        try {
            recordForecasts(execution, champion, "");
        } catch (ModelUnavailable e) {
            throw new BpmnError(CampaignLifecycleProcess.MODEL_UNAVAILABLE_CODE, e.getMessage());
        }
    }

    void forecastByBaseline(DelegateExecution execution) {
        recordForecasts(execution, baseline, CampaignAtHand.failure(execution));
    }

    void forecastOffers(DelegateExecution execution) {
        try {
            recordOffers(execution, champion, "");
        } catch (ModelUnavailable e) {
            throw new BpmnError(CampaignLifecycleProcess.MODEL_UNAVAILABLE_CODE, e.getMessage());
        }
    }

    void forecastOffersByBaseline(DelegateExecution execution) {
        recordOffers(execution, baseline, CampaignAtHand.failure(execution));
    }

    private void recordOffers(DelegateExecution execution, Forecasting models, String fallbackReason) {
        Predicting campaign = at.in(Predicting.class, execution);
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
        Predicting campaign = at.in(Predicting.class, execution);
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

    void decideAssortment(DelegateExecution execution) {
        Predicting campaign = at.in(Predicting.class, execution);
        // A campaign that was forecast before assortments were decided keeps the discounts of its plan.
        if (!campaign.forecasts().containsKey(Forecast.DEMAND)) {
            commands.carryOut(planning.assortment(campaign));
        }
    }

    void decideSchedule(DelegateExecution execution) {
        commands.carryOut(planning.schedule(at.in(Predicting.class, execution)));
    }

    void decideInventory(DelegateExecution execution) {
        Predicting campaign = at.in(Predicting.class, execution);
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
        if (at.campaigns().load(CampaignAtHand.id(execution)) instanceof Predicting) {
            commands.carryOut(new RequestApproval(
                    CampaignAtHand.id(execution),
                    Role.valueOf((String) routing.get(DecisionTables.APPROVER)),
                    (String) routing.get(DecisionTables.RULE),
                    deadline,
                    Actor.ENGINE,
                    now));
        }
        execution.setVariable(CampaignLifecycleProcess.APPROVAL_DEADLINE, Date.from(deadline));
        at.refresh(execution);
    }

    void escalateApproval(DelegateExecution execution) {
        commands.carryOut(new EscalateApproval(CampaignAtHand.id(execution), Actor.ENGINE, clock.instant()));
    }
}
