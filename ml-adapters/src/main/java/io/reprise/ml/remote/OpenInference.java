package io.reprise.ml.remote;

import com.fasterxml.jackson.databind.JsonNode;
import io.reprise.domain.model.port.ModelUnavailable;
import io.reprise.ml.serving.ArtifactId;
import io.reprise.ml.serving.ModelServing;
import io.reprise.ml.serving.RowModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Artifacts that run on a server of the Open Inference Protocol (KServe V2, REST): the model's name is its name there, the
 * artifact's digest its version.
 *
 * @see <a href="https://github.com/kserve/open-inference-protocol">the protocol</a>
 */
public final class OpenInference implements ModelServing.Opener {

    /** Largest answer that is read. */
    static final int BODY_MAX = 64 << 20;

    private static final Duration CONNECTING = Duration.ofSeconds(2);
    /** Warming up takes seconds there too. */
    private static final Duration OPENING = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECTING)
            .build();
    private final URI server;
    private final Duration patience;

    /** @param server its address, without {@code /v2}, @param patience how long it may take to answer a batch */
    public OpenInference(URI server, Duration patience) {
        if (server.getHost() == null || !("http".equals(server.getScheme()) || "https".equals(server.getScheme()))) {
            throw new IllegalArgumentException(
                    "the model server (REPRISE_MODELS_URL) is an http or https address, but was '" + server + "'");
        }
        String text = server.toString();
        this.server = URI.create(text.endsWith("/") ? text : text + "/");
        this.patience = patience;
    }

    @Override
    public RowModel open(ArtifactId artifact) {
        get("v2/health/ready", OPENING);
        JsonNode about = json(get("v2", OPENING));
        String path = "v2/models/" + artifact.model() + "/versions/" + artifact.sha256();
        JsonNode model = json(get(path, OPENING));
        if (model.path("inputs").size() != 1 || model.path("outputs").isEmpty()) {
            throw new ModelUnavailable(artifact + " takes one tensor, but the model server describes it as "
                    + model.path("inputs").size() + " inputs and "
                    + model.path("outputs").size() + " outputs");
        }
        return new OpenInferenceModel(this, path, artifact, about, model);
    }

    byte[] get(String path, Duration within) {
        return send(HttpRequest.newBuilder(server.resolve(path)).GET(), within).body();
    }

    HttpResponse<byte[]> post(HttpRequest.Builder request) {
        return send(request, patience);
    }

    HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(server.resolve(path));
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request, Duration within) {
        // The client's own time-out ends with the headers; this one covers the body.
        CompletableFuture<HttpResponse<byte[]>> sent = http.sendAsync(request.build(), bounded());
        try {
            HttpResponse<byte[]> answer = sent.get(within.toNanos(), TimeUnit.NANOSECONDS);
            if (answer.body().length > BODY_MAX) {
                throw new ModelUnavailable("the model server's answer is larger than " + BODY_MAX + " bytes");
            }
            if (answer.statusCode() != 200) {
                throw new ModelUnavailable(
                        "the model server answered " + answer.statusCode() + ": " + error(answer.body()));
            }
            return answer;
        } catch (TimeoutException e) {
            sent.cancel(true);
            throw new ModelUnavailable("the model server did not answer within " + within.toMillis() + " ms");
        } catch (InterruptedException e) {
            sent.cancel(true);
            Thread.currentThread().interrupt();
            throw new ModelUnavailable("interrupted while the model server was answering", e);
        } catch (ExecutionException e) {
            throw new ModelUnavailable("the model server " + server + " cannot be asked: " + e.getCause(), e);
        }
    }

    /** The body, or one byte more than may be. */
    private static BodyHandler<byte[]> bounded() {
        return response -> {
            ByteArrayOutputStream read = new ByteArrayOutputStream();
            return BodySubscribers.mapping(
                    BodySubscribers.ofByteArrayConsumer(part -> part.ifPresent(
                            bytes -> read.write(bytes, 0, Math.min(bytes.length, BODY_MAX + 1 - read.size())))),
                    nothing -> read.toByteArray());
        };
    }

    private static String error(byte[] body) {
        try {
            JsonNode error = TensorMessage.JSON.readTree(body).path("error");
            return error.isTextual() ? TensorMessage.firstLine(error.asText()) : "without a reason";
        } catch (IOException e) {
            return "without a reason";
        }
    }

    private static JsonNode json(byte[] body) {
        try {
            return TensorMessage.JSON.readTree(body);
        } catch (IOException e) {
            throw new ModelUnavailable(
                    "the model server does not speak the Open Inference Protocol: its answer is no JSON");
        }
    }
}
