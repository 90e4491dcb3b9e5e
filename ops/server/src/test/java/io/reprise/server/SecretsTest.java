package io.reprise.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Secrets that an installation is given, and that people type, are in no log line, no answer and no file it keeps. */
@ExtendWith(OutputCaptureExtension.class)
class SecretsTest {

    private static final String PSEUDONYMS = "planted-key-of-pseudonyms";
    private static final String WEBHOOKS = "planted-key-of-webhooks-which-is-long";
    private static final String WRONG = "planted-password-mistyped";
    private static final String TOKEN = "planted.bearer.token";

    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<String> answers = new ArrayList<>();

    private void call(RehearsalServer server, String path, String authorization, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url() + path));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        request.header("Content-Type", "application/json");
        HttpResponse<String> answer = http.send(
                (body == null ? request.GET() : request.method("PUT", BodyPublishers.ofString(body))).build(),
                BodyHandlers.ofString());
        answers.add(answer.headers().map() + answer.body());
    }

    private static String basic(String name, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** As they are, and as people write bytes down. */
    private static Stream<String> forms(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        return Stream.of(
                secret,
                Base64.getEncoder().withoutPadding().encodeToString(bytes),
                HexFormat.of().formatHex(bytes));
    }

    @Test
    void noSecretIsFoundAnywhere(CapturedOutput output) throws Exception {
        try (RehearsalServer server = RehearsalServer.start(
                folder,
                Map.of(
                        "REPRISE_PSEUDONYM_KEY",
                        PSEUDONYMS,
                        "REPRISE_WEBHOOK_KEY",
                        WEBHOOKS,
                        "REPRISE_JDBC_PASSWORD",
                        "",
                        "logging.level.org.springframework.security",
                        "debug"))) {
            call(server, "/api/v1/campaigns", basic("mei", WRONG), null);
            call(server, "/api/v1/campaigns", "Bearer " + TOKEN, null);
            call(server, "/api/v1/campaigns", basic("mei", "mei"), null);
            call(
                    server,
                    "/api/v1/webhooks/told",
                    basic("otto", "otto"),
                    "{\"url\":\"http://user:" + WRONG + "@10.0.0.1/\"}");
            call(server, "/actuator/env", basic("otto", "otto"), null);
            call(server, "/actuator/configprops", basic("otto", "otto"), null);
            call(server, "/actuator/prometheus", basic("otto", "otto"), null);
        }
        for (String secret : List.of(PSEUDONYMS, WEBHOOKS, TOKEN, WRONG)) {
            forms(secret).forEach(form -> {
                assertThat(output.getAll()).as("log").doesNotContain(form);
                assertThat(answers.toString()).as("answers").doesNotContain(form);
                assertThat(filesWith(form)).as("files").isEmpty();
            });
        }
        assertThat(filesWith("mei")).as("the search finds what is there").isNotEmpty();
    }

    private List<Path> filesWith(String text) {
        byte[] wanted = text.getBytes(StandardCharsets.UTF_8);
        try (Stream<Path> files = Files.walk(folder.resolve("home"))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().contains("/natives/"))
                    .filter(file -> contains(file, wanted))
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static boolean contains(Path file, byte[] wanted) {
        try {
            // Latin-1 keeps every byte a character of its own.
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
                    .contains(new String(wanted, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
