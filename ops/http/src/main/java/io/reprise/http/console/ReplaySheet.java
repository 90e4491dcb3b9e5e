package io.reprise.http.console;

import io.reprise.domain.model.replay.Difference;
import io.reprise.domain.model.replay.ReplayReport;
import io.reprise.domain.model.replay.ReplayReport.CallFinding;
import io.reprise.domain.model.replay.ReplayReport.DecisionFinding;
import io.reprise.http.ReplayDesk.Replay;
import io.reprise.http.console.PdfSheet.Column;
import java.util.List;
import java.util.Locale;

/** What came of a replay, as a PDF: for whoever keeps it beside the campaign's evidence. */
final class ReplaySheet {

    private ReplaySheet() {}

    /** @throws java.util.NoSuchElementException where there is no report yet */
    static byte[] of(PdfSheets sheets, Words words, Replay replay, Locale language) {
        ReplayReport report = replay.report().orElseThrow();
        boolean latin = language.getLanguage().equals(Locale.ENGLISH.getLanguage());
        String about = report.scope().campaign().map(Object::toString).orElseGet(() -> words.say("replay.everything"))
                + report.scope()
                        .decision()
                        .map(one -> " · " + words.say("replay.decision", one))
                        .orElse("");
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
        sheet.table(words.say("replay.findings"), decisionColumns(words), differing(report));
        sheet.table(words.say("replay.call-findings"), callColumns(words), report.callFindings());
        sheet.small(words.say("replay.how"));
        return sheet.written();
    }

    private static String verdict(Words words, ReplayReport report) {
        String key = report.cancelled() ? "replay.partly" : report.holds() ? "replay.holds" : "replay.fails";
        return words.say(key);
    }

    /** A value that differs. */
    private record Differing(DecisionFinding finding, Difference where) {}

    private static List<Differing> differing(ReplayReport report) {
        return report.decisionFindings().stream()
                .flatMap(finding -> finding.differences().stream().map(where -> new Differing(finding, where)))
                .toList();
    }

    private static List<Column<Differing>> decisionColumns(Words words) {
        return List.of(
                Column.text(words.say("search.campaign"), 2, d -> d.finding()
                        .campaign()
                        .value()),
                Column.text(
                        words.say("search.kind"),
                        1.5f,
                        d -> words.say("kind." + d.finding().kind())),
                Column.text(words.say("decision.policy"), 2, d -> d.finding()
                        .policy()
                        .toString()),
                Column.text(words.say("replay.where"), 2.5f, d -> d.where().path()),
                Column.text(words.say("replay.recorded"), 2, d -> d.where().recorded()),
                Column.text(words.say("replay.again"), 2, d -> d.where().again()));
    }

    private static List<Column<CallFinding>> callColumns(Words words) {
        return List.of(
                Column.text(words.say("evidence.model"), 2, call -> call.model() + " " + call.version()),
                Column.text(words.say("evidence.artifact"), 2, call -> PdfSheet.digest(call.artifactSha256())),
                Column.number(words.say("replay.drift"), 1, call -> call.drift()
                        .map(words::small)
                        .orElse("–")),
                Column.text(words.say("replay.remark"), 3, CallFinding::remark));
    }
}
