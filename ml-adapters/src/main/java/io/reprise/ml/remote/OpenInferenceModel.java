package io.reprise.ml.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reprise.domain.model.decision.Tensor;
import io.reprise.domain.model.port.ModelUnavailable;
import io.reprise.ml.remote.TensorMessage.Decoded;
import io.reprise.ml.remote.TensorMessage.Encoded;
import io.reprise.ml.remote.TensorMessage.Malformed;
import io.reprise.ml.serving.ArtifactId;
import io.reprise.ml.serving.RowAnswer;
import io.reprise.ml.serving.RowModel;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.OptionalInt;
import java.util.stream.StreamSupport;

/**
 * One artifact on a server of the Open Inference Protocol. What comes back is checked: the version that answered, type,
 * shape, and that every value is a finite number.
 */
final class OpenInferenceModel implements RowModel {

    /** A server that lists this keeps a row's bits whatever it travels with. */
    static final String KEEPS_ROW_BITS = "reprise_row_bits";

    private final OpenInference server;
    private final String path;
    private final ArtifactId artifact;
    private final String inputName;
    private final String outputName;
    private final boolean isBinary;
    private final boolean mixes;
    private volatile String device;
    private volatile String engine;

    /** @param about the server's description of itself, @param model its description of the model */
    OpenInferenceModel(OpenInference server, String path, ArtifactId artifact, JsonNode about, JsonNode model) {
        this.server = server;
        this.path = path;
        this.artifact = artifact;
        this.inputName = model.path("inputs").get(0).path("name").asText();
        this.outputName = model.path("outputs").get(0).path("name").asText();
        this.isBinary = lists(about, TensorMessage.BINARY);
        this.mixes = lists(about, KEEPS_ROW_BITS);
        // A server that says nothing of its device is of a class of its own: replays compare with it by tolerance.
        this.device = "remote";
        this.engine = about.path("name").asText("unknown server") + " "
                + about.path("version").asText("");
    }

    private static boolean lists(JsonNode about, String extension) {
        return StreamSupport.stream(about.path("extensions").spliterator(), false)
                .anyMatch(each -> each.asText().equals(extension));
    }

    @Override
    public RowAnswer run(Tensor rows) {
        HttpResponse<byte[]> response = server.post(request(rows));
        try {
            Decoded answer = TensorMessage.decode(response.body(), jsonLength(response), "outputs");
            return checked(answer, rows);
        } catch (Malformed e) {
            throw new ModelUnavailable("the model server answered " + artifact + " wrongly: " + e.getMessage(), e);
        }
    }

    private HttpRequest.Builder request(Tensor rows) {
        ObjectNode message = TensorMessage.JSON.createObjectNode();
        ObjectNode output = message.putArray("outputs").addObject().put("name", outputName);
        output.putObject("parameters").put("binary_data", isBinary);
        Encoded encoded = TensorMessage.encode(message, "inputs", inputName, rows, isBinary);
        HttpRequest.Builder request = server.to(path + "/infer")
                .header("Content-Type", isBinary ? "application/octet-stream" : "application/json")
                .POST(BodyPublishers.ofByteArray(encoded.body()));
        encoded.jsonLength().ifPresent(length -> request.header(TensorMessage.JSON_LENGTH, Integer.toString(length)));
        return request;
    }

    private static OptionalInt jsonLength(HttpResponse<?> response) throws Malformed {
        var header = response.headers().firstValue(TensorMessage.JSON_LENGTH);
        try {
            return header.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(header.get()));
        } catch (NumberFormatException e) {
            throw new Malformed(TensorMessage.JSON_LENGTH + " is no number: " + header.get());
        }
    }

    private RowAnswer checked(Decoded answer, Tensor rows) throws Malformed {
        String version = answer.header().path("model_version").asText(artifact.sha256());
        if (!version.equals(artifact.sha256())) {
            throw new Malformed("version " + version + " answered");
        }
        if (answer.tensor().rows() != rows.rows()) {
            throw new Malformed(answer.tensor().rows() + " rows to " + rows.rows());
        }
        JsonNode by = answer.header().path("parameters");
        device = by.path("device").asText(device);
        engine = by.path("engine").asText(engine);
        return new RowAnswer(
                answer.tensor(),
                by.path("device").asText(device),
                by.path("engine").asText(engine));
    }

    @Override
    public boolean mixes() {
        return mixes;
    }

    @Override
    public String device() {
        return device;
    }

    @Override
    public String engine() {
        return engine;
    }

    @Override
    public void close() {
        // Everything it holds is the server's.
    }
}
