package dev.visor.report;

import dev.visor.report.table.Value;
import dev.visor.result.settings.Settings;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes settings on one line: {@code key value, key value}. */
final class SettingWords {

    private SettingWords() {}

    static String of(Map<String, Object> settings) {
        return settings.isEmpty()
                ? Value.DASH
                : settings.entrySet().stream()
                        .filter(e -> !isNothing(e.getValue()))
                        .map(e -> e.getKey() + " " + e.getValue())
                        .collect(Collectors.joining(", "));
    }

    /** Settings that a suite does not use are left out. */
    private static boolean isNothing(Object value) {
        return value instanceof Map<?, ?> map && map.isEmpty()
                || value instanceof List<?> list && list.isEmpty()
                || value.equals(Value.DASH)
                || value.equals(Settings.WHOLE);
    }
}
