package io.reprise.http.openapi;

import static io.reprise.http.openapi.TypeSchemas.typed;

import io.reprise.http.security.Door;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springdoc.core.customizers.OpenApiCustomizer;

/** What holds for every operation: its problems, whose it is, and where it stands. */
final class Described implements OpenApiCustomizer {

    private static final String PROBLEM = "application/problem+json";
    private static final String PREFIX = "/api/v1/";

    /** Answers that are no success, by their names in the document. */
    private static final Map<String, ProblemAnswer> PROBLEMS = problems();

    private record ProblemAnswer(String status, String description, String code, String detail) {}

    private final Map<String, Object> examples;
    private final List<String> codes;

    /** @param examples bodies by operation, @param codes of all refusals there are */
    Described(Map<String, Object> examples, List<String> codes) {
        this.examples = Map.copyOf(examples);
        this.codes = List.copyOf(codes);
    }

    private static Map<String, ProblemAnswer> problems() {
        Map<String, ProblemAnswer> all = new TreeMap<>();
        all.put(
                "Invalid",
                new ProblemAnswer(
                        "400",
                        "A value that can never be right, or a body that cannot be read",
                        "UnknownField",
                        "items[0].colour is not a field here"));
        all.put("NotLoggedIn", new ProblemAnswer("401", "Not logged in", "NotLoggedIn", "Log in with HTTP Basic."));
        all.put(
                "RoleMissing",
                new ProblemAnswer(
                        "403",
                        "Another role is needed",
                        "RoleMissing",
                        "This takes one of the roles [MARKETER]. Ask somebody who holds it."));
        all.put(
                "Unknown",
                new ProblemAnswer(
                        "404", "There is no such thing", "UnknownCampaign", "There is no campaign 'double-12'."));
        all.put(
                "NotNow",
                new ProblemAnswer(
                        "409",
                        "Not in the state it is in",
                        "WrongPhase",
                        "A campaign that is closed cannot be stopped."));
        all.put(
                "Changed",
                new ProblemAnswer(
                        "412",
                        "Changed in the meantime",
                        "NotLatestPlan",
                        "Version 1 of the plan is not the latest, which is 2. Look at that one first."));
        all.put(
                "TooLarge",
                new ProblemAnswer(
                        "413",
                        "More than a limit",
                        "LimitExceeded",
                        "The body is longer than 8388608 bytes. Send it in parts."));
        all.put(
                "NotRead",
                new ProblemAnswer(
                        "415",
                        "The body is of another type",
                        "NotServed",
                        "Content-Type 'text/plain' is not supported."));
        all.put(
                "Beyond",
                new ProblemAnswer(
                        "422",
                        "Beyond what may be",
                        "BeyondGuardrail",
                        "The discount is beyond the plan's guardrail."));
        all.put(
                "TooMany",
                new ProblemAnswer(
                        "429",
                        "Too many calls or streams; Retry-After says when to try again",
                        "TooManyStreams",
                        "There are 20 streams open already."));
        all.put("Unexpected", new ProblemAnswer("500", "Our mistake", "Unexpected", "This is our mistake, not yours."));
        all.put(
                "Busy",
                new ProblemAnswer(
                        "503",
                        "Others wrote to the same place all the while; Retry-After says when to send it again",
                        "Busy",
                        "Others were faster, again and again. Send it again."));
        return all;
    }

    @Override
    public void customise(OpenAPI document) {
        PROBLEMS.forEach((name, problem) -> document.getComponents().addResponses(name, answer(problem)));
        document.getComponents().addSchemas("Problem", problemSchema());
        document.getPaths().forEach((path, item) -> item.readOperationsMap()
                .forEach((method, operation) -> describe(path, method, operation)));
    }

    private static ApiResponse answer(ProblemAnswer problem) {
        Map<String, Object> example = new TreeMap<>(Map.of(
                "type", "about:blank",
                "title", problem.description(),
                "status", Integer.parseInt(problem.status()),
                "code", problem.code(),
                "detail", problem.detail()));
        return new ApiResponse()
                .description(problem.description())
                .content(new Content()
                        .addMediaType(
                                PROBLEM,
                                new MediaType()
                                        .schema(new Schema<>().$ref("#/components/schemas/Problem"))
                                        .example(example)));
    }

    private Schema<?> problemSchema() {
        Schema<?> schema = typed("object", "").description("What went wrong (RFC 9457), and what to do about it");
        schema.addProperty("type", typed("string", ""));
        schema.addProperty("title", typed("string", ""));
        schema.addProperty("status", typed("integer", "int32"));
        Schema<?> code = typed("string", "").description("The refusal's name. There may be more in later versions.");
        code.addExtension("x-known-codes", codes);
        schema.addProperty("code", code);
        schema.addProperty("field", typed("string", "").description("What is at fault, where it is a value"));
        schema.addProperty("detail", typed("string", "").description("What to do about it"));
        schema.required(List.of("type", "title", "status", "code", "detail"));
        return schema;
    }

    private void describe(String path, HttpMethod method, Operation operation) {
        operation.setTags(List.of(path.substring(PREFIX.length()).split("/")[0]));
        boolean changes = method != HttpMethod.GET;
        boolean hasBody = operation.getRequestBody() != null;
        boolean hasParameters =
                operation.getParameters() != null && !operation.getParameters().isEmpty();
        ApiResponses answers = operation.getResponses();
        add(answers, "NotLoggedIn", "TooMany", "Unexpected");
        // What changes something may carry an idempotency key, which may be none.
        if (hasBody || hasParameters || changes) {
            add(answers, "Invalid");
        }
        if (path.contains("{")) {
            add(answers, "Unknown", "NotNow");
        }
        if (hasBody) {
            add(answers, "TooLarge", "NotRead");
        }
        if (hasParameters
                && operation.getParameters().stream().anyMatch(p -> p.getName().equals("If-Match"))) {
            add(answers, "Changed");
        }
        if (changes) {
            add(answers, "NotNow", "Beyond", "Busy");
            operation.addParametersItem(new Parameter()
                    .in("header")
                    .name("Idempotency-Key")
                    .description("The same call again with the same key, within a day, gets the same answer")
                    .schema(typed("string", "").maxLength(255)));
        }
        Door.of(method.name(), path).ifPresent(door -> {
            add(answers, "RoleMissing");
            List<String> roles = door.anyOf().stream().map(Enum::name).toList();
            operation.addExtension("x-roles", roles);
            operation.setDescription((operation.getDescription() == null ? "" : operation.getDescription() + " ")
                    + "Takes one of the roles " + String.join(", ", roles) + ".");
        });
        if (hasBody && examples.containsKey(operation.getOperationId())) {
            operation
                    .getRequestBody()
                    .getContent()
                    .values()
                    .forEach(media -> media.setExample(examples.get(operation.getOperationId())));
        }
    }

    private static void add(ApiResponses answers, String... names) {
        for (String name : names) {
            answers.putIfAbsent(PROBLEMS.get(name).status(), new ApiResponse().$ref("#/components/responses/" + name));
        }
    }
}
