package io.reprise.http.security;

import static io.reprise.domain.model.vocabulary.Role.APPROVER;
import static io.reprise.domain.model.vocabulary.Role.AUDITOR;
import static io.reprise.domain.model.vocabulary.Role.FINANCE;
import static io.reprise.domain.model.vocabulary.Role.MARKETER;
import static io.reprise.domain.model.vocabulary.Role.OPERATOR;
import static io.reprise.domain.model.vocabulary.Role.SHOP;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;

import io.reprise.domain.model.vocabulary.Role;
import jakarta.servlet.http.HttpServletRequest;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * A call of the API that takes one of some roles; every other call takes any of them. The core checks again what a
 * person may do, in the state it finds.
 *
 * @param pattern path with variables, as the controllers have it
 */
public record Door(HttpMethod method, String pattern, SortedSet<Role> anyOf, RequestMatcher matcher) {

    private static final String PROJECTIONS = "/api/v1/projections";
    private static final String PROJECTION = PROJECTIONS + "/{projection}";
    private static final String REPLAYS = "/api/v1/replays";
    private static final String VERIFICATIONS = "/api/v1/verifications";
    private static final String IMPORTS = "/api/v1/import-runs";
    private static final String TRAININGS = "/api/v1/training-runs";
    private static final String COUNTERFACTUALS = "/api/v1/counterfactual-runs";
    private static final String WEBHOOKS = "/api/v1/webhooks";
    private static final String WEBHOOK = WEBHOOKS + "/{webhook}";
    private static final String CAMPAIGN = "/api/v1/campaigns/{id}";

    /** All of them; {@code ops/docs/http-api.md} says the same. */
    public static final List<Door> ALL = List.of(
            door(POST, "/api/v1/campaigns", MARKETER),
            door(PUT, CAMPAIGN + "/plan", MARKETER),
            door(POST, CAMPAIGN + "/submit", MARKETER),
            door(POST, CAMPAIGN + "/approve", APPROVER, FINANCE),
            door(POST, CAMPAIGN + "/send-back", APPROVER, FINANCE),
            door(POST, CAMPAIGN + "/decisions/{decision}/override", MARKETER, APPROVER, FINANCE),
            door(POST, CAMPAIGN + "/adjustments/{decision}/approve", APPROVER, FINANCE),
            door(POST, CAMPAIGN + "/adjustments/{decision}/reject", APPROVER, FINANCE),
            door(POST, CAMPAIGN + "/adjustments/{decision}/revert", MARKETER, APPROVER, FINANCE),
            door(POST, CAMPAIGN + "/stop", MARKETER, APPROVER, FINANCE, OPERATOR),
            door(GET, CAMPAIGN + "/offers", SHOP),
            door(GET, CAMPAIGN + "/recommendations", SHOP),
            door(POST, CAMPAIGN + "/audience", SHOP),
            door(POST, CAMPAIGN + "/prior-spend", SHOP),
            door(POST, CAMPAIGN + "/signals", SHOP),
            door(POST, CAMPAIGN + "/claims", SHOP),
            door(GET, CAMPAIGN + "/decisions/{decision}/attributions", MARKETER, APPROVER, FINANCE, AUDITOR, OPERATOR),
            door(GET, CAMPAIGN + "/decisions/{decision}/proof", MARKETER, APPROVER, FINANCE, AUDITOR, OPERATOR),
            door(GET, CAMPAIGN + "/training-rows", MARKETER, APPROVER, FINANCE, AUDITOR, OPERATOR),
            door(GET, CAMPAIGN + "/privacy", MARKETER, APPROVER, FINANCE, AUDITOR),
            door(PUT, CAMPAIGN + "/privacy/budget", APPROVER),
            door(POST, CAMPAIGN + "/privacy/releases", MARKETER, APPROVER, AUDITOR),
            door(GET, CAMPAIGN + "/transparency", MARKETER, APPROVER, FINANCE, AUDITOR, OPERATOR),
            door(GET, "/api/v1/models/{release}/transparency", MARKETER, APPROVER, FINANCE, AUDITOR, OPERATOR),
            door(GET, CAMPAIGN + "/judgements", MARKETER, APPROVER, FINANCE, AUDITOR, OPERATOR),
            door(PUT, CAMPAIGN + "/decisions/{decision}/judgement", MARKETER, APPROVER, FINANCE, AUDITOR),
            door(GET, CAMPAIGN + "/evidence-pack", AUDITOR),
            door(POST, "/api/v1/counterfactuals", MARKETER, APPROVER, AUDITOR),
            door(POST, COUNTERFACTUALS, MARKETER, APPROVER, AUDITOR),
            door(GET, COUNTERFACTUALS, MARKETER, APPROVER, AUDITOR),
            door(GET, COUNTERFACTUALS + "/{run}", MARKETER, APPROVER, AUDITOR),
            door(DELETE, COUNTERFACTUALS + "/{run}", MARKETER, APPROVER, AUDITOR),
            door(POST, REPLAYS, AUDITOR, OPERATOR),
            door(GET, REPLAYS, AUDITOR, OPERATOR),
            door(GET, REPLAYS + "/{replay}", AUDITOR, OPERATOR),
            door(DELETE, REPLAYS + "/{replay}", AUDITOR, OPERATOR),
            door(POST, VERIFICATIONS, AUDITOR, OPERATOR),
            door(GET, VERIFICATIONS, AUDITOR, OPERATOR),
            door(GET, VERIFICATIONS + "/{verification}", AUDITOR, OPERATOR),
            door(DELETE, VERIFICATIONS + "/{verification}", AUDITOR, OPERATOR),
            door(GET, "/api/v1/imports", OPERATOR, AUDITOR),
            door(GET, "/api/v1/imports/{name}/report", OPERATOR, AUDITOR),
            door(GET, "/api/v1/incoming", OPERATOR, AUDITOR),
            door(PUT, "/api/v1/incoming/{file}", OPERATOR),
            door(POST, IMPORTS, OPERATOR),
            door(GET, IMPORTS, OPERATOR, AUDITOR),
            door(GET, IMPORTS + "/{run}", OPERATOR, AUDITOR),
            door(DELETE, IMPORTS + "/{run}", OPERATOR),
            door(POST, TRAININGS, OPERATOR),
            door(GET, TRAININGS, OPERATOR, AUDITOR),
            door(GET, TRAININGS + "/{run}", OPERATOR, AUDITOR),
            door(DELETE, TRAININGS + "/{run}", OPERATOR),
            door(POST, "/api/v1/plans/what-if", MARKETER, APPROVER, FINANCE, OPERATOR),
            door(POST, "/api/v1/plans/what-if/drivers", MARKETER, APPROVER, FINANCE, OPERATOR),
            door(GET, "/api/v1/processes", OPERATOR, AUDITOR),
            door(POST, "/api/v1/processes/{process}/retry", OPERATOR),
            door(POST, "/api/v1/stock/receipts", OPERATOR),
            door(POST, "/api/v1/models/{release}/promote", APPROVER, FINANCE),
            door(POST, "/api/v1/models/{release}/decline", APPROVER, FINANCE),
            door(POST, "/api/v1/models/{release}/roll-back", APPROVER, OPERATOR),
            door(POST, "/api/v1/models/{release}/retire", APPROVER, OPERATOR),
            door(POST, "/api/v1/clock/advance", OPERATOR),
            door(GET, "/api/v1/events", OPERATOR, AUDITOR),
            door(GET, "/api/v1/events/{position}/proof", OPERATOR, AUDITOR),
            door(GET, "/api/v1/checkpoints", OPERATOR, AUDITOR),
            door(GET, "/api/v1/checkpoints/{size}/growth", OPERATOR, AUDITOR),
            door(GET, "/api/v1/log-ins", OPERATOR, AUDITOR),
            door(POST, "/api/v1/people/exports", OPERATOR, AUDITOR),
            door(POST, "/api/v1/people/erasures", OPERATOR),
            door(GET, "/api/v1/people/erasures", OPERATOR, AUDITOR),
            door(GET, WEBHOOKS, OPERATOR, AUDITOR),
            door(PUT, WEBHOOK, OPERATOR),
            door(DELETE, WEBHOOK, OPERATOR),
            door(POST, WEBHOOK + "/replay", OPERATOR),
            door(GET, PROJECTIONS, OPERATOR, AUDITOR),
            door(POST, PROJECTION + "/rebuild", OPERATOR),
            door(DELETE, PROJECTION + "/rebuild", OPERATOR),
            door(GET, PROJECTION + "/dead-letters", OPERATOR, AUDITOR),
            door(POST, PROJECTION + "/dead-letters/{position}/retry", OPERATOR),
            door(POST, PROJECTION + "/dead-letters/{position}/drop", OPERATOR));

    private static Door door(HttpMethod method, String pattern, Role... anyOf) {
        return new Door(
                method,
                pattern,
                new TreeSet<>(List.of(anyOf)),
                PathPatternRequestMatcher.withDefaults().matcher(method, pattern));
    }

    /** The door a request is at, or empty where a log-in is enough. */
    static Optional<Door> at(HttpServletRequest request) {
        return ALL.stream().filter(door -> door.matcher().matches(request)).findFirst();
    }

    /** The door that a controller's call is at. */
    public static Optional<Door> of(String method, String pattern) {
        return ALL.stream()
                .filter(door ->
                        door.method().name().equals(method) && door.pattern().equals(pattern))
                .findFirst();
    }

    /** Of whoever has a door at all: people and machines that are let in, which the engine itself is not. */
    static String[] anyRole() {
        return names(EnumSet.complementOf(EnumSet.of(Role.ENGINE)));
    }

    String[] roleNames() {
        return names(anyOf);
    }

    private static String[] names(Set<Role> roles) {
        return roles.stream().map(Role::name).toArray(String[]::new);
    }
}
