package io.reprise.http.console;

import io.reprise.domain.model.replay.ReplayReport;
import io.reprise.http.ReplayDesk.Replay;
import io.reprise.http.console.PdfSheet.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What came of a replay, as a PDF: for whoever keeps it beside the campaign's evidence. */
final class ReplaySheet {

    private ReplaySheet() {}

    /** @throws java.util.NoSuchElementException where there is no report yet */
    static byte[] of(PdfSheets sheets, Words words, Replay replay, Locale language) {
        ReplayReport report = replay.report().orElseThrow();
        boolean latin = language.getLanguage().equals(Locale.ENGLISH.getLanguage());
        String about = report.scope().campaign().map(Object::toString).orElseGet(() -> words.say("replay.everything"));
        PdfSheet sheet = sheets.begin(about, words.say("replay.report-title"), latin);
        sheet.under(words.say("replay.report-title") + " · "
                + words.say("checks.asked", replay.askedBy(), words.time(replay.askedAt(), "UTC")));
        sheet.lead(verdict(words, report));
        sheet.figures(List.of(
                List.of(words.say("replay.campaigns"), words.number(report.campaigns())),
                List.of(words.say("replay.decisions"), words.number(report.decisions())),
                List.of(words.say("replay.decisions-equal"), words.number(report.decisionsEqual())),
                List.of(words.say("replay.calls"), words.number(report.calls())),
                List.of(words.say("replay.calls-equal"), words.number(report.callsEqual())),
                List.of(words.say("replay.calls-held"), words.number(report.callsHeld()))));
        if (!report.decisionFindings().isEmpty()) {
            sheet.table(words.say("replay.findings"), decisionColumns(words), decisionRows(words, report));
        }
        if (!report.callFindings().isEmpty()) {
            sheet.table(words.say("replay.call-findings"), callColumns(words), callRows(words, report));
        }
        sheet.small(words.say("replay.how"));
        return sheet.written();
    }

    private static String verdict(Words words, ReplayReport report) {
        String key = report.cancelled() ? "replay.partly" : report.holds() ? "replay.holds" : "replay.fails";
        return words.say(key);
    }

    private static List<Column> decisionColumns(Words words) {
        return List.of(
                Column.text(words.say("search.campaign"), 2),
                Column.text(words.say("search.kind"), 1.5f),
                Column.text(words.say("decision.policy"), 2),
                Column.text(words.say("replay.where"), 2.5f),
                Column.text(words.say("replay.recorded"), 2),
                Column.text(words.say("replay.again"), 2));
    }

    /** A line for each value that differs. */
    private static List<List<String>> decisionRows(Words words, ReplayReport report) {
        List<List<String>> rows = new ArrayList<>();
        report.decisionFindings().forEach(finding -> finding.differences()
                .forEach(d -> rows.add(List.of(
                        finding.campaign().value(),
                        words.say("kind." + finding.kind()),
                        finding.policy().toString(),
                        d.path(),
                        d.recorded(),
                        d.again()))));
        return rows;
    }

    private static List<Column> callColumns(Words words) {
        return List.of(
                Column.text(words.say("evidence.model"), 2),
                Column.text(words.say("evidence.artifact"), 2),
                Column.number(words.say("replay.drift"), 1),
                Column.text(words.say("replay.remark"), 3));
    }

    private static List<List<String>> callRows(Words words, ReplayReport report) {
        return report.callFindings().stream()
                .map(call -> List.of(
                        call.model() + " " + call.version(),
                        call.artifactSha256()
                                .substring(0, Math.min(12, call.artifactSha256().length())),
                        call.drift().map(words::small).orElse("–"),
                        call.remark()))
                .toList();
    }
}
