package io.reprise.workflows;

import io.reprise.bpmn.CampaignLifecycleProcess;
import io.reprise.domain.model.campaign.Campaign.Adjustment;
import io.reprise.domain.model.campaign.Campaign.Approved;
import io.reprise.domain.model.campaign.Campaign.AwaitingApproval;
import io.reprise.domain.model.campaign.Campaign.Drafted;
import io.reprise.domain.model.campaign.Campaign.Drafting;
import io.reprise.domain.model.campaign.Campaign.Ended;
import io.reprise.domain.model.campaign.Campaign.Live;
import io.reprise.domain.model.campaign.Campaign.Predicting;
import io.reprise.domain.model.campaign.Campaign.Stage;
import io.reprise.domain.model.decision.EvaluationOutcome.Course;
import java.util.Optional;

/** Where the process of a campaign stands, read off the campaign. */
final class LifecycleStanding {

    private LifecycleStanding() {}

    /** The element before which a process is started; steps that were done do nothing when they are done again. */
    static Optional<String> startsBefore(Drafted campaign) {
        return switch (campaign) {
            case Drafting s -> Optional.of(CampaignLifecycleProcess.START_DRAFTED);
            case Predicting s -> Optional.of(CampaignLifecycleProcess.SUBPROCESS_PREDICT);
            case AwaitingApproval s -> Optional.of(CampaignLifecycleProcess.TASK_APPROVE_PLAN);
            case Approved s -> Optional.of(CampaignLifecycleProcess.TASK_SECURE_STOCK);
            case Live live -> Optional.of(startsBefore(live));
            case Ended s ->
                s.unreported().isPresent()
                        ? Optional.of(CampaignLifecycleProcess.TASK_RELEASE_AFTER_STOP)
                        : Optional.empty();
        };
    }

    private static String startsBefore(Live live) {
        if (live.report().isPresent()) {
            return CampaignLifecycleProcess.TASK_CLOSE;
        }
        if (live.windows().isEmpty()) {
            return CampaignLifecycleProcess.SUBPROCESS_MONITOR;
        }
        int window = live.windows().getLast().window();
        Course course = live.windows().getLast().course();
        Optional<Adjustment> adjustment =
                live.adjustments().stream().filter(a -> a.window() == window).findFirst();
        if (course == Course.STOP) {
            return CampaignLifecycleProcess.TASK_CLOSING_EVALUATION;
        }
        if (course == Course.ADJUST && adjustment.isEmpty()) {
            return CampaignLifecycleProcess.TASK_FORECAST_RESPONSE;
        }
        if (adjustment
                .filter(a -> a.stage() == Stage.DECIDED && !a.outcome().changesNothing())
                .isPresent()) {
            return CampaignLifecycleProcess.TASK_APPLY_GUARDRAILS;
        }
        if (adjustment.filter(a -> a.stage() == Stage.PROPOSED).isPresent()) {
            return CampaignLifecycleProcess.TASK_APPROVE_ADJUSTMENT;
        }
        // Moving stock that was moved does nothing.
        return CampaignLifecycleProcess.TASK_MOVE_STOCK;
    }

    /** The element at which the process comes to rest when it was started so and nothing else happens. */
    static Optional<String> restsAt(Drafted campaign) {
        return startsBefore(campaign).map(element -> switch (element) {
            case CampaignLifecycleProcess.START_DRAFTED -> CampaignLifecycleProcess.TASK_PLAN;
            case CampaignLifecycleProcess.TASK_SECURE_STOCK -> CampaignLifecycleProcess.TIMER_LAUNCH;
            case CampaignLifecycleProcess.SUBPROCESS_MONITOR, CampaignLifecycleProcess.TASK_MOVE_STOCK ->
                CampaignLifecycleProcess.TIMER_WINDOW;
            default -> element;
        });
    }
}
