package io.reprise.http.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every operation and every role, from one table that is not the code's. */
class RoleMatrixTest extends ApiTest {

    private static final Map<String, String> PEOPLE = Map.of(
            "MARKETER", "mei",
            "APPROVER", "ana",
            "FINANCE", "finn",
            "AUDITOR", "audra",
            "OPERATOR", "otto",
            "SHOP", "shop");

    /** A new operation gets its line here: who may call it, or {@code any} for whoever is logged in. */
    private static final String TABLE = """
            advanceClock            OPERATOR
            approveAdjustment       APPROVER FINANCE
            approvePlan             APPROVER FINANCE
            askCounterfactual       MARKETER APPROVER AUDITOR
            askWhatIf               MARKETER APPROVER FINANCE OPERATOR
            beginCounterfactual     MARKETER APPROVER AUDITOR
            beginImport             OPERATOR
            cancelCounterfactual    MARKETER APPROVER AUDITOR
            cancelImport            OPERATOR
            cancelRebuild           OPERATOR
            cancelReplay            AUDITOR OPERATOR
            cancelTraining          OPERATOR
            cancelVerification      AUDITOR OPERATOR
            claimStock              SHOP
            declineModel            APPROVER FINANCE
            draftCampaign           MARKETER
            dropDeadLetter          OPERATOR
            enrolAudience           SHOP
            erasePerson             OPERATOR
            exportPerson            AUDITOR OPERATOR
            getAttributions         MARKETER APPROVER FINANCE AUDITOR OPERATOR
            getCampaign             any
            getCampaignAsOf         any
            getCampaignTransparency MARKETER APPROVER FINANCE AUDITOR OPERATOR
            getClock                any
            getCounterfactual       MARKETER APPROVER AUDITOR
            getEvidencePack         AUDITOR
            getImportReport         AUDITOR OPERATOR
            getImportRun            AUDITOR OPERATOR
            getKpis                 any
            getModel                any
            getModelTransparency    MARKETER APPROVER FINANCE AUDITOR OPERATOR
            getOffers               SHOP
            getPlan                 any
            getPrivacy              MARKETER APPROVER FINANCE AUDITOR
            getRecommendations      SHOP
            getReplay               AUDITOR OPERATOR
            getTraining             AUDITOR OPERATOR
            getTrainingRows         MARKETER APPROVER FINANCE AUDITOR OPERATOR
            getVerification         AUDITOR OPERATOR
            grantPrivacyBudget      APPROVER
            judgeDecision           MARKETER APPROVER FINANCE AUDITOR
            listCampaigns           any
            listCheckpoints         AUDITOR OPERATOR
            listCounterfactuals     MARKETER APPROVER AUDITOR
            listDeadLetters         AUDITOR OPERATOR
            listDecisions           any
            listErasures            AUDITOR OPERATOR
            listImportRuns          AUDITOR OPERATOR
            listImports             AUDITOR OPERATOR
            listIncoming            AUDITOR OPERATOR
            listJudgements          MARKETER APPROVER FINANCE AUDITOR OPERATOR
            listLogIns              AUDITOR OPERATOR
            listModels              any
            listProcesses           AUDITOR OPERATOR
            listProjections         AUDITOR OPERATOR
            listReplays             AUDITOR OPERATOR
            listStock               any
            listTasks               any
            listTrainings           AUDITOR OPERATOR
            listVerifications       AUDITOR OPERATOR
            listWebhooks            AUDITOR OPERATOR
            listWhatIfDrivers       MARKETER APPROVER FINANCE OPERATOR
            overrideDecision        MARKETER APPROVER FINANCE
            promoteModel            APPROVER FINANCE
            proveDecision           MARKETER APPROVER FINANCE AUDITOR OPERATOR
            proveEvent              AUDITOR OPERATOR
            proveGrowth             AUDITOR OPERATOR
            rebuildProjection       OPERATOR
            receiveStock            OPERATOR
            recordPriorSpend        SHOP
            rejectAdjustment        APPROVER FINANCE
            releaseAggregate        MARKETER APPROVER AUDITOR
            replayDecisions         AUDITOR OPERATOR
            replayWebhook           OPERATOR
            retireModel             APPROVER OPERATOR
            retryDeadLetter         OPERATOR
            retryProcess            OPERATOR
            revertAdjustment        MARKETER APPROVER FINANCE
            revisePlan              MARKETER
            rollBackModel           APPROVER OPERATOR
            searchDecisions         any
            sendBackPlan            APPROVER FINANCE
            sendSignals             SHOP
            stopCampaign            MARKETER APPROVER FINANCE OPERATOR
            submitPlan              MARKETER
            subscribeWebhook        OPERATOR
            trainModel              OPERATOR
            unsubscribeWebhook      OPERATOR
            uploadIncoming          OPERATOR
            verifyLog               AUDITOR OPERATOR
            """;

    private static Map<String, Set<String>> table() {
        Map<String, Set<String>> table = new TreeMap<>();
        TABLE.lines().map(line -> line.trim().split(" +")).forEach(line -> {
            Set<String> roles = new TreeSet<>(Arrays.asList(line).subList(1, line.length));
            table.put(line[0], roles.equals(Set.of("any")) ? PEOPLE.keySet() : roles);
        });
        return table;
    }

    @Test
    void every_operation_opens_to_the_roles_of_its_line_and_to_nobody_else() {
        Map<String, Set<String>> table = table();
        List<DocumentedOperation> operations =
                DocumentedOperation.all(get("", "/api/v1/openapi.json").body());
        assertThat(operations.stream().map(DocumentedOperation::id).collect(Collectors.toSet()))
                .as("each operation has a line in the table")
                .isEqualTo(table.keySet());

        int events = core.events().size();
        for (DocumentedOperation operation : operations) {
            String path = operation.path().replaceAll("\\{position}", "0").replaceAll("\\{[a-z]+}", "no-such-thing");
            PEOPLE.forEach((role, person) -> {
                // An empty body is refused by every operation that takes one.
                Answer answer = call(operation.method(), person, path, "", "Content-Type", "application/json");
                boolean mayCall = table.get(operation.id()).contains(role);
                assertThat(answer.status() == 403)
                        .as(operation.id() + " as " + role + ": " + answer.status() + " " + answer.body())
                        .isEqualTo(!mayCall);
                assertThat(answer.status()).isNotEqualTo(401);
            });
            assertThat(call(operation.method(), "", path, "", "Content-Type", "application/json")
                            .status())
                    .as(operation.id() + " as nobody")
                    .isEqualTo(401);
        }
        assertThat(core.events()).hasSize(events);
    }
}
