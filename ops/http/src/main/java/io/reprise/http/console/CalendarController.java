package io.reprise.http.console;

import io.reprise.domain.model.campaign.CampaignCommand.RevisePlan;
import io.reprise.domain.model.campaign.CampaignRefusal;
import io.reprise.domain.model.port.CampaignClock;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.http.CommandDesk;
import io.reprise.http.security.Actors;
import io.reprise.projections.board.Board;
import io.reprise.projections.board.BoardEntry;
import io.reprise.projections.campaignpage.CampaignPage;
import io.reprise.projections.campaignpage.CampaignPages;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Campaigns by month and week; a draft is moved by dragging it, or by saying the day. */
@Controller
class CalendarController {

    private static final int READ_MAX = 250;

    private final Board board;
    private final CampaignPages pages;
    private final CommandDesk commands;
    private final CampaignClock clock;
    private final Words words;

    CalendarController(Board board, CampaignPages pages, CommandDesk commands, CampaignClock clock, Words words) {
        this.board = board;
        this.pages = pages;
        this.commands = commands;
        this.clock = clock;
        this.words = words;
    }

    @GetMapping("/calendar")
    String calendar(
            @RequestParam Optional<LocalDate> day, @RequestParam(defaultValue = "month") String by, Model model) {
        List<BoardEntry> all = board.all();
        LocalDate today = today(all);
        LocalDate shown = day.orElse(today);
        boolean week = by.equals("week");
        LocalDate from = week ? shown : shown.withDayOfMonth(1);
        LocalDate to = week ? shown : YearMonth.from(shown).atEndOfMonth();
        LocalDate first = from.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        LocalDate last = to.with(TemporalAdjusters.nextOrSame(DayOfWeek.SUNDAY));
        List<BoardEntry> near = between(all, first, last);
        model.addAttribute("calendar", CampaignCalendar.of(read(near), first, last, week ? 0 : shown.getMonthValue()));
        model.addAttribute("near", near.size());
        model.addAttribute("read", Math.min(near.size(), READ_MAX));
        model.addAttribute("week", week);
        model.addAttribute("by", week ? "week" : "month");
        model.addAttribute("today", today);
        model.addAttribute("shown", shown);
        model.addAttribute("first", first);
        model.addAttribute("last", last);
        model.addAttribute(
                "before", week ? shown.minusWeeks(1) : shown.withDayOfMonth(1).minusMonths(1));
        model.addAttribute(
                "after", week ? shown.plusWeeks(1) : shown.withDayOfMonth(1).plusMonths(1));
        return "calendar";
    }

    /** In the order in which they begin; the days of all zones lie within a day of those of one. */
    private static List<BoardEntry> between(List<BoardEntry> all, LocalDate first, LocalDate last) {
        Instant from = first.minusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC);
        Instant to = last.plusDays(2).atStartOfDay().toInstant(ZoneOffset.UTC);
        return all.stream()
                .filter(entry -> entry.from.isBefore(to) && entry.to.isAfter(from))
                .sorted(Comparator.comparing(entry -> entry.from))
                .toList();
    }

    /** Only so many are read whole. */
    private List<CampaignPage> read(List<BoardEntry> near) {
        return near.stream()
                .limit(READ_MAX)
                .flatMap(entry -> pages.find(new CampaignId(entry.campaignId)).stream())
                .toList();
    }

    private LocalDate today(List<BoardEntry> all) {
        ZoneId zone = all.isEmpty() ? ZoneOffset.UTC : ZoneId.of(all.getFirst().zone);
        return clock.instant().atZone(zone).toLocalDate();
    }

    /**
     * Moves a draft to another day.
     *
     * @param planVersion the version that was dragged, so that nobody moves what somebody else has just changed
     */
    @PostMapping("/calendar/{id}/move")
    String move(
            @PathVariable CampaignId id,
            @RequestParam LocalDate to,
            @RequestParam int planVersion,
            @RequestParam(defaultValue = "month") String by,
            Authentication who,
            RedirectAttributes flash) {
        CampaignPage page = pages.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        try {
            requireDraft(page, planVersion);
            commands.send(new RevisePlan(id, CampaignCalendar.moved(page.plan(), to), Actors.of(who), clock.instant()));
            flash.addFlashAttribute("done", words.say("done.moved", page.plan().name(), words.day(to)));
        } catch (CommandDesk.Refused e) {
            flash.addFlashAttribute("refused", words.refusal(e.reason()));
        } catch (InvalidValue e) {
            flash.addFlashAttribute("refused", words.invalid(e));
        }
        return "redirect:/calendar?by=" + (by.equals("week") ? "week" : "month") + "&day=" + to;
    }

    private static void requireDraft(CampaignPage page, int planVersion) {
        if (!page.phase.equals("drafting")) {
            throw new CommandDesk.Refused(new CampaignRefusal.WrongPhase("be moved", page.phase));
        }
        if (page.version().number() != planVersion) {
            throw new CommandDesk.Refused(new CampaignRefusal.NotLatestPlan(
                    planVersion, page.version().number()));
        }
    }
}
