package io.reprise.http.console;

import io.reprise.domain.model.campaign.Campaign.Stage;
import io.reprise.domain.model.decision.CampaignReport;
import io.reprise.domain.model.decision.DecisionQuality;
import io.reprise.http.console.PdfSheet.Column;
import io.reprise.projections.campaignpage.CampaignPage;
import java.util.List;
import java.util.Locale;

/** The closing report of a sale as a PDF of a page or two, in the reader's language. */
final class ClosingReport {

    private final Words words;
    private final DecisionWords decisionWords;
    private final CampaignPage page;
    private final CampaignReport report;
    private final String zone;
    private final String currency;
    private final PdfSheet sheet;

    private ClosingReport(
            PdfSheets sheets, Words words, DecisionWords decisionWords, CampaignPage page, Locale language) {
        this.words = words;
        this.decisionWords = decisionWords;
        this.page = page;
        this.report = page.report.orElseThrow();
        this.zone = page.plan().zone().getId();
        this.currency = page.plan().currency();
        // Items may have Chinese names in any language, and the Latin letters of the Chinese font will do for a name.
        boolean latin = language.getLanguage().equals(Locale.ENGLISH.getLanguage()) && isLatin(page);
        this.sheet = sheets.begin(page.plan().name(), words.say("report.title"), latin);
    }

    private static boolean isLatin(CampaignPage page) {
        return PdfSheet.isLatin(page.plan().name())
                && page.plan().items().stream().allMatch(item -> PdfSheet.isLatin(item.name()));
    }

    /** @throws java.util.NoSuchElementException where the sale has no report yet */
    static byte[] of(PdfSheets sheets, Words words, DecisionWords decisionWords, CampaignPage page, Locale language) {
        return new ClosingReport(sheets, words, decisionWords, page, language).written();
    }

    private byte[] written() {
        sheet.under(words.say("report.title") + " · " + words.hours(CampaignCalendar.hours(page), zone) + " · " + zone);
        sheet.lead(effect());
        sheet.figures(figures());
        adjustments();
        report.quality().ifPresent(this::items);
        sheet.small(words.say("report.proposal", page.proposalHash));
        return sheet.written();
    }

    private String effect() {
        return report.effect()
                .map(e -> decisionWords.effect(
                        "effect.report", e.revenue(), report.liftLowCents(), report.liftHighCents(), currency))
                .orElseGet(() -> report.liftLowCents() > 0
                        ? words.say(
                                "report.caused",
                                words.money(report.causedRevenueCents(), currency),
                                words.percent(report.causedShare()))
                        : words.say("report.not-shown"));
    }

    private List<List<String>> figures() {
        String band =
                words.say("effect.between", words.number(report.forecastLow()), words.number(report.forecastHigh()));
        String expected = words.number(report.forecastMid()) + " (" + band + ")";
        return List.of(
                List.of(words.say("kpi.revenue"), words.money(report.revenueCents(), currency)),
                List.of(words.say("report.margin"), words.money(report.marginCents(), currency)),
                List.of(words.say("kpi.units"), words.number(report.units())),
                List.of(words.say("chart.expected"), expected),
                List.of(words.say("report.participation"), words.percent(report.participation())),
                List.of(words.say("report.conversion"), words.percent(report.conversion())),
                List.of(words.say("report.sell-through"), words.percent(report.sellThrough())),
                List.of(words.say("report.lift"), words.money(report.liftPerShopperCents(), currency)));
    }

    private void adjustments() {
        sheet.table(
                words.say("campaign.adjustments"),
                List.of(
                        Column.text(words.say("adjustment.when"), 2, a -> words.time(a.at, zone)),
                        Column.text(words.say("adjustment.what"), 4, a -> decisionWords.adjustment(a.outcome)),
                        Column.number(
                                words.say("adjustment.gain"),
                                1.5f,
                                a -> words.money(a.outcome.expectedGainCents(), currency)),
                        Column.text(
                                words.say("adjustment.who"),
                                1.5f,
                                a -> a.rule.isEmpty() ? a.actor : words.say("adjustment.automatic"))),
                page.adjustments.stream().filter(a -> a.stage == Stage.APPLIED).toList());
    }

    private void items(DecisionQuality quality) {
        sheet.table(
                words.say("quality.items"),
                List.of(
                        Column.text(words.say("item.name"), 5, this::name),
                        Column.number(words.say("item.allocated"), 1.3f, item -> words.number(item.allocatedUnits())),
                        Column.number(words.say("quality.sold"), 1.3f, item -> words.number(item.soldUnits())),
                        Column.number(words.say("quality.expected"), 1.3f, item -> words.number(item.expectedMid()))),
                quality.items());
    }

    private String name(DecisionQuality.Stocked item) {
        return page.plan().items().stream()
                .filter(planned -> planned.sku().equals(item.sku()))
                .map(planned -> planned.name())
                .findFirst()
                .orElse(item.sku().value());
    }
}
