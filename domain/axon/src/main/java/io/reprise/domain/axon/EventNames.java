package io.reprise.domain.axon;

import io.reprise.domain.model.audience.AudienceEvent;
import io.reprise.domain.model.campaign.CampaignEvent;
import io.reprise.domain.model.identity.IdentityEvent;
import io.reprise.domain.model.intake.PartitionEvent;
import io.reprise.domain.model.judgement.JudgementEvent;
import io.reprise.domain.model.operations.ProjectionEvent;
import io.reprise.domain.model.privacy.PersonEvent;
import io.reprise.domain.model.privacy.PrivacyEvent;
import io.reprise.domain.model.registry.ModelReleaseEvent;
import io.reprise.domain.model.rehearsal.ClockAdvanced;
import io.reprise.domain.model.stock.StockEvent;
import io.reprise.domain.model.webhook.WebhookEvent;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What each event is called in the log, and the revision of its form. A name, once released, is never changed and never
 * given to something else; a changed form gets the next revision and an upcaster from the last.
 */
public final class EventNames {

    /** @param revision revision of the form written today */
    public record Entry(Class<?> type, String name, int revision) {}

    private static final List<Entry> ALL = List.of(
            new Entry(CampaignEvent.CampaignDrafted.class, "campaign.drafted", 1),
            new Entry(CampaignEvent.PlanRevised.class, "campaign.plan-revised", 1),
            new Entry(CampaignEvent.PlanSubmitted.class, "campaign.plan-submitted", 1),
            new Entry(CampaignEvent.ForecastRecorded.class, "campaign.forecast-recorded", 1),
            new Entry(CampaignEvent.DecisionTaken.class, "campaign.decision-taken", 1),
            new Entry(CampaignEvent.ApprovalRequested.class, "campaign.approval-requested", 1),
            new Entry(CampaignEvent.ApprovalEscalated.class, "campaign.approval-escalated", 1),
            new Entry(CampaignEvent.PlanApproved.class, "campaign.plan-approved", 1),
            new Entry(CampaignEvent.PlanSentBack.class, "campaign.plan-sent-back", 1),
            new Entry(CampaignEvent.DecisionOverridden.class, "campaign.decision-overridden", 1),
            new Entry(CampaignEvent.StockSecured.class, "campaign.stock-secured", 1),
            new Entry(CampaignEvent.CampaignLaunched.class, "campaign.launched", 1),
            new Entry(CampaignEvent.LaunchFailed.class, "campaign.launch-failed", 1),
            new Entry(CampaignEvent.AdjustmentProposed.class, "campaign.adjustment-proposed", 1),
            new Entry(CampaignEvent.AdjustmentApplied.class, "campaign.adjustment-applied", 1),
            new Entry(CampaignEvent.AdjustmentRejected.class, "campaign.adjustment-rejected", 1),
            new Entry(CampaignEvent.AdjustmentExpired.class, "campaign.adjustment-expired", 1),
            new Entry(CampaignEvent.AdjustmentForbidden.class, "campaign.adjustment-forbidden", 1),
            new Entry(CampaignEvent.AdjustmentReverted.class, "campaign.adjustment-reverted", 1),
            new Entry(CampaignEvent.CampaignClosed.class, "campaign.closed", 1),
            new Entry(CampaignEvent.CampaignStopped.class, "campaign.stopped", 1),
            new Entry(StockEvent.StockReceived.class, "stock.received", 1),
            new Entry(StockEvent.StockAllocated.class, "stock.allocated", 1),
            new Entry(StockEvent.StockToppedUp.class, "stock.topped-up", 1),
            new Entry(StockEvent.StockReturned.class, "stock.returned", 1),
            new Entry(StockEvent.StockClaimed.class, "stock.claimed", 1),
            new Entry(StockEvent.StockReleased.class, "stock.released", 1),
            new Entry(ModelReleaseEvent.ReleaseRegistered.class, "model.registered", 1),
            new Entry(ModelReleaseEvent.ReleaseEvaluated.class, "model.evaluated", 1),
            new Entry(ModelReleaseEvent.ReleaseGroupsMeasured.class, "model.groups-measured", 1),
            new Entry(ModelReleaseEvent.ReleaseShadowed.class, "model.shadowed", 1),
            new Entry(ModelReleaseEvent.ReleaseShadowCompared.class, "model.shadow-compared", 1),
            new Entry(ModelReleaseEvent.ReleaseApprovalRequested.class, "model.approval-requested", 1),
            new Entry(ModelReleaseEvent.ReleaseApprovalEscalated.class, "model.approval-escalated", 1),
            new Entry(ModelReleaseEvent.ReleasePromoted.class, "model.promoted", 1),
            new Entry(ModelReleaseEvent.ReleaseDeclined.class, "model.declined", 1),
            new Entry(ModelReleaseEvent.ReleaseRolledBack.class, "model.rolled-back", 1),
            new Entry(ModelReleaseEvent.ReleaseRetired.class, "model.retired", 1),
            new Entry(PrivacyEvent.BudgetGranted.class, "privacy.budget-granted", 1),
            new Entry(PrivacyEvent.AggregateReleased.class, "privacy.aggregate-released", 1),
            new Entry(PersonEvent.PersonErased.class, "person.erased", 1),
            new Entry(JudgementEvent.DecisionJudged.class, "decision.judged", 1),
            new Entry(AudienceEvent.AudienceEnrolled.class, "audience.enrolled", 1),
            new Entry(AudienceEvent.SignalsReceived.class, "audience.signals-received", 1),
            new Entry(AudienceEvent.PriorSpendRecorded.class, "audience.prior-spend-recorded", 1),
            new Entry(PartitionEvent.PartitionRead.class, "partition.read", 1),
            new Entry(IdentityEvent.LoggedIn.class, "identity.logged-in", 1),
            new Entry(IdentityEvent.LogInRefused.class, "identity.log-in-refused", 1),
            new Entry(IdentityEvent.LoggedOut.class, "identity.logged-out", 1),
            new Entry(WebhookEvent.WebhookSubscribed.class, "webhook.subscribed", 1),
            new Entry(WebhookEvent.WebhookReplayed.class, "webhook.replayed", 1),
            new Entry(WebhookEvent.WebhookSuspended.class, "webhook.suspended", 1),
            new Entry(WebhookEvent.WebhookUnsubscribed.class, "webhook.unsubscribed", 1),
            new Entry(ProjectionEvent.LetterDropped.class, "projection.letter-dropped", 1),
            new Entry(ClockAdvanced.class, "clock.advanced", 1));

    private static final Map<Class<?>, Entry> BY_TYPE =
            ALL.stream().collect(Collectors.toUnmodifiableMap(Entry::type, Function.identity()));

    private EventNames() {}

    public static List<Entry> all() {
        return ALL;
    }

    public static Entry of(Class<?> type) {
        Entry entry = BY_TYPE.get(type);
        if (entry == null) {
            throw new IllegalArgumentException(type.getName() + " has no stored name: add it to EventNames");
        }
        return entry;
    }

    /** The log holds an event this version of Reprise does not know: stop, do not skip. */
    public static final class UnknownEvent extends IllegalStateException {
        UnknownEvent(String what) {
            super("the log holds " + what
                    + ", which this version does not know: run the version that wrote it, or a later one");
        }

        UnknownEvent(long position, UnknownEvent cause) {
            super("event " + position + ": " + cause.getMessage(), cause);
        }
    }
}
