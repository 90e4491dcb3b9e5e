package io.reprise.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ConnectException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log-in page is there before the server is wired; everything else says when to come again, and is then as it always was. */
class EarlyDoorTest {

    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
    private static final Pattern STYLES = Pattern.compile("href=\"(/assets/styles-[0-9a-f]+\\.css)\"");

    /** No part of the log-in page, and nothing that one is made of. */
    private static final String LATE = "viewOperations";

    @TempDir
    private Path home;

    private final HttpClient browser =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    private static HttpRequest.Builder asked(HeldStart server, String path) {
        return HttpRequest.newBuilder(URI.create(server.url() + path)).header("Accept-Language", "en");
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return browser.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> get(HeldStart server, String path) throws Exception {
        return send(asked(server, path));
    }

    private static String found(Pattern pattern, String page) {
        Matcher matcher = pattern.matcher(page);
        assertThat(matcher.find()).as("%s in %s", pattern, page).isTrue();
        return matcher.group(1);
    }

    @Test
    void aLogInSentBeforeTheServerIsWiredIsHeldAndThenLetIn() throws Exception {
        try (HeldStart server = new HeldStart(home, LATE, null)) {
            HttpResponse<String> page = get(server, "/login");
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.headers().firstValue("Content-Security-Policy")).isPresent();
            assertThat(get(server, found(STYLES, page.body())).statusCode()).isEqualTo(200);
            assertThat(get(server, "/actuator/health/liveness").statusCode()).isEqualTo(200);
            assertThat(get(server, "/actuator/health/readiness").statusCode()).isEqualTo(503);

            CompletableFuture<HttpResponse<String>> logIn = browser.sendAsync(
                    asked(server, "/login")
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(BodyPublishers.ofString(
                                    "username=mei&password=mei&_csrf=" + found(TOKEN, page.body())))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(get(server, "/api/v1/campaigns").statusCode())
                    .as("the server goes on answering beside the log-in it holds")
                    .isEqualTo(503);
            assertThat(logIn).isNotDone();
            server.goOn();
            server.whole();

            assertThat(logIn.get(1, TimeUnit.MINUTES).headers().firstValue("Location"))
                    .hasValueSatisfying(to -> assertThat(to).endsWith("/"));
            assertThat(get(server, "/").body()).contains("Log out mei");
            assertThat(get(server, "/actuator/health/readiness").statusCode()).isEqualTo(200);
            assertThat(get(server, "/api/v1/campaigns").statusCode()).isEqualTo(401);
            assertThat(server.madeWhileAnswering())
                    .as("all that the log-in page needs was made before the port was opened")
                    .isEmpty();
        }
    }

    @Test
    void whatComesTooEarlyIsToldSoAndWhereTheStartFailsNothingStaysOpen() throws Exception {
        try (HeldStart server = new HeldStart(home, LATE, new IllegalStateException("planted"))) {
            HttpResponse<String> call = send(asked(server, "/api/v1/campaigns").POST(BodyPublishers.ofString("{}")));
            assertThat(call.statusCode()).isEqualTo(503);
            assertThat(call.headers().firstValue("Retry-After")).hasValue("2");
            assertThat(call.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(call.body()).contains("\"code\":\"Starting\"");

            HttpResponse<String> board = get(server, "/");
            assertThat(board.statusCode()).isEqualTo(503);
            assertThat(board.body())
                    .contains("The server is starting", "lang=\"en-GB\"", "content=\"2\"")
                    .doesNotContain("??");
            HttpResponse<String> chinese = send(
                    asked(server, "/").setHeader("Accept-Language", "zh-CN").POST(BodyPublishers.noBody()));
            assertThat(chinese.statusCode()).isEqualTo(503);
            assertThat(chinese.body()).contains("服务器正在启动", "lang=\"zh-CN\"", "content=\"2;url=/\"");

            server.goOn();
            assertThatThrownBy(server::whole).hasStackTraceContaining("planted");
            assertThatThrownBy(() -> get(server, "/login")).isInstanceOf(ConnectException.class);
        }
    }
}
