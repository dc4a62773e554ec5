package dev.visor.catalog.type;

import dev.visor.catalog.yaml.Fields;
import dev.visor.catalog.yaml.SourceLocation;
import dev.visor.catalog.yaml.Values;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Binds a plug-in's parameters to its record: the component {@code mmdGroup} is the key {@code mmd_group}. */
public final class ParamsBinder {

    private ParamsBinder() {}

    /** The record; empty, with the problems reported, if a key is missing, unknown, or has an impossible value. */
    public static <P extends Record> Optional<P> bind(Class<P> type, Fields fields) {
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = Arrays.stream(components)
                .map(component -> fields.value(key(component), component.getGenericType(), null))
                .toArray();
        fields.done();
        if (!fields.sound()) {
            return Optional.empty();
        }
        try {
            Class<?>[] types =
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            Constructor<P> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return Optional.of(constructor.newInstance(values));
        } catch (InvocationTargetException e) {
            if (!(e.getCause() instanceof IllegalArgumentException)) {
                throw new IllegalStateException(type.getName() + " failed", e.getCause());
            }
            fields.report(
                    culprit(e.getCause().getMessage(), components, fields),
                    e.getCause().getMessage());
            return Optional.empty();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type.getName() + " cannot be made of its parameters", e);
        }
    }

    /** Name and value of every parameter, alike for equal values however they were written. */
    public static SortedMap<String, String> texts(Record params) {
        SortedMap<String, String> texts = new TreeMap<>();
        for (RecordComponent component : params.getClass().getRecordComponents()) {
            try {
                Method accessor = component.getAccessor();
                accessor.setAccessible(true);
                Object value = accessor.invoke(params);
                texts.put(key(component), value instanceof Enum<?> constant ? Values.word(constant) : value.toString());
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(params.getClass().getName() + " does not tell its parameters", e);
            }
        }
        return texts;
    }

    static String key(RecordComponent component) {
        return component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    /** A record's sentence starts with the parameter that it refuses, so the line of that key can be shown. */
    private static SourceLocation culprit(String sentence, RecordComponent[] components, Fields fields) {
        return Arrays.stream(components)
                .filter(component ->
                        sentence.startsWith(component.getName() + " ") || sentence.startsWith(key(component) + " "))
                .findFirst()
                .map(component -> fields.at(key(component)))
                .orElse(fields.where());
    }
}
