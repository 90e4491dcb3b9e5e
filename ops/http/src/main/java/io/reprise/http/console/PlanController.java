package io.reprise.http.console;

import io.reprise.domain.model.campaign.Plan;
import io.reprise.domain.model.campaign.PlanVersion;
import io.reprise.domain.model.port.CampaignClock;
import io.reprise.domain.model.port.ModelUnavailable;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.http.CommandDesk;
import io.reprise.http.PlanCheck;
import io.reprise.http.WhatIfDesk;
import io.reprise.projections.campaignpage.CampaignPage;
import io.reprise.projections.campaignpage.CampaignPages;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.InitBinder;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** What the plan editor says while somebody types, and how versions of a plan differ. Nothing here is saved. */
@Controller
class PlanController {

    private final CampaignPages pages;
    private final PlanCheck check;
    private final WhatIfDesk whatIf;
    private final CampaignClock clock;
    private final Words words;

    PlanController(CampaignPages pages, PlanCheck check, WhatIfDesk whatIf, CampaignClock clock, Words words) {
        this.pages = pages;
        this.check = check;
        this.whatIf = whatIf;
        this.clock = clock;
        this.words = words;
    }

    @InitBinder("form")
    void plainFields(WebDataBinder binder) {
        binder.initDirectFieldAccess();
    }

    /** What is wrong with a plan as it is typed, or how it differs from the version that is saved. */
    @PostMapping("/campaigns/check")
    String check(@ModelAttribute("form") PlanForm form, Model model) {
        Optional<Plan> plan = read(form, model);
        plan.ifPresent(p -> saved(form).ifPresent(version -> {
            model.addAttribute("saved", version);
            model.addAttribute("diff", PlanDiff.of(version.plan(), p));
        }));
        plan.ifPresent(p -> {
            model.addAttribute("currency", p.currency());
            model.addAttribute("hoursMax", p.within().hours() - p.lengthHours());
        });
        return "plan-check :: check";
    }

    /** What the models expect of the plan as it is typed, changed by the sliders. */
    @PostMapping("/campaigns/what-if")
    String whatIf(
            @ModelAttribute("form") PlanForm form,
            @RequestParam(defaultValue = "0") int discountStep,
            @RequestParam(defaultValue = "100") int stockPercent,
            @RequestParam(defaultValue = "0") int hour,
            Model model) {
        read(form, model).ifPresent(plan -> {
            WhatIfDesk.Change change = new WhatIfDesk.Change(discountStep * 100, stockPercent, hour);
            try {
                model.addAttribute("answer", whatIf.ask(plan, change));
            } catch (ModelUnavailable e) {
                model.addAttribute("unavailable", e.getMessage());
            }
            model.addAttribute("currency", plan.currency());
            model.addAttribute("zone", plan.zone().getId());
            model.addAttribute("budgetCents", plan.discountBudgetCents());
        });
        return "plan-check :: whatIf";
    }

    @PostMapping("/campaigns/what-if/drivers")
    String drivers(
            @ModelAttribute("form") PlanForm form,
            @RequestParam(defaultValue = "0") int discountStep,
            @RequestParam(defaultValue = "0") int hour,
            Model model) {
        read(form, model)
                .ifPresent(plan -> model.addAttribute(
                        "drivers",
                        whatIf.drivers(plan, new WhatIfDesk.Change(discountStep * 100, 100, hour))
                                .orElse(List.of())));
        return "plan-check :: drivers";
    }

    private Optional<Plan> read(PlanForm form, Model model) {
        try {
            // Before anything else, as it is what a link to the campaign is made of.
            new CampaignId(form.campaignId);
            Plan plan = form.toPlan();
            check.requireKnownItems(plan);
            InvalidValue.unless(
                    !plan.within().from().isBefore(clock.instant()), "within.from", words.say("plan.in-the-past"));
            return Optional.of(plan);
        } catch (InvalidValue e) {
            model.addAttribute("wrongField", e.field());
            model.addAttribute("wrong", words.invalid(e));
        } catch (CommandDesk.Refused e) {
            model.addAttribute("wrongField", e.reason().field());
            model.addAttribute("wrong", words.refusal(e.reason()));
        }
        return Optional.empty();
    }

    private Optional<PlanVersion> saved(PlanForm form) {
        return pages.find(new CampaignId(form.campaignId)).map(CampaignPage::version);
    }

    @GetMapping("/campaigns/{id}/versions")
    String versions(
            @PathVariable CampaignId id,
            @RequestParam Optional<Integer> from,
            @RequestParam Optional<Integer> to,
            Model model) {
        CampaignPage page = pages.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        int latest = page.version().number();
        PlanVersion before = version(page, from.orElse(Math.max(1, latest - 1)));
        PlanVersion after = version(page, to.orElse(latest));
        model.addAttribute("page", page);
        model.addAttribute("before", before);
        model.addAttribute("after", after);
        model.addAttribute("diff", PlanDiff.of(before.plan(), after.plan()));
        model.addAttribute("currency", after.plan().currency());
        return "versions";
    }

    private static PlanVersion version(CampaignPage page, int number) {
        return page.versions.stream()
                .filter(v -> v.number() == number)
                .findFirst()
                .orElse(page.versions.getFirst());
    }
}
