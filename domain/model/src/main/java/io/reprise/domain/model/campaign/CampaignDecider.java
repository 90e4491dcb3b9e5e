package io.reprise.domain.model.campaign;

import io.reprise.domain.model.campaign.Campaign.Approved;
import io.reprise.domain.model.campaign.Campaign.Drafted;
import io.reprise.domain.model.campaign.Campaign.Ended;
import io.reprise.domain.model.campaign.Campaign.How;
import io.reprise.domain.model.campaign.Campaign.Live;
import io.reprise.domain.model.campaign.CampaignCommand.ApproveAdjustment;
import io.reprise.domain.model.campaign.CampaignCommand.ApprovePlan;
import io.reprise.domain.model.campaign.CampaignCommand.CloseCampaign;
import io.reprise.domain.model.campaign.CampaignCommand.DraftCampaign;
import io.reprise.domain.model.campaign.CampaignCommand.EscalateApproval;
import io.reprise.domain.model.campaign.CampaignCommand.ExpireAdjustment;
import io.reprise.domain.model.campaign.CampaignCommand.FailLaunch;
import io.reprise.domain.model.campaign.CampaignCommand.LaunchCampaign;
import io.reprise.domain.model.campaign.CampaignCommand.OverrideDecision;
import io.reprise.domain.model.campaign.CampaignCommand.RecordForecast;
import io.reprise.domain.model.campaign.CampaignCommand.RejectAdjustment;
import io.reprise.domain.model.campaign.CampaignCommand.RequestApproval;
import io.reprise.domain.model.campaign.CampaignCommand.RevertAdjustment;
import io.reprise.domain.model.campaign.CampaignCommand.RevisePlan;
import io.reprise.domain.model.campaign.CampaignCommand.RouteAdjustment;
import io.reprise.domain.model.campaign.CampaignCommand.SecureStock;
import io.reprise.domain.model.campaign.CampaignCommand.SendBackPlan;
import io.reprise.domain.model.campaign.CampaignCommand.StopCampaign;
import io.reprise.domain.model.campaign.CampaignCommand.SubmitPlan;
import io.reprise.domain.model.campaign.CampaignCommand.TakeDecision;
import io.reprise.domain.model.campaign.CampaignEvent.CampaignClosed;
import io.reprise.domain.model.campaign.CampaignEvent.CampaignLaunched;
import io.reprise.domain.model.campaign.CampaignEvent.CampaignStopped;
import io.reprise.domain.model.campaign.CampaignEvent.LaunchFailed;
import io.reprise.domain.model.campaign.CampaignEvent.StockSecured;
import io.reprise.domain.model.vocabulary.Outcome;
import io.reprise.domain.model.vocabulary.Role;
import java.time.Instant;
import java.util.Set;

/**
 * Decides what a command does to a campaign: events to record, or a named refusal. Pure: time, seeds and model outputs
 * arrive in the command. A command that was carried out before is accepted again and records nothing.
 */
public final class CampaignDecider {

    private CampaignDecider() {}

    public static Outcome<CampaignEvent> decide(Campaign state, CampaignCommand command) {
        if (state instanceof Drafted campaign) {
            return decide(campaign, command);
        }
        return command instanceof DraftCampaign draft
                ? Planning.draft(draft)
                : Outcome.refused(new CampaignRefusal.UnknownCampaign(command.campaignId()));
    }

    private static Outcome<CampaignEvent> decide(Drafted state, CampaignCommand command) {
        return switch (command) {
            case DraftCampaign c -> Planning.draftAgain(state, c);
            case RevisePlan c -> Planning.revise(state, c);
            case SubmitPlan c -> Planning.submit(state, c);
            case RecordForecast c -> Planning.recordForecast(state, c);
            case TakeDecision c -> DecisionTaking.take(state, c);
            case RequestApproval c -> Approval.request(state, c);
            case EscalateApproval c -> Approval.escalate(state, c);
            case ApprovePlan c -> Approval.approve(state, c);
            case SendBackPlan c -> Approval.sendBack(state, c);
            case OverrideDecision c -> Overriding.override(state, c);
            case SecureStock c -> secureStock(state, c);
            case LaunchCampaign c -> launch(state, c);
            case FailLaunch c -> failLaunch(state, c);
            case RouteAdjustment c -> Adjusting.route(state, c);
            case ApproveAdjustment c -> Adjusting.approve(state, c);
            case RejectAdjustment c -> Adjusting.reject(state, c);
            case ExpireAdjustment c -> Adjusting.expire(state, c);
            case RevertAdjustment c -> Adjusting.revert(state, c);
            case CloseCampaign c -> close(state, c);
            case StopCampaign c -> stop(state, c);
        };
    }

    private static Outcome<CampaignEvent> secureStock(Drafted state, SecureStock c) {
        return switch (state) {
            case Approved a
            when !a.stockSecured() -> Outcome.accepted(new StockSecured(c.campaignId(), c.actor(), c.at()));
            case Approved a -> Outcome.alreadyDone();
            case Live live -> Outcome.alreadyDone();
            default -> wrongPhase("have its stock secured", state);
        };
    }

    private static Outcome<CampaignEvent> launch(Drafted state, LaunchCampaign c) {
        return switch (state) {
            case Live live -> Outcome.alreadyDone();
            case Approved a -> {
                Instant from = a.proposal().schedule().window().from();
                Instant to = a.proposal().schedule().window().to();
                if (!a.stockSecured()) {
                    yield Outcome.refused(new CampaignRefusal.StockNotSecured(a.id()));
                }
                if (c.at().isBefore(from)) {
                    yield Outcome.refused(new CampaignRefusal.NotDue(from, c.at()));
                }
                if (!c.at().isBefore(to)) {
                    yield Outcome.refused(new CampaignRefusal.TooLate(to, c.at()));
                }
                yield Outcome.accepted(new CampaignLaunched(c.campaignId(), c.actor(), c.at()));
            }
            default -> wrongPhase("be launched", state);
        };
    }

    private static Outcome<CampaignEvent> failLaunch(Drafted state, FailLaunch c) {
        return switch (state) {
            case Approved a -> Outcome.accepted(new LaunchFailed(c.campaignId(), c.reason(), c.actor(), c.at()));
            case Ended e when e.how() == How.LAUNCH_FAILED -> Outcome.alreadyDone();
            default -> wrongPhase("fail to launch", state);
        };
    }

    private static Outcome<CampaignEvent> close(Drafted state, CloseCampaign c) {
        return switch (state) {
            case Live live ->
                live.report()
                        .map(report -> Outcome.<CampaignEvent>accepted(
                                new CampaignClosed(c.campaignId(), report.outcome(), c.actor(), c.at())))
                        .orElseGet(() -> Outcome.refused(
                                new CampaignRefusal.DecisionNotDue("The closing evaluation has not been taken.")));
            case Ended e when e.how() == How.CLOSED -> Outcome.alreadyDone();
            default -> wrongPhase("be closed", state);
        };
    }

    private static Outcome<CampaignEvent> stop(Drafted state, StopCampaign c) {
        if (!c.actor().isAnyOf(Role.MARKETER, Role.APPROVER, Role.FINANCE, Role.OPERATOR)) {
            return roleMissing(Role.MARKETER, Role.APPROVER, Role.FINANCE, Role.OPERATOR);
        }
        return state instanceof Ended
                ? Outcome.alreadyDone()
                : Outcome.accepted(new CampaignStopped(c.campaignId(), c.reason(), c.actor(), c.at()));
    }

    static Outcome<CampaignEvent> wrongPhase(String asked, Campaign state) {
        return Outcome.refused(new CampaignRefusal.WrongPhase(asked, state.phase()));
    }

    static Outcome<CampaignEvent> roleMissing(Role... anyOf) {
        return Outcome.refused(new CampaignRefusal.RoleMissing(Set.of(anyOf)));
    }
}
