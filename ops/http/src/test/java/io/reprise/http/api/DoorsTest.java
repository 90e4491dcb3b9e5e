package io.reprise.http.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.model.registry.ModelReleaseCommand.RegisterRelease;
import io.reprise.domain.model.registry.ModelReleaseId;
import io.reprise.domain.model.vocabulary.Role;
import io.reprise.domain.model.vocabulary.Sha256;
import io.reprise.http.security.Door;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

class DoorsTest extends ApiTest {

    private static final Map<String, Set<Role>> PEOPLE = Map.of(
            "mei", Set.of(Role.MARKETER),
            "max", Set.of(Role.MARKETER, Role.APPROVER),
            "ana", Set.of(Role.APPROVER),
            "finn", Set.of(Role.FINANCE),
            "audra", Set.of(Role.AUDITOR),
            "otto", Set.of(Role.OPERATOR),
            "shop", Set.of(Role.SHOP));
    private static final List<String> FOR_ANYBODY = List.of(
            "GET /api/v1/campaigns",
            "GET /api/v1/campaigns/{id}",
            "GET /api/v1/campaigns/{id}/as-of",
            "GET /api/v1/campaigns/{id}/plan",
            "GET /api/v1/campaigns/{id}/decisions",
            "GET /api/v1/campaigns/{id}/kpis",
            "GET /api/v1/campaigns/{id}/live",
            "GET /api/v1/decisions",
            "GET /api/v1/tasks",
            "GET /api/v1/stock",
            "GET /api/v1/models",
            "GET /api/v1/models/{release}",
            "GET /api/v1/clock");

    @Autowired
    RequestMappingHandlerMapping requestMappingHandlerMapping;

    private Set<String> calls() {
        return requestMappingHandlerMapping.getHandlerMethods().keySet().stream()
                .flatMap(mapping -> mapping.getPatternValues().stream()
                        .filter(path -> path.startsWith("/api/") && !path.startsWith("/api/v1/openapi.json"))
                        .flatMap(path -> mapping.getMethodsCondition().getMethods().stream()
                                .map(method -> method + " " + path)))
                .collect(Collectors.toSet());
    }

    @Test
    void every_call_has_a_door_or_is_for_anybody_and_every_door_a_call() {
        Set<String> known = Door.ALL.stream()
                .map(door -> door.method() + " " + door.pattern())
                .collect(Collectors.toSet());
        known.addAll(FOR_ANYBODY);

        assertThat(calls()).isEqualTo(known);
    }

    @Test
    void each_door_opens_to_its_roles_and_names_them_to_others() {
        for (Door door : Door.ALL) {
            String path = door.pattern()
                    .replace("{id}", id)
                    .replace("{decision}", "none")
                    .replace("{release}", "none")
                    .replace("{projection}", "none")
                    .replace("{position}", "0")
                    .replace("{size}", "1")
                    .replace("{replay}", "none")
                    .replace("{verification}", "none")
                    .replace("{run}", "none")
                    .replace("{process}", "none")
                    .replace("{name}", "none")
                    .replace("{file}", "none.csv")
                    .replace("{webhook}", "none");
            int before = core.events().size();
            PEOPLE.forEach((person, roles) -> {
                Answer answer = call(door.method(), person, path, "", MediaType.APPLICATION_JSON);

                boolean entitled = roles.stream().anyMatch(door.anyOf()::contains);
                String what = person + " " + door + " " + answer.body();
                if (entitled) {
                    assertThat(answer.status()).as(what).isNotIn(401, 403, 500);
                } else {
                    assertThat(answer.status()).as(what).isEqualTo(403);
                    assertThat(answer.text("/code")).isEqualTo("RoleMissing");
                    assertThat(answer.text("/detail")).contains(door.anyOf().toString());
                }
            });
            assertThat(call(door.method(), "", path, "", MediaType.APPLICATION_JSON)
                            .status())
                    .isEqualTo(401);
            assertThat(core.events()).hasSize(before);
        }
    }

    @Test
    void what_is_for_anybody_takes_a_log_in() {
        sale().drafted();
        ModelReleaseId release = new ModelReleaseId("demand", Sha256.hexOf(id));
        core.handle(new RegisterRelease(release, "1", "demand-features/1", "otto", LiveSale.START));
        for (String call : FOR_ANYBODY) {
            String path = call.substring("GET ".length()).replace("{id}", id).replace("{release}", release.value());
            PEOPLE.keySet().forEach(person -> assertThat(get(person, path).status())
                    .as(person + " " + call)
                    .isEqualTo(200));

            Answer nobody = get("", path);
            assertThat(nobody.status()).isEqualTo(401);
            assertThat(nobody.text("/code")).isEqualTo("NotLoggedIn");
            assertThat(nobody.response().getHeader("WWW-Authenticate")).startsWith("Basic");
        }
    }

    @Test
    void a_wrong_password_does_not_open_and_no_session_is_kept() {
        Answer wrong = call(HttpMethod.GET, "nobody", "/api/v1/clock", "", MediaType.APPLICATION_JSON);

        assertThat(wrong.status()).isEqualTo(401);
        assertThat(get("mei", "/api/v1/clock").response().getHeaders("Set-Cookie"))
                .isEmpty();
    }
}
