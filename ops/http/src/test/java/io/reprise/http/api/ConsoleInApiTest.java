package io.reprise.http.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.http.console.Words;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** Whatever somebody sees or does at a page, a program does by the API. */
class ConsoleInApiTest extends ApiTest {

    /** A new page or form gets its line here: the operations that show or do the same; none where it has nothing of its own. */
    private static final String TABLE = """
            GET  /                                                -
            GET  /calendar                                        listCampaigns getCampaign
            POST /calendar/{id}/move                              revisePlan
            POST /campaigns                                       draftCampaign revisePlan submitPlan
            GET  /campaigns.csv                                   listCampaigns
            POST /campaigns/check                                 askWhatIf getCampaign
            GET  /campaigns/new                                   -
            POST /campaigns/what-if                               askWhatIf
            POST /campaigns/what-if/drivers                       listWhatIfDrivers
            GET  /campaigns/{id}                                  getCampaign
            GET  /campaigns/{id}/acts.csv                         getCampaignTransparency
            GET  /campaigns/{id}/adjustments.csv                  getCampaign
            POST /campaigns/{id}/adjustments/{decision}/approve   approveAdjustment
            POST /campaigns/{id}/adjustments/{decision}/reject    rejectAdjustment
            POST /campaigns/{id}/adjustments/{decision}/revert    revertAdjustment
            POST /campaigns/{id}/approve                          approvePlan
            GET  /campaigns/{id}/as-of                            getCampaignAsOf
            POST /campaigns/{id}/decisions/{decision}/override    overrideDecision
            GET  /campaigns/{id}/edit                             getPlan
            GET  /campaigns/{id}/evidence-pack                    getEvidencePack
            GET  /campaigns/{id}/items.csv                        getCampaign getCampaignAsOf
            GET  /campaigns/{id}/live                             getCampaign getKpis
            GET  /campaigns/{id}/live/figures                     getKpis
            GET  /campaigns/{id}/live/stock                       getCampaignAsOf
            GET  /campaigns/{id}/report.pdf                       getCampaign
            GET  /campaigns/{id}/sales.csv                        getKpis
            POST /campaigns/{id}/send-back                        sendBackPlan
            GET  /campaigns/{id}/series                           getKpis
            POST /campaigns/{id}/stop                             stopCampaign
            POST /campaigns/{id}/submit                           submitPlan
            GET  /campaigns/{id}/timeline.csv                     getCampaign
            GET  /campaigns/{id}/training-rows.csv                getTrainingRows
            GET  /campaigns/{id}/transparency                     getCampaignTransparency
            GET  /campaigns/{id}/transparency.pdf                 getCampaignTransparency
            GET  /campaigns/{id}/versions                         getCampaign
            GET  /counterfactuals                                 listCounterfactuals
            POST /counterfactuals                                 beginCounterfactual
            GET  /counterfactuals/{id}                            getCounterfactual
            POST /counterfactuals/{id}/cancel                     cancelCounterfactual
            GET  /counterfactuals/{id}/decisions.csv              getCounterfactual
            GET  /counterfactuals/{id}/standing                   getCounterfactual
            GET  /decisions                                       searchDecisions
            GET  /decisions.csv                                   searchDecisions
            GET  /decisions/{id}                                  listDecisions getAttributions listJudgements
            GET  /decisions/{id}/again                            replayDecisions getReplay
            POST /decisions/{id}/judgement                        judgeDecision
            GET  /decisions/{id}/proof                            proveDecision
            GET  /decisions/{id}/proof.txt                        proveDecision
            GET  /inbox                                           listTasks
            GET  /models                                          listModels
            GET  /models.csv                                      listModels
            GET  /models/{name}/{sha}                             getModel
            POST /models/{name}/{sha}/decline                     declineModel
            POST /models/{name}/{sha}/promote                     promoteModel
            POST /models/{name}/{sha}/roll-back                   rollBackModel
            GET  /models/{name}/{sha}/transparency                getModelTransparency
            GET  /operations                                      listProjections listDeadLetters
            GET  /operations/checks                               listVerifications listReplays
            POST /operations/checks/replays                       replayDecisions
            GET  /operations/checks/replays/{id}                  getReplay
            POST /operations/checks/replays/{id}/cancel           cancelReplay
            GET  /operations/checks/replays/{id}/report.json      getReplay
            GET  /operations/checks/replays/{id}/report.pdf       getReplay
            GET  /operations/checks/replays/{id}/standing         getReplay
            GET  /operations/checks/standing                      getVerification listReplays
            POST /operations/checks/verifications                 verifyLog
            POST /operations/checks/verifications/{id}/cancel     cancelVerification
            GET  /operations/imports                              listImports listIncoming listImportRuns
            GET  /operations/imports.csv                          listImports
            POST /operations/imports/runs                         beginImport
            GET  /operations/imports/runs/{id}                    getImportRun
            POST /operations/imports/runs/{id}/cancel             cancelImport
            GET  /operations/imports/runs/{id}/standing           getImportRun
            POST /operations/imports/upload                       uploadIncoming
            GET  /operations/imports/{name}/report                getImportReport
            GET  /operations/letters.csv                          listDeadLetters
            GET  /operations/log-ins                              listLogIns
            GET  /operations/log-ins.csv                          listLogIns
            GET  /operations/processes                            listProcesses
            GET  /operations/processes.csv                        listProcesses
            POST /operations/processes/{id}/retry                 retryProcess
            GET  /operations/standing                             listProjections listDeadLetters
            GET  /operations/trainings                            listTrainings
            POST /operations/trainings                            trainModel
            GET  /operations/trainings/{id}                       getTraining
            POST /operations/trainings/{id}/cancel                cancelTraining
            GET  /operations/trainings/{id}/standing              getTraining
            GET  /operations/views.csv                            listProjections
            POST /operations/{projection}/cancel                  cancelRebuild
            POST /operations/{projection}/letters/{position}/drop   dropDeadLetter
            POST /operations/{projection}/letters/{position}/retry  retryDeadLetter
            POST /operations/{projection}/rebuild                 rebuildProjection
            GET  /stock                                           listStock
            GET  /stock.csv                                       listStock
            """;

    private static Map<String, Set<String>> table() {
        Map<String, Set<String>> table = new TreeMap<>();
        TABLE.lines().map(line -> line.trim().split(" +")).forEach(line -> {
            Set<String> operations = new TreeSet<>(Arrays.asList(line).subList(2, line.length));
            operations.remove("-");
            table.put(line[0] + " " + line[1], operations);
        });
        return table;
    }

    /** What the console answers, as its controllers say. */
    private static Set<String> pages() {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(Controller.class));
        return scanner.findCandidateComponents(Words.class.getPackageName()).stream()
                .map(BeanDefinition::getBeanClassName)
                .flatMap(ConsoleInApiTest::pagesOf)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> pagesOf(String controller) {
        Class<?> type;
        try {
            type = Class.forName(controller);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
        RequestMapping around = AnnotatedElementUtils.findMergedAnnotation(type, RequestMapping.class);
        String before = around == null ? "" : around.path()[0];
        return Arrays.stream(type.getDeclaredMethods())
                .map(method -> AnnotatedElementUtils.findMergedAnnotation(method, RequestMapping.class))
                .filter(mapping -> mapping != null)
                .flatMap(mapping -> Stream.of(mapping.path().length == 0 ? new String[] {""} : mapping.path())
                        .map(path -> mapping.method()[0] + " " + before + path));
    }

    /** Pages without a line, lines without a page, operations that are none, actions that only look. */
    private static List<String> faults(
            Map<String, Set<String>> table, Set<String> pages, Map<String, HttpMethod> operations) {
        Stream<String> unsaid = pages.stream().filter(page -> !table.containsKey(page));
        Stream<String> gone = table.keySet().stream().filter(page -> !pages.contains(page));
        Stream<String> unknown = table.entrySet().stream()
                .filter(line -> !operations.keySet().containsAll(line.getValue()))
                .map(Map.Entry::getKey);
        Stream<String> notDone = table.entrySet().stream()
                .filter(line -> line.getKey().startsWith("POST"))
                .filter(line -> line.getValue().stream().allMatch(id -> HttpMethod.GET.equals(operations.get(id))))
                .map(Map.Entry::getKey);
        return Stream.of(unsaid, gone, unknown, notDone).flatMap(found -> found).toList();
    }

    private Map<String, HttpMethod> operations() {
        return DocumentedOperation.all(get("", "/api/v1/openapi.json").body()).stream()
                .collect(Collectors.toMap(DocumentedOperation::id, DocumentedOperation::method));
    }

    @Test
    void every_page_and_form_of_the_console_has_its_operations() {
        assertThat(pages()).hasSizeGreaterThan(50);
        assertThat(faults(table(), pages(), operations())).isEmpty();
    }

    @Test
    void a_page_that_the_api_has_nothing_for_is_found() {
        Map<String, HttpMethod> operations = operations();
        Set<String> more = pages();
        more.add("POST /campaigns/{id}/planted");
        assertThat(faults(table(), more, operations)).containsExactly("POST /campaigns/{id}/planted");

        Map<String, Set<String>> looking = table();
        looking.put("POST /campaigns/{id}/stop", Set.of("getCampaign"));
        assertThat(faults(looking, pages(), operations)).containsExactly("POST /campaigns/{id}/stop");

        operations.remove("judgeDecision");
        assertThat(faults(table(), pages(), operations)).contains("POST /decisions/{id}/judgement");
    }
}
