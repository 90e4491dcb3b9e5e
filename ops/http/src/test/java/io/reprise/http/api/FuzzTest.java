package io.reprise.http.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.annotation.DirtiesContext;

/**
 * Every operation of the document, called with everything that is wrong: no answer is our mistake, each refusal is a problem
 * with a code, and what is refused has changed nothing. A seed makes a failure come again.
 */
@DirtiesContext
class FuzzTest extends ApiTest {

    private static final int CALLS = 12;
    private static final int CALLS_SLOW = 200;
    private static final List<String> CALLERS = List.of("mei", "max", "ana", "finn", "audra", "otto", "shop", "");
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "0",
            "-1",
            "null",
            "true",
            "x".repeat(5_000),
            "'; drop table",
            "<script>",
            "../../etc/passwd",
            "\u0000",
            "\ud83d\ude00",
            "2026-11-11T20:00:00Z",
            "9".repeat(40),
            "1e400",
            "NaN",
            "%s%n",
            "LAMP",
            "a/b");
    private static final List<String> GARBAGE = List.of(
            "",
            "{",
            "[",
            "nonsense",
            "{}",
            "[]",
            "null",
            "1",
            "\"x\"",
            "{\"a\":1}{}",
            "[".repeat(3_000),
            "\u0000",
            "{\"plan\":");

    private void fuzz(long seed, int calls) {
        Random random = new Random(seed);
        sale().adjusting();
        List<DocumentedOperation> operations =
                DocumentedOperation.all(get("", "/api/v1/openapi.json").body());
        for (DocumentedOperation operation : operations) {
            for (int i = 0; i < calls; i++) {
                one(operation, random, "seed " + seed + ", call " + i);
            }
        }
    }

    private void one(DocumentedOperation operation, Random random, String which) {
        String path = path(operation, random);
        String body = body(operation, random);
        String caller = pick(CALLERS, random);
        String header = random.nextInt(4) == 0 ? pick(headers(operation), random) : "Content-Type";
        String value = header.equals("Content-Type")
                ? random.nextInt(10) == 0 ? "text/plain" : operation.mediaType()
                : pick(TEXTS, random).replaceAll("[^ -~]", "?");
        int before = core.events().size();

        Answer answer = call(operation.method(), caller, path, body, header, value);

        String what = which + ": " + operation.id() + " as '" + caller + "' " + path + " " + header + " -> "
                + answer.status() + " " + answer.body();
        assertThat(answer.status()).as(what).isLessThan(500);
        if (answer.status() >= 400) {
            assertThat(answer.text("/code")).as(what).isNotEmpty();
            assertThat(answer.text("/detail")).as(what).doesNotContain("io.reprise", "java.", "Exception");
            assertThat(core.events()).as(what).hasSize(before);
        }
    }

    private List<String> headers(DocumentedOperation operation) {
        List<String> names = new ArrayList<>(operation.parameters("header"));
        names.add("Content-Type");
        names.add("If-None-Match");
        return names;
    }

    private String path(DocumentedOperation operation, Random random) {
        String path = operation.path();
        for (String name : operation.parameters("path")) {
            boolean isThere = name.equals("id") && random.nextInt(3) > 0;
            path = path.replace("{" + name + "}", isThere ? id : encoded(segment(random)));
        }
        StringBuilder query = new StringBuilder();
        for (String name : operation.parameters("query")) {
            if (random.nextBoolean()) {
                query.append(query.isEmpty() ? "?" : "&")
                        .append(name)
                        .append('=')
                        .append(encoded(pick(TEXTS, random)));
            }
        }
        return path + query;
    }

    /** Not empty, no slashes, no dots alone: those are another path, or refused before the API is asked. */
    private static String segment(Random random) {
        String text = pick(TEXTS, random).replaceAll("[/\u0000;%\\\\]|^\\.+$", "_");
        return text.isBlank() ? "none" : text.substring(0, Math.min(300, text.length()));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private String body(DocumentedOperation operation, Random random) {
        JsonNode example = operation.exampleBody().orElse(null);
        if (example == null || random.nextInt(5) == 0) {
            return pick(GARBAGE, random);
        }
        JsonNode body = example.deepCopy();
        for (int i = random.nextInt(3); i >= 0; i--) {
            change(body, random);
        }
        try {
            String text = json.writeValueAsString(body);
            return random.nextInt(10) == 0 ? text.substring(0, random.nextInt(text.length())) : text;
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    /** Changes one thing somewhere in it. */
    private static void change(JsonNode node, Random random) {
        switch (node) {
            case ObjectNode object
            when !object.isEmpty() -> {
                List<String> names = new ArrayList<>();
                object.fieldNames().forEachRemaining(names::add);
                String name = pick(names, random);
                if (object.get(name).isContainerNode() && random.nextInt(3) > 0) {
                    change(object.get(name), random);
                    return;
                }
                switch (random.nextInt(4)) {
                    case 0 -> object.remove(name);
                    case 1 -> object.set("unknown", wrong(random));
                    default -> object.set(name, wrong(random));
                }
            }
            case ArrayNode array
            when !array.isEmpty() -> {
                if (array.get(0).isContainerNode() && random.nextInt(3) > 0) {
                    change(array.get(0), random);
                    return;
                }
                switch (random.nextInt(3)) {
                    case 0 -> array.removeAll();
                    case 1 -> array.add(wrong(random));
                    default -> array.set(0, wrong(random));
                }
            }
            default -> {
                // Nothing to change.
            }
        }
    }

    private static JsonNode wrong(Random random) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (random.nextInt(10)) {
            case 0 -> nodes.nullNode();
            case 1 -> nodes.booleanNode(random.nextBoolean());
            case 2 -> nodes.numberNode(random.nextLong());
            case 3 -> nodes.numberNode(-1);
            case 4 -> nodes.numberNode(random.nextDouble() * 1e300);
            case 5 -> nodes.numberNode(0);
            case 6 -> nodes.objectNode();
            case 7 -> nodes.arrayNode().add(nodes.arrayNode());
            default -> nodes.textNode(pick(TEXTS, random));
        };
    }

    private static <T> T pick(List<T> from, Random random) {
        return from.get(random.nextInt(from.size()));
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 11})
    void whatever_is_sent_no_answer_is_our_mistake_and_nothing_refused_has_happened(long seed) {
        fuzz(seed, CALLS);
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1_000, 1_009);
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("seeds")
    void the_same_for_longer(long seed) {
        fuzz(seed, CALLS_SLOW);
    }

    @Test
    void an_address_that_means_another_one_is_refused_as_a_problem() {
        for (String path :
                List.of("/api/v1/campaigns//plan", "/api/v1/campaigns/a;b=c/plan", "/api/v1/campaigns/%2e%2e/plan")) {
            refused(() -> get("mei", path), 400, "InvalidValue", "");
        }
    }

    @Test
    void every_example_of_the_document_can_be_read() {
        sale().live();
        for (DocumentedOperation operation :
                DocumentedOperation.all(get("", "/api/v1/openapi.json").body())) {
            operation.exampleBody().ifPresent(body -> {
                String path = operation
                        .path()
                        .replace("{id}", id)
                        .replaceAll("\\{position}", "0")
                        .replaceAll("\\{[a-z]+}", "none");
                for (String person : CALLERS.subList(0, 7)) {
                    Answer answer = call(
                            operation.method(), person, path, body.toString(), "Content-Type", operation.mediaType());
                    assertThat(answer.text("/code"))
                            .as(operation.id() + " " + answer.body())
                            .isNotIn("UnreadableBody", "UnknownField", "MissingField", "Unexpected");
                }
            });
        }
    }
}
