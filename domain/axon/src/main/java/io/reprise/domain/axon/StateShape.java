package io.reprise.domain.axon;

import io.reprise.domain.model.vocabulary.Sha256;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The structure of everything reachable from a type: components of records by name and type, permitted types of sealed
 * ones, constants of enums, fields of other classes of ours. Two builds whose states differ in any of these have
 * different digests, whether or not somebody thought of it.
 */
final class StateShape {

    private final SortedMap<String, String> types = new TreeMap<>();

    private StateShape() {}

    /** SHA-256 of {@link #describe}, lower case hexadecimal. */
    static String digest(Class<?> state) {
        return Sha256.hexOf(describe(state).toArray(String[]::new));
    }

    /** A line for each type, sorted by name. */
    static Stream<String> describe(Class<?> state) {
        StateShape shape = new StateShape();
        shape.visit(state);
        return shape.types.entrySet().stream().map(type -> type.getKey() + " = " + type.getValue());
    }

    private void visit(Type type) {
        switch (type) {
            case Class<?> named -> visitClass(named);
            case ParameterizedType parameterized -> {
                visit(parameterized.getRawType());
                visitAll(parameterized.getActualTypeArguments());
            }
            case GenericArrayType array -> visit(array.getGenericComponentType());
            case WildcardType wildcard -> {
                visitAll(wildcard.getUpperBounds());
                visitAll(wildcard.getLowerBounds());
            }
            default -> {
                // A type variable: its name is in the description of who declares it, its value with who uses it.
            }
        }
    }

    private void visitAll(Type[] all) {
        Arrays.stream(all).forEach(this::visit);
    }

    private void visitClass(Class<?> type) {
        if (type.isArray()) {
            visitClass(type.getComponentType());
        } else if (!type.isPrimitive() && !type.getName().startsWith("java.") && !types.containsKey(type.getName())) {
            types.put(type.getName(), ""); // before its parts, which may refer to it
            types.put(type.getName(), description(type));
        }
    }

    private String description(Class<?> type) {
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(constant -> ((Enum<?>) constant).name())
                    .collect(Collectors.joining(", ", "enum ", ""));
        }
        if (type.isRecord()) {
            RecordComponent[] components = type.getRecordComponents();
            visitAll(Arrays.stream(components)
                    .map(RecordComponent::getGenericType)
                    .toArray(Type[]::new));
            return Arrays.stream(components)
                    .map(c -> c.getGenericType().getTypeName() + " " + c.getName())
                    .collect(Collectors.joining(", ", "record ", ""));
        }
        if (type.isSealed()) {
            visitAll(type.getPermittedSubclasses());
            return Arrays.stream(type.getPermittedSubclasses())
                    .map(Class::getName)
                    .sorted()
                    .collect(Collectors.joining(", ", "sealed ", ""));
        }
        Field[] fields = Arrays.stream(type.getDeclaredFields())
                .filter(field -> !Modifier.isStatic(field.getModifiers()))
                .toArray(Field[]::new);
        visitAll(Arrays.stream(fields).map(Field::getGenericType).toArray(Type[]::new));
        return Arrays.stream(fields)
                .map(field -> field.getGenericType().getTypeName() + " " + field.getName())
                .sorted()
                .collect(Collectors.joining(", ", "class ", ""));
    }
}
