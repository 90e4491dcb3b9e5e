package io.reprise.ml.remote;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.reprise.domain.model.port.ModelUnavailable;
import io.reprise.ml.remote.TensorMessage.Decoded;
import io.reprise.ml.remote.TensorMessage.Encoded;
import io.reprise.ml.remote.TensorMessage.Malformed;
import io.reprise.ml.serving.ArtifactId;
import io.reprise.ml.serving.ModelServing;
import io.reprise.ml.serving.RowAnswer;
import io.reprise.ml.tensorflow.ModelShelf;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Serves the artifacts of a shelf by the Open Inference Protocol (KServe V2, REST), so that a machine with a GPU can run
 * them for others. Whoever can reach it can ask it: it belongs on a network of its own, or behind a proxy that checks.
 */
public final class OpenInferenceServer implements AutoCloseable {

    private static final int THREADS = 32;
    private static final String MODELS = "/v2/models/";

    private final ModelShelf shelf;
    private final ModelServing serving;
    private final Duration patience;
    private final HttpServer http;
    private final ExecutorService threads;

    /** An answer that is not 200. */
    private static final class Refused extends Exception {
        private final int status;

        Refused(int status, String message) {
            super(message);
            this.status = status;
        }
    }

    /** @param patience how long a question may take @throws IOException where the address is taken */
    public OpenInferenceServer(ModelShelf shelf, InetSocketAddress address, Duration patience) throws IOException {
        // Without it small answers wait for the other side's delayed acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        this.shelf = shelf;
        this.serving = shelf.serving();
        this.patience = patience;
        this.http = HttpServer.create(address, 0);
        this.threads = Executors.newFixedThreadPool(
                THREADS, Thread.ofPlatform().daemon().name("inference-", 0).factory());
        http.setExecutor(threads);
        http.createContext("/v2", this::handle);
        http.start();
    }

    public int port() {
        return http.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            try {
                dispatch(exchange, exchange.getRequestURI().getPath());
            } catch (Refused e) {
                error(exchange, e.status, e.getMessage());
            } catch (Malformed e) {
                error(exchange, 400, e.getMessage());
            } catch (ModelUnavailable e) {
                error(exchange, 503, e.getMessage());
            } catch (RuntimeException e) {
                error(exchange, 500, "the server failed: " + e);
            }
        }
    }

    private void dispatch(HttpExchange exchange, String path) throws IOException, Refused, Malformed {
        boolean isPost = exchange.getRequestMethod().equals("POST");
        if (isPost != path.endsWith("/infer")
                || !isPost && !exchange.getRequestMethod().equals("GET")) {
            throw new Refused(405, exchange.getRequestMethod() + " is not for " + path);
        }
        switch (path) {
            case "/v2" -> {
                ObjectNode about = TensorMessage.JSON
                        .createObjectNode()
                        .put("name", "reprise")
                        .put("version", "1");
                about.putArray("extensions").add(TensorMessage.BINARY).add(OpenInferenceModel.KEEPS_ROW_BITS);
                send(exchange, about);
            }
            case "/v2/health/live", "/v2/health/ready" -> send(exchange, TensorMessage.JSON.createObjectNode());
            default -> model(exchange, path);
        }
    }

    private void model(HttpExchange exchange, String path) throws IOException, Refused, Malformed {
        String[] parts =
                path.startsWith(MODELS) ? path.substring(MODELS.length()).split("/") : new String[0];
        if (parts.length < 3 || parts.length > 4 || !parts[1].equals("versions")) {
            throw new Refused(
                    404,
                    "there is nothing at " + path + ": artifacts are at " + MODELS
                            + "NAME/versions/SHA256 with /ready and /infer");
        }
        ArtifactId artifact = new ArtifactId(parts[0], parts[2]);
        if (shelf.find(parts[2]).filter(s -> s.card().model().equals(parts[0])).isEmpty()) {
            throw new Refused(404, "there is no artifact " + artifact);
        }
        switch (parts.length == 3 ? "" : parts[3]) {
            case "" -> describe(exchange, artifact);
            case "ready" -> {
                serving.prepared(artifact);
                send(exchange, TensorMessage.JSON.createObjectNode());
            }
            case "infer" -> infer(exchange, artifact);
            default -> throw new Refused(404, "there is nothing at " + path);
        }
    }

    private void describe(HttpExchange exchange, ArtifactId artifact) throws IOException {
        serving.prepared(artifact);
        ObjectNode model = TensorMessage.JSON.createObjectNode().put("name", artifact.model());
        model.putArray("versions").add(artifact.sha256());
        model.put("platform", "tensorflow_savedmodel");
        for (String[] each : new String[][] {{"inputs", "features"}, {"outputs", "answer"}}) {
            model.putArray(each[0])
                    .addObject()
                    .put("name", each[1])
                    .put("datatype", "FP32")
                    .putArray("shape")
                    .add(-1)
                    .add(-1);
        }
        send(exchange, model);
    }

    private void infer(HttpExchange exchange, ArtifactId artifact) throws IOException, Refused, Malformed {
        byte[] body = exchange.getRequestBody().readNBytes(OpenInference.BODY_MAX + 1);
        if (body.length > OpenInference.BODY_MAX) {
            throw new Refused(413, "a request has at most " + OpenInference.BODY_MAX + " bytes");
        }
        Decoded request = TensorMessage.decode(body, jsonLength(exchange), "inputs");
        RowAnswer answer = serving.run(artifact, request.tensor(), OptionalInt.empty(), patience);
        ObjectNode message = TensorMessage.JSON.createObjectNode();
        message.put("model_name", artifact.model()).put("model_version", artifact.sha256());
        message.putObject("parameters").put("device", answer.device()).put("engine", answer.engine());
        boolean isBinary = request.header()
                .path("outputs")
                .path(0)
                .path("parameters")
                .path("binary_data")
                .asBoolean();
        Encoded encoded = TensorMessage.encode(message, "outputs", "answer", answer.values(), isBinary);
        encoded.jsonLength().ifPresent(length -> exchange.getResponseHeaders()
                .set(TensorMessage.JSON_LENGTH, Integer.toString(length)));
        send(exchange, 200, encoded.body());
    }

    private static OptionalInt jsonLength(HttpExchange exchange) throws Refused {
        String header = exchange.getRequestHeaders().getFirst(TensorMessage.JSON_LENGTH);
        try {
            return header == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(header));
        } catch (NumberFormatException e) {
            throw new Refused(400, TensorMessage.JSON_LENGTH + " is no number");
        }
    }

    private static void error(HttpExchange exchange, int status, String message) throws IOException {
        byte[] body = TensorMessage.bytes(TensorMessage.JSON.createObjectNode().put("error", message));
        send(exchange, status, body);
    }

    private static void send(HttpExchange exchange, ObjectNode message) throws IOException {
        send(exchange, 200, TensorMessage.bytes(message));
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        if (!exchange.getResponseHeaders().containsKey(TensorMessage.JSON_LENGTH)) {
            exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
        }
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    /** Answers what it was asked, then ends. The shelf stays open. */
    @Override
    public void close() {
        http.stop((int) Math.min(2, patience.toSeconds()));
        threads.shutdown();
    }
}
