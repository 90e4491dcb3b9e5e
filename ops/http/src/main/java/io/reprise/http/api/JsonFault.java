package io.reprise.http.api;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.reprise.domain.model.vocabulary.InvalidValue;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collection;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What is wrong with a piece of JSON, in words for who wrote it: no Java in them, and nothing of what stood there.
 *
 * @param field for example {@code items[2].discountBps}, or empty where it is no JSON at all
 * @param line from 1, or 0 where it is not known; likewise the column
 */
record JsonFault(String code, String field, String detail, int line, int column) {

    private static final Pattern MISSING = Pattern.compile("creator property '([^']+)'");

    static JsonFault of(JacksonException e) {
        JsonLocation at = e.getLocation();
        int line = at == null ? 0 : Math.max(0, at.getLineNr());
        int column = at == null ? 0 : Math.max(0, at.getColumnNr());
        String path = e instanceof JsonMappingException mapping ? path(mapping) : "";
        if (invalidValue(e) instanceof InvalidValue invalid) {
            String remedy = invalid.getMessage().substring(invalid.field().length() + 2);
            return new JsonFault("InvalidValue", joined(path, invalid.field()), remedy, line, column);
        }
        return switch (e) {
            case UnrecognizedPropertyException unknown ->
                new JsonFault("UnknownField", path, unknown(unknown), line, column);
            case InvalidNullException nothing -> new JsonFault("MissingField", path, "must be given", line, column);
            case MismatchedInputException mismatch -> mismatch(mismatch, path, line, column);
            case InputCoercionException number ->
                new JsonFault("UnreadableBody", path, "is too large a number", line, column);
            case JsonMappingException mapping
            when mapping.getCause() instanceof InputCoercionException ->
                new JsonFault("UnreadableBody", path, "is too large a number", line, column);
            case JsonMappingException mapping when mapping.getCause() instanceof JacksonException inner -> of(inner);
            case JsonMappingException mapping ->
                new JsonFault("UnreadableBody", path, "cannot be read: something in it is missing", line, column);
            default -> new JsonFault("UnreadableBody", "", "is not JSON", line, column);
        };
    }

    /** Field, what is wrong with it and where it stands, as one sentence. */
    String sentence() {
        String where = line == 0 ? "" : " (line " + line + ", column " + column + ")";
        return (field.isEmpty() ? "The body" : field) + " " + detail + where;
    }

    private static InvalidValue invalidValue(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidValue invalid) {
                return invalid;
            }
        }
        return null;
    }

    private static String unknown(UnrecognizedPropertyException e) {
        Collection<Object> known = e.getKnownPropertyIds();
        return "is not a field here"
                + (known == null
                        ? ""
                        : "; there are "
                                + known.stream().map(String::valueOf).collect(Collectors.toCollection(TreeSet::new)));
    }

    private static JsonFault mismatch(MismatchedInputException e, String path, int line, int column) {
        Matcher missing = MISSING.matcher(e.getOriginalMessage());
        if (missing.find()) {
            String name = missing.group(1);
            boolean named = path.equals(name) || path.endsWith("." + name);
            String field = named ? path : path.isEmpty() ? name : path + "." + name;
            return new JsonFault("MissingField", field, "must be given", line, column);
        }
        return new JsonFault("UnreadableBody", path, expected(e.getTargetType()), line, column);
    }

    /** What belongs where a value of that type is read. */
    static String expected(Class<?> type) {
        if (type == null) {
            return "is not what belongs here";
        }
        if (type.isEnum()) {
            return "must be one of " + Arrays.toString(type.getEnumConstants());
        }
        if (type == Instant.class) {
            return WrittenInstant.EXPECTED;
        }
        if (type == ZoneId.class) {
            return "must be a time zone such as Europe/London";
        }
        if (type == String.class || !type.isRecord() && type.getPackageName().startsWith("java.time")) {
            return "must be a text";
        }
        if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            return "must be a whole number";
        }
        return Collection.class.isAssignableFrom(type) ? "must be a list" : "must be an object with fields";
    }

    /** Fields of a plan are named as in the plan, wherever it stands. */
    private static String path(JsonMappingException e) {
        StringBuilder path = new StringBuilder();
        for (Reference step : e.getPath()) {
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        String all = path.toString();
        return all.startsWith("plan.") ? all.substring("plan.".length()) : all;
    }

    /** What a value calls itself, at the place where it stands: {@code items[3]} and {@code items.name}. */
    private static String joined(String path, String field) {
        if (path.isEmpty() || path.equals("plan")) {
            return field;
        }
        String last = path.substring(path.lastIndexOf('.') + 1);
        String name = last.indexOf('[') < 0 ? last : last.substring(0, last.indexOf('['));
        boolean same = field.equals(name) || field.startsWith(name + ".");
        return same ? path + field.substring(name.length()) : path;
    }
}
