package io.reprise.http.console;

import io.reprise.domain.model.port.SequenceExplanations;
import io.reprise.domain.model.port.ServedModels;
import io.reprise.domain.model.port.ServingStatus;
import io.reprise.domain.model.registry.GroupFigures;
import io.reprise.domain.model.registry.ModelReleaseId;
import io.reprise.domain.model.registry.ModelReleaseRefusal;
import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.domain.model.vocabulary.Role;
import io.reprise.http.CommandDesk;
import io.reprise.http.ReleaseDesk;
import io.reprise.http.ReleaseDesk.Release;
import io.reprise.http.security.Actors;
import io.reprise.projections.inbox.Inbox;
import io.reprise.projections.inbox.PersonalTask;
import io.reprise.projections.models.ModelReleases.ReleaseLine;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.springframework.http.HttpStatus;
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

/** Models: all of them, and a page for each release with its card and what may be done about it. */
@Controller
@RequestMapping("/models")
class ReleaseController {

    private final ReleaseDesk releases;
    private final Inbox inbox;
    private final ServedModels served;
    private final SequenceExplanations explanations;
    private final Words words;

    ReleaseController(
            ReleaseDesk releases, Inbox inbox, ServedModels served, SequenceExplanations explanations, Words words) {
        this.releases = releases;
        this.inbox = inbox;
        this.served = served;
        this.explanations = explanations;
        this.words = words;
    }

    /** @param version empty where no release has this artifact, @param state a word for it: see the messages {@code serving.…} */
    record Serving(ServingStatus status, String version, String state) {}

    /** @param mine whether it waits for whoever looks */
    record Line(ReleaseLine release, boolean decides, boolean mine) {}

    @GetMapping
    String models(Model model, Authentication who) {
        List<String> mine =
                inbox.of(Actors.of(who)).stream().map(PersonalTask::release).toList();
        List<ReleaseLine> all = releases.all();
        model.addAttribute(
                "serving",
                served.status().stream().map(status -> serving(status, all)).toList());
        model.addAttribute(
                "lines",
                all.stream()
                        .map(line -> new Line(line, releases.decides(line), mine.contains(line.release)))
                        .sorted(Comparator.comparing((Line line) -> line.release().model)
                                .thenComparing(line -> !line.decides())
                                .thenComparing(line -> line.release().changedAt, Comparator.reverseOrder()))
                        .toList());
        return "models";
    }

    private static Serving serving(ServingStatus status, List<ReleaseLine> all) {
        String version = all.stream()
                .filter(line -> line.artifactSha256.equals(status.artifactSha256()))
                .map(line -> line.version)
                .findFirst()
                .orElse("");
        String state = status.isDraining()
                ? "draining"
                : !status.breaker().equals("CLOSED")
                        ? status.breaker().toLowerCase(Locale.ROOT)
                        : status.isSettled() ? "settled" : "settling";
        return new Serving(status, version, state);
    }

    @GetMapping("/{name}/{sha}")
    String release(@PathVariable String name, @PathVariable String sha, Model model, Authentication who) {
        Release release = find(name, sha);
        Actor actor = Actors.of(who);
        model.addAttribute("r", release.line());
        model.addAttribute("name", words.named("model", name) + " " + release.line().version);
        model.addAttribute("card", release.card().orElse(null));
        model.addAttribute("decides", release.decides());
        model.addAttribute("before", release.before().orElse(null));
        model.addAttribute(
                "figures",
                release.card().map(card -> GroupFigures.names(card.groups())).orElse(List.of()));
        model.addAttribute("explained", explanations.of(release.line().id()));
        model.addAttribute("process", PromotionStanding.of(release.line()));
        model.addAttribute(
                "mine", inbox.of(actor).stream().anyMatch(task -> task.release().equals(release.line().release)));
        model.addAttribute("mayRollBack", release.decides() && actor.isAnyOf(Role.APPROVER, Role.OPERATOR));
        return "release";
    }

    private Release find(String name, String sha) {
        try {
            return releases.find(new ModelReleaseId(name, sha));
        } catch (InvalidValue e) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, e.getMessage(), e);
        } catch (CommandDesk.Refused e) {
            throw e.reason() instanceof ModelReleaseRefusal.UnknownRelease
                    ? new ResponseStatusException(HttpStatus.NOT_FOUND, e.getMessage(), e)
                    : e;
        }
    }

    @PostMapping("/{name}/{sha}/promote")
    String promote(@PathVariable String name, @PathVariable String sha, Authentication who, RedirectAttributes flash) {
        return act(name, sha, flash, "done.promoted", id -> releases.promote(id, Actors.of(who)));
    }

    @PostMapping("/{name}/{sha}/decline")
    String decline(
            @PathVariable String name,
            @PathVariable String sha,
            @RequestParam String reason,
            Authentication who,
            RedirectAttributes flash) {
        return act(name, sha, flash, "done.declined", id -> releases.decline(id, reason, Actors.of(who)));
    }

    @PostMapping("/{name}/{sha}/roll-back")
    String rollBack(
            @PathVariable String name,
            @PathVariable String sha,
            @RequestParam String to,
            @RequestParam String reason,
            Authentication who,
            RedirectAttributes flash) {
        return act(name, sha, flash, "done.rolled-back", id -> releases.rollBack(id, to, reason, Actors.of(who)));
    }

    private String act(
            String name, String sha, RedirectAttributes flash, String done, Consumer<ModelReleaseId> action) {
        try {
            action.accept(new ModelReleaseId(name, sha));
            flash.addFlashAttribute("done", words.say(done));
        } catch (CommandDesk.Refused e) {
            flash.addFlashAttribute("refused", words.refusal(e.reason()));
        } catch (InvalidValue e) {
            flash.addFlashAttribute("refused", words.invalid(e));
        }
        return "redirect:/models/" + name + "/" + sha;
    }
}
