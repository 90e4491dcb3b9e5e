package io.reprise.http.console;

import io.reprise.domain.model.transparency.CampaignTransparency;
import io.reprise.http.console.PdfSheet.Column;
import io.reprise.projections.campaignpage.CampaignPage;
import java.util.List;
import java.util.Locale;

/** Who decided what in a campaign, as a PDF. */
final class TransparencySheet {

    private TransparencySheet() {}

    static byte[] of(PdfSheets sheets, Words words, CampaignPage page, CampaignTransparency report, Locale language) {
        String zone = page.plan().zone().getId();
        boolean latin = language.getLanguage().equals(Locale.ENGLISH.getLanguage())
                && PdfSheet.isLatin(page.plan().name())
                && report.humanActs().stream().allMatch(act -> PdfSheet.isLatin(act.reason()));
        PdfSheet sheet = sheets.begin(page.plan().name(), words.say("transparency.title"), latin);
        sheet.under(words.say("transparency.title")
                + report.usePeriod()
                        .map(period -> " · " + words.hours(period, zone) + " · " + zone)
                        .orElse(""));
        sheet.lead(words.say("transparency.purpose"));
        sheet.table(
                words.say("transparency.decisions"),
                List.of(
                        Column.text(words.say("search.kind"), 2),
                        Column.text(words.say("decision.policy"), 3),
                        Column.number(words.say("transparency.taken"), 1),
                        Column.number(words.say("transparency.automatic"), 1.3f),
                        Column.number(words.say("transparency.approved"), 1.3f),
                        Column.number(words.say("transparency.turned-down"), 1.3f),
                        Column.number(words.say("transparency.reverted"), 1.3f),
                        Column.number(words.say("transparency.tried-out"), 1.3f)),
                report.decisions().stream()
                        .map(d -> List.of(
                                words.say("kind." + d.kind()),
                                d.policy(),
                                words.number(d.taken()),
                                words.number(d.automatic()),
                                words.number(d.approved()),
                                words.number(d.turnedDown()),
                                words.number(d.reverted()),
                                words.number(d.triedOut())))
                        .toList());
        sheet.table(
                words.say("transparency.models"),
                List.of(
                        Column.text(words.say("evidence.model"), 3),
                        Column.text(words.say("evidence.artifact"), 2),
                        Column.number(words.say("transparency.calls"), 1),
                        Column.number(words.say("transparency.fallbacks"), 1.5f)),
                report.models().stream()
                        .map(m -> List.of(
                                m.model() + " " + m.version(),
                                m.artifactSha256()
                                        .substring(
                                                0,
                                                Math.min(12, m.artifactSha256().length())),
                                words.number(m.calls()),
                                words.number(m.fallbacks())))
                        .toList());
        sheet.table(
                words.say("transparency.acts"),
                List.of(
                        Column.text(words.say("decision.when"), 2),
                        Column.text(words.say("decision.actor"), 1),
                        Column.text(words.say("transparency.act"), 2),
                        Column.text(words.say("replay.remark"), 4)),
                report.humanActs().stream()
                        .map(act ->
                                List.of(words.time(act.at(), zone), act.person(), words.act(act.act()), act.reason()))
                        .toList());
        sheet.small(words.say("transparency.how"));
        return sheet.written();
    }
}
