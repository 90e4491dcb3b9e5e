package io.reprise.http.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jwt.JWTClaimsSet;
import io.reprise.domain.axon.EventJson;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.security.core.Authentication;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Who comes in: by password, by a provider's token, at the provider's page; and who does not. */
@SpringBootTest(
        classes = ApiTestServer.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "reprise.home=target/test-home/${random.uuid}",
            "reprise.demo=true",
            "reprise.calls-per-second=20",
            "reprise.oidc.audience=" + TestIssuer.AUDIENCE,
            "reprise.oidc.roles-claim=realm_access.roles",
            "reprise.oidc.client-id=reprise-console",
            "reprise.oidc.client-secret=secret",
            "logging.level.root=error",
            "spring.main.banner-mode=off"
        })
@Import(IdentityTest.WhoAmI.class)
class IdentityTest {

    private static final TestIssuer ISSUER = new TestIssuer();

    @LocalServerPort
    int port;

    @Autowired
    InMemoryLog log;

    private final HttpClient http = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();

    /** A page that says who is logged in. */
    @RestController
    static class WhoAmI {
        @GetMapping("/who-am-i")
        String who(Authentication who) {
            return who.getName() + " " + who.getAuthorities();
        }
    }

    @DynamicPropertySource
    static void issuer(DynamicPropertyRegistry properties) {
        properties.add("reprise.oidc.issuer", ISSUER::url);
    }

    @AfterAll
    static void close() {
        ISSUER.close();
    }

    private HttpResponse<String> get(String path, String authorization) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static String basic(String name, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    private HttpResponse<String> withToken(String path, String token) throws Exception {
        return get(path, "Bearer " + token);
    }

    private static String token(String subject, String role, UnaryOperator<JWTClaimsSet.Builder> with) {
        return ISSUER.sign(with.apply(ISSUER.claims(subject, List.of(role, "of-no-interest")))
                .build());
    }

    private JsonNode logIns() throws Exception {
        return EventJson.mapper()
                .readTree(get("/api/v1/log-ins", basic("audra", "audra")).body());
    }

    @Test
    void a_token_of_the_provider_opens_the_doors_of_its_roles_and_no_other() throws Exception {
        String operator = token("omar", "OPERATOR", claims -> claims);
        String engine = token("eve", "engine", claims -> claims);

        assertThat(withToken("/api/v1/projections", operator).statusCode()).isEqualTo(200);
        assertThat(withToken("/api/v1/projections", token("mo", "marketer", c -> c))
                        .statusCode())
                .isEqualTo(403);
        assertThat(withToken("/api/v1/projections", engine).statusCode())
                .as("the engine's role is nobody's")
                .isEqualTo(403);
        assertThat(withToken("/api/v1/clock", operator).statusCode()).isEqualTo(200);
        assertThat(withToken("/api/v1/clock", engine))
                .as("without a role there is nothing to read")
                .returns(403, HttpResponse::statusCode)
                .satisfies(answer -> assertThat(answer.body()).contains("RoleMissing", "This takes a role"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "expired",
                "never expiring",
                "not yet",
                "other issuer",
                "other audience",
                "no audience",
                "forged",
                "unsigned",
                "of a local name",
                "of nobody",
                "no token"
            })
    void no_other_token_opens_anything(String kind) throws Exception {
        JWTClaimsSet.Builder claims = ISSUER.claims("omar", List.of("OPERATOR"));
        Instant now = Instant.now();
        String token =
                switch (kind) {
                    case "expired" ->
                        ISSUER.sign(claims.expirationTime(Date.from(now.minusSeconds(120)))
                                .build());
                    case "never expiring" ->
                        ISSUER.sign(claims.expirationTime(null).build());
                    case "not yet" ->
                        ISSUER.sign(claims.notBeforeTime(Date.from(now.plusSeconds(120)))
                                .build());
                    case "other issuer" ->
                        ISSUER.sign(claims.issuer("https://elsewhere.example").build());
                    case "other audience" ->
                        ISSUER.sign(claims.audience("another-application").build());
                    case "no audience" ->
                        ISSUER.sign(claims.audience((String) null).build());
                    case "forged" -> ISSUER.forge(claims.build());
                    case "unsigned" -> ISSUER.unsigned(claims.build());
                    case "of a local name" -> ISSUER.sign(claims.subject("otto").build());
                    case "of nobody" -> ISSUER.sign(claims.subject(null).build());
                    default -> "no.token.atall";
                };

        HttpResponse<String> answer = withToken("/api/v1/clock", token);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElse("")).contains("invalid_token");
        assertThat(answer.body()).contains("TokenNotAccepted").doesNotContain(token);
    }

    @Test
    void people_log_in_to_the_console_at_the_providers_page() throws Exception {
        HttpResponse<String> page = get("/oauth2/authorization/provider", "");
        HttpResponse<String> who = get("/who-am-i", "");

        assertThat(page.uri().getPort()).as("back from the provider").isEqualTo(port);
        assertThat(who.body()).isEqualTo("ada [ROLE_APPROVER]");
        assertThat(logIns().get(0).toString()).contains("\"name\":\"ada\"", "PROVIDER", "APPROVER", "127.0.0.0/24");
    }

    @Test
    void a_log_in_at_the_provider_that_nobody_asked_for_is_refused_and_recorded() throws Exception {
        HttpResponse<String> answer = get("/login/oauth2/code/provider?code=stolen&state=made-up", "");

        assertThat(answer.uri().toString()).endsWith("/login?refused");
        assertThat(logIns().get(0).toString()).contains("REFUSED", "PROVIDER_REFUSED");
    }

    @Test
    void log_ins_and_refusals_are_in_the_log_and_no_secret_is() throws Exception {
        String stranger = "stranger-" + UUID.randomUUID();
        get("/api/v1/clock", basic("finn", "finn"));
        get("/api/v1/clock", basic("finn", "finn"));
        get("/api/v1/clock", basic("finn", "not-the-password"));
        get("/api/v1/clock", basic(stranger, "secret-of-a-stranger"));

        JsonNode lines = logIns();

        assertThat(lines.findValuesAsText("reason")).contains("WRONG_PASSWORD", "UNKNOWN_NAME");
        long opened = 0;
        for (JsonNode line : lines) {
            opened += line.path("happened").asText().equals("LOGGED_IN")
                            && line.path("name").asText().equals("finn")
                    ? 1
                    : 0;
        }
        assertThat(opened).as("calls are recorded once an hour").isEqualTo(1);
        log.read(0, 10_000)
                .forEach(stored -> assertThat(new String(stored.event().payload(), StandardCharsets.UTF_8))
                        .doesNotContain(stranger, "secret-of-a-stranger", "not-the-password", "127.0.0.1"));
        assertThat(get("/api/v1/log-ins?limit=2", basic("otto", "otto"))
                        .headers()
                        .firstValue("Link"))
                .isPresent();
        assertThat(get("/api/v1/log-ins", basic("mei", "mei")).statusCode()).isEqualTo(403);
    }

    @Test
    void whoever_tries_passwords_is_not_looked_at_for_a_while_and_others_are() throws Exception {
        for (int i = 0; i < 10; i++) {
            assertThat(get("/api/v1/clock", basic("max", "guess" + i)).statusCode())
                    .isEqualTo(401);
        }

        HttpResponse<String> shutOut = get("/api/v1/clock", basic("max", "max"));

        assertThat(shutOut.statusCode()).isEqualTo(429);
        assertThat(shutOut.body()).contains("TooManyAttempts");
        assertThat(shutOut.headers().firstValue("Retry-After")).hasValue("60");
        assertThat(get("/api/v1/clock", basic("finn", "finn")).statusCode()).isEqualTo(200);
    }

    @Test
    void more_calls_than_one_caller_may_make_are_refused_and_nobody_elses_are() throws Exception {
        String busy = token("busy", "marketer", claims -> claims);
        int refused = 0;
        HttpResponse<String> last = null;
        for (int i = 0; i < 400 && refused == 0; i++) {
            last = withToken("/api/v1/clock", busy);
            refused += last.statusCode() == 429 ? 1 : 0;
        }

        assertThat(refused).isEqualTo(1);
        assertThat(last.body()).contains("TooManyCalls");
        assertThat(Integer.parseInt(last.headers().firstValue("Retry-After").orElseThrow()))
                .isPositive();
        assertThat(withToken("/api/v1/clock", token("calm", "marketer", claims -> claims))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void answers_and_pages_have_their_headers() throws Exception {
        HttpResponse<String> answer = get("/api/v1/clock", basic("audra", "audra"));
        HttpResponse<String> page = http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/who-am-i"))
                        .method("POST", BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());

        assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
                .startsWith("default-src 'none'");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(page.statusCode()).as("without the page's own token").isEqualTo(403);
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("script-src");
        assertThat(page.headers().firstValue("Permissions-Policy").orElse("")).contains("camera=()");
        assertThat(page.headers().firstValue("Referrer-Policy")).hasValue("same-origin");
        assertThat(page.headers().firstValue("X-Frame-Options")).hasValue("DENY");
    }
}
