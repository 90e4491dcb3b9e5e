package io.reprise.http.console;

import io.reprise.domain.model.campaign.Campaign.Stage;
import io.reprise.domain.model.campaign.Forecast;
import io.reprise.projections.campaignpage.CampaignPage;
import io.reprise.projections.campaignpage.CampaignPage.TimelineEntry;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where a campaign stands in {@code campaign-lifecycle.bpmn}, and where it has been, read off what happened to it.
 *
 * @param standing the element it waits at
 * @param been elements it went through
 * @param times when it was last at each of them, and since when it is where it stands
 */
public record ProcessStanding(String standing, Set<String> been, Map<String, Instant> times) {

    private static final Map<String, List<String>> TRACE = Map.ofEntries(
            Map.entry("CampaignDrafted", List.of("start_drafted")),
            Map.entry("PlanSubmitted", List.of("task_plan", "start_predict")),
            Map.entry("ApprovalRequested", List.of("task_route_approval", "task_request_approval", "end_predict")),
            Map.entry(
                    "ApprovalEscalated", List.of("timer_approval_deadline", "task_escalate_approval", "end_escalated")),
            Map.entry("PlanApproved", List.of("task_approve_plan", "gateway_answer")),
            Map.entry("PlanSentBack", List.of("task_approve_plan", "gateway_answer")),
            Map.entry("StockSecured", List.of("task_secure_stock")),
            Map.entry("CampaignLaunched", List.of("timer_launch", "task_launch", "start_monitor")),
            Map.entry("LaunchFailed", List.of("throw_compensation", "task_release_stock", "task_fail_launch")),
            Map.entry("AdjustmentProposed", List.of("task_apply_guardrails", "task_route_adjustment", "gateway_route")),
            Map.entry(
                    "AdjustmentApplied",
                    List.of("task_apply_guardrails", "task_route_adjustment", "gateway_route", "task_move_stock")),
            Map.entry(
                    "AdjustmentForbidden", List.of("task_apply_guardrails", "task_route_adjustment", "gateway_route")),
            Map.entry("AdjustmentRejected", List.of("task_approve_adjustment")),
            Map.entry("AdjustmentExpired", List.of("timer_adjustment_deadline", "task_expire_adjustment")),
            Map.entry("CampaignClosed", List.of("end_monitor", "task_close")),
            Map.entry("CampaignStopped", List.of("start_stop", "task_release_after_stop")));

    private static final Map<String, List<String>> DECISIONS = Map.of(
            "ASSORTMENT", List.of("task_decide_assortment"),
            "SCHEDULE", List.of("task_decide_schedule"),
            "INVENTORY", List.of("task_decide_inventory"),
            "EVALUATION", List.of("timer_window", "task_evaluate", "gateway_course", "gateway_over"),
            "ADJUSTMENT", List.of("task_forecast_response", "task_decide_adjustment"));

    static ProcessStanding of(CampaignPage page) {
        Map<String, Instant> times = new LinkedHashMap<>();
        for (TimelineEntry entry : page.timeline) {
            elements(entry).forEach(element -> times.put(element, entry.at()));
        }
        Instant last = page.timeline.getLast().at();
        if (page.report.isPresent()) {
            times.put(page.phase.equals("stopped") ? "task_evaluate_stopped" : "task_closing_evaluation", last);
        }
        page.adjustments.stream()
                .filter(a -> a.stage == Stage.APPLIED && a.rule.isEmpty())
                .forEach(a -> times.put("task_approve_adjustment", a.at));
        Set<String> been = new LinkedHashSet<>(times.keySet());
        String standing = standing(page);
        been.remove(standing);
        times.put(standing, last);
        return new ProcessStanding(standing, been, times);
    }

    private static List<String> elements(TimelineEntry entry) {
        return switch (entry.event()) {
            case "ForecastRecorded" ->
                List.of(entry.detail().startsWith(Forecast.OFFERS) ? "task_forecast_offers" : "task_forecast");
            case "DecisionTaken" -> DECISIONS.getOrDefault(entry.detail().split(" ")[0], List.of());
            default -> TRACE.getOrDefault(entry.event(), List.of());
        };
    }

    private static String standing(CampaignPage page) {
        return switch (page.phase) {
            case "drafting" -> "task_plan";
            case "predicting" ->
                page.inventory.isPresent()
                        ? "task_request_approval"
                        : page.schedule.isPresent()
                                ? "task_decide_inventory"
                                : page.assortment.isPresent() ? "task_forecast" : "task_forecast_offers";
            case "awaiting-approval" -> "task_approve_plan";
            case "approved" -> "timer_launch";
            case "live" -> page.pendingAdjustment().isPresent() ? "task_approve_adjustment" : "timer_window";
            case "closed" -> "end_closed";
            case "stopped" -> "end_stopped";
            default -> "end_launch_failed";
        };
    }
}
