package io.reprise.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.variable.Variables;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Camunda's web apps and services behind the same roles, and what would let somebody run a program of their own. */
class CamundaDoorTest {

    private static RehearsalServer server;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        server = RehearsalServer.start(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private final ProcessEngine engine = server.get(ProcessEngine.class);
    private final IdentityService identity = engine.getIdentityService();

    @AfterEach
    void nobody() {
        identity.clearAuthentication();
    }

    private void as(String name, String role) {
        identity.setAuthentication(name, List.of(role));
    }

    @Test
    void whoIsNotLoggedInOrIsAShopSeesNothingOfCamunda() throws Exception {
        for (String path : List.of("/camunda/app/cockpit/default/", "/camunda/api/engine/engine/default/task")) {
            HttpResponse<String> stranger = PersonOnServer.stranger(server).get(path);
            assertThat(stranger.statusCode()).isEqualTo(302);
            assertThat(stranger.headers().firstValue("Location"))
                    .hasValueSatisfying(to -> assertThat(to).endsWith("/login"));
            assertThat(PersonOnServer.loggedIn(server, "shop").get(path).statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void anOperatorLooksIntoTheEngine() throws Exception {
        assertThat(PersonOnServer.loggedIn(server, "otto")
                        .get("/camunda/api/engine/engine/default/process-definition/count")
                        .body())
                .contains("\"count\"");
    }

    @Test
    void noDatabaseConsoleIsServed() throws Exception {
        assertThat(PersonOnServer.loggedIn(server, "otto").get("/h2-console/").statusCode())
                .isIn(403, 404);
    }

    @Test
    void nobodyBringsAProcessOfTheirOwn() {
        as("otto", "OPERATOR");
        assertThatThrownBy(() -> engine.getRepositoryService()
                        .createDeployment()
                        .addInputStream(
                                "mine.bpmn",
                                new ByteArrayInputStream("<definitions/>".getBytes(StandardCharsets.UTF_8)))
                        .deploy())
                .isInstanceOf(AuthorizationException.class)
                .hasMessageContaining("CREATE");
    }

    @Test
    void nobodyGivesThemselvesMoreThanTheyHave() {
        as("otto", "OPERATOR");
        assertThatThrownBy(() -> {
                    Authorization more =
                            engine.getAuthorizationService().createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
                    more.setUserId("otto");
                    more.setResource(Resources.DEPLOYMENT);
                    more.setResourceId("*");
                    more.addPermission(Permissions.CREATE);
                    engine.getAuthorizationService().saveAuthorization(more);
                })
                .isInstanceOf(AuthorizationException.class);
    }

    @Test
    void anExpressionInAFilterIsNotRun() {
        as("otto", "OPERATOR");
        TaskService tasks = engine.getTaskService();
        Filter filter = engine.getFilterService()
                .newTaskFilter("planted")
                .setQuery(tasks.createTaskQuery()
                        .taskAssigneeExpression("${''.getClass().forName('java.lang.Runtime')}"));
        assertThatThrownBy(() -> engine.getFilterService()
                        .list(engine.getFilterService().saveFilter(filter).getId()))
                .isInstanceOf(ProcessEngineException.class)
                .hasMessageContaining("Expressions are forbidden");
        engine.getFilterService()
                .createFilterQuery()
                .filterName("planted")
                .list()
                .forEach(f -> engine.getFilterService().deleteFilter(f.getId()));
    }

    @Test
    void noVariableIsReadAsAJavaObject() {
        var release = engine.getRuntimeService().createProcessInstanceQuery().listPage(0, 1);
        assertThat(release).as("a promotion of the trained models waits").isNotEmpty();
        assertThatThrownBy(() -> engine.getRuntimeService()
                        .setVariable(
                                release.getFirst().getId(),
                                "planted",
                                Variables.serializedObjectValue("rO0ABXQAAXg=")
                                        .serializationDataFormat(Variables.SerializationDataFormats.JAVA)
                                        .objectTypeName("java.lang.String")
                                        .create()))
                .isInstanceOf(ProcessEngineException.class)
                .hasMessageContaining("Java serialization format");
    }
}
