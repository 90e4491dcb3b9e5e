package io.reprise.market;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.TimeUnit;

/** Speaks the public API as one of its users. A server that is away for a while is waited for. */
final class RepriseClient {

    private static final int TOO_BUSY = 429;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final ObjectMapper json = new ObjectMapper();
    private final URI base;
    private final Said said;
    private volatile boolean hurried;

    /** Where waiting is told. */
    interface Said {
        void say(String line);
    }

    RepriseClient(URI base, Said said) {
        this.base = base;
        this.said = said;
    }

    /** From now on a server that is away is not waited for. */
    void hurry() {
        hurried = true;
    }

    /** The server refused: what it said, and its status. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int status;
        private final String code;

        Refused(int status, String code, String detail) {
            super(detail);
            this.status = status;
            this.code = code;
        }

        int status() {
            return status;
        }

        String code() {
            return code;
        }
    }

    JsonNode get(String user, String path) {
        return call(user, request(user, path).GET().build());
    }

    JsonNode post(String user, String path, Object body) {
        try {
            return call(
                    user,
                    request(user, path)
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString(json.writeValueAsString(body)))
                            .build());
        } catch (IOException e) {
            throw new IllegalArgumentException("a body cannot be written as JSON", e);
        }
    }

    JsonNode postLines(String user, String path, String lines) {
        return call(
                user,
                request(user, path)
                        .header("Content-Type", "application/x-ndjson")
                        .POST(BodyPublishers.ofString(lines))
                        .build());
    }

    private HttpRequest.Builder request(String user, String path) {
        String login = Base64.getEncoder().encodeToString((user + ":" + user).getBytes(StandardCharsets.UTF_8));
        return HttpRequest.newBuilder(base.resolve(path))
                .timeout(Duration.ofMinutes(2))
                .header("Accept", "application/json")
                .header("Authorization", "Basic " + login);
    }

    private JsonNode call(String user, HttpRequest request) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        boolean told = false;
        while (true) {
            try {
                HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
                if (response.statusCode() < 300) {
                    return response.body().isBlank() ? json.nullNode() : json.readTree(response.body());
                }
                if (response.statusCode() != 503 && response.statusCode() != TOO_BUSY) {
                    throw refused(user, request, response);
                }
            } catch (IOException e) {
                if (hurried || System.nanoTime() - deadline > 0) {
                    throw new IllegalStateException(
                            "no answer from " + base + ": is the server running? (" + e.getMessage() + ")", e);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
            if (!told) {
                said.say("waiting for the server at " + base);
                told = true;
            }
            pause(Duration.ofMillis(500));
        }
    }

    private Refused refused(String user, HttpRequest request, HttpResponse<String> response) {
        String detail = response.body();
        String code = "";
        try {
            JsonNode problem = json.readTree(response.body());
            detail = problem.path("detail").asText(detail);
            code = problem.path("code").asText();
        } catch (IOException e) {
            // No problem document: the body itself is all there is to say.
            code = "";
        }
        return new Refused(
                response.statusCode(),
                code,
                request.method() + " " + request.uri().getPath() + " as " + user + ": " + response.statusCode() + " "
                        + detail);
    }

    static void pause(Duration length) {
        try {
            TimeUnit.MILLISECONDS.sleep(length.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
