package io.reprise.workflows;

import static io.reprise.bpmn.CampaignLifecycleProcess.ADJUSTMENT_PENDING;
import static io.reprise.bpmn.CampaignLifecycleProcess.COURSE;
import static io.reprise.bpmn.CampaignLifecycleProcess.PLAN_APPROVED;
import static io.reprise.bpmn.CampaignLifecycleProcess.SALE_OVER;
import static io.reprise.bpmn.CampaignLifecycleProcess.SUBPROCESS_MONITOR;
import static io.reprise.bpmn.CampaignLifecycleProcess.SUBPROCESS_PREDICT;
import static io.reprise.bpmn.CampaignLifecycleProcess.TASK_APPLY_GUARDRAILS;
import static io.reprise.bpmn.CampaignLifecycleProcess.TASK_APPROVE_ADJUSTMENT;
import static io.reprise.bpmn.CampaignLifecycleProcess.TASK_APPROVE_PLAN;
import static io.reprise.bpmn.CampaignLifecycleProcess.TASK_CLOSE;
import static io.reprise.bpmn.CampaignLifecycleProcess.TASK_CLOSING_EVALUATION;
import static io.reprise.bpmn.CampaignLifecycleProcess.TASK_DECIDE_ADJUSTMENT;
import static io.reprise.bpmn.CampaignLifecycleProcess.TASK_DECIDE_ASSORTMENT;
import static io.reprise.bpmn.CampaignLifecycleProcess.TASK_DECIDE_INVENTORY;
import static io.reprise.bpmn.CampaignLifecycleProcess.TASK_DECIDE_SCHEDULE;
import static io.reprise.bpmn.CampaignLifecycleProcess.TASK_EVALUATE;
import static io.reprise.bpmn.CampaignLifecycleProcess.TASK_EVALUATE_STOPPED;
import static io.reprise.bpmn.CampaignLifecycleProcess.TASK_EXPIRE_ADJUSTMENT;
import static io.reprise.bpmn.CampaignLifecycleProcess.TASK_FAIL_LAUNCH;
import static io.reprise.bpmn.CampaignLifecycleProcess.TASK_FORECAST;
import static io.reprise.bpmn.CampaignLifecycleProcess.TASK_FORECAST_BASELINE;
import static io.reprise.bpmn.CampaignLifecycleProcess.TASK_FORECAST_OFFERS;
import static io.reprise.bpmn.CampaignLifecycleProcess.TASK_FORECAST_OFFERS_BASELINE;
import static io.reprise.bpmn.CampaignLifecycleProcess.TASK_FORECAST_RESPONSE;
import static io.reprise.bpmn.CampaignLifecycleProcess.TASK_FORECAST_RESPONSE_BASELINE;
import static io.reprise.bpmn.CampaignLifecycleProcess.TASK_LAUNCH;
import static io.reprise.bpmn.CampaignLifecycleProcess.TASK_MOVE_STOCK;
import static io.reprise.bpmn.CampaignLifecycleProcess.TASK_PLAN;
import static io.reprise.bpmn.CampaignLifecycleProcess.TASK_RELEASE_AFTER_STOP;
import static io.reprise.bpmn.CampaignLifecycleProcess.TASK_RELEASE_STOCK;
import static io.reprise.bpmn.CampaignLifecycleProcess.TASK_REQUEST_APPROVAL;
import static io.reprise.bpmn.CampaignLifecycleProcess.TASK_ROUTE_ADJUSTMENT;
import static io.reprise.bpmn.CampaignLifecycleProcess.TASK_ROUTE_APPROVAL;
import static io.reprise.bpmn.CampaignLifecycleProcess.TASK_SECURE_STOCK;
import static io.reprise.bpmn.CampaignLifecycleProcess.TIMER_LAUNCH;
import static io.reprise.bpmn.CampaignLifecycleProcess.TIMER_WINDOW;

import io.reprise.bpmn.CampaignLifecycleProcess;
import java.util.Map;

/** What follows what in {@code campaign-lifecycle.bpmn}, once more: a test holds it to the diagram's sequence flows. */
final class LifecycleFlow {

    private LifecycleFlow() {}

    /** The element before which a process stands that leaves this one; empty at an end. */
    static String after(String element, Map<String, Object> variables) {
        return switch (element) {
            case TASK_PLAN, SUBPROCESS_PREDICT -> TASK_FORECAST_OFFERS;
            case TASK_FORECAST_OFFERS, TASK_FORECAST_OFFERS_BASELINE -> TASK_DECIDE_ASSORTMENT;
            case TASK_DECIDE_ASSORTMENT -> TASK_FORECAST;
            case TASK_FORECAST, TASK_FORECAST_BASELINE -> TASK_DECIDE_SCHEDULE;
            case TASK_DECIDE_SCHEDULE -> TASK_DECIDE_INVENTORY;
            case TASK_DECIDE_INVENTORY -> TASK_ROUTE_APPROVAL;
            case TASK_ROUTE_APPROVAL -> TASK_REQUEST_APPROVAL;
            case TASK_REQUEST_APPROVAL -> TASK_APPROVE_PLAN;
            case TASK_APPROVE_PLAN -> (boolean) variables.get(PLAN_APPROVED) ? TASK_SECURE_STOCK : TASK_PLAN;
            case TASK_SECURE_STOCK -> TIMER_LAUNCH;
            case TIMER_LAUNCH -> TASK_LAUNCH;
            case TASK_LAUNCH, SUBPROCESS_MONITOR -> TIMER_WINDOW;
            case TIMER_WINDOW -> TASK_EVALUATE;
            case TASK_EVALUATE ->
                switch ((String) variables.get(COURSE)) {
                    case "ADJUST" -> TASK_FORECAST_RESPONSE;
                    case "STOP" -> TASK_CLOSING_EVALUATION;
                    default -> over(variables);
                };
            case TASK_FORECAST_RESPONSE, TASK_FORECAST_RESPONSE_BASELINE -> TASK_DECIDE_ADJUSTMENT;
            case TASK_DECIDE_ADJUSTMENT -> TASK_APPLY_GUARDRAILS;
            case TASK_APPLY_GUARDRAILS -> TASK_ROUTE_ADJUSTMENT;
            case TASK_ROUTE_ADJUSTMENT ->
                (boolean) variables.get(ADJUSTMENT_PENDING) ? TASK_APPROVE_ADJUSTMENT : TASK_MOVE_STOCK;
            case TASK_APPROVE_ADJUSTMENT -> TASK_MOVE_STOCK;
            case TASK_MOVE_STOCK, TASK_EXPIRE_ADJUSTMENT -> over(variables);
            case TASK_CLOSING_EVALUATION -> TASK_CLOSE;
            case TASK_RELEASE_STOCK -> TASK_FAIL_LAUNCH;
            case TASK_RELEASE_AFTER_STOP -> TASK_EVALUATE_STOPPED;
            case TASK_CLOSE, TASK_FAIL_LAUNCH, TASK_EVALUATE_STOPPED -> "";
            default ->
                throw new IllegalStateException("'" + element + "' is no element of " + CampaignLifecycleProcess.ID);
        };
    }

    private static String over(Map<String, Object> variables) {
        return (boolean) variables.get(SALE_OVER) ? TASK_CLOSING_EVALUATION : TIMER_WINDOW;
    }

    /** Where an error's boundary leads; stock that was secured is given back on the way. */
    static String afterError(String element) {
        return switch (element) {
            case TASK_FORECAST_OFFERS -> TASK_FORECAST_OFFERS_BASELINE;
            case TASK_FORECAST -> TASK_FORECAST_BASELINE;
            case TASK_FORECAST_RESPONSE -> TASK_FORECAST_RESPONSE_BASELINE;
            case TASK_SECURE_STOCK -> TASK_FAIL_LAUNCH;
            case TASK_LAUNCH -> TASK_RELEASE_STOCK;
            default -> throw new IllegalStateException("'" + element + "' has no boundary for errors");
        };
    }
}
