package io.reprise.http.security;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** While the server is being wired: the log-in page and that it lives; everything else later, whole or not at all. */
class StartingFilterTest {

    private static final int SERVED = 299;
    private static final Duration LONG = Duration.ofMinutes(5);

    private final List<String> served = new ArrayList<>();

    private static StartingFilter filter(Duration patience) {
        return new StartingFilter((request, response) -> response.setContentType("text/html"), patience);
    }

    private synchronized void serve(HttpServletResponse response, String path) {
        served.add(path);
        response.setStatus(SERVED);
    }

    private MockHttpServletResponse call(StartingFilter filter, String method, String path, String accepted) {
        MockHttpServletRequest request = new MockHttpServletRequest(method, path);
        request.addHeader("Accept", accepted);
        MockHttpServletResponse response = new MockHttpServletResponse();
        try {
            filter.doFilter(request, response, (same, answer) -> serve((HttpServletResponse) answer, path));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        return response;
    }

    private CompletableFuture<Integer> held(StartingFilter filter, String method, String path, String accepted) {
        return CompletableFuture.supplyAsync(
                () -> call(filter, method, path, accepted).getStatus(),
                task -> Thread.ofVirtual().start(task));
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /login, 299, ",
        "HEAD, /login, 299, ",
        "GET, /assets/styles-0a1b.css, 299, ",
        "GET, /webjars/htmx.org/2.0.10/dist/htmx.min.js, 299, ",
        "GET, /favicon.ico, 299, ",
        "GET, /actuator/health/liveness, 200, application/vnd.spring-boot.actuator.v3+json",
        "GET, /actuator/health/readiness, 503, application/vnd.spring-boot.actuator.v3+json",
        "GET, /actuator/health, 503, application/vnd.spring-boot.actuator.v3+json",
        "GET, /actuator/prometheus, 503, application/problem+json",
        "GET, /api/v1/campaigns, 503, application/problem+json",
        "POST, /api/v1/campaigns, 503, application/problem+json",
        "GET, /, 503, text/html",
        "GET, /login/oauth2/code/provider, 503, text/html",
        "POST, /assets/styles-0a1b.css, 503, text/html",
        "POST, /campaigns/double-11/approve, 503, text/html",
        "GET, /camunda/app/tasklist, 503, text/html"
    })
    void meanwhileItAnswers(String method, String path, int status, String type) {
        StartingFilter filter = filter(Duration.ZERO);
        filter.begin();

        MockHttpServletResponse answer = call(filter, method, path, "*/*");

        assertThat(answer.getStatus()).isEqualTo(status);
        assertThat(answer.getContentType()).isEqualTo(type);
        assertThat(served).hasSize(status == SERVED ? 1 : 0);
        boolean isAskedToComeAgain = status == 503 && !path.startsWith("/actuator/health");
        assertThat(answer.getHeader("Retry-After")).isEqualTo(isAskedToComeAgain ? "2" : null);
    }

    @Test
    void whereNothingBeganOrAllIsWiredEverythingIsServed() {
        StartingFilter filter = filter(Duration.ZERO);
        assertThat(call(filter, "GET", "/", "text/html").getStatus()).isEqualTo(SERVED);
        filter.begin();
        assertThat(call(filter, "GET", "/", "text/html").getStatus()).isEqualTo(503);
        filter.end();
        assertThat(call(filter, "GET", "/", "text/html").getStatus()).isEqualTo(SERVED);
    }

    @Test
    void aLogInAndAStreamWaitAndAreServedOnce() throws Exception {
        StartingFilter filter = filter(LONG);
        filter.begin();
        var logIn = held(filter, "POST", "/login", "text/html");
        var stream = held(filter, "GET", "/api/v1/campaigns/double-11/stream", "text/event-stream");
        while (filter.held() < 2) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
        assertThat(served).isEmpty();

        filter.end();

        assertThat(logIn.get(10, TimeUnit.SECONDS)).isEqualTo(SERVED);
        assertThat(stream.get(10, TimeUnit.SECONDS)).isEqualTo(SERVED);
        assertThat(served).containsExactlyInAnyOrder("/login", "/api/v1/campaigns/double-11/stream");
    }

    @Test
    void nobodyWaitsLongerThanAllowedOrBesideMoreThanAllowed() throws Exception {
        StartingFilter impatient = filter(Duration.ofMillis(1));
        impatient.begin();
        assertThat(call(impatient, "POST", "/login", "text/html").getStatus()).isEqualTo(503);

        StartingFilter filter = filter(LONG);
        filter.begin();
        List<CompletableFuture<Integer>> waiting = new ArrayList<>();
        for (int i = 0; i < StartingFilter.HELD_MAX; i++) {
            waiting.add(held(filter, "POST", "/login", "text/html"));
        }
        while (filter.held() < StartingFilter.HELD_MAX) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
        assertThat(call(filter, "POST", "/login", "text/html").getStatus()).isEqualTo(503);
        filter.end();
        for (CompletableFuture<Integer> one : waiting) {
            assertThat(one.get(10, TimeUnit.SECONDS)).isEqualTo(SERVED);
        }
    }
}
