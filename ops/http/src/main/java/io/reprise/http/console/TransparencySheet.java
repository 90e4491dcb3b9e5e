package io.reprise.http.console;

import io.reprise.domain.model.transparency.CampaignTransparency;
import io.reprise.domain.model.transparency.CampaignTransparency.Decided;
import io.reprise.domain.model.transparency.CampaignTransparency.HumanAct;
import io.reprise.domain.model.transparency.CampaignTransparency.Judged;
import io.reprise.domain.model.transparency.CampaignTransparency.ModelUse;
import io.reprise.domain.model.transparency.CampaignTransparency.Override;
import io.reprise.domain.model.transparency.SaleGroups.ItemGroup;
import io.reprise.domain.model.transparency.SaleGroups.ShopperGroup;
import io.reprise.http.console.PdfSheet.Column;
import io.reprise.http.console.ShiftedColumns.Shifted;
import io.reprise.projections.campaignpage.CampaignPage;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Who decided what in a campaign, as a PDF. */
final class TransparencySheet {

    private final Words words;
    private final CampaignTransparency report;
    private final String zone;
    private final String currency;
    private final PdfSheet sheet;

    private TransparencySheet(
            PdfSheets sheets, Words words, CampaignPage page, CampaignTransparency report, Locale language) {
        this.words = words;
        this.report = report;
        this.zone = page.plan().zone().getId();
        this.currency = page.plan().currency();
        boolean latin = language.getLanguage().equals(Locale.ENGLISH.getLanguage())
                && PdfSheet.isLatin(page.plan().name())
                && Stream.concat(
                                report.humanActs().stream().map(HumanAct::reason),
                                report.judgements().stream().map(Judged::reason))
                        .allMatch(PdfSheet::isLatin);
        this.sheet = sheets.begin(page.plan().name(), words.say("transparency.title"), latin);
    }

    static byte[] of(PdfSheets sheets, Words words, CampaignPage page, CampaignTransparency report, Locale language) {
        return new TransparencySheet(sheets, words, page, report, language).written();
    }

    private byte[] written() {
        sheet.under(words.say("transparency.title")
                + report.usePeriod()
                        .map(period -> " · " + words.hours(period, zone) + " · " + zone)
                        .orElse(""));
        sheet.lead(words.say("transparency.purpose"));
        sheet.table(words.say("transparency.decisions"), decisions(), report.decisions());
        sheet.table(words.say("transparency.models"), models(), report.models());
        sheet.table(words.say("transparency.drift-title"), drift(), ShiftedColumns.of(report.models()));
        groups();
        sheet.table(words.say("transparency.acts"), acts(), report.humanActs());
        sheet.table(words.say("transparency.overrides"), overrides(), report.overrides());
        sheet.table(words.say("transparency.judgements"), judgements(), report.judgements());
        sheet.small(words.say("transparency.how"));
        return sheet.written();
    }

    private void groups() {
        sheet.table(
                words.say("transparency.item-groups", currency),
                itemGroups(),
                report.groups().items());
        report.forecast()
                .ifPresent(f -> sheet.note(words.say(
                        "transparency.forecast",
                        words.counted(f.soldUnits()),
                        words.number(f.expectedUnits()),
                        words.percent(f.drift()),
                        words.percent(f.coverage()))));
        sheet.table(
                words.say("transparency.shopper-groups"),
                shopperGroups(),
                report.groups().shoppers());
        report.groups().gap().ifPresent(gap -> {
            sheet.note(words.say("transparency.shopper-lead"));
            sheet.note(words.say(
                    "transparency.gap",
                    gap.adjustments(),
                    words.percentBps(gap.largestBps()),
                    words.percentBps(gap.limitBps())));
        });
    }

    private List<Column<Decided>> decisions() {
        return List.of(
                Column.text(words.say("search.kind"), 2, d -> words.say("kind." + d.kind())),
                Column.text(words.say("decision.policy"), 3, Decided::policy),
                Column.number(words.say("transparency.taken"), 1, d -> words.number(d.taken())),
                Column.number(words.say("transparency.automatic"), 1.3f, d -> words.number(d.automatic())),
                Column.number(words.say("transparency.approved"), 1.3f, d -> words.number(d.approved())),
                Column.number(words.say("transparency.turned-down"), 1.3f, d -> words.number(d.turnedDown())),
                Column.number(words.say("transparency.reverted"), 1.3f, d -> words.number(d.reverted())),
                Column.number(words.say("transparency.tried-out"), 1.3f, d -> words.number(d.triedOut())));
    }

    private List<Column<ModelUse>> models() {
        return List.of(
                Column.text(words.say("evidence.model"), 3, m -> m.model() + " " + m.version()),
                Column.text(words.say("evidence.artifact"), 2, m -> PdfSheet.digest(m.artifactSha256())),
                Column.number(words.say("transparency.calls"), 1, m -> words.number(m.calls())),
                Column.number(words.say("transparency.fallbacks"), 1.5f, m -> words.number(m.fallbacks())));
    }

    private List<Column<Shifted>> drift() {
        return List.of(
                Column.text(words.say("evidence.model"), 2, s -> words.named("model", s.model())),
                Column.text(
                        words.say("transparency.column"),
                        3,
                        s -> words.column(s.shift().column())),
                Column.number(
                        words.say("transparency.stability"),
                        1.5f,
                        s -> words.number(s.shift().stability())),
                Column.number(
                        words.say("transparency.distance"),
                        1.5f,
                        s -> words.number(s.shift().distance())),
                Column.text(
                        words.say("transparency.extent"),
                        1.5f,
                        s -> words.say("drift." + s.shift().extent())));
    }

    private List<Column<ItemGroup>> itemGroups() {
        return List.of(
                Column.text(words.say("transparency.group"), 2, g -> words.group(g.attribute(), g.group())),
                Column.number(words.say("transparency.items"), 1, g -> words.number(g.items())),
                Column.number(words.say("quality.expected"), 1.3f, g -> words.number(g.expectedUnits())),
                Column.number(words.say("quality.sold"), 1.3f, g -> words.number(g.soldUnits())),
                Column.number(words.measure("wape"), 1.5f, g -> g.wape()
                        .map(words::percent)
                        .orElse("–")),
                Column.number(words.measure("bias"), 1.3f, g -> g.bias()
                        .map(words::percent)
                        .orElse("–")),
                Column.number(words.say("quality.coverage"), 1.5f, g -> words.percent(g.coverage())));
    }

    private List<Column<ShopperGroup>> shopperGroups() {
        return List.of(
                Column.text(words.say("transparency.group"), 3, g -> words.group("shopper", g.group())),
                Column.number(words.say("transparency.shoppers"), 1, g -> words.number(g.shoppers())),
                Column.number(words.say("quality.sold"), 1, g -> words.number(g.units())));
    }

    private List<Column<HumanAct>> acts() {
        return List.of(
                Column.text(words.say("decision.when"), 2, act -> words.time(act.at(), zone)),
                Column.text(words.say("decision.actor"), 1, HumanAct::person),
                Column.text(words.say("transparency.act"), 2, act -> words.act(act.act())),
                Column.text(words.say("transparency.reason"), 4, HumanAct::reason));
    }

    private List<Column<Override>> overrides() {
        return List.of(
                Column.text(words.say("decision.actor"), 1, Override::person),
                Column.text(words.say("transparency.act"), 2, o -> words.act(o.how())),
                Column.number(words.say("adjustment.gain"), 1.3f, o -> words.money(o.expectedGainCents(), currency)),
                Column.number(words.say("quality.came"), 1.3f, o -> o.gainCents()
                        .map(cents -> words.money(cents, currency))
                        .orElse(words.say("quality.unmeasured"))));
    }

    private List<Column<Judged>> judgements() {
        return List.of(
                Column.text(words.say("decision.when"), 2, j -> words.time(j.at(), zone)),
                Column.text(words.say("decision.actor"), 1, Judged::person),
                Column.text(words.say("transparency.verdict"), 1, j -> words.say("verdict." + j.verdict())),
                Column.text(words.say("transparency.reason"), 4, Judged::reason));
    }
}
