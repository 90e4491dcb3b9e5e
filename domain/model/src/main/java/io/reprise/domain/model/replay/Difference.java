package io.reprise.domain.model.replay;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * One value that is not as it was recorded.
 *
 * @param path where it is, for example {@code outcome.priceChanges[2].toBps}
 * @param recorded what was recorded, as text; {@link #NOTHING} where there was nothing
 * @param again what it is when it is taken again, likewise
 */
public record Difference(String path, String recorded, String again) {

    public static final String NOTHING = "(nothing)";

    /** Two values are told apart by no more; a whole outcome that is another needs no longer list. */
    public static final int LISTED_MAX = 20;

    /**
     * Where two values differ, down to the components of records, elements of lists and entries of maps. Empty where they
     * are equal; at most {@link #LISTED_MAX}.
     */
    public static List<Difference> between(String path, Object recorded, Object again) {
        List<Difference> found = new ArrayList<>();
        compare(path, recorded, again, found);
        return List.copyOf(found);
    }

    private static void compare(String path, Object recorded, Object again, List<Difference> found) {
        if (found.size() == LISTED_MAX || Objects.equals(recorded, again)) {
            return;
        }
        if (recorded instanceof Optional<?> a && again instanceof Optional<?> b) {
            compare(path, a.orElse(null), b.orElse(null), found);
        } else if (recorded instanceof List<?> a && again instanceof List<?> b) {
            for (int i = 0; i < Math.max(a.size(), b.size()); i++) {
                Object before = i < a.size() ? a.get(i) : null;
                compare(path + "[" + i + "]", before, i < b.size() ? b.get(i) : null, found);
            }
        } else if (recorded instanceof Map<?, ?> a && again instanceof Map<?, ?> b) {
            Set<Object> keys = new LinkedHashSet<>(a.keySet());
            keys.addAll(b.keySet());
            keys.forEach(key -> compare(path + "." + key, a.get(key), b.get(key), found));
        } else if (recorded instanceof Record a && again instanceof Record b && isOpened(a, b)) {
            for (RecordComponent component : a.getClass().getRecordComponents()) {
                compare(path + "." + component.getName(), value(component, a), value(component, b), found);
            }
        } else {
            found.add(new Difference(path, text(recorded), text(again)));
        }
    }

    /** Whether the difference is in the parts; a record of one part is a name or a number, and told whole. */
    private static boolean isOpened(Record a, Record b) {
        return a.getClass() == b.getClass() && a.getClass().getRecordComponents().length > 1;
    }

    private static Object value(RecordComponent component, Record of) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(of);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(component + " cannot be read", e);
        }
    }

    private static String text(Object value) {
        return value == null ? NOTHING : value.toString();
    }
}
