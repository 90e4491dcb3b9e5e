package io.reprise.projections.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;

/**
 * JSON trees as BSON documents and back. Not {@code Document.parse}: that would take a warehouse called {@code $date}
 * for a date. MongoDB reads dots and dollars in field names as paths and operators, so they are percent-encoded.
 */
final class DocumentTree {

    private DocumentTree() {}

    static Object toBson(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> {
                Document document = new Document();
                node.properties().forEach(field -> document.append(encoded(field.getKey()), toBson(field.getValue())));
                yield document;
            }
            case ARRAY -> {
                List<Object> list = new ArrayList<>(node.size());
                node.forEach(element -> list.add(toBson(element)));
                yield list;
            }
            case STRING -> node.textValue();
            case BOOLEAN -> node.booleanValue();
            case NUMBER -> node.isFloatingPointNumber() ? (Object) node.doubleValue() : (Object) node.longValue();
            case NULL -> null;
            default -> throw new IllegalArgumentException("a view holds no " + node.getNodeType());
        };
    }

    static JsonNode toJson(Object bson) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        return switch (bson) {
            case null -> json.nullNode();
            case Document document -> {
                ObjectNode object = json.objectNode();
                document.forEach((name, value) -> object.set(decoded(name), toJson(value)));
                yield object;
            }
            case List<?> list -> {
                ArrayNode array = json.arrayNode(list.size());
                list.forEach(element -> array.add(toJson(element)));
                yield array;
            }
            case String text -> json.textNode(text);
            case Boolean truth -> json.booleanNode(truth);
            case Double number -> json.numberNode(number);
            case Long number -> json.numberNode(number);
            case Integer number -> json.numberNode(number);
            default -> throw new IllegalArgumentException("a view holds no " + bson.getClass());
        };
    }

    private static String encoded(String name) {
        return name.replace("%", "%25").replace(".", "%2E").replace("$", "%24").replace("\0", "%00");
    }

    private static String decoded(String name) {
        return name.indexOf('%') < 0
                ? name
                : name.replace("%00", "\0")
                        .replace("%24", "$")
                        .replace("%2E", ".")
                        .replace("%25", "%");
    }
}
