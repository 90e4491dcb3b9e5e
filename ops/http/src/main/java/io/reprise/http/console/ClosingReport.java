package io.reprise.http.console;

import io.reprise.domain.model.campaign.Campaign.Stage;
import io.reprise.domain.model.decision.CampaignReport;
import io.reprise.domain.model.decision.DecisionQuality;
import io.reprise.projections.campaignpage.CampaignPage;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import org.openpdf.text.Chunk;
import org.openpdf.text.Document;
import org.openpdf.text.Element;
import org.openpdf.text.Font;
import org.openpdf.text.PageSize;
import org.openpdf.text.Paragraph;
import org.openpdf.text.Phrase;
import org.openpdf.text.pdf.BaseFont;
import org.openpdf.text.pdf.PdfPCell;
import org.openpdf.text.pdf.PdfPTable;
import org.openpdf.text.pdf.PdfWriter;

/**
 * The closing report of a sale as a PDF of a page or two, in the reader's language. Chinese is set in {@code
 * STSong-Light}, one of the fonts every reader of PDF brings for the character collection Adobe-GB1, so that no font of
 * many megabytes travels with each report.
 */
final class ClosingReport {

    private static final Color QUIET = new Color(0x56, 0x63, 0x77);
    private static final float MARGIN = 48;

    private final Words words;
    private final DecisionWords decisionWords;
    private final CampaignPage page;
    private final CampaignReport report;
    private final String zone;
    private final String currency;
    private final BaseFont face;
    private final BaseFont strong;

    private ClosingReport(Words words, DecisionWords decisionWords, CampaignPage page, Locale language)
            throws IOException {
        this.words = words;
        this.decisionWords = decisionWords;
        this.page = page;
        this.report = page.report.orElseThrow();
        this.zone = page.plan().zone().getId();
        this.currency = page.plan().currency();
        // Items may have Chinese names in any language, and the Latin letters of the Chinese font will do for a name.
        boolean latin = language.getLanguage().equals(Locale.ENGLISH.getLanguage()) && isLatin(page);
        this.face = latin
                ? BaseFont.createFont(BaseFont.HELVETICA, BaseFont.WINANSI, BaseFont.NOT_EMBEDDED)
                : BaseFont.createFont("STSong-Light", "UniGB-UCS2-H", BaseFont.NOT_EMBEDDED);
        this.strong =
                latin ? BaseFont.createFont(BaseFont.HELVETICA_BOLD, BaseFont.WINANSI, BaseFont.NOT_EMBEDDED) : face;
    }

    private static boolean isLatin(CampaignPage page) {
        return page.plan().name().chars().allMatch(c -> c < 0x250)
                && page.plan().items().stream()
                        .allMatch(item -> item.name().chars().allMatch(c -> c < 0x250));
    }

    /** @throws java.util.NoSuchElementException where the sale has no report yet */
    static byte[] of(Words words, DecisionWords decisionWords, CampaignPage page, Locale language) {
        try {
            return new ClosingReport(words, decisionWords, page, language).written();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] written() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Document document = new Document(PageSize.A4, MARGIN, MARGIN, MARGIN, MARGIN);
        PdfWriter.getInstance(document, bytes);
        document.addTitle(page.plan().name() + " - Reprise");
        document.addSubject(words.say("report.title"));
        document.open();
        document.add(paragraph(page.plan().name(), strong, 20, Color.BLACK, 2));
        document.add(paragraph(
                words.say("report.title") + " · " + words.hours(CampaignCalendar.hours(page), zone) + " · " + zone,
                face,
                10,
                QUIET,
                14));
        document.add(paragraph(effect(), face, 13, Color.BLACK, 14));
        document.add(figures());
        document.add(adjustments());
        report.quality().ifPresent(quality -> document.add(items(quality)));
        document.add(paragraph(words.say("report.proposal", page.proposalHash), face, 7, QUIET, 0));
        document.close();
        return bytes.toByteArray();
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

    private PdfPTable figures() {
        PdfPTable table = table(1.4f, 1, 1.4f, 1);
        figure(table, "kpi.revenue", words.money(report.revenueCents(), currency));
        figure(table, "report.margin", words.money(report.marginCents(), currency));
        figure(table, "kpi.units", words.number(report.units()));
        figure(
                table,
                "chart.expected",
                words.say(
                        "report.expected",
                        words.number(report.forecastMid()),
                        words.number(report.forecastLow()),
                        words.number(report.forecastHigh())));
        figure(table, "report.participation", words.percent(report.participation()));
        figure(table, "report.conversion", words.percent(report.conversion()));
        figure(table, "report.sell-through", words.percent(report.sellThrough()));
        figure(table, "report.lift", words.money(report.liftPerShopperCents(), currency));
        return table;
    }

    private void figure(PdfPTable table, String key, String value) {
        table.addCell(cell(words.say(key), face, QUIET, Element.ALIGN_LEFT));
        table.addCell(cell(value, strong, Color.BLACK, Element.ALIGN_LEFT));
    }

    private PdfPTable adjustments() {
        PdfPTable table = headed(
                "campaign.adjustments",
                List.of("adjustment.when", "adjustment.what", "adjustment.gain", "adjustment.who"),
                2,
                4,
                1.5f,
                1.5f);
        page.adjustments.stream().filter(a -> a.stage == Stage.APPLIED).forEach(a -> {
            table.addCell(cell(words.time(a.at, zone), face, Color.BLACK, Element.ALIGN_LEFT));
            table.addCell(cell(decisionWords.adjustment(a.outcome), face, Color.BLACK, Element.ALIGN_LEFT));
            table.addCell(
                    cell(words.money(a.outcome.expectedGainCents(), currency), face, Color.BLACK, Element.ALIGN_RIGHT));
            table.addCell(cell(
                    a.rule.isEmpty() ? a.actor : words.say("adjustment.automatic"),
                    face,
                    Color.BLACK,
                    Element.ALIGN_LEFT));
        });
        return table;
    }

    private PdfPTable items(DecisionQuality quality) {
        PdfPTable table = headed(
                "quality.items",
                List.of("item.name", "item.allocated", "quality.sold", "quality.expected"),
                5,
                1.3f,
                1.3f,
                1.3f);
        quality.items().forEach(item -> {
            String name = page.plan().items().stream()
                    .filter(planned -> planned.sku().equals(item.sku()))
                    .map(planned -> planned.name())
                    .findFirst()
                    .orElse(item.sku().value());
            table.addCell(cell(name, face, Color.BLACK, Element.ALIGN_LEFT));
            table.addCell(cell(words.number(item.allocatedUnits()), face, Color.BLACK, Element.ALIGN_RIGHT));
            table.addCell(cell(words.number(item.soldUnits()), face, Color.BLACK, Element.ALIGN_RIGHT));
            table.addCell(cell(words.number(item.expectedMid()), face, Color.BLACK, Element.ALIGN_RIGHT));
        });
        return table;
    }

    private static PdfPTable table(float... widths) {
        PdfPTable table = new PdfPTable(widths);
        table.setWidthPercentage(100);
        table.setSpacingBefore(6);
        table.setSpacingAfter(12);
        return table;
    }

    private PdfPTable headed(String title, List<String> columns, float... widths) {
        PdfPTable table = table(widths);
        PdfPCell heading = cell(words.say(title), strong, Color.BLACK, Element.ALIGN_LEFT);
        heading.setColspan(columns.size());
        table.addCell(heading);
        columns.forEach(key -> table.addCell(cell(words.say(key), face, QUIET, Element.ALIGN_LEFT)));
        table.setHeaderRows(2);
        return table;
    }

    private static PdfPCell cell(String text, BaseFont font, Color colour, int alignment) {
        PdfPCell cell = new PdfPCell(new Phrase(text, new Font(font, 9, Font.NORMAL, colour)));
        cell.setBorder(PdfPCell.BOTTOM);
        cell.setBorderColor(new Color(0xE2, 0xE8, 0xF0));
        cell.setPadding(4);
        cell.setHorizontalAlignment(alignment);
        return cell;
    }

    private static Paragraph paragraph(String text, BaseFont font, float size, Color colour, float after) {
        Paragraph paragraph = new Paragraph(new Chunk(text, new Font(font, size, Font.NORMAL, colour)));
        paragraph.setSpacingAfter(after);
        return paragraph;
    }
}
