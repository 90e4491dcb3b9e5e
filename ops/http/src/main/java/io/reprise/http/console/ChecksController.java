package io.reprise.http.console;

import io.reprise.domain.model.port.Processes;
import io.reprise.http.CommandDesk;
import io.reprise.http.ReplayDesk;
import io.reprise.http.VerificationDesk;
import io.reprise.http.VerificationDesk.Verification;
import io.reprise.http.security.Actors;
import java.util.List;
import java.util.Optional;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Work that takes a while, begun and called off from the page; processes of the engine. */
@Controller
@RequestMapping("/operations")
class ChecksController {

    private static final int PROCESSES_MAX = 100;

    private final VerificationDesk verifications;
    private final ReplayDesk replays;
    private final Processes processes;
    private final Words words;

    ChecksController(VerificationDesk verifications, ReplayDesk replays, Processes processes, Words words) {
        this.verifications = verifications;
        this.replays = replays;
        this.processes = processes;
        this.words = words;
    }

    @GetMapping("/checks")
    String checks(Model model) {
        addChecks(model);
        return "checks";
    }

    /** The part that is loaded again while something runs. */
    @GetMapping("/checks/standing")
    String standing(Model model) {
        addChecks(model);
        return "checks :: standing";
    }

    private void addChecks(Model model) {
        Optional<Verification> check = verifications.latest();
        model.addAttribute("check", check);
        List<ReplayDesk.Replay> asked = replays.all();
        model.addAttribute("replays", asked);
        model.addAttribute(
                "busy",
                asked.stream().anyMatch(one -> !one.stage().isOver())
                        || check.filter(one -> !one.stage().isOver()).isPresent());
    }

    @PostMapping("/checks/verifications")
    String verify(Authentication who) {
        verifications.ask(Actors.of(who).name());
        return "redirect:/operations/checks";
    }

    @PostMapping("/checks/verifications/{id}/cancel")
    String callOff(@PathVariable String id, RedirectAttributes flash) {
        try {
            verifications.cancel(id);
        } catch (CommandDesk.Refused e) {
            flash.addFlashAttribute("refused", words.refusal(e.reason()));
        }
        return "redirect:/operations/checks";
    }

    @GetMapping("/processes")
    String processes(Model model) {
        model.addAttribute("processes", processes.running(PROCESSES_MAX));
        return "processes";
    }

    @PostMapping("/processes/{id}/retry")
    String retry(@PathVariable String id, RedirectAttributes flash) {
        processes.retry(id);
        flash.addFlashAttribute("done", words.say("done.process-retried"));
        return "redirect:/operations/processes";
    }
}
