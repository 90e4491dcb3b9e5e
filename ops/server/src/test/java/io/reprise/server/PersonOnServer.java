package io.reprise.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Somebody who follows links on a server without a browser: logged in by the form, or a stranger. */
final class PersonOnServer {

    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    private final CookieManager kept = new CookieManager();
    private final HttpClient http = HttpClient.newBuilder().cookieHandler(kept).build();
    private final String url;

    private PersonOnServer(String url) {
        this.url = url;
    }

    static PersonOnServer stranger(RehearsalServer server) {
        return new PersonOnServer(server.url());
    }

    /** Of a demonstration, where the name is the password. */
    static PersonOnServer loggedIn(RehearsalServer server, String name) throws IOException, InterruptedException {
        return loggedIn(server.url(), name);
    }

    static PersonOnServer loggedIn(String url, String name) throws IOException, InterruptedException {
        PersonOnServer person = new PersonOnServer(url);
        person.submit("/login", url, "/login", "username=" + name + "&password=" + name);
        return person;
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return get(url, path);
    }

    /** From another server of the same host, which a browser sends the same cookies. */
    HttpResponse<String> get(String server, String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(URI.create(server + path)).build(), BodyHandlers.ofString());
    }

    /** Opens a page here and sends its form there, with the page's token. @param fields of the form, as it sends them */
    HttpResponse<String> submit(String page, String there, String path, String fields)
            throws IOException, InterruptedException {
        Matcher token = TOKEN.matcher(get(page).body());
        assertThat(token.find()).as("a form on " + page).isTrue();
        String form = fields + "&_csrf=" + URLEncoder.encode(token.group(1), StandardCharsets.UTF_8);
        return http.send(
                HttpRequest.newBuilder(URI.create(there + path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form))
                        .build(),
                BodyHandlers.ofString());
    }

    /** Its cookies, as name=value. */
    List<String> cookies() {
        return kept.getCookieStore().getCookies().stream()
                .map(cookie -> cookie.getName() + "=" + cookie.getValue())
                .toList();
    }
}
