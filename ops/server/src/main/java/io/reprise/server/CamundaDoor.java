package io.reprise.server;

import io.reprise.domain.model.vocabulary.Role;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.rest.security.auth.AuthenticationProvider;
import org.camunda.bpm.engine.rest.security.auth.AuthenticationResult;
import org.camunda.bpm.webapp.impl.security.auth.ContainerBasedAuthenticationFilter;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Camunda's Tasklist and Cockpit for the people Reprise knows: who is logged in to the console is logged in there, as the
 * same person with the same roles as groups. Operators may do everything in the engine, auditors look at its processes,
 * and the others work on the tasks that wait for their role.
 */
@Configuration(proxyBeanMethods = false)
class CamundaDoor {

    private static final String ALL_TASKS = "Waiting for people";

    @Bean
    FilterRegistrationBean<ContainerBasedAuthenticationFilter> camundaLogIn() {
        var filter = new FilterRegistrationBean<>(new ContainerBasedAuthenticationFilter());
        filter.setInitParameters(Map.of("authentication-provider", LoggedInPerson.class.getName()));
        filter.addUrlPatterns("/camunda/app/*", "/camunda/api/*");
        // After Spring Security, which knows the person.
        filter.setOrder(Ordered.LOWEST_PRECEDENCE - 100);
        return filter;
    }

    /** The person Spring Security let in. */
    public static final class LoggedInPerson implements AuthenticationProvider {

        @Override
        public AuthenticationResult extractAuthenticatedUser(HttpServletRequest request, ProcessEngine engine) {
            Authentication person = SecurityContextHolder.getContext().getAuthentication();
            if (person == null || !person.isAuthenticated()) {
                return AuthenticationResult.unsuccessful();
            }
            AuthenticationResult result = AuthenticationResult.successful(person.getName());
            result.setGroups(person.getAuthorities().stream()
                    .map(granted -> granted.getAuthority().replaceFirst("^ROLE_", ""))
                    .toList());
            return result;
        }

        @Override
        public void augmentResponseByAuthenticationChallenge(HttpServletResponse response, ProcessEngine engine) {
            // The log-in page has been shown before.
        }
    }

    @EventListener
    void open(ApplicationStartedEvent started) {
        var context = started.getApplicationContext();
        Grants grants = new Grants(context.getBean(AuthorizationService.class));
        // A process of one's own would run whatever is written in it: diagrams come with the release, and nobody gives
        // themselves more than they have.
        Set<Resources> read = EnumSet.of(Resources.DEPLOYMENT, Resources.AUTHORIZATION);
        Arrays.stream(Resources.values())
                .forEach(all ->
                        grants.to(Role.OPERATOR, all, "*", read.contains(all) ? Permissions.READ : Permissions.ALL));
        grants.to(Role.AUDITOR, Resources.APPLICATION, "cockpit", Permissions.ACCESS);
        grants.to(
                Role.AUDITOR,
                Resources.PROCESS_DEFINITION,
                "*",
                Permissions.READ,
                Permissions.READ_INSTANCE,
                Permissions.READ_TASK,
                Permissions.READ_HISTORY);
        grants.to(Role.AUDITOR, Resources.DECISION_DEFINITION, "*", Permissions.READ, Permissions.READ_HISTORY);
        for (Role role : List.of(Role.MARKETER, Role.APPROVER, Role.FINANCE)) {
            grants.to(role, Resources.APPLICATION, "tasklist", Permissions.ACCESS);
            grants.to(role, Resources.PROCESS_DEFINITION, "*", Permissions.READ);
            grants.to(role, Resources.FILTER, "*", Permissions.READ);
        }
        FilterService filters = context.getBean(FilterService.class);
        if (filters.createFilterQuery().filterName(ALL_TASKS).count() == 0) {
            filters.saveFilter(filters.newTaskFilter(ALL_TASKS)
                    .setQuery(context.getBean(TaskService.class).createTaskQuery()));
        }
    }

    /** What was granted before is read at once, and only what differs is written: most starts find everything as it should be. */
    private static final class Grants {

        private record Place(String group, int resource, String id) {}

        private final AuthorizationService service;
        private final Map<Place, Authorization> before = new HashMap<>();

        private Grants(AuthorizationService service) {
            this.service = service;
            service.createAuthorizationQuery()
                    .authorizationType(Authorization.AUTH_TYPE_GRANT)
                    .list()
                    .forEach(grant -> before.put(
                            new Place(grant.getGroupId(), grant.getResourceType(), grant.getResourceId()), grant));
        }

        void to(Role role, Resource resource, String id, Permission... permissions) {
            Authorization wanted = service.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
            wanted.setGroupId(role.name());
            wanted.setResource(resource);
            wanted.setResourceId(id);
            wanted.setPermissions(permissions);
            Authorization grant = before.get(new Place(role.name(), resource.resourceType(), id));
            if (grant == null) {
                service.saveAuthorization(wanted);
            } else if (!permitted(grant).equals(permitted(wanted))) {
                // Also where an earlier version granted more.
                grant.setPermissions(permissions);
                service.saveAuthorization(grant);
            }
        }

        private static Set<Permission> permitted(Authorization grant) {
            return Set.of(grant.getPermissions(Permissions.values()));
        }
    }
}
