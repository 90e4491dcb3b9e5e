package io.reprise.projections.inbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import io.reprise.domain.model.campaign.CampaignEvent;
import io.reprise.domain.model.campaign.CampaignEvent.AdjustmentApplied;
import io.reprise.domain.model.campaign.CampaignEvent.AdjustmentExpired;
import io.reprise.domain.model.campaign.CampaignEvent.AdjustmentForbidden;
import io.reprise.domain.model.campaign.CampaignEvent.AdjustmentProposed;
import io.reprise.domain.model.campaign.CampaignEvent.AdjustmentRejected;
import io.reprise.domain.model.campaign.CampaignEvent.AdjustmentReverted;
import io.reprise.domain.model.campaign.CampaignEvent.ApprovalEscalated;
import io.reprise.domain.model.campaign.CampaignEvent.ApprovalRequested;
import io.reprise.domain.model.campaign.CampaignEvent.CampaignClosed;
import io.reprise.domain.model.campaign.CampaignEvent.CampaignDrafted;
import io.reprise.domain.model.campaign.CampaignEvent.CampaignLaunched;
import io.reprise.domain.model.campaign.CampaignEvent.CampaignStopped;
import io.reprise.domain.model.campaign.CampaignEvent.DecisionTaken;
import io.reprise.domain.model.campaign.CampaignEvent.ForecastRecorded;
import io.reprise.domain.model.campaign.CampaignEvent.LaunchFailed;
import io.reprise.domain.model.campaign.CampaignEvent.PlanApproved;
import io.reprise.domain.model.campaign.CampaignEvent.PlanRevised;
import io.reprise.domain.model.campaign.CampaignEvent.PlanSentBack;
import io.reprise.domain.model.campaign.CampaignEvent.PlanSubmitted;
import io.reprise.domain.model.campaign.CampaignEvent.StockSecured;
import io.reprise.domain.model.decision.DecisionId;
import io.reprise.domain.model.registry.ModelReleaseEvent;
import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.domain.model.vocabulary.Role;
import io.reprise.projections.inbox.PersonalTask.Kind;
import io.reprise.projections.store.Projection;
import io.reprise.projections.store.ViewCollection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** What waits for people: at most one task a campaign or release, the one its process waits at. */
public final class Inbox implements Projection<Inbox.Waiting> {

    /** @param task what waits, or null; the name and author are kept for the next one */
    record Waiting(String name, String author, PersonalTask task) {}

    private static final String NAME = "inbox";

    private final ViewCollection<Waiting> campaigns;

    public Inbox(MongoDatabase database, ObjectMapper json) {
        campaigns = new ViewCollection<>(database, NAME, Waiting.class, json);
    }

    /** What this person may answer, the most urgent first: never what they wrote themselves. */
    public List<PersonalTask> of(Actor actor) {
        return all().stream()
                .filter(task -> task.roles().stream().anyMatch(actor::is)
                        && !task.author().equals(actor.name())
                        && !task.overriders().contains(actor.name()))
                .toList();
    }

    /** Whatever waits for anybody, the most urgent first. */
    public List<PersonalTask> all() {
        return campaigns.where(Filters.ne("view.task", null)).stream()
                .map(Waiting::task)
                // A document may be answered between being found and being read.
                .filter(Objects::nonNull)
                .sorted(Comparator.comparing(PersonalTask::deadline))
                .toList();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int schema() {
        return 3;
    }

    @Override
    public Set<Class<?>> reads() {
        return Set.of(CampaignEvent.class, ModelReleaseEvent.class);
    }

    @Override
    public Optional<String> document(Object event) {
        return switch (event) {
            case CampaignEvent happened -> Optional.of(happened.campaignId().value());
            // A colon, which no campaign has in its name, keeps the two apart.
            case ModelReleaseEvent happened -> Optional.of(happened.release().value());
            default -> Optional.empty();
        };
    }

    @Override
    public Waiting fold(Waiting before, long position, Object event) {
        return event instanceof ModelReleaseEvent release
                ? ReleaseTasks.fold(before, release)
                : fold(before, (CampaignEvent) event);
    }

    @Override
    public ViewCollection<Waiting> views() {
        return campaigns;
    }

    static Waiting fold(Waiting before, CampaignEvent event) {
        return switch (event) {
            case CampaignDrafted e -> new Waiting(e.plan().name(), e.actor().name(), null);
            case PlanRevised e -> new Waiting(e.plan().name(), e.actor().name(), null);
            case ApprovalRequested e ->
                new Waiting(
                        before.name(),
                        before.author(),
                        new PersonalTask(
                                e.campaignId().value(),
                                "",
                                Kind.PLAN_APPROVAL,
                                e.approver() == Role.FINANCE
                                        ? List.of(Role.FINANCE)
                                        : List.of(e.approver(), Role.FINANCE),
                                before.author(),
                                before.name(),
                                e.proposalHash(),
                                "",
                                e.at(),
                                e.deadline(),
                                "escalate",
                                List.of()));
            case ApprovalEscalated e ->
                new Waiting(before.name(), before.author(), before.task().forAlso(Role.APPROVER));
            case AdjustmentProposed e ->
                new Waiting(
                        before.name(),
                        before.author(),
                        new PersonalTask(
                                e.campaignId().value(),
                                "",
                                Kind.ADJUSTMENT_APPROVAL,
                                List.of(Role.APPROVER, Role.FINANCE),
                                before.author(),
                                before.name(),
                                "",
                                e.decisionId().value(),
                                e.at(),
                                e.deadline(),
                                "leave-as-it-is",
                                List.of()));
            case CampaignEvent.DecisionOverridden e ->
                new Waiting(
                        before.name(),
                        before.author(),
                        before.task().about(e.proposalHash(), e.actor().name()));
            case AdjustmentApplied e -> answered(before, e.decisionId());
            case AdjustmentRejected e -> answered(before, e.decisionId());
            case AdjustmentExpired e -> answered(before, e.decisionId());
            case AdjustmentForbidden e -> answered(before, e.decisionId());
            case PlanApproved e -> nothing(before);
            case PlanSentBack e -> nothing(before);
            case LaunchFailed e -> nothing(before);
            case CampaignClosed e -> nothing(before);
            case CampaignStopped e -> nothing(before);
            case PlanSubmitted e -> before;
            case ForecastRecorded e -> before;
            case DecisionTaken e -> before;
            case StockSecured e -> before;
            case CampaignLaunched e -> before;
            case AdjustmentReverted e -> before;
        };
    }

    private static Waiting nothing(Waiting before) {
        return new Waiting(before.name(), before.author(), null);
    }

    /** Another adjustment's end leaves the one that waits where it is. */
    private static Waiting answered(Waiting before, DecisionId decision) {
        return before.task() != null && before.task().decisionId().equals(decision.value()) ? nothing(before) : before;
    }
}
