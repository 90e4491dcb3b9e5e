package io.reprise.http.console;

import io.reprise.domain.model.port.CampaignClock;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.http.security.Actors;
import io.reprise.projections.feed.DeadLetter;
import io.reprise.projections.feed.FeedRefusal;
import io.reprise.projections.feed.FeedStatus;
import io.reprise.projections.feed.ViewOperations;
import io.reprise.projections.feed.ViewOperations.Retried;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The page operators look after the views on. */
@Controller
@RequestMapping("/operations")
class OperationsController {

    /** Letters shown of one view; the API has them all. */
    private static final int SHOWN_MAX = 20;

    private final ViewOperations views;
    private final CampaignClock clock;
    private final Words words;

    OperationsController(ViewOperations views, CampaignClock clock, Words words) {
        this.views = views;
        this.clock = clock;
        this.words = words;
    }

    @GetMapping
    String page(Model model) {
        addStanding(model);
        model.addAttribute(
                "letters",
                views.all().stream()
                        .filter(status -> status.deadLetters() > 0)
                        .flatMap(status -> shown(status).stream())
                        .toList());
        return "operations";
    }

    /** Those that failed; what waits behind them is only counted. */
    private List<DeadLetter> shown(FeedStatus status) {
        return views.deadLetters(status.projection()).stream()
                .filter(letter -> !letter.isBehind())
                .limit(SHOWN_MAX)
                .toList();
    }

    /** The part that is loaded again and again. */
    @GetMapping("/standing")
    String standing(Model model) {
        addStanding(model);
        return "operations :: standing";
    }

    private void addStanding(Model model) {
        List<FeedStatus> all = views.all();
        model.addAttribute("projections", all);
        model.addAttribute("head", all.isEmpty() ? 0 : all.getFirst().head());
    }

    @PostMapping("/{projection}/rebuild")
    String rebuild(@PathVariable String projection, RedirectAttributes flash) {
        return act(flash, () -> {
            views.rebuild(projection);
            return words.say("done.rebuild-begun");
        });
    }

    @PostMapping("/{projection}/cancel")
    String cancel(@PathVariable String projection, RedirectAttributes flash) {
        return act(flash, () -> {
            views.cancelRebuild(projection);
            return words.say("done.rebuild-cancelled");
        });
    }

    @PostMapping("/{projection}/letters/{position}/retry")
    String retry(@PathVariable String projection, @PathVariable long position, RedirectAttributes flash) {
        return act(flash, () -> {
            Retried retried = views.retry(projection, position);
            if (retried.left() > 0) {
                flash.addFlashAttribute(
                        "refused", words.say("operations.still-waiting", retried.left(), retried.error()));
            }
            return words.say("done.retried", retried.folded());
        });
    }

    @PostMapping("/{projection}/letters/{position}/drop")
    String drop(
            @PathVariable String projection,
            @PathVariable long position,
            @RequestParam String reason,
            Authentication who,
            RedirectAttributes flash) {
        return act(flash, () -> {
            views.drop(projection, position, reason, Actors.of(who), clock.instant());
            return words.say("done.dropped");
        });
    }

    private String act(RedirectAttributes flash, Supplier<String> action) {
        try {
            flash.addFlashAttribute("done", action.get());
        } catch (FeedRefusal.Refused e) {
            flash.addFlashAttribute("refused", words.refusal(e.reason()));
        } catch (InvalidValue e) {
            flash.addFlashAttribute("refused", words.invalid(e));
        }
        return "redirect:/operations";
    }
}
