package io.reprise.http.console;

import io.reprise.domain.model.decision.DecisionId;
import io.reprise.domain.model.judgement.JudgementCommand.JudgeDecision;
import io.reprise.domain.model.judgement.Verdict;
import io.reprise.domain.model.port.CampaignClock;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.http.CommandDesk;
import io.reprise.http.security.Actors;
import io.reprise.projections.decisionlog.DecisionEntry;
import io.reprise.projections.decisionlog.DecisionLog;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** A person says on a decision's page that it was useful or wrong, and why. */
@Controller
class JudgementPageController {

    private final DecisionLog decisions;
    private final CommandDesk commands;
    private final CampaignClock clock;
    private final Words words;

    JudgementPageController(DecisionLog decisions, CommandDesk commands, CampaignClock clock, Words words) {
        this.decisions = decisions;
        this.commands = commands;
        this.clock = clock;
        this.words = words;
    }

    @PostMapping("/decisions/{id}/judgement")
    String judge(
            @PathVariable DecisionId id,
            @RequestParam Verdict verdict,
            @RequestParam String reason,
            Authentication who,
            RedirectAttributes flash) {
        DecisionEntry entry = decisions.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        try {
            commands.send(new JudgeDecision(
                    entry.decision().campaign(), id, verdict, reason, Actors.of(who), clock.instant()));
            flash.addFlashAttribute("done", words.say("done.judged"));
        } catch (CommandDesk.Refused e) {
            flash.addFlashAttribute("refused", words.refusal(e.reason()));
        } catch (InvalidValue e) {
            flash.addFlashAttribute("refused", words.invalid(e));
        }
        return "redirect:/decisions/" + id;
    }
}
