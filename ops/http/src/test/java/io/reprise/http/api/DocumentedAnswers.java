package io.reprise.http.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.http.server.PathContainer;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.web.util.pattern.PathPatternParser;

/** Every answer of every test is one that the API's document has, to the letter: nothing in it is missing there. */
final class DocumentedAnswers {

    private static final String PREFIX = "/api/v1/";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, JsonSchema> SCHEMAS = new ConcurrentHashMap<>();
    private static volatile JsonNode document;

    private DocumentedAnswers() {}

    static void check(MockMvc mvc, String method, String path, int status, String media, JsonNode body)
            throws Exception {
        if (!path.startsWith(PREFIX) || path.startsWith("/api/v1/openapi.json") || !media.contains("json")) {
            return;
        }
        String call = method + " " + path + " answers " + status;
        Optional<JsonNode> operation = operation(mvc, method, path.split("\\?")[0]);
        if (operation.isEmpty()) {
            assertThat(status).as(call).isGreaterThanOrEqualTo(400);
            return;
        }
        JsonNode answer = operation.get().at("/responses/" + status);
        assertThat(answer.isMissingNode()).as(call + ", which is documented").isFalse();
        JsonNode said = resolved(answer).at("/content/" + media.split(";")[0].replace("/", "~1") + "/schema");
        assertThat(said.isMissingNode())
                .as(call + " as " + media + ", which is documented")
                .isFalse();
        assertThat(SCHEMAS.computeIfAbsent(said.toString(), s -> schema(said)).validate(body))
                .as(call + " " + body)
                .isEmpty();
    }

    private static JsonNode resolved(JsonNode answer) {
        return answer.has("$ref") ? document.at(answer.get("$ref").asText().substring(1)) : answer;
    }

    /** With all types beside it, each closed: a field that the document does not have is an error here. */
    private static JsonSchema schema(JsonNode said) {
        ObjectNode root = said.deepCopy();
        ObjectNode components = document.get("components").deepCopy();
        components.get("schemas").forEach(type -> {
            if (type.has("properties") && !type.has("additionalProperties")) {
                ((ObjectNode) type).put("additionalProperties", false);
            }
        });
        root.set("components", components);
        return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(root);
    }

    private static Optional<JsonNode> operation(MockMvc mvc, String method, String path) throws Exception {
        if (document == null) {
            document = JSON.readTree(mvc.perform(get("/api/v1/openapi.json"))
                    .andReturn()
                    .getResponse()
                    .getContentAsByteArray());
        }
        return document.get("paths").properties().stream()
                .filter(known ->
                        PathPatternParser.defaultInstance.parse(known.getKey()).matches(PathContainer.parsePath(path)))
                .map(known -> known.getValue().path(method.toLowerCase(java.util.Locale.ROOT)))
                .filter(operation -> !operation.isMissingNode())
                .findFirst();
    }
}
