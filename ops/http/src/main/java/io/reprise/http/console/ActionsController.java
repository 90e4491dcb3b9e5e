package io.reprise.http.console;

import io.reprise.domain.model.campaign.CampaignCommand.ApproveAdjustment;
import io.reprise.domain.model.campaign.CampaignCommand.ApprovePlan;
import io.reprise.domain.model.campaign.CampaignCommand.DraftCampaign;
import io.reprise.domain.model.campaign.CampaignCommand.RejectAdjustment;
import io.reprise.domain.model.campaign.CampaignCommand.RevertAdjustment;
import io.reprise.domain.model.campaign.CampaignCommand.RevisePlan;
import io.reprise.domain.model.campaign.CampaignCommand.SendBackPlan;
import io.reprise.domain.model.campaign.CampaignCommand.StopCampaign;
import io.reprise.domain.model.campaign.CampaignCommand.SubmitPlan;
import io.reprise.domain.model.campaign.Plan;
import io.reprise.domain.model.decision.DecisionId;
import io.reprise.domain.model.port.CampaignClock;
import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.http.CommandDesk;
import io.reprise.http.PlanCheck;
import io.reprise.http.security.Actors;
import io.reprise.projections.campaignpage.CampaignPage;
import io.reprise.projections.campaignpage.CampaignPages;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.InitBinder;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What people do from pages: each action is one command, and ends on a page that says what came of it. */
@Controller
class ActionsController {

    private final CommandDesk commands;
    private final PlanCheck check;
    private final CampaignPages pages;
    private final CampaignClock clock;
    private final Words words;

    ActionsController(CommandDesk commands, PlanCheck check, CampaignPages pages, CampaignClock clock, Words words) {
        this.commands = commands;
        this.check = check;
        this.pages = pages;
        this.clock = clock;
        this.words = words;
    }

    @InitBinder("form")
    void plainFields(WebDataBinder binder) {
        binder.initDirectFieldAccess();
    }

    @GetMapping("/campaigns/new")
    String newPlan(Model model) {
        model.addAttribute("form", new PlanForm());
        model.addAttribute("isNew", true);
        return "plan";
    }

    @GetMapping("/campaigns/{id}/edit")
    String editPlan(@PathVariable String id, Model model) {
        CampaignPage page = pages.find(new CampaignId(id)).orElseThrow();
        model.addAttribute("form", PlanForm.of(id, page.plan()));
        model.addAttribute("isNew", false);
        return "plan";
    }

    @PostMapping("/campaigns")
    String save(
            @ModelAttribute("form") PlanForm form,
            @RequestParam boolean isNew,
            Authentication who,
            Model model,
            RedirectAttributes flash) {
        try {
            CampaignId id = new CampaignId(form.campaignId);
            Plan plan = form.toPlan();
            check.requireKnownItems(plan);
            Actor actor = Actors.of(who);
            commands.send(
                    isNew
                            ? new DraftCampaign(id, plan, actor, clock.instant())
                            : new RevisePlan(id, plan, actor, clock.instant()));
            flash.addFlashAttribute("done", words.say("done.saved"));
            return "redirect:/campaigns/" + id;
        } catch (InvalidValue e) {
            model.addAttribute("wrongField", e.field());
            model.addAttribute("wrong", words.invalid(e));
        } catch (CommandDesk.Refused e) {
            model.addAttribute("wrongField", e.reason().field());
            model.addAttribute("wrong", words.refusal(e.reason()));
        }
        model.addAttribute("isNew", isNew);
        return "plan";
    }

    @PostMapping("/campaigns/{id}/submit")
    String submit(
            @PathVariable CampaignId id, @RequestParam int planVersion, Authentication who, RedirectAttributes flash) {
        return act(
                flash,
                "done.submitted",
                "/campaigns/" + id,
                new SubmitPlan(id, planVersion, Actors.of(who), clock.instant()));
    }

    @PostMapping("/campaigns/{id}/approve")
    String approve(
            @PathVariable CampaignId id,
            @RequestParam String proposalHash,
            Authentication who,
            RedirectAttributes flash) {
        return act(
                flash, "done.approved", "/inbox", new ApprovePlan(id, proposalHash, Actors.of(who), clock.instant()));
    }

    @PostMapping("/campaigns/{id}/send-back")
    String sendBack(
            @PathVariable CampaignId id,
            @RequestParam String proposalHash,
            @RequestParam String comment,
            Authentication who,
            RedirectAttributes flash) {
        return act(
                flash,
                "done.sent-back",
                "/inbox",
                new SendBackPlan(id, proposalHash, comment, Actors.of(who), clock.instant()));
    }

    @PostMapping("/campaigns/{id}/adjustments/{decision}/approve")
    String approve(
            @PathVariable CampaignId id,
            @PathVariable DecisionId decision,
            Authentication who,
            RedirectAttributes flash) {
        return act(
                flash,
                "done.adjustment-approved",
                "/inbox",
                new ApproveAdjustment(id, decision, Actors.of(who), clock.instant()));
    }

    @PostMapping("/campaigns/{id}/adjustments/{decision}/reject")
    String reject(
            @PathVariable CampaignId id,
            @PathVariable DecisionId decision,
            @RequestParam String comment,
            Authentication who,
            RedirectAttributes flash) {
        return act(
                flash,
                "done.adjustment-rejected",
                "/inbox",
                new RejectAdjustment(id, decision, comment, Actors.of(who), clock.instant()));
    }

    @PostMapping("/campaigns/{id}/adjustments/{decision}/revert")
    String revert(
            @PathVariable CampaignId id,
            @PathVariable DecisionId decision,
            @RequestParam String reason,
            Authentication who,
            RedirectAttributes flash) {
        return act(
                flash,
                "done.adjustment-reverted",
                "/campaigns/" + id,
                new RevertAdjustment(id, decision, reason, Actors.of(who), clock.instant()));
    }

    @PostMapping("/campaigns/{id}/stop")
    String stop(
            @PathVariable CampaignId id, @RequestParam String reason, Authentication who, RedirectAttributes flash) {
        return act(
                flash,
                "done.stopped",
                "/campaigns/" + id,
                new StopCampaign(id, reason, Actors.of(who), clock.instant()));
    }

    private String act(RedirectAttributes flash, String done, String page, Object command) {
        try {
            commands.send(command);
            flash.addFlashAttribute("done", words.say(done));
        } catch (CommandDesk.Refused e) {
            flash.addFlashAttribute("refused", words.refusal(e.reason()));
        } catch (InvalidValue e) {
            flash.addFlashAttribute("refused", words.invalid(e));
        }
        return "redirect:" + page;
    }
}
