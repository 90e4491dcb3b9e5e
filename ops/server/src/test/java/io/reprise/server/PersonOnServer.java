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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Somebody who follows links on a server without a browser: logged in by the form, or a stranger. */
final class PersonOnServer {

    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    private final RehearsalServer server;

    private PersonOnServer(RehearsalServer server) {
        this.server = server;
    }

    static PersonOnServer stranger(RehearsalServer server) {
        return new PersonOnServer(server);
    }

    /** Of a demonstration, where the name is the password. */
    static PersonOnServer loggedIn(RehearsalServer server, String name) throws IOException, InterruptedException {
        PersonOnServer person = new PersonOnServer(server);
        Matcher token = TOKEN.matcher(person.get("/login").body());
        assertThat(token.find()).isTrue();
        String form = "username=" + name + "&password=" + name + "&_csrf="
                + URLEncoder.encode(token.group(1), StandardCharsets.UTF_8);
        person.http.send(
                HttpRequest.newBuilder(URI.create(server.url() + "/login"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form))
                        .build(),
                BodyHandlers.ofString());
        return person;
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(URI.create(server.url() + path)).build(), BodyHandlers.ofString());
    }
}
