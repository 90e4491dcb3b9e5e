package io.reprise.market;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The API by the names of its operations. Which there are, at which paths, with which parameters: all of it is read from the
 * document that the server answers with (OpenAPI 3.1), and nothing of it is known here.
 */
public final class DescribedApi {

    private static final String DOCUMENT = "/api/v1/openapi.json";
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete");

    private final URI base;
    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final SortedMap<String, Operation> operations = new TreeMap<>();

    /**
     * An operation as the document has it.
     *
     * @param parameters where each is: {@code path}, {@code query} or {@code header}, by its name
     * @param mediaType of its body, empty where it takes none
     * @param example of its body, empty where it takes none
     */
    public record Operation(
            String id,
            String method,
            String path,
            String summary,
            List<String> roles,
            Map<String, String> parameters,
            String mediaType,
            String example) {}

    /** @param problem whether it is not what was asked for */
    public record Reply(int status, String body, boolean problem) {}

    /** Reads the document. @throws IOException if there is none to read */
    public DescribedApi(URI base) throws IOException {
        this.base = base;
        Reply document = send(HttpRequest.newBuilder(base.resolve(DOCUMENT)).build());
        if (document.problem()) {
            throw new IOException(base.resolve(DOCUMENT) + " answered " + document.status());
        }
        json.readTree(document.body()).path("paths").properties().forEach(path -> path.getValue()
                .properties()
                .forEach(method -> {
                    if (METHODS.contains(method.getKey())) {
                        Operation operation = operation(path.getKey(), method.getKey(), method.getValue());
                        operations.put(operation.id(), operation);
                    }
                }));
    }

    private static Operation operation(String path, String method, JsonNode said) {
        Map<String, String> parameters = new LinkedHashMap<>();
        said.path("parameters")
                .forEach(parameter -> parameters.put(
                        parameter.path("name").asText(), parameter.path("in").asText()));
        List<String> roles = new ArrayList<>();
        said.path("x-roles").forEach(role -> roles.add(role.asText()));
        JsonNode content = said.at("/requestBody/content");
        String mediaType = content.isObject() ? content.fieldNames().next() : "";
        JsonNode example = content.path(mediaType).path("example");
        return new Operation(
                said.path("operationId").asText(),
                method.toUpperCase(java.util.Locale.ROOT),
                path,
                said.path("summary").asText(),
                roles,
                parameters,
                mediaType,
                example.isMissingNode() ? "" : example.toString());
    }

    /** By name. */
    public SortedMap<String, Operation> operations() {
        return java.util.Collections.unmodifiableSortedMap(operations);
    }

    /** Value of {@code Authorization} for a name and a password. */
    public static String basic(String name, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Calls an operation.
     *
     * @param arguments of its parameters, wherever those are
     * @param body empty for none
     * @throws IllegalArgumentException naming what there is, if the document has no such operation or parameter
     */
    public Reply call(String authorization, String id, Map<String, String> arguments, String body) throws IOException {
        Operation operation = operations.get(id);
        if (operation == null) {
            throw new IllegalArgumentException("there is no operation '" + id + "'; there are " + operations.keySet());
        }
        String path = operation.path();
        StringBuilder query = new StringBuilder();
        HttpRequest.Builder request = HttpRequest.newBuilder();
        for (Map.Entry<String, String> argument : arguments.entrySet()) {
            String name = argument.getKey();
            String encoded = URLEncoder.encode(argument.getValue(), StandardCharsets.UTF_8)
                    .replace("+", "%20");
            switch (operation.parameters().getOrDefault(name, "")) {
                case "path" -> path = path.replace("{" + name + "}", encoded);
                case "query" ->
                    query.append(query.isEmpty() ? "?" : "&")
                            .append(name)
                            .append('=')
                            .append(encoded);
                case "header" -> request.header(name, argument.getValue());
                default ->
                    throw new IllegalArgumentException(id + " has no parameter '" + name + "'; it has "
                            + operation.parameters().keySet());
            }
        }
        if (path.contains("{")) {
            throw new IllegalArgumentException(id + " also takes what is in braces: " + path);
        }
        request.uri(base.resolve(path + query)).timeout(Duration.ofMinutes(2)).header("Authorization", authorization);
        if (!operation.mediaType().isEmpty()) {
            request.header("Content-Type", operation.mediaType());
        }
        return send(request.method(
                        operation.method(), body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build());
    }

    private Reply send(HttpRequest request) throws IOException {
        try {
            var response = http.send(request, BodyHandlers.ofString());
            return new Reply(response.statusCode(), response.body(), response.statusCode() >= 400);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
