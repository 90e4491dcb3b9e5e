package io.reprise.http.security;

import io.reprise.domain.model.vocabulary.Role;
import io.reprise.domain.model.vocabulary.Sha256;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/** Who may come in, and by which door: Basic for the API, a form for the console and Camunda's web apps. */
@Configuration(proxyBeanMethods = false)
public class SecurityConfiguration {

    private static final String POLICY = "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; "
            + "font-src 'self' data:; frame-ancestors 'none'; form-action 'self'; base-uri 'none'";

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

    @Bean
    @Order(1)
    SecurityFilterChain camunda(HttpSecurity http) throws Exception {
        // Not a pattern of Spring MVC: these are servlets of their own.
        return http.securityMatcher(PathPatternRequestMatcher.withDefaults().matcher("/camunda/**"))
                .authorizeHttpRequests(requests -> requests.anyRequest().hasAnyRole(WORKFLOW_ROLES))
                .exceptionHandling(
                        errors -> errors.authenticationEntryPoint(new LoginUrlAuthenticationEntryPoint("/login")))
                // Camunda's web apps bring their own CSRF tokens and headers.
                .csrf(csrf -> csrf.disable())
                .headers(headers -> headers.disable())
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain api(HttpSecurity http) throws Exception {
        return http.securityMatcher("/api/**")
                .authorizeHttpRequests(requests -> {
                    Door.ALL.forEach(
                            door -> requests.requestMatchers(door.matcher()).hasAnyRole(door.roleNames()));
                    // The document says nothing that the source does not.
                    requests.requestMatchers(HttpMethod.GET, "/api/v1/openapi.json")
                            .permitAll();
                    requests.anyRequest().authenticated();
                })
                .httpBasic(basic -> basic.authenticationEntryPoint((request, response, e) -> {
                    response.setHeader("WWW-Authenticate", "Basic realm=\"Reprise\"");
                    problem(response, HttpStatus.UNAUTHORIZED, "NotLoggedIn", "Log in with HTTP Basic.");
                }))
                .exceptionHandling(errors -> errors.accessDeniedHandler((request, response, e) -> problem(
                        response,
                        HttpStatus.FORBIDDEN,
                        "RoleMissing",
                        Door.at(request)
                                .map(door ->
                                        "This takes one of the roles " + door.anyOf() + ". Ask somebody who holds it.")
                                .orElse("This is not for you."))))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(csrf -> csrf.disable())
                .build();
    }

    @Bean
    @Order(3)
    SecurityFilterChain console(HttpSecurity http) throws Exception {
        return http.authorizeHttpRequests(requests -> requests.requestMatchers(
                                "/login", "/webjars/**", "/assets/**", "/favicon.ico", "/actuator/health/**", "/error")
                        .permitAll()
                        .requestMatchers(HttpMethod.GET, "/operations/**")
                        .hasAnyRole("OPERATOR", "AUDITOR")
                        // Verifying and replaying change nothing.
                        .requestMatchers(HttpMethod.POST, "/operations/work/**")
                        .hasAnyRole("OPERATOR", "AUDITOR")
                        .requestMatchers("/operations/**")
                        .hasRole("OPERATOR")
                        // Auditors read; the core says again who may do what.
                        .requestMatchers(HttpMethod.POST, "/campaigns/**", "/calendar/**")
                        .hasAnyRole("MARKETER", "APPROVER", "FINANCE", "OPERATOR")
                        .anyRequest()
                        .authenticated())
                .formLogin(
                        form -> form.loginPage("/login").defaultSuccessUrl("/").permitAll())
                .logout(logout -> logout.logoutSuccessUrl("/login"))
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(POLICY))
                        .httpStrictTransportSecurity(Customizer.withDefaults()))
                .build();
    }

    private static void problem(
            jakarta.servlet.http.HttpServletResponse response, HttpStatus status, String code, String detail)
            throws java.io.IOException {
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getWriter()
                .write("{\"type\":\"about:blank\",\"title\":\"" + status.getReasonPhrase() + "\",\"status\":"
                        + status.value() + ",\"code\":\"" + code + "\",\"detail\":\"" + detail + "\"}");
    }

    /**
     * bcrypt, but a password found right is remembered for a while by its digest: the shop logs in with every call, and
     * bcrypt is made to be slow.
     */
    private static final class RememberingEncoder implements PasswordEncoder {

        private static final int KEPT_MAX = 1_000;

        private final PasswordEncoder bcrypt = new BCryptPasswordEncoder();
        private final Map<String, Long> right = new ConcurrentHashMap<>();

        @Override
        public String encode(CharSequence password) {
            return bcrypt.encode(password);
        }

        @Override
        public boolean matches(CharSequence password, String hash) {
            String key = Sha256.hexOf(password.toString(), hash);
            Long until = right.get(key);
            if (until != null && System.nanoTime() - until < 0) {
                return true;
            }
            boolean matches = bcrypt.matches(password, hash);
            if (matches) {
                if (right.size() >= KEPT_MAX) {
                    right.clear();
                }
                right.put(key, System.nanoTime() + Duration.ofMinutes(5).toNanos());
            }
            return matches;
        }
    }
}
