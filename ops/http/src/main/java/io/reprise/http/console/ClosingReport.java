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
        String expected = words.say(
                "report.expected",
                words.number(report.forecastMid()),
                words.number(report.forecastLow()),
                words.number(report.forecastHigh()));
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
        List<Column> columns = List.of(
                Column.text(words.say("adjustment.when"), 2),
                Column.text(words.say("adjustment.what"), 4),
                Column.number(words.say("adjustment.gain"), 1.5f),
                Column.text(words.say("adjustment.who"), 1.5f));
        List<List<String>> rows = page.adjustments.stream()
                .filter(a -> a.stage == Stage.APPLIED)
                .map(a -> List.of(
                        words.time(a.at, zone),
                        decisionWords.adjustment(a.outcome),
                        words.money(a.outcome.expectedGainCents(), currency),
                        a.rule.isEmpty() ? a.actor : words.say("adjustment.automatic")))
                .toList();
        sheet.table(words.say("campaign.adjustments"), columns, rows);
    }

    private void items(DecisionQuality quality) {
        List<Column> columns = List.of(
                Column.text(words.say("item.name"), 5),
                Column.number(words.say("item.allocated"), 1.3f),
                Column.number(words.say("quality.sold"), 1.3f),
                Column.number(words.say("quality.expected"), 1.3f));
        List<List<String>> rows = quality.items().stream()
                .map(item -> List.of(
                        name(item),
                        words.number(item.allocatedUnits()),
                        words.number(item.soldUnits()),
                        words.number(item.expectedMid())))
                .toList();
        sheet.table(words.say("quality.items"), columns, rows);
    }

    private String name(DecisionQuality.Stocked item) {
        return page.plan().items().stream()
                .filter(planned -> planned.sku().equals(item.sku()))
                .map(planned -> planned.name())
                .findFirst()
                .orElse(item.sku().value());
    }
}
