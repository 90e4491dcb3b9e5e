package io.reprise.http.console;

import io.reprise.domain.model.port.CampaignClock;
import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.domain.model.vocabulary.Role;
import io.reprise.http.security.Actors;
import io.reprise.projections.inbox.Inbox;
import org.springframework.security.core.Authentication;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What the frame around every page shows. */
@ControllerAdvice(
        assignableTypes = {
            PagesController.class,
            ActionsController.class,
            OperationsController.class,
            CalendarController.class,
            DecisionController.class,
            AsOfController.class,
            PlanController.class,
            OverrideController.class,
            JudgementPageController.class,
            ChecksController.class,
            ImportPageController.class,
            TrainingPageController.class,
            SecurityEventsController.class,
            EvidenceController.class,
            ReplayPageController.class,
            CounterfactualPageController.class,
            ReleaseController.class,
            StockPageController.class
        })
class EveryPage {

    private final Inbox inbox;
    private final CampaignClock clock;

    EveryPage(Inbox inbox, CampaignClock clock) {
        this.inbox = inbox;
        this.clock = clock;
    }

    @ModelAttribute
    void frame(Model model, Authentication who) {
        if (who != null) {
            Actor actor = Actors.of(who);
            model.addAttribute("who", who.getName());
            model.addAttribute("waiting", inbox.of(actor).size());
            model.addAttribute("mayPlan", actor.is(Role.MARKETER));
            model.addAttribute("mayWatch", actor.isAnyOf(Role.OPERATOR, Role.AUDITOR));
            model.addAttribute("mayOverride", actor.isAnyOf(Role.MARKETER, Role.APPROVER, Role.FINANCE));
            model.addAttribute("mayJudge", actor.isAnyOf(Role.MARKETER, Role.APPROVER, Role.FINANCE, Role.AUDITOR));
            model.addAttribute("mayAsk", actor.isAnyOf(Role.MARKETER, Role.APPROVER, Role.AUDITOR));
            model.addAttribute("mayAudit", actor.is(Role.AUDITOR));
            model.addAttribute("mayOperate", actor.is(Role.OPERATOR));
        }
        model.addAttribute("now", clock.instant());
        model.addAttribute("simulated", clock.isSimulated());
    }
}
