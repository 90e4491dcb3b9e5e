package io.reprise.http.console;

import io.reprise.domain.model.decision.DecisionId;
import io.reprise.domain.model.replay.ReplayReport;
import io.reprise.domain.model.replay.ReplayScope;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.http.CommandDesk;
import io.reprise.http.ReplayDesk;
import io.reprise.http.ReplayDesk.Replay;
import io.reprise.http.security.Actors;
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
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** A replay: begun, watched, called off, and what came of it. */
@Controller
@RequestMapping("/operations/checks/replays")
class ReplayPageController {

    private static final String HERE = "/operations/checks/replays/";

    private final ReplayDesk replays;
    private final PdfSheets sheets;
    private final Words words;

    ReplayPageController(ReplayDesk replays, PdfSheets sheets, Words words) {
        this.replays = replays;
        this.sheets = sheets;
        this.words = words;
    }

    /** @param campaign one of them, or empty for all */
    @PostMapping
    String replay(@RequestParam(defaultValue = "") String campaign, Authentication who, RedirectAttributes flash) {
        Optional<CampaignId> one =
                Optional.of(campaign).filter(id -> !id.isEmpty()).map(CampaignId::new);
        try {
            Replay asked = replays.ask(
                    new ReplayScope(one, Optional.empty(), true), Actors.of(who).name());
            return "redirect:" + HERE + asked.id();
        } catch (CommandDesk.Refused e) {
            flash.addFlashAttribute("refused", words.refusal(e.reason()));
            return "redirect:/operations/checks";
        }
    }

    @GetMapping("/{id}")
    String page(@PathVariable String id, Model model) {
        add(id, model);
        return "replay";
    }

    /** The part that is loaded again while it runs. */
    @GetMapping("/{id}/standing")
    String standing(@PathVariable String id, Model model) {
        add(id, model);
        return "replay :: standing";
    }

    private void add(String id, Model model) {
        Replay replay = find(id);
        model.addAttribute("r", replay);
        model.addAttribute("running", !replay.stage().isOver());
        model.addAttribute(
                "campaign", replay.scope().campaign().map(CampaignId::value).orElse(""));
        model.addAttribute(
                "decision", replay.scope().decision().map(DecisionId::value).orElse(null));
    }

    @GetMapping(path = "/{id}/report.pdf", produces = MediaType.APPLICATION_PDF_VALUE)
    ResponseEntity<byte[]> pdf(@PathVariable String id, Locale language) {
        Replay replay = reported(id);
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_DISPOSITION, "inline; filename=\"replay-" + id + ".pdf\"")
                .body(ReplaySheet.of(sheets, words, replay, language));
    }

    /** The report as programs read it. */
    @GetMapping(path = "/{id}/report.json", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<ReplayReport> json(@PathVariable String id) {
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"replay-" + id + ".json\"")
                .body(reported(id).report().orElseThrow());
    }

    private Replay reported(String id) {
        Replay replay = find(id);
        if (replay.report().isEmpty()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return replay;
    }

    @PostMapping("/{id}/cancel")
    String cancel(@PathVariable String id, @RequestParam(defaultValue = "") String back, RedirectAttributes flash) {
        try {
            replays.cancel(id);
        } catch (CommandDesk.Refused e) {
            flash.addFlashAttribute("refused", words.refusal(e.reason()));
        }
        return back.isEmpty() ? "redirect:" + HERE + id : "redirect:/operations/checks";
    }

    private Replay find(String id) {
        try {
            return replays.find(id);
        } catch (CommandDesk.Refused e) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, e.getMessage(), e);
        }
    }
}
