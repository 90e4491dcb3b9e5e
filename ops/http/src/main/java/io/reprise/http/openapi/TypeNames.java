package io.reprise.http.openapi;

import io.swagger.v3.core.jackson.TypeNameResolver;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Names of types in the document: that of the type, and before it that of the one it stands in, since many a controller
 * has its {@code Answer}. Two types never share a name.
 */
final class TypeNames extends TypeNameResolver {

    private final Map<String, Class<?>> taken = new ConcurrentHashMap<>();

    @Override
    protected String getNameOfClass(Class<?> type) {
        StringBuilder name = new StringBuilder(type.getSimpleName());
        for (Class<?> around = type.getEnclosingClass(); around != null; around = around.getEnclosingClass()) {
            name.insert(0, around.getSimpleName().replaceAll("Controller$", ""));
        }
        Class<?> before = taken.putIfAbsent(name.toString(), type);
        if (before != null && before != type) {
            throw new IllegalStateException(before.getName() + " and " + type.getName() + " are both called " + name
                    + " in the API: rename one");
        }
        return name.toString();
    }
}
