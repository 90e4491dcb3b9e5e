package io.reprise.http.console;

import io.reprise.domain.model.counterfactual.CounterfactualReport;
import io.reprise.domain.model.counterfactual.Reconsidered;
import io.reprise.domain.model.decision.DecisionKind;
import io.reprise.domain.model.decision.Policies;
import io.reprise.domain.model.decision.PolicyRef;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.http.CommandDesk;
import io.reprise.http.CounterfactualDesk;
import io.reprise.http.CounterfactualDesk.Asked;
import io.reprise.http.security.Actors;
import io.reprise.projections.board.Board;
import io.reprise.projections.campaignpage.CampaignPages;
import io.reprise.projections.models.ModelReleases;
import io.reprise.projections.models.ModelReleases.ReleaseLine;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.InitBinder;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Past sales under another policy, other parameters or another model: asked, watched, called off, read. */
@Controller
@RequestMapping("/counterfactuals")
class CounterfactualPageController {

    /** Decisions of one sale on the page; the file has them all. */
    private static final int SHOWN_MAX = 200;

    private static final int PARAMETERS = 3;

    private final CounterfactualDesk desk;
    private final Board board;
    private final CampaignPages pages;
    private final ModelReleases models;
    private final Words words;
    private final DecisionWords decisionWords;

    CounterfactualPageController(
            CounterfactualDesk desk,
            Board board,
            CampaignPages pages,
            ModelReleases models,
            Words words,
            DecisionWords decisionWords) {
        this.desk = desk;
        this.board = board;
        this.pages = pages;
        this.models = models;
        this.words = words;
        this.decisionWords = decisionWords;
    }

    /** A decision of a sale, with the words for what was and would have been decided. */
    public record Line(Reconsidered decision, String then, String now, String why) {}

    /** @param left how many decisions more there are than the page shows */
    public record Sale(String id, String name, String zone, String currency, List<Line> lines, int left) {}

    @InitBinder("form")
    void plainFields(WebDataBinder binder) {
        binder.initDirectFieldAccess();
    }

    @GetMapping
    String form(@ModelAttribute("form") CounterfactualForm form, Model model) {
        BoardPage.addChoices(model, board.all(), form.campaigns);
        SortedMap<String, List<PolicyRef>> choices = new TreeMap<>();
        SortedMap<String, Double> parameters = new TreeMap<>();
        for (DecisionKind kind : DecisionKind.values()) {
            choices.put(kind.name(), Policies.choices(kind));
            Policies.choices(kind).forEach(policy -> Policies.defaults(policy)
                    .values()
                    .forEach((name, usual) -> parameters.put(kind + "." + name, usual)));
        }
        model.addAttribute("choices", choices);
        model.addAttribute("parameters", parameters);
        model.addAttribute("rows", PARAMETERS);
        model.addAttribute(
                "artifacts",
                models.all().stream().collect(Collectors.groupingBy(r -> r.model, TreeMap::new, Collectors.toList())));
        model.addAttribute("earlier", desk.all());
        return "counterfactuals";
    }

    @PostMapping
    String ask(@ModelAttribute("form") CounterfactualForm form, Authentication who, Model model) {
        try {
            Asked asked = desk.ask(form.question(), Actors.of(who).name());
            return "redirect:/counterfactuals/" + asked.id();
        } catch (InvalidValue e) {
            model.addAttribute("refused", words.invalid(e));
        } catch (CommandDesk.Refused e) {
            model.addAttribute("refused", words.refusal(e.reason()));
        }
        return form(form, model);
    }

    @GetMapping("/{id}")
    String page(@PathVariable String id, Model model) {
        add(id, model);
        return "counterfactual";
    }

    /** The part that is loaded again while it runs. */
    @GetMapping("/{id}/standing")
    String standing(@PathVariable String id, Model model) {
        add(id, model);
        return "counterfactual :: standing";
    }

    private void add(String id, Model model) {
        Asked asked = find(id);
        model.addAttribute("c", asked);
        model.addAttribute("running", !asked.stage().isOver());
        model.addAttribute("changes", changes(asked));
        asked.report().ifPresent(report -> {
            model.addAttribute("report", report);
            List<Sale> sales = report.sales().stream().map(this::sale).toList();
            model.addAttribute("sales", sales);
            model.addAttribute("currency", sales.getFirst().currency());
            model.addAttribute("refusal", refusal(report));
        });
    }

    /** What is to be another, a line each: {@code ADJUSTMENT: leave-alone/1}. */
    private List<String> changes(Asked asked) {
        var otherwise = asked.question().otherwise();
        List<String> changes = new java.util.ArrayList<>();
        otherwise.policies().forEach((kind, policy) -> changes.add(words.say("kind." + kind) + ": " + policy));
        otherwise
                .parameters()
                .forEach((kind, values) -> values.forEach((name, value) ->
                        changes.add(words.say("kind." + kind) + ": " + name + " = " + words.small(value))));
        Map<String, String> versions = models.all().stream()
                .collect(Collectors.toMap((ReleaseLine r) -> r.artifactSha256, r -> r.version, (a, b) -> a));
        otherwise
                .artifacts()
                .forEach((name, sha) ->
                        changes.add(words.named("model", name) + ": " + versions.getOrDefault(sha, sha)));
        return changes;
    }

    private Sale sale(CounterfactualReport.Sale sale) {
        return pages.find(sale.campaign())
                .map(page -> {
                    String zone = page.plan().zone().getId();
                    String currency = page.plan().currency();
                    return new Sale(
                            sale.campaign().value(),
                            page.plan().name(),
                            zone,
                            currency,
                            sale.decisions().stream()
                                    .limit(SHOWN_MAX)
                                    .map(d -> line(d, zone, currency))
                                    .toList(),
                            Math.max(0, sale.decisions().size() - SHOWN_MAX));
                })
                .orElseThrow();
    }

    private Line line(Reconsidered decision, String zone, String currency) {
        return new Line(
                decision,
                decisionWords.outcome(decision.outcomeThen(), zone),
                decision.outcomeNow()
                        .map(outcome -> decisionWords.outcome(outcome, zone))
                        .orElse(""),
                decision.explanationNow()
                        .map(explanation -> decisionWords.explain(explanation, zone, currency))
                        .orElse(""));
    }

    /** Why it is not valued, in the reader's language; empty where it is. */
    private String refusal(CounterfactualReport report) {
        String refusal = report.valued().refusal();
        if (refusal.isEmpty()) {
            return "";
        }
        String code = refusal.substring(0, refusal.indexOf(':'));
        var overlap = report.valued().overlap();
        return words.sayOr(
                "valued." + code,
                refusal,
                overlap.choices(),
                words.percent(overlap.unsupported()),
                words.counted(overlap.effective()));
    }

    @PostMapping("/{id}/cancel")
    String cancel(@PathVariable String id, RedirectAttributes flash) {
        try {
            desk.cancel(id);
        } catch (CommandDesk.Refused e) {
            flash.addFlashAttribute("refused", words.refusal(e.reason()));
            return "redirect:/counterfactuals";
        }
        return "redirect:/counterfactuals/" + id;
    }

    @GetMapping("/{id}/decisions.csv")
    ResponseEntity<String> decisions(@PathVariable String id) {
        CounterfactualReport report =
                find(id).report().orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        List<List<Object>> rows = report.sales().stream()
                .flatMap(sale ->
                        sale.decisions().stream().map(d -> row(sale.campaign().value(), d)))
                .toList();
        return new CsvTable(
                        "counterfactual-" + id,
                        List.of(
                                "campaign",
                                "decision",
                                "kind",
                                "at",
                                "policyThen",
                                "policyNow",
                                "changed",
                                "differences",
                                "impossible"),
                        rows)
                .answer();
    }

    private static List<Object> row(String campaign, Reconsidered d) {
        return List.of(
                campaign,
                d.decision(),
                d.kind(),
                d.at(),
                d.policyThen(),
                d.policyNow(),
                d.isChanged(),
                d.differences().stream()
                        .map(one -> one.path() + ": " + one.recorded() + " -> " + one.again())
                        .collect(Collectors.joining("; ")),
                d.impossible());
    }

    private Asked find(String id) {
        try {
            return desk.find(id);
        } catch (CommandDesk.Refused e) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, e.getMessage(), e);
        }
    }
}
