package io.reprise.workflows;

import io.reprise.bpmn.CampaignLifecycleProcess;
import io.reprise.domain.model.campaign.Campaign;
import io.reprise.domain.model.campaign.Campaign.Adjustment;
import io.reprise.domain.model.campaign.Campaign.Approved;
import io.reprise.domain.model.campaign.Campaign.AwaitingApproval;
import io.reprise.domain.model.campaign.Campaign.Drafted;
import io.reprise.domain.model.campaign.Campaign.Live;
import io.reprise.domain.model.campaign.Campaign.Proposed;
import io.reprise.domain.model.campaign.Leeway;
import io.reprise.domain.model.campaign.Plan;
import io.reprise.domain.model.decision.ExtentChange;
import io.reprise.domain.model.vocabulary.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;

/**
 * The process's variables, all read off the campaign: nothing is known to the process alone, so it can be thrown away
 * and made again.
 */
public final class LifecycleVariables {

    private LifecycleVariables() {}

    public static Map<String, Object> of(Campaign campaign) {
        Map<String, Object> variables = new HashMap<>();
        if (!(campaign instanceof Drafted drafted)) {
            return variables;
        }
        Plan plan = drafted.version().plan();
        variables.put(CampaignLifecycleProcess.CAMPAIGN_ID, drafted.id().value());
        variables.put(CampaignLifecycleProcess.DISCOUNT_BUDGET_CENTS, plan.discountBudgetCents());
        variables.put(
                CampaignLifecycleProcess.DISCOUNT_BPS_MAX, plan.guardrails().discountBpsMax());
        variables.put(CampaignLifecycleProcess.PLAN_APPROVED, campaign instanceof Approved || campaign instanceof Live);
        if (campaign instanceof AwaitingApproval waiting) {
            variables.put(CampaignLifecycleProcess.APPROVAL_DEADLINE, Date.from(waiting.deadline()));
        }
        if (campaign instanceof Proposed proposed) {
            variables.put(
                    CampaignLifecycleProcess.PROPOSAL_HASH, proposed.proposal().hash());
            variables.put(
                    CampaignLifecycleProcess.LAUNCH_AT,
                    Date.from(proposed.proposal().schedule().window().from()));
        }
        if (campaign instanceof Live live) {
            live(live, variables);
        }
        return variables;
    }

    private static void live(Live live, Map<String, Object> variables) {
        int window = live.windows().size();
        TimeWindow sale = live.window();
        variables.put(CampaignLifecycleProcess.WINDOW, window);
        variables.put(CampaignLifecycleProcess.WINDOW_ENDS_AT, Date.from(windowEnd(live, window + 1)));
        variables.put(
                CampaignLifecycleProcess.SALE_OVER,
                window > 0 && !windowEnd(live, window).isBefore(sale.to()));
        if (window > 0) {
            variables.put(
                    CampaignLifecycleProcess.COURSE,
                    live.windows().getLast().course().name());
        }
        variables.put(
                CampaignLifecycleProcess.ADJUSTMENT_PENDING, live.pending().isPresent());
        if (!live.adjustments().isEmpty()) {
            adjustment(live, live.adjustments().getLast(), variables);
        }
    }

    private static void adjustment(Live live, Adjustment adjustment, Map<String, Object> variables) {
        Plan plan = live.proposal().plan();
        int deepest = adjustment.outcome().priceChanges().stream()
                .mapToInt(change -> change.toBps())
                .max()
                .orElse(0);
        variables.put(CampaignLifecycleProcess.ADJUSTMENT_ID, adjustment.id().value());
        variables.put(
                CampaignLifecycleProcess.CHANGES_NOTHING, adjustment.outcome().changesNothing());
        variables.put(
                CampaignLifecycleProcess.DISCOUNT_OVER_LIMIT_BPS,
                deepest - plan.guardrails().discountBpsMax());
        variables.put(
                CampaignLifecycleProcess.MARGIN_ABOVE_FLOOR_BPS,
                adjustment.outcome().lowestMarginBps() - plan.guardrails().marginBpsMin());
        variables.put(CampaignLifecycleProcess.EXTRA_PUSH, adjustment.outcome().extraPush());
        ExtentChange extent = adjustment.outcome().extent().orElse(ExtentChange.NONE);
        variables.put(CampaignLifecycleProcess.END_MOVES, extent.end().isPresent());
        variables.put(CampaignLifecycleProcess.ITEM_CHANGES, extent.itemChanges());
        variables.put(
                CampaignLifecycleProcess.AUDIENCE_STEP_BPS,
                extent.audience().map(move -> move.toBps() - move.fromBps()).orElse(0));
        variables.put(CampaignLifecycleProcess.BEYOND_LEEWAY, isBeyondLeeway(live, extent));
        variables.put(
                CampaignLifecycleProcess.STEP_BEYOND_AUTOMATIC_BPS,
                adjustment.outcome().largestStepBps() - plan.guardrails().automaticStepBpsMax());
        adjustment
                .deadline()
                .ifPresent(
                        deadline -> variables.put(CampaignLifecycleProcess.ADJUSTMENT_DEADLINE, Date.from(deadline)));
    }

    /** What the core would refuse is forbidden by the table too, so that a reader of the table finds it there. */
    private static boolean isBeyondLeeway(Live live, ExtentChange extent) {
        Plan plan = live.proposal().plan();
        Leeway leeway = plan.steered().leeway().orElse(Leeway.NONE);
        Instant approved = live.proposal().schedule().window().to();
        boolean end = extent.end()
                .filter(move -> move.to().isAfter(plan.within().to())
                        || move.to().isAfter(approved.plus(Duration.ofHours(leeway.endLaterHoursMax())))
                        || move.to().isBefore(approved.minus(Duration.ofHours(leeway.endEarlierHoursMax()))))
                .isPresent();
        boolean items = extent.itemChanges() > 0 && live.itemChanges() + extent.itemChanges() > leeway.itemChangesMax();
        boolean audience = extent.audience()
                .filter(move -> move.toBps() < leeway.audienceBpsMin())
                .isPresent();
        return end || items || audience;
    }

    /** End of the n-th monitoring window, from 1; the last one ends with the sale. */
    public static Instant windowEnd(Live live, int window) {
        TimeWindow sale = live.window();
        Instant end = sale.from()
                .plus(Duration.ofMinutes((long) window * live.proposal().plan().monitorMinutes()));
        return end.isAfter(sale.to()) ? sale.to() : end;
    }
}
