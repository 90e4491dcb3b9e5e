package io.reprise.http.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.reprise.http.security.Door;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The document is whole and valid. Where it is not, the call's controller lacks an {@code @Operation} with id and summary. */
class ApiDocsTest extends ApiTest {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete");

    @Autowired
    RequestMappingHandlerMapping requestMappingHandlerMapping;

    private JsonNode document() throws Exception {
        Answer answer = get("", "/api/v1/openapi.json");
        assertThat(answer.status()).isEqualTo(200);
        Files.writeString(Path.of("target/openapi.json"), json.writeValueAsString(answer.body()));
        return answer.body();
    }

    private Set<String> calls() {
        return requestMappingHandlerMapping.getHandlerMethods().keySet().stream()
                .flatMap(mapping -> mapping.getPatternValues().stream()
                        .filter(path -> path.startsWith("/api/") && !path.startsWith("/api/v1/openapi.json"))
                        .flatMap(path -> mapping.getMethodsCondition().getMethods().stream()
                                .map(method -> method + " " + path)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private record Described(String call, JsonNode operation) {}

    private static List<Described> operations(JsonNode document) {
        List<Described> all = new ArrayList<>();
        document.get("paths").properties().forEach(path -> path.getValue().properties().stream()
                .filter(method -> METHODS.contains(method.getKey()))
                .forEach(method -> all.add(
                        new Described(method.getKey().toUpperCase() + " " + path.getKey(), method.getValue()))));
        return all;
    }

    @Test
    void every_call_is_in_the_document_and_nothing_else() throws Exception {
        assertThat(Set.copyOf(
                        operations(document()).stream().map(Described::call).toList()))
                .isEqualTo(calls());
    }

    @Test
    void every_operation_has_a_name_a_summary_what_it_answers_and_its_problems() throws Exception {
        List<Described> operations = operations(document());

        assertThat(operations)
                .extracting(o -> o.operation().path("operationId").asText())
                .doesNotHaveDuplicates();
        for (Described described : operations) {
            JsonNode operation = described.operation();
            assertThat(operation.path("operationId").asText())
                    .as(described.call())
                    .matches("[a-z][A-Za-z]+");
            assertThat(operation.path("summary").asText()).as(described.call()).isNotBlank();
            Set<String> answers = new TreeSet<>();
            operation.path("responses").fieldNames().forEachRemaining(answers::add);
            assertThat(answers).as(described.call()).contains("401", "500").anyMatch(status -> status.startsWith("2"));
            answers.stream().filter(status -> status.startsWith("2")).forEach(status -> assertThat(
                            operation.at("/responses/" + status + "/content").properties())
                    .as(described.call() + " says what it answers")
                    .isNotEmpty());
            assertThat(!operation.at("/requestBody").isMissingNode())
                    .as(described.call() + " has an example of its body")
                    .isEqualTo(operation.at("/requestBody/content").findValue("example") != null);
            operation.at("/requestBody/content").forEach(media -> assertThat(media.path("schema"))
                    .as(described.call() + " says what its body is")
                    .isNotEmpty());
        }
    }

    @Test
    void who_may_call_an_operation_is_said_as_the_doors_have_it() throws Exception {
        for (Described described : operations(document())) {
            String[] call = described.call().split(" ");
            List<String> said = new ArrayList<>();
            described.operation().path("x-roles").forEach(role -> said.add(role.asText()));
            List<String> doors = Door.of(call[0], call[1])
                    .map(door -> door.anyOf().stream().map(Enum::name).toList())
                    .orElse(List.of());

            assertThat(said).as(described.call()).isEqualTo(doors);
            assertThat(described.operation().at("/responses/403").isMissingNode())
                    .isEqualTo(doors.isEmpty());
        }
    }

    @Test
    void the_document_is_openapi_3_1_and_a_parser_of_others_finds_nothing_wrong_with_it() throws Exception {
        JsonNode document = document();
        ParseOptions options = new ParseOptions();
        options.setResolve(true);

        SwaggerParseResult parsed = new OpenAPIV3Parser().readContents(document.toString(), null, options);

        assertThat(document.path("openapi").asText()).startsWith("3.1");
        assertThat(parsed.getMessages()).isEmpty();
        OpenAPI api = parsed.getOpenAPI();
        assertThat(api.getPaths().values().stream()
                        .flatMap(item -> item.readOperations().stream())
                        .map(Operation::getOperationId))
                .contains("draftCampaign", "approvePlan", "sendSignals");
        assertThat(api.getComponents().getSecuritySchemes()).containsKey("basic");
    }

    @Test
    void a_parser_of_others_finds_a_planted_fault() throws Exception {
        String broken =
                document().toString().replace("#/components/schemas/Problem\"", "#/components/schemas/Nothing\"");
        ParseOptions options = new ParseOptions();
        options.setResolve(true);

        assertThat(new OpenAPIV3Parser()
                        .readContents(broken.replace("\"summary\"", "\"sumary\""), null, options)
                        .getMessages())
                .isNotEmpty();
    }

    @Test
    void types_are_what_the_api_reads_and_writes() throws Exception {
        JsonNode schemas = document().at("/components/schemas");

        assertThat(schemas.at("/Plan/properties/items/items/$ref").asText()).endsWith("/PlanPlannedItem");
        assertThat(schemas.at("/PlanPlannedItem/properties/sku/type").asText()).isEqualTo("string");
        assertThat(schemas.at("/PlanPlannedItem/required").toString()).contains("discountBps", "sku");
        assertThat(schemas.at("/Plan/required").toString())
                .contains("guardrails")
                .doesNotContain("steering");
        assertThat(schemas.at("/DecisionOutcome/discriminator/mapping/report").asText())
                .endsWith("/CampaignReport");
        assertThat(schemas.at("/ScheduleOutcome/properties/kind/const").asText())
                .isEqualTo("schedule");
        assertThat(schemas.at("/Problem/properties/code/x-known-codes").toString())
                .contains("WrongPhase", "UnknownField", "FedElsewhere");
    }
}
