package io.reprise.http.console;

import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.projections.asof.CampaignAsOf;
import io.reprise.projections.asof.CampaignAsOf.Then;
import io.reprise.projections.campaignpage.CampaignPage;
import io.reprise.projections.campaignpage.CampaignPage.TimelineEntry;
import io.reprise.projections.campaignpage.CampaignPages;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** A campaign's page as it was, with a slider over everything that happened. */
@Controller
class AsOfController {

    private final CampaignPages pages;
    private final CampaignAsOf asOf;
    private final Words words;

    AsOfController(CampaignPages pages, CampaignAsOf asOf, Words words) {
        this.pages = pages;
        this.asOf = asOf;
        this.words = words;
    }

    /**
     * Where the slider stands.
     *
     * @param step index of the event
     * @param last index of the last event there is
     * @param position of the log up to which everything was taken
     * @param between where that is between two events of the campaign: up to where, and how far what shoppers did is in it
     * @param steps what happened, a line for each event
     */
    public record Slider(int step, int last, long position, Optional<String> between, List<String> steps) {
        public String says() {
            return between.map(upTo -> steps.get(step) + upTo).orElse(steps.get(step));
        }
    }

    /**
     * @param step index of an event of the campaign, from 0; beyond the last it is the last
     * @param position as an alternative: a position of the log
     */
    @GetMapping("/campaigns/{id}/as-of")
    String asOf(
            @PathVariable CampaignId id,
            @RequestParam Optional<Integer> step,
            @RequestParam Optional<Long> position,
            Model model) {
        CampaignPage now = pages.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        List<TimelineEntry> timeline = now.timeline;
        int last = timeline.size() - 1;
        int at = position.map(p -> before(timeline, p)).or(() -> step).orElse(last);
        at = Math.clamp(at, 0, last);
        Then then = asOf.at(id, position.orElse(timeline.get(at).position()))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        String zone = now.plan().zone().getId();
        CampaignModel.add(model, then.page(), then.entry(), then.kpis(), sku -> then.leftUnits()
                .getOrDefault(sku, 0));
        model.addAttribute("decisions", then.decisions().reversed());
        model.addAttribute("process", ProcessStanding.of(then.page()));
        model.addAttribute(
                "asOf",
                new Slider(
                        at,
                        last,
                        then.position(),
                        between(then, zone),
                        timeline.stream().map(t -> says(t, zone)).toList()));
        return "campaign";
    }

    private static int before(List<TimelineEntry> timeline, long position) {
        return (int) timeline.stream().filter(t -> t.position() <= position).count() - 1;
    }

    private Optional<String> between(Then then, String zone) {
        if (then.position() == then.page().timeline.getLast().position()) {
            return Optional.empty();
        }
        String position = Long.toString(then.position());
        return Optional.of(then.lastSignals()
                .map(last -> words.say(
                        "as-of.between", position, Long.toString(last.position()), words.time(last.at(), zone)))
                .orElseGet(() -> words.say("as-of.between-idle", position)));
    }

    private String says(TimelineEntry entry, String zone) {
        return words.say(
                "as-of.step",
                Long.toString(entry.position()),
                words.time(entry.at(), zone),
                words.named("event", entry.event()));
    }
}
