package io.reprise.http.console;

import io.reprise.projections.models.ModelReleases.ReleaseLine;
import io.reprise.projections.models.ModelReleases.Step;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where a release stands in {@code model-promotion.bpmn}, and where it has been, read off what happened to it.
 *
 * @param standing the element it waits at, or at which it ended
 * @param been elements it went through
 */
public record PromotionStanding(String standing, Set<String> been) {

    private static final Map<String, List<String>> TRACE = Map.of(
            "ReleaseRegistered", List.of("start_registered"),
            "ReleaseEvaluated", List.of("task_evaluate"),
            "ReleaseShadowed", List.of("gateway_gates", "task_shadow", "gateway_champion"),
            "ReleaseApprovalRequested", List.of("task_request_approval"),
            "ReleaseApprovalEscalated", List.of("timer_approval_deadline", "task_escalate_release", "end_escalated"),
            "ReleasePromoted", List.of("task_approve_release", "gateway_answer"));

    static PromotionStanding of(ReleaseLine line) {
        Set<String> been = new LinkedHashSet<>();
        for (Step step : line.steps) {
            been.addAll(TRACE.getOrDefault(step.event(), List.of()));
            if (step.event().equals("ReleaseDeclined")) {
                been.addAll(
                        line.gate.isEmpty()
                                ? List.of("task_approve_release", "gateway_answer")
                                : List.of("gateway_gates", "task_decline"));
            }
        }
        String standing = standing(line);
        been.remove(standing);
        return new PromotionStanding(standing, been);
    }

    private static String standing(ReleaseLine line) {
        return switch (line.stage) {
            case "registered" -> "task_evaluate";
            case "evaluated" -> "gateway_gates";
            case "shadow" -> "gateway_evidence";
            case "awaiting-approval" -> "task_approve_release";
            case "declined" -> line.gate.isEmpty() ? "end_declined" : "end_gate_refused";
            // What was promoted has come to the end of its promotion, whatever became of it later.
            default -> line.promotedPosition > 0 ? "end_champion" : "end_retired";
        };
    }
}
