package io.reprise.http.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reprise.domain.model.campaign.Plan;
import io.reprise.domain.model.campaign.PlanVersion;
import io.reprise.domain.model.decision.DecisionId;
import io.reprise.domain.model.decision.DecisionKind;
import io.reprise.domain.model.decision.Policies;
import io.reprise.domain.model.decision.PolicyRef;
import io.reprise.domain.model.port.DecisionJudgements;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.http.DecisionAttributions;
import io.reprise.http.DecisionReplays;
import io.reprise.http.DecisionSearch;
import io.reprise.http.EventProofs;
import io.reprise.projections.board.Board;
import io.reprise.projections.campaignpage.CampaignPage;
import io.reprise.projections.campaignpage.CampaignPages;
import io.reprise.projections.decisionlog.DecisionEntry;
import io.reprise.projections.decisionlog.DecisionLog;
import io.reprise.projections.decisionlog.DecisionQuery;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.InitBinder;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** Decisions: looked for, read, proven and taken again. Nothing here changes anything. */
@Controller
class DecisionController {

    private final DecisionLog decisions;
    private final DecisionSearch search;
    private final CampaignPages pages;
    private final Board board;
    private final DecisionAttributions attributed;
    private final DecisionReplays replays;
    private final EventProofs proofs;
    private final DecisionJudgements judgements;
    private final ObjectMapper json;
    private final Words said;

    DecisionController(
            DecisionLog decisions,
            DecisionSearch search,
            CampaignPages pages,
            Board board,
            DecisionAttributions attributed,
            DecisionReplays replays,
            EventProofs proofs,
            DecisionJudgements judgements,
            ObjectMapper json,
            Words said) {
        this.decisions = decisions;
        this.search = search;
        this.pages = pages;
        this.board = board;
        this.attributed = attributed;
        this.replays = replays;
        this.proofs = proofs;
        this.judgements = judgements;
        this.json = json;
        this.said = said;
    }

    @InitBinder("form")
    void plainFields(WebDataBinder binder) {
        binder.initDirectFieldAccess();
    }

    @GetMapping("/decisions")
    String search(
            @ModelAttribute("form") DecisionForm form,
            @RequestParam(defaultValue = "" + Long.MAX_VALUE) long before,
            Model model) {
        BoardPage.addChoices(model, board.all(), List.of(form.campaign));
        model.addAttribute("kinds", DecisionKind.values());
        model.addAttribute("who", model.getAttribute("who"));
        model.addAttribute("whose", DecisionQuery.Who.values());
        model.addAttribute(
                "policies",
                new TreeSet<>(Policies.all().stream().map(PolicyRef::name).toList()));
        try {
            model.addAttribute("found", form.find(search, before, DecisionForm.PAGE));
        } catch (InvalidValue e) {
            model.addAttribute("refused", said.invalid(e));
            model.addAttribute("found", DecisionSearch.Found.NOTHING);
        }
        return "decisions";
    }

    @GetMapping("/decisions/{id}")
    String decision(@PathVariable String id, @RequestParam(defaultValue = "false") boolean attributions, Model model)
            throws JsonProcessingException {
        DecisionEntry entry = entry(id);
        model.addAttribute("entry", entry);
        model.addAttribute("decision", entry.decision());
        model.addAttribute("attributions", attributions ? attributed.of(entry.decision()) : List.of());
        CampaignPage page = pages.find(entry.decision().campaign()).orElseThrow();
        Plan plan = page.plan();
        model.addAttribute("zone", plan.zone().getId());
        model.addAttribute("currency", plan.currency());
        model.addAttribute("campaignName", plan.name());
        model.addAttribute("version", versionAt(page, entry.position()));
        model.addAttribute("page", page);
        model.addAttribute("isOpen", isOpen(page, entry));
        model.addAttribute(
                "judgements",
                judgements.load(entry.decision().campaign()).of(entry.decision().id()));
        model.addAttribute(
                "written",
                Map.of(
                        "outcome", written(entry.decision().outcome()),
                        "parameters", written(entry.decision().parameters().values()),
                        "inputs", written(entry.decision().inputs())));
        return "decision";
    }

    /** Whether a person may still put another outcome in its place: its plan waits for approval, with it. */
    private static boolean isOpen(CampaignPage page, DecisionEntry entry) {
        DecisionKind kind = entry.decision().kind();
        return page.phase.equals("awaiting-approval")
                && (kind == DecisionKind.SCHEDULE || kind == DecisionKind.INVENTORY)
                && versionAt(page, entry.position())
                        .filter(v -> v.number() == page.version().number())
                        .isPresent();
    }

    private String written(Object value) throws JsonProcessingException {
        return json.writerWithDefaultPrettyPrinter().writeValueAsString(value);
    }

    /** The version of the plan that a decision was taken for; empty where it is so old that the page has let it go. */
    private static Optional<PlanVersion> versionAt(CampaignPage page, long position) {
        long number = page.timeline.stream()
                .filter(t -> t.position() < position)
                .filter(t -> t.event().equals("CampaignDrafted") || t.event().equals("PlanRevised"))
                .count();
        return page.versions.stream().filter(v -> v.number() == number).findFirst();
    }

    /** The decision taken again, as a part of its page. */
    @GetMapping("/decisions/{id}/again")
    String again(@PathVariable String id, Model model) {
        model.addAttribute("again", replays.again(entry(id).decision()));
        return "decision :: again";
    }

    @GetMapping("/decisions/{id}/proof")
    String proof(@PathVariable String id, Model model) {
        DecisionEntry entry = entry(id);
        model.addAttribute("entry", entry);
        model.addAttribute("decision", entry.decision());
        model.addAttribute("proof", proofs.of(entry.position()));
        return "decision :: proof";
    }

    /** The proof in the form of c2sp.org/tlog-proof, for tools that are not ours. */
    @GetMapping("/decisions/{id}/proof.txt")
    ResponseEntity<String> proofText(@PathVariable String id) {
        return proofs.of(entry(id).position())
                .map(proof -> ResponseEntity.ok()
                        .contentType(MediaType.TEXT_PLAIN)
                        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + id + ".tlog-proof\"")
                        .body(proof.text().toString()))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private DecisionEntry entry(String id) {
        try {
            return decisions
                    .find(new DecisionId(id))
                    .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        } catch (InvalidValue e) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, e.getMessage(), e);
        }
    }
}
