package io.reprise.projections.inbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.mongodb.client.MongoDatabase;
import io.reprise.domain.model.campaign.CampaignEvent;
import io.reprise.domain.model.campaign.CampaignEvent.AdjustmentProposed;
import io.reprise.domain.model.campaign.CampaignEvent.ApprovalEscalated;
import io.reprise.domain.model.campaign.CampaignEvent.ApprovalRequested;
import io.reprise.domain.model.campaign.CampaignEvent.CampaignDrafted;
import io.reprise.domain.model.campaign.CampaignEvent.PlanRevised;
import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.domain.model.vocabulary.Role;
import io.reprise.projections.inbox.PersonalTask.Kind;
import io.reprise.projections.store.Projection;
import io.reprise.projections.store.ViewCollection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What waits for people: at most one task a campaign, the one its process waits at. */
public final class Inbox implements Projection {

    /** @param task what waits, or null; the name and author are kept for the next one */
    record Waiting(String name, String author, PersonalTask task) {}

    private final ViewCollection<Waiting> campaigns;

    public Inbox(MongoDatabase database, ObjectMapper json) {
        campaigns = new ViewCollection<>(database, "inbox", Waiting.class, json);
    }

    /** What waits for somebody with these roles, the most urgent first. */
    public List<PersonalTask> of(Actor actor) {
        return campaigns.all().stream()
                .map(Waiting::task)
                .filter(task -> task != null && task.roles().stream().anyMatch(actor::is))
                .sorted(Comparator.comparing(PersonalTask::deadline))
                .toList();
    }

    @Override
    public String name() {
        return "inbox";
    }

    @Override
    public void reset() {
        campaigns.clear();
    }

    @Override
    public void on(long position, Object event) {
        if (event instanceof CampaignEvent happened) {
            campaigns.fold(happened.campaignId().value(), position, waiting -> fold(waiting, happened));
        }
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
                                Kind.PLAN_APPROVAL,
                                e.approver() == Role.FINANCE ? List.of(Role.FINANCE) : List.of(e.approver(), Role.FINANCE),
                                before.author(),
                                before.name(),
                                e.proposalHash(),
                                "",
                                e.at(),
                                e.deadline(),
                                "escalate"));
            case ApprovalEscalated e -> new Waiting(before.name(), before.author(), escalated(before.task()));
            case AdjustmentProposed e ->
                new Waiting(
                        before.name(),
                        before.author(),
                        new PersonalTask(
                                e.campaignId().value(),
                                Kind.ADJUSTMENT_APPROVAL,
                                List.of(Role.APPROVER, Role.FINANCE),
                                before.author(),
                                before.name(),
                                "",
                                e.decisionId().value(),
                                e.at(),
                                e.deadline(),
                                "leave-as-it-is"));
            case CampaignEvent.DecisionTaken e -> before;
            case CampaignEvent.ForecastRecorded e -> before;
            default -> new Waiting(before.name(), before.author(), null);
        };
    }

    private static PersonalTask escalated(PersonalTask task) {
        List<Role> roles = new ArrayList<>(task.roles());
        if (!roles.contains(Role.APPROVER)) {
            roles.add(Role.APPROVER);
        }
        return new PersonalTask(
                task.campaignId(), task.kind(), roles, task.author(), task.subject(), task.proposalHash(),
                task.decisionId(), task.since(), task.deadline(), task.ifNobodyAnswers());
    }
}
