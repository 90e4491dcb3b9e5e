package io.reprise.http.console;

import io.reprise.domain.model.decision.DecisionId;
import io.reprise.domain.model.port.DecisionJudgements;
import io.reprise.domain.model.port.StockItems;
import io.reprise.domain.model.registry.ModelReleaseId;
import io.reprise.domain.model.stock.StockItem.Share;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.http.TrainingRows;
import io.reprise.http.security.Actors;
import io.reprise.projections.board.Board;
import io.reprise.projections.campaignpage.CampaignPage;
import io.reprise.projections.campaignpage.CampaignPages;
import io.reprise.projections.decisionlog.DecisionEntry;
import io.reprise.projections.decisionlog.DecisionLog;
import io.reprise.projections.inbox.Inbox;
import io.reprise.projections.inbox.PersonalTask;
import io.reprise.projections.kpi.Kpis;
import io.reprise.projections.models.ModelReleases;
import io.reprise.projections.models.ModelReleases.ReleaseLine;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.server.ResponseStatusException;

/** The pages people read. */
@Controller
class PagesController {

    /** Decisions on a campaign's page, each with its reasons; the search has them all. */
    private static final int DECISIONS_SHOWN = 20;

    private final Board board;
    private final CampaignPages pages;
    private final DecisionLog decisions;
    private final Inbox inbox;
    private final Kpis kpis;
    private final StockItems stock;
    private final ModelReleases models;
    private final PdfSheets sheets;
    private final Words words;
    private final DecisionWords decisionWords;
    private final DecisionJudgements judgements;

    PagesController(
            Board board,
            CampaignPages pages,
            DecisionLog decisions,
            Inbox inbox,
            Kpis kpis,
            StockItems stock,
            ModelReleases models,
            PdfSheets sheets,
            Words words,
            DecisionWords decisionWords,
            DecisionJudgements judgements) {
        this.board = board;
        this.pages = pages;
        this.decisions = decisions;
        this.inbox = inbox;
        this.kpis = kpis;
        this.stock = stock;
        this.models = models;
        this.sheets = sheets;
        this.words = words;
        this.decisionWords = decisionWords;
        this.judgements = judgements;
    }

    @GetMapping("/")
    String board(@RequestParam(defaultValue = "0") int from, Model model) {
        BoardPage page = BoardPage.of(board.all(), from);
        model.addAttribute("campaigns", page.campaigns());
        model.addAttribute("older", page.older());
        return "board";
    }

    @GetMapping("/inbox")
    String inbox(Model model, Authentication who) {
        List<PersonalTask> waiting = inbox.of(Actors.of(who));
        List<InboxLine> lines = waiting.stream()
                .filter(task -> task.release().isEmpty())
                .flatMap(task -> pages.find(new CampaignId(task.campaignId())).stream()
                        .map(page -> new InboxLine(task, page, decision(task.decisionId()), overridden(page))))
                .toList();
        model.addAttribute("tasks", lines);
        model.addAttribute(
                "releases",
                waiting.stream()
                        .filter(task -> !task.release().isEmpty())
                        .flatMap(task -> models.find(ModelReleaseId.parse(task.release())).stream()
                                .map(line -> new ReleaseTaskLine(task, line)))
                        .toList());
        return "inbox";
    }

    /** A task with what it is about. */
    record InboxLine(
            PersonalTask task, CampaignPage page, Optional<DecisionEntry> decision, List<DecisionEntry> overridden) {}

    /** What people put in place of a policy's decision in the proposal that waits. */
    private List<DecisionEntry> overridden(CampaignPage page) {
        long since = page.timeline.stream()
                .filter(t -> t.event().equals("PlanSubmitted"))
                .mapToLong(t -> t.position())
                .max()
                .orElse(0);
        return decisions.of(page.decisions).stream()
                .filter(entry -> entry.position() > since && entry.overridden().isPresent())
                .toList();
    }

    /** A model that waits for an answer. */
    record ReleaseTaskLine(PersonalTask task, ReleaseLine release) {}

    private Optional<DecisionEntry> decision(String id) {
        return id.isEmpty() ? Optional.empty() : decisions.find(new DecisionId(id));
    }

    @GetMapping("/campaigns/{id}")
    String campaign(@PathVariable String id, Model model) {
        CampaignPage page = page(id);
        addCampaign(page, model);
        int all = page.decisions.size();
        model.addAttribute(
                "decisions",
                decisions
                        .of(page.decisions.subList(Math.max(0, all - DECISIONS_SHOWN), all))
                        .reversed());
        model.addAttribute("decisionsMore", all > DECISIONS_SHOWN);
        model.addAttribute("process", ProcessStanding.of(page));
        return "campaign";
    }

    /** What the sale brought, to be printed or sent. */
    @GetMapping(path = "/campaigns/{id}/report.pdf", produces = MediaType.APPLICATION_PDF_VALUE)
    ResponseEntity<byte[]> report(@PathVariable String id, Locale language) {
        CampaignPage page = page(id);
        if (page.report.isEmpty()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_DISPOSITION, "inline; filename=\"" + id + "-report.pdf\"")
                .body(ClosingReport.of(sheets, words, decisionWords, page, language));
    }

    /** What each decision expected and what came, to be saved. */
    @GetMapping("/campaigns/{id}/training-rows.csv")
    ResponseEntity<String> trainingRows(@PathVariable String id) {
        CampaignPage page = page(id);
        return ResponseEntity.ok()
                .contentType(TrainingRows.TYPE)
                .body(TrainingRows.csv(decisions.of(page.decisions), judgements.load(new CampaignId(id))));
    }

    @GetMapping("/campaigns/{id}/live")
    String live(@PathVariable String id, Model model) {
        addCampaign(page(id), model);
        return "live";
    }

    /** The part of the live page that is loaded again and again. */
    @GetMapping("/campaigns/{id}/live/figures")
    String liveFigures(@PathVariable String id, Model model) {
        addCampaign(page(id), model);
        return "live :: figures";
    }

    /** What is left, in short: a row for each item, so that a page of a thousand items can ask every second. */
    @GetMapping("/campaigns/{id}/live/stock")
    @ResponseBody
    List<List<Object>> liveStock(@PathVariable String id) {
        CampaignPage page = page(id);
        return CampaignModel.items(page, sku -> left(new CampaignId(id), sku)).stream()
                .map(line -> List.<Object>of(
                        line.item().sku().value(), line.left(), line.allocated(), words.discount(line.discountBps())))
                .toList();
    }

    private int left(CampaignId id, Sku sku) {
        Share share = stock.load(sku).shares().get(id);
        return share == null ? 0 : share.leftUnits();
    }

    private void addCampaign(CampaignPage page, Model model) {
        CampaignId id = new CampaignId(page.campaignId);
        CampaignModel.add(
                model, page, board.find(page.campaignId).orElseThrow(), kpis.of(id), sku -> Optional.ofNullable(
                                stock.load(sku).shares().get(id))
                        .map(Share::leftUnits)
                        .orElse(0));
    }

    private CampaignPage page(String id) {
        try {
            return pages.find(new CampaignId(id)).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        } catch (InvalidValue e) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, e.getMessage(), e);
        }
    }
}
