package dev.visor.diagnosis;

import dev.visor.core.Far;
import dev.visor.result.RunInfo;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/** Reads of a record's suite what signs need; a setting that is missing, as in an older record, is empty. */
final class SuiteSettings {

    private final Map<String, Object> settings;

    SuiteSettings(RunInfo info) {
        this.settings = info.suite().settings();
    }

    /** Whether recognizers are inverted; otherwise defenses are put before recognizers. */
    boolean inverts() {
        return "inversion".equals(settings.get("kind"));
    }

    /** Whether the record holds a part of the plan only. */
    boolean shard() {
        return settings.containsKey("shard");
    }

    /** The edition of what an inversion run measures; 1 in the oldest records, which do not tell. */
    int metrics() {
        return settings.get("metrics") instanceof Number edition ? edition.intValue() : 1;
    }

    /** Of recognizers, without repetition and in the order of their ids. */
    List<String> surrogates() {
        return list(settings.get("surrogates")).stream()
                .flatMap(ensemble -> words(ensemble).stream())
                .distinct()
                .sorted()
                .toList();
    }

    List<String> victims() {
        return words(settings.get("victims"));
    }

    List<String> services() {
        return words(settings.get("services"));
    }

    List<String> alignments() {
        return words(settings.get("alignments"));
    }

    List<Far> fars() {
        return list(settings.get("fars")).stream()
                .filter(Number.class::isInstance)
                .map(rate -> new Far(((Number) rate).doubleValue()))
                .toList();
    }

    /** On how many of so many probes that defense runs. */
    int probes(String defense, int all) {
        return map("probe_limits").get(defense) instanceof Number limit ? Math.min(all, limit.intValue()) : all;
    }

    /** Of how many probes, recognized unprotected, metrics are asked for; empty if for none. */
    OptionalInt recognized() {
        return settings.get("recognized") instanceof Number wanted
                ? OptionalInt.of(wanted.intValue())
                : OptionalInt.empty();
    }

    /** What an inversion attack is given, such as {@code scores}; empty for one that is none. */
    String reach(String attack) {
        return map("attack_reaches").get(attack) instanceof String reach ? reach : "";
    }

    /** Attacks that were kept to some defenses, with those. */
    Map<String, List<String>> attackDefenses() {
        Map<String, List<String>> all = new TreeMap<>();
        map("attack_defenses").forEach((attack, defenses) -> all.put(String.valueOf(attack), words(defenses)));
        return all;
    }

    /** The share of their steps or queries that attacks had, 0 to 1. */
    double budget() {
        return settings.get("budget") instanceof Number share ? share.doubleValue() : 1;
    }

    String scale() {
        return String.valueOf(settings.get("scale"));
    }

    private Map<?, ?> map(String setting) {
        return settings.get(setting) instanceof Map<?, ?> values ? values : Map.of();
    }

    private static Collection<?> list(Object value) {
        return value instanceof Collection<?> values ? values : List.of();
    }

    private static List<String> words(Object value) {
        return list(value).stream().map(String::valueOf).toList();
    }
}
