package io.reprise.http.console;

import io.reprise.domain.model.port.DataImports;
import io.reprise.domain.model.port.LogIns;
import io.reprise.domain.model.port.Processes;
import io.reprise.domain.model.transparency.CampaignTransparency;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.http.LogInLine;
import io.reprise.http.TransparencyDesk;
import io.reprise.projections.feed.ViewOperations;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Tables of those who look after an installation or answer for it, to be saved; see {@link TablesController}. */
@RestController
class OperationsTablesController {

    /** Older ones are in the log, and in the API page by page. */
    private static final int LOG_INS_MAX = 10_000;

    private static final int PROCESSES_MAX = 10_000;

    private final ViewOperations views;
    private final Processes processes;
    private final DataImports imports;
    private final LogIns logIns;
    private final TransparencyDesk transparency;

    OperationsTablesController(
            ViewOperations views,
            Processes processes,
            DataImports imports,
            LogIns logIns,
            TransparencyDesk transparency) {
        this.views = views;
        this.processes = processes;
        this.imports = imports;
        this.logIns = logIns;
        this.transparency = transparency;
    }

    private static ResponseEntity<String> table(String name, List<String> heading, List<List<Object>> rows) {
        return new CsvTable(name, heading, rows).answer();
    }

    /** Also those that wait behind another. */
    @GetMapping("/operations/letters.csv")
    ResponseEntity<String> letters() {
        return table(
                "dead-letters",
                List.of("view", "position", "subject", "event", "since", "attempts", "error"),
                views.all().stream()
                        .flatMap(view -> views.deadLetters(view.projection()).stream())
                        .map(l -> List.<Object>of(
                                l.projection(),
                                l.position(),
                                l.subject(),
                                l.event(),
                                l.since(),
                                l.attempts(),
                                l.error()))
                        .toList());
    }

    @GetMapping("/operations/processes.csv")
    ResponseEntity<String> processes() {
        return table(
                "processes",
                List.of("process", "id", "subject", "since", "at", "incidents"),
                processes.running(PROCESSES_MAX).stream()
                        .map(p -> List.<Object>of(
                                p.process(),
                                p.processId(),
                                p.subject(),
                                p.since(),
                                String.join("; ", p.at()),
                                p.incidents().stream()
                                        .map(i -> i.element() + ": " + i.message())
                                        .collect(Collectors.joining("; "))))
                        .toList());
    }

    @GetMapping("/operations/imports.csv")
    ResponseEntity<String> imports() {
        return table(
                "imports",
                List.of(
                        "import",
                        "source",
                        "layout",
                        "rows",
                        "imported",
                        "quarantined",
                        "duplicates",
                        "first",
                        "last",
                        "unreadable"),
                imports.all().stream()
                        .map(i -> List.<Object>of(
                                i.name(),
                                i.source(),
                                i.layout(),
                                i.rows(),
                                i.imported(),
                                i.quarantined(),
                                i.duplicates(),
                                i.first().map(Object::toString).orElse(""),
                                i.last().map(Object::toString).orElse(""),
                                String.join("; ", i.unreadable())))
                        .toList());
    }

    @GetMapping("/operations/log-ins.csv")
    ResponseEntity<String> logIns() {
        return table(
                "log-ins",
                List.of("number", "at", "happened", "name", "pseudonym", "roles", "means", "reason", "from"),
                logIns.before(Long.MAX_VALUE, LOG_INS_MAX).stream()
                        .map(LogInLine::of)
                        .map(OperationsTablesController::row)
                        .toList());
    }

    private static List<Object> row(LogInLine line) {
        return List.of(
                line.number(),
                line.at(),
                line.happened(),
                line.name().orElse(""),
                line.pseudonym().orElse(""),
                line.roles().stream().map(Enum::name).collect(Collectors.joining(" ")),
                line.means().map(Enum::name).orElse(""),
                line.reason().map(Enum::name).orElse(""),
                line.from().orElse(""));
    }

    /** What people did to a campaign. */
    @GetMapping("/campaigns/{id}/acts.csv")
    ResponseEntity<String> acts(@PathVariable CampaignId id) {
        CampaignTransparency report = transparency.of(id);
        return table(
                id + "-acts",
                List.of("at", "person", "act", "decision", "reason"),
                report.humanActs().stream()
                        .map(a -> List.<Object>of(
                                a.at(),
                                a.person(),
                                a.act(),
                                a.decision().map(Object::toString).orElse(""),
                                a.reason()))
                        .toList());
    }
}
