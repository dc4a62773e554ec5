package dev.visor.harness.run;

import dev.visor.harness.inversion.InversionDescription;
import dev.visor.harness.plan.Entry;
import dev.visor.harness.plan.Experiment;
import dev.visor.harness.plan.ResolvedInversion;
import dev.visor.harness.plan.ResolvedSuite;
import dev.visor.harness.recognition.Description;
import dev.visor.harness.store.CodeOfRun;
import dev.visor.result.RunInfo;
import dev.visor.result.settings.Settings;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Tells whether a record was made of a suite as it is now. Older records hold digests that the names of Java classes were part of; they are
 * compared by all that they say themselves.
 */
final class SameSettings {

    /** Settings beside what was asked for. */
    private static final Set<String> NOT_ASKED = Set.of("made_of", "shard", "metrics", CodeOfRun.SETTING);

    private SameSettings() {}

    static boolean of(RunInfo info, Experiment suite) {
        return info.suite().digest().equals(suite.digest().hex())
                || CodeOfRun.told(info).isEmpty() && saysTheSame(info, suite);
    }

    private static boolean saysTheSame(RunInfo info, Experiment suite) {
        return info.suite().id().equals(suite.id())
                && info.defenses().stream()
                        .map(SameSettings::words)
                        .toList()
                        .equals(suite.defenses().stream()
                                .map(SameSettings::words)
                                .toList())
                && info.attacks().stream()
                        .map(SameSettings::words)
                        .toList()
                        .equals(suite.evaluated().stream()
                                .map(SameSettings::words)
                                .toList())
                && recognizers(info).equals(recognizers(suite))
                && settings(info.suite().settings()).equals(settings(now(suite)))
                && info.seeds().equals(suite.seeds())
                && (!(suite instanceof ResolvedSuite resolved) || looksAtTheSame(info, resolved));
    }

    private static boolean looksAtTheSame(RunInfo info, ResolvedSuite suite) {
        return info.dataset().id().equals(suite.dataset().id())
                && info.detector().id().equals(suite.suite().detector());
    }

    private static List<Object> words(RunInfo.Entry entry) {
        return List.of(entry.id(), entry.type(), plain(entry.params()));
    }

    private static List<Object> words(Entry<?> entry) {
        return List.of(entry.id(), entry.type(), plain(entry.params()));
    }

    private static List<List<String>> recognizers(RunInfo info) {
        return info.recognizers().stream()
                .map(one -> List.of(one.id(), one.type(), one.sha256(), one.crop()))
                .toList();
    }

    private static List<List<String>> recognizers(Experiment suite) {
        return suite.recognizers().values().stream()
                .map(card -> List.of(
                        card.id(), card.type(), card.sha256().hex(), card.crop().name()))
                .toList();
    }

    private static Settings now(Experiment suite) {
        return suite instanceof ResolvedInversion inversion
                ? InversionDescription.settings(inversion, new TreeMap<>())
                : Description.settings((ResolvedSuite) suite, new TreeMap<>());
    }

    private static Object settings(Settings settings) {
        Map<String, Object> asked = RunInfo.byKey(settings);
        asked.keySet().removeAll(NOT_ASKED);
        return plain(asked);
    }

    /** Returns the same value however it was read: numbers by their value. */
    private static Object plain(Object value) {
        if (value instanceof Number number) {
            return new BigDecimal(number.toString()).stripTrailingZeros().toPlainString();
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> plain = new TreeMap<>();
            map.forEach((key, item) -> plain.put(String.valueOf(key), plain(item)));
            return plain;
        }
        return value instanceof Collection<?> items
                ? items.stream().map(SameSettings::plain).toList()
                : String.valueOf(value);
    }
}
