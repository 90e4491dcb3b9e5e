package io.reprise.ml.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.reprise.domain.model.decision.Tensor;
import io.reprise.domain.model.port.ModelUnavailable;
import io.reprise.ml.remote.TensorMessage.Encoded;
import io.reprise.ml.serving.ArtifactId;
import io.reprise.ml.serving.Breakers;
import io.reprise.ml.serving.ModelServing;
import io.reprise.ml.serving.RowAnswer;
import io.reprise.ml.serving.ServingLimits;
import io.reprise.ml.tensorflow.ModelShelf;
import io.reprise.ml.training.TinyModels;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server of ours and a client of ours over HTTP; and servers that misbehave. */
@Timeout(60)
class OpenInferenceTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final InetSocketAddress ANY = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    @TempDir
    private static Path models;

    private static ModelShelf shelf;
    private static ArtifactId artifact;
    private static OpenInferenceServer server;
    private static ModelServing remote;

    @BeforeAll
    static void open() throws IOException {
        artifact = TinyModels.shelve(models, "tiny", 1);
        shelf = new ModelShelf(TinyModels.HOME, models);
        server = new OpenInferenceServer(shelf, ANY, LONG);
        remote = serving(server.port(), LONG);
    }

    @AfterAll
    static void close() {
        remote.close();
        server.close();
        shelf.close();
    }

    private static ModelServing serving(int port, Duration patience) {
        return new ModelServing(
                new OpenInference(URI.create("http://127.0.0.1:" + port), patience),
                ServingLimits.usual(),
                Breakers.of(Duration.ofMillis(50)));
    }

    private static Tensor random(int rows) {
        Random random = new Random(rows);
        float[] values = new float[rows * TinyModels.COLUMNS];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return new Tensor(rows, TinyModels.COLUMNS, values);
    }

    private static RowAnswer ask(ModelServing serving, Tensor rows) {
        return serving.run(artifact, rows, OptionalInt.of(TinyModels.ANSWERS), LONG);
    }

    @Test
    void whatRunsElsewhereGivesTheSameBitsAndSaysWhatItRanOn() {
        for (int rows : new int[] {1, 50, 3_000}) {
            RowAnswer there = ask(remote, random(rows));
            assertThat(there.values()).isEqualTo(shelf.run(artifact.sha256(), random(rows)));
            assertThat(there.device()).isEqualTo(shelf.device());
            assertThat(there.engine()).startsWith("TensorFlow ");
        }
    }

    @Test
    void jsonKeepsEveryBitToo() throws Exception {
        Tensor rows = random(40);
        Encoded encoded =
                TensorMessage.encode(TensorMessage.JSON.createObjectNode(), "inputs", "features", rows, false);
        HttpResponse<byte[]> answer = post(path() + "/infer", encoded.body());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(TensorMessage.decode(answer.body(), OptionalInt.empty(), "outputs")
                        .tensor())
                .isEqualTo(shelf.run(artifact.sha256(), rows));
    }

    private static String path() {
        return "/v2/models/tiny/versions/" + artifact.sha256();
    }

    private static HttpResponse<byte[]> post(String path, byte[] body) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                            .POST(BodyPublishers.ofByteArray(body))
                            .build(),
                    BodyHandlers.ofByteArray());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no JSON",
                "{}",
                "{'inputs':[]}",
                "{'inputs':[{'name':'x','shape':[1,12],'datatype':'INT8','data':[1]}]}",
                "{'inputs':[{'name':'x','shape':[1,12],'datatype':'FP32','data':[1,2,3]}]}",
                "{'inputs':[{'name':'x','shape':[2147483647,2147483647],'datatype':'FP32','data':[1]}]}",
                "{'inputs':[{'name':'x','shape':[1,1],'datatype':'FP32','data':[1,2]}]}",
                "{'inputs':[{'name':'x','shape':[1,1],'datatype':'FP32','data':['1']}]}",
                "{'inputs':[{'name':'x','shape':[1,1],'datatype':'FP32','data':[1e99]}]}",
                "{'inputs':[{'name':'x','shape':[1,1],'datatype':'FP32','parameters':{'binary_data_size':4}}]}"
            })
    void aServerAnswersABadRequestWithAReason(String body) throws Exception {
        HttpResponse<byte[]> answer =
                post(path() + "/infer", body.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(TensorMessage.JSON.readTree(answer.body()).path("error").asText())
                .isNotBlank();
    }

    @Test
    void whatIsNotThereIsNotFoundAndWhatIsTooLargeIsRefused() throws Exception {
        assertThat(post("/v2/models/tiny/versions/" + "0".repeat(64) + "/infer", new byte[1])
                        .statusCode())
                .isEqualTo(404);
        assertThat(post("/v2/models/other/versions/" + artifact.sha256() + "/infer", new byte[1])
                        .statusCode())
                .isEqualTo(404);
        assertThat(post("/v2/health/ready", new byte[1]).statusCode()).isEqualTo(405);
        assertThat(post(path() + "/infer", new byte[OpenInference.BODY_MAX + 1]).statusCode())
                .isEqualTo(413);
    }

    @Test
    void rowsTheModelDoesNotTakeAreUnavailableAndTheServerGoesOn() {
        assertThatThrownBy(() -> ask(remote, new Tensor(1, 5, new float[5])))
                .isInstanceOf(ModelUnavailable.class)
                .hasMessageContaining("answered 503");
        assertThat(ask(remote, random(1)).values().rows()).isEqualTo(1);
    }

    /** Describes the model rightly and answers questions with the given status and body. */
    private static HttpServer misbehaving(int status, String body, CountDownLatch until) throws IOException {
        HttpServer bad = HttpServer.create(ANY, 0);
        bad.createContext("/v2", exchange -> {
            boolean isQuestion = exchange.getRequestURI().getPath().endsWith("/infer");
            if (isQuestion) {
                try {
                    until.await(30, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            exchange.getRequestBody().readAllBytes();
            String answer =
                    isQuestion ? body : "{'name':'bad','version':'1','inputs':[{'name':'x'}],'outputs':[{'name':'y'}]}";
            byte[] bytes = answer.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(isQuestion ? status : 200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        bad.start();
        return bad;
    }

    private static void refuses(int status, String body, String because) throws IOException {
        HttpServer bad = misbehaving(status, body, new CountDownLatch(0));
        try (ModelServing serving = serving(bad.getAddress().getPort(), LONG)) {
            assertThatThrownBy(() -> ask(serving, random(1)))
                    .isInstanceOf(ModelUnavailable.class)
                    .hasMessageContaining(because);
        } finally {
            bad.stop(0);
        }
    }

    private static String output(String shape, String data) {
        return "{'outputs':[{'name':'y','shape':" + shape + ",'datatype':'FP32','data':" + data + "}]}";
    }

    @Test
    void aServerThatAnswersWronglyIsUnavailable() throws IOException {
        refuses(500, "{'error':'out of memory'}", "answered 500: out of memory");
        refuses(200, "what?", "not JSON");
        refuses(200, "{'outputs':[]}", "outputs must hold one tensor");
        refuses(200, output("[2,3]", "[1,2,3,4,5,6]"), "2 rows to 1");
        refuses(200, output("[1,2]", "[1,2]"), "[1, 2] instead of [1, 3]");
        refuses(200, output("[1,3]", "[1,2]"), "has 3 values");
        refuses(200, output("[1,3]", "[1,2,1e60]"), "finite");
        refuses(
                200,
                "{'model_version':'another'," + output("[1,3]", "[1,2,3]").substring(1),
                "version another answered");
    }

    @Test
    void aServerThatSaysNothingOfItselfIsADeviceClassOfItsOwn() throws IOException {
        HttpServer plain = misbehaving(200, output("[1,3]", "[1,[2],3]"), new CountDownLatch(0));
        try (ModelServing serving = serving(plain.getAddress().getPort(), LONG)) {
            RowAnswer answer = ask(serving, random(1));
            assertThat(answer.values()).isEqualTo(new Tensor(1, 3, new float[] {1, 2, 3}));
            assertThat(answer.device()).isEqualTo("remote");
            assertThat(answer.engine()).isEqualTo("bad 1");
        } finally {
            plain.stop(0);
        }
    }

    @Test
    void aServerThatIsLateOrAwayIsUnavailable() throws IOException {
        CountDownLatch until = new CountDownLatch(1);
        HttpServer late = misbehaving(200, "", until);
        try (ModelServing serving = serving(late.getAddress().getPort(), Duration.ofMillis(100))) {
            assertThatThrownBy(() -> ask(serving, random(1)))
                    .isInstanceOf(ModelUnavailable.class)
                    .hasMessageContaining("did not answer within 100 ms");
        } finally {
            until.countDown();
            late.stop(0);
        }
        try (ModelServing serving = serving(late.getAddress().getPort(), LONG)) {
            assertThatThrownBy(() -> ask(serving, random(1)))
                    .isInstanceOf(ModelUnavailable.class)
                    .hasMessageContaining("cannot be asked");
        }
    }

    @Test
    void anAddressThatIsNoneIsRefusedWithTheSettingsName() {
        assertThatThrownBy(() -> new OpenInference(URI.create("gpu-pool:8090"), LONG))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("REPRISE_MODELS_URL");
    }
}
