package io.reprise.http.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpMethod;

/** An operation as the API's document has it. */
record DocumentedOperation(String id, HttpMethod method, String path, JsonNode operation) {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete");

    /** All but streams, which do not end. */
    static List<DocumentedOperation> all(JsonNode document) {
        List<DocumentedOperation> all = new ArrayList<>();
        document.get("paths").properties().forEach(path -> path.getValue().properties().stream()
                .filter(method -> METHODS.contains(method.getKey()))
                .map(method -> new DocumentedOperation(
                        method.getValue().path("operationId").asText(),
                        HttpMethod.valueOf(method.getKey().toUpperCase(java.util.Locale.ROOT)),
                        path.getKey(),
                        method.getValue()))
                .filter(operation -> !operation.id().startsWith("stream"))
                .forEach(all::add));
        return all;
    }

    Optional<JsonNode> exampleBody() {
        return Optional.ofNullable(operation.at("/requestBody/content").findValue("example"));
    }

    String mediaType() {
        return operation.at("/requestBody/content").isMissingNode()
                ? "application/json"
                : operation.at("/requestBody/content").fieldNames().next();
    }

    List<String> parameters(String in) {
        List<String> names = new ArrayList<>();
        operation.path("parameters").forEach(parameter -> {
            if (parameter.path("in").asText().equals(in)) {
                names.add(parameter.path("name").asText());
            }
        });
        return names;
    }
}
