package dev.visor.harness.code;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Finds the classes of an object and of all that it holds: what stands behind an interface cannot be seen in code alone. */
final class ReachableObjects {

    private final Predicate<Class<?>> counts;
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Object> open = new ArrayDeque<>();
    private final Set<Class<?>> classes = new LinkedHashSet<>();

    private ReachableObjects(Predicate<Class<?>> counts) {
        this.counts = counts;
    }

    /** @param counts whether a class is of interest; objects of others are not looked into, but for collections, maps and arrays */
    static Set<Class<?>> classes(Object root, Predicate<Class<?>> counts) {
        ReachableObjects reachable = new ReachableObjects(counts);
        reachable.meet(root);
        while (!reachable.open.isEmpty()) {
            reachable.look(reachable.open.remove());
        }
        return Collections.unmodifiableSet(reachable.classes);
    }

    private void meet(Object object) {
        if (object != null && seen.add(object)) {
            open.add(object);
        }
    }

    private void look(Object object) {
        if (object instanceof Collection<?> items) {
            for (Object item : items.toArray()) {
                meet(item);
            }
        } else if (object instanceof Map<?, ?> map) {
            meet(map.keySet());
            meet(map.values());
        } else if (object instanceof Optional<?> optional) {
            optional.ifPresent(this::meet);
        } else if (object.getClass().isArray()) {
            array(object);
        }
        Class<?> type = host(object.getClass());
        if (counts.test(type)) {
            classes.add(type);
            if (!(object instanceof Enum<?>)) {
                fields(object);
            }
        }
    }

    private void array(Object array) {
        if (!array.getClass().getComponentType().isPrimitive()) {
            for (int i = 0; i < Array.getLength(array); i++) {
                meet(Array.get(array, i));
            }
        }
    }

    private void fields(Object object) {
        for (Class<?> type = object.getClass(); type != null && counts.test(host(type)); type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
                    try {
                        field.setAccessible(true);
                        meet(field.get(object));
                    } catch (IllegalAccessException e) {
                        throw new IllegalStateException(field.toString(), e);
                    }
                }
            }
        }
    }

    /** The class in which a lambda is written; its own has no file. */
    private static Class<?> host(Class<?> type) {
        return type.isHidden() ? type.getNestHost() : type;
    }
}
