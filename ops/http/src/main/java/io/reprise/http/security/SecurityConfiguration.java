package io.reprise.http.security;

import io.reprise.domain.model.identity.IdentityEvent.Means;
import io.reprise.domain.model.identity.IdentityEvent.Reason;
import io.reprise.domain.model.vocabulary.Role;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.context.DelegatingSecurityContextRepository;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/** Who may come in, and by which door: Basic for the API, a form for the console and Camunda's web apps. */
@Configuration(proxyBeanMethods = false)
public class SecurityConfiguration {

    /** For pages. */
    public static final String POLICY = "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; "
            + "font-src 'self' data:; frame-ancestors 'none'; form-action 'self'; base-uri 'none'";

    private static final String API_POLICY = "default-src 'none'; frame-ancestors 'none'";

    private static final String PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";

    private static final String[] WORKFLOW_ROLES = {"MARKETER", "APPROVER", "FINANCE", "AUDITOR", "OPERATOR"};

    @Bean
    PasswordEncoder passwordEncoder() {
        return new RememberingEncoder();
    }

    @Bean
    Users users(
            @Value("${reprise.home}") Path home,
            @Value("${reprise.demo:false}") boolean demo,
            PasswordEncoder encoder) {
        return Users.load(home.resolve("users.json"), demo, encoder);
    }

    @Bean
    UserDetailsService userDetails(Users users) {
        return new InMemoryUserDetailsManager(users.all().stream()
                .map(u -> User.withUsername(u.name())
                        .password(u.passwordHash())
                        .roles(u.roles().stream().map(Role::name).toArray(String[]::new))
                        .build())
                .toList());
    }

    /** Within a call that goes from one thread to another, and from one call to the next, whichever server takes it. */
    @Bean
    SecurityContextRepository people(SessionKey key) {
        return new DelegatingSecurityContextRepository(
                new PersonInSession(key), new RequestAttributeSecurityContextRepository());
    }

    @Bean
    @Order(1)
    SecurityFilterChain camunda(HttpSecurity http, SecurityContextRepository people) throws Exception {
        // Not a pattern of Spring MVC: these are servlets of their own.
        return http.securityMatcher(PathPatternRequestMatcher.withDefaults().matcher("/camunda/**"))
                .securityContext(context -> context.securityContextRepository(people))
                .authorizeHttpRequests(requests -> requests.anyRequest().hasAnyRole(WORKFLOW_ROLES))
                .exceptionHandling(
                        errors -> errors.authenticationEntryPoint(new LoginUrlAuthenticationEntryPoint("/login")))
                // Camunda's web apps bring their own CSRF tokens and headers.
                .csrf(csrf -> csrf.disable())
                .headers(headers -> headers.disable())
                .build();
    }

    /** Addresses that are written so as to mean another one, with empty parts for instance. */
    @Bean
    RequestRejectedHandler rejected() {
        return (request, response, e) -> SecurityProblem.write(
                response, HttpStatus.BAD_REQUEST, "InvalidValue", "The address is not written as an address may be.");
    }

    /** Filters that both chains share; no filters of the servlet container's. */
    record Guards(LogInAttempts attempts, CallLimits limits, CallsInFlight inFlight) {}

    @Bean
    Guards guards(
            LogInRecorder recorder,
            @Value("${reprise.calls-per-second:500}") int callsPerSecond,
            @Value("${reprise.shop-calls-per-second:10000}") int shopCallsPerSecond,
            @Value("${reprise.calls-at-once:160}") int callsAtOnce) {
        return new Guards(
                new LogInAttempts(recorder),
                new CallLimits(callsPerSecond, shopCallsPerSecond),
                new CallsInFlight(callsAtOnce));
    }

    @Bean
    @Order(2)
    SecurityFilterChain api(
            HttpSecurity http, Guards guards, OidcSettings oidc, JwtDecoder tokens, ProvidedPerson person)
            throws Exception {
        AuthenticationEntryPoint notLoggedIn = new NotLoggedIn(oidc.hasIssuer());
        http.securityMatcher("/api/**")
                .authorizeHttpRequests(requests -> {
                    Door.ALL.forEach(
                            door -> requests.requestMatchers(door.matcher()).hasAnyRole(door.roleNames()));
                    // The document says nothing that the source does not, nor does where its page finds it.
                    requests.requestMatchers(
                                    HttpMethod.GET, "/api/v1/openapi.json", "/api/v1/openapi.json/swagger-config")
                            .permitAll();
                    requests.anyRequest().hasAnyRole(Door.anyRole());
                })
                .httpBasic(basic ->
                        basic.authenticationEntryPoint(notLoggedIn).authenticationDetailsSource(CallDetails::new))
                .exceptionHandling(errors -> errors.authenticationEntryPoint(notLoggedIn)
                        .accessDeniedHandler((request, response, e) -> SecurityProblem.write(
                                response,
                                HttpStatus.FORBIDDEN,
                                "RoleMissing",
                                Door.at(request)
                                        .map(door -> "This takes one of the roles " + door.anyOf()
                                                + ". Ask somebody who holds it.")
                                        .orElse("This takes a role. Ask whoever gives you yours."))))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(csrf -> csrf.disable())
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(API_POLICY)))
                .addFilterBefore(guards.attempts(), BasicAuthenticationFilter.class)
                .addFilterAfter(guards.limits(), AnonymousAuthenticationFilter.class)
                .addFilterAfter(guards.inFlight(), CallLimits.class);
        if (oidc.hasIssuer()) {
            http.oauth2ResourceServer(server -> server.authenticationEntryPoint(notLoggedIn)
                    .jwt(jwt -> jwt.decoder(tokens).jwtAuthenticationConverter(OidcConfiguration.caller(person))));
            http.addFilterBefore(guards.attempts(), BearerTokenAuthenticationFilter.class);
        }
        return http.build();
    }

    @Bean
    @Order(3)
    SecurityFilterChain console(
            HttpSecurity http,
            Guards guards,
            OidcSettings oidc,
            ProvidedPerson person,
            LogInRecorder recorder,
            SecurityContextRepository people)
            throws Exception {
        http.securityContext(context -> context.securityContextRepository(people));
        http.authorizeHttpRequests(requests -> requests.requestMatchers(
                                "/login", "/webjars/**", "/assets/**", "/favicon.ico", "/actuator/health/**", "/error")
                        .permitAll()
                        .requestMatchers(HttpMethod.GET, "/operations/**")
                        .hasAnyRole("OPERATOR", "AUDITOR")
                        // Verifying and replaying change nothing.
                        .requestMatchers(HttpMethod.POST, "/operations/checks/**")
                        .hasAnyRole("OPERATOR", "AUDITOR")
                        .requestMatchers("/operations/**")
                        .hasRole("OPERATOR")
                        .requestMatchers("/campaigns/*/evidence-pack")
                        .hasRole("AUDITOR")
                        .requestMatchers(
                                "/campaigns/*/transparency", "/campaigns/*/transparency.pdf",
                                "/campaigns/*/acts.csv", "/models/*/*/transparency")
                        .hasAnyRole(WORKFLOW_ROLES)
                        // A question about the past is no decision.
                        .requestMatchers("/counterfactuals/**")
                        .hasAnyRole("MARKETER", "APPROVER", "AUDITOR")
                        // What an auditor says of a decision changes nothing of the sale.
                        .requestMatchers(HttpMethod.POST, "/decisions/*/judgement")
                        .hasAnyRole("MARKETER", "APPROVER", "FINANCE", "AUDITOR")
                        // Auditors read; the core says again who may do what.
                        .requestMatchers(HttpMethod.POST, "/campaigns/**", "/calendar/**")
                        .hasAnyRole("MARKETER", "APPROVER", "FINANCE", "OPERATOR")
                        .anyRequest()
                        .hasAnyRole(Door.anyRole()))
                .formLogin(
                        form -> form.loginPage("/login").defaultSuccessUrl("/").permitAll())
                .logout(logout -> logout.logoutSuccessUrl("/login"))
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(POLICY))
                        .httpStrictTransportSecurity(Customizer.withDefaults())
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                        .permissionsPolicyHeader(permissions -> permissions.policy(PERMISSIONS))
                        .crossOriginOpenerPolicy(opener -> opener.policy(CrossOriginOpenerPolicy.SAME_ORIGIN)))
                .addFilterBefore(guards.attempts(), UsernamePasswordAuthenticationFilter.class)
                .addFilterAfter(guards.inFlight(), AnonymousAuthenticationFilter.class);
        if (oidc.hasLogIn()) {
            ClientRegistrationRepository provider = new LazyProvider(oidc);
            var requests = new DefaultOAuth2AuthorizationRequestResolver(provider, "/oauth2/authorization");
            requests.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce());
            http.oauth2Login(login -> login.loginPage("/login")
                    .clientRegistrationRepository(provider)
                    .authorizationEndpoint(endpoint -> endpoint.authorizationRequestResolver(requests))
                    .userInfoEndpoint(user -> user.oidcUserService(OidcConfiguration.visitor(oidc, person)))
                    .defaultSuccessUrl("/")
                    .failureHandler((request, response, e) -> {
                        recorder.refused(
                                LogInRecorder.TOKEN_NAME,
                                Means.PROVIDER,
                                Reason.PROVIDER_REFUSED,
                                request.getRemoteAddr());
                        response.sendRedirect("/login?" + OidcConfiguration.why(e));
                    })
                    .withObjectPostProcessor(new AwayProvider()));
        }
        return http.build();
    }
}
