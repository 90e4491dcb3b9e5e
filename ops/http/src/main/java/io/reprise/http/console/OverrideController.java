package io.reprise.http.console;

import io.reprise.domain.model.campaign.CampaignCommand.OverrideDecision;
import io.reprise.domain.model.decision.DecisionId;
import io.reprise.domain.model.decision.DecisionKind;
import io.reprise.domain.model.decision.DecisionOutcome;
import io.reprise.domain.model.port.CampaignClock;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.http.CommandDesk;
import io.reprise.http.OverrideDesk;
import io.reprise.http.security.Actors;
import io.reprise.projections.campaignpage.CampaignPage;
import io.reprise.projections.campaignpage.CampaignPages;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** A person decides otherwise than a policy did, and says why. */
@Controller
class OverrideController {

    /** Prefix of the fields that say how many units an item gets. */
    private static final String UNITS = "units-";

    private final CampaignPages pages;
    private final OverrideDesk desk;
    private final CommandDesk commands;
    private final CampaignClock clock;
    private final Words words;

    OverrideController(CampaignPages pages, OverrideDesk desk, CommandDesk commands, CampaignClock clock, Words words) {
        this.pages = pages;
        this.desk = desk;
        this.commands = commands;
        this.clock = clock;
        this.words = words;
    }

    @PostMapping("/campaigns/{id}/decisions/{decision}/override")
    String override(
            @PathVariable CampaignId id,
            @PathVariable DecisionId decision,
            @RequestParam DecisionKind kind,
            @RequestParam String proposalHash,
            @RequestParam String reason,
            @RequestParam Map<String, String> fields,
            Authentication who,
            RedirectAttributes flash) {
        CampaignPage page = pages.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        try {
            DecisionOutcome outcome =
                    switch (kind) {
                        case SCHEDULE ->
                            desk.starting(decided(page.schedule), starts(page, fields.getOrDefault("from", "")));
                        case INVENTORY -> desk.getting(decided(page.inventory), units(fields));
                        default -> throw new InvalidValue("kind", "must be SCHEDULE or INVENTORY");
                    };
            if (isDecided(page, kind, outcome)) {
                flash.addFlashAttribute("done", words.say("done.override-same"));
                return "redirect:/decisions/" + decision;
            }
            commands.send(
                    new OverrideDecision(id, decision, proposalHash, outcome, reason, Actors.of(who), clock.instant()));
            flash.addFlashAttribute("done", words.say("done.overridden"));
        } catch (CommandDesk.Refused e) {
            flash.addFlashAttribute("refused", words.refusal(e.reason()));
        } catch (InvalidValue e) {
            flash.addFlashAttribute("refused", words.invalid(e));
        }
        return "redirect:/decisions/" + decision;
    }

    /** The core records nothing then; the page should not say that it did. */
    private static boolean isDecided(CampaignPage page, DecisionKind kind, DecisionOutcome outcome) {
        Optional<? extends DecisionOutcome> now = kind == DecisionKind.SCHEDULE ? page.schedule : page.inventory;
        return now.filter(outcome::equals).isPresent();
    }

    private static <O> O decided(Optional<O> outcome) {
        return outcome.orElseThrow(() -> new InvalidValue("kind", "has not been decided yet"));
    }

    private static Instant starts(CampaignPage page, String from) {
        try {
            return LocalDateTime.parse(from).atZone(page.plan().zone()).toInstant();
        } catch (DateTimeException e) {
            throw new InvalidValue("from", "'" + from + "' is no day and time such as 2026-11-11T20:00");
        }
    }

    private static Map<Sku, Integer> units(Map<String, String> fields) {
        Map<Sku, Integer> units = new HashMap<>();
        fields.forEach((name, text) -> {
            if (name.startsWith(UNITS)) {
                try {
                    units.put(new Sku(name.substring(UNITS.length())), Integer.parseInt(text.strip()));
                } catch (NumberFormatException e) {
                    throw new InvalidValue(name, "'" + text + "' is no whole number");
                }
            }
        });
        return units;
    }
}
