package dev.visor.audit.compare;

import dev.visor.result.RunInfo;
import dev.visor.result.RunInfo.Entry;
import dev.visor.result.entry.ThresholdEntry;
import dev.visor.result.settings.InversionSizes;
import dev.visor.result.settings.ProtocolSizes;
import dev.visor.result.settings.RecognitionSizes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Notes on other differences between two runs, which might be why their numbers differ. */
final class Notes {

    /** Key in the settings of a run: the code of detectors, and of the stages around the entries. */
    private static final String CODE = "code";

    private final RunInfo base;
    private final RunInfo now;
    private final List<String> notes = new ArrayList<>();

    private Notes(RunInfo base, RunInfo now) {
        this.base = base;
        this.now = now;
    }

    static List<String> of(Side base, Side now) {
        Notes notes = new Notes(base.info(), now.info());
        notes.code();
        notes.entries("defense", base.info().defenses(), now.info().defenses());
        notes.entries("attack", base.info().attacks(), now.info().attacks());
        notes.recognizers();
        notes.stages();
        notes.people();
        notes.thresholds();
        notes.machine();
        return List.copyOf(notes.notes);
    }

    private void code() {
        differ("the suite", base.suite().id(), now.suite().id());
        differ("the code's commit", commit(base), commit(now));
    }

    private static String commit(RunInfo info) {
        return info.commit() + info.dirty().words();
    }

    /** Entries of the same plain name: by parameter, where they differ. */
    private void entries(String kind, List<Entry> first, List<Entry> second) {
        Map<String, Entry> others = byName(second, entry -> Names.plain(entry.id()));
        byName(first, entry -> Names.plain(entry.id())).forEach((name, entry) -> {
            Entry other = others.get(name);
            if (other == null) {
                notes.add("%s %s is missing in NEW".formatted(kind, name));
                return;
            }
            if (!other.id().equals(entry.id())) {
                notes.add("%s %s of NEW is paired with %s of BASE".formatted(kind, other.id(), entry.id()));
            }
            if (haveOtherCode(entry.implementation(), other.implementation())) {
                notes.add("%s %s is of other code in NEW".formatted(kind, name));
            }
            TreeSet<String> keys = new TreeSet<>(entry.params().keySet());
            keys.addAll(other.params().keySet());
            keys.forEach(key -> differ(
                    kind + " " + name + ", " + key,
                    entry.params().getOrDefault(key, "missing"),
                    other.params().getOrDefault(key, "missing")));
        });
    }

    /** Tells whether the code differs, as far as both runs tell. */
    private static boolean haveOtherCode(String one, String other) {
        return !one.equals(other) && RunInfo.isOfCode(one) == RunInfo.isOfCode(other);
    }

    /** The code around the entries, where both tell it. */
    private void stages() {
        Map<String, String> second = now.suite().settings().code();
        base.suite().settings().code().forEach((what, digest) -> {
            if (second.containsKey(what) && !digest.equals(second.get(what))) {
                notes.add("%s is of other code in NEW".formatted(what));
            }
        });
    }

    private void recognizers() {
        Map<String, RunInfo.RecognizerEntry> others = byName(now.recognizers(), RunInfo.RecognizerEntry::id);
        for (RunInfo.RecognizerEntry recognizer : base.recognizers()) {
            RunInfo.RecognizerEntry other = others.get(recognizer.id());
            if (other == null) {
                notes.add("recognizer %s is missing in NEW".formatted(recognizer.id()));
            } else if (!other.sha256().equals(recognizer.sha256())) {
                notes.add("recognizer %s has other weights in NEW".formatted(recognizer.id()));
            } else if (haveOtherCode(recognizer.implementation(), other.implementation())) {
                notes.add("recognizer %s is run by other code in NEW".formatted(recognizer.id()));
            }
        }
    }

    private void people() {
        if (!base.dataset().digest().equals(now.dataset().digest())) {
            notes.add(String.format(
                    Locale.ROOT,
                    "the data sets differ: %s with %d photos, %s with %d",
                    base.dataset().id(),
                    base.dataset().photos(),
                    now.dataset().id(),
                    now.dataset().photos()));
        }
        if (base.dataset().digest().equals(now.dataset().digest())
                && !base.dataset().sameAs(now.dataset())) {
            notes.add("the photos differ: under the same names, those of %s have other bytes in NEW"
                    .formatted(now.dataset().id()));
        }
        if (!base.protocol().digest().equals(now.protocol().digest())) {
            notes.add("the protocols differ, galleries and impostors among them: %s, %s"
                    .formatted(sizes(base.protocol()), sizes(now.protocol())));
        }
        if (!base.detector().equals(now.detector())) {
            differ("the detector", base.detector().id(), now.detector().id() + ", another digest");
        }
    }

    /** Each run is judged at its own thresholds. */
    private void thresholds() {
        Map<String, ThresholdEntry> others =
                byName(now.thresholds(), threshold -> threshold.recognizer() + " at FAR " + threshold.far());
        byName(base.thresholds(), threshold -> threshold.recognizer() + " at FAR " + threshold.far())
                .forEach((name, threshold) -> {
                    ThresholdEntry other = others.get(name);
                    if (other == null) {
                        notes.add("the threshold of %s is missing in NEW".formatted(name));
                    } else if (!other.id().equals(threshold.id())) {
                        notes.add(String.format(
                                Locale.ROOT,
                                "the threshold of %s differs, each run is judged at its own: %s on %d impostor pairs, %s on %d",
                                name,
                                threshold.similarity(),
                                threshold.impostors(),
                                other.similarity(),
                                other.impostors()));
                    }
                });
    }

    private void machine() {
        if (!Speeds.sameMachine(base.environment(), now.environment())) {
            notes.add(String.format(
                    Locale.ROOT,
                    "the machines differ: %s, %d cores, %s; %s, %d cores, %s",
                    base.environment().cpu(),
                    base.environment().cores(),
                    base.environment().device(),
                    now.environment().cpu(),
                    now.environment().cores(),
                    now.environment().device()));
        }
    }

    private void differ(String what, Object first, Object second) {
        if (!first.equals(second)) {
            notes.add("%s: %s in BASE, %s in NEW".formatted(what, first, second));
        }
    }

    private static <T> Map<String, T> byName(List<T> items, Function<T, String> name) {
        return items.stream().collect(Collectors.toMap(name, i -> i, (one, same) -> one, TreeMap::new));
    }

    private static String sizes(ProtocolSizes protocol) {
        return protocol instanceof RecognitionSizes roles
                ? String.format(
                        Locale.ROOT,
                        "%d probes%s and %d distractors",
                        roles.probes(),
                        roles.inSplits() ? " in " + roles.splits() + " splits" : "",
                        roles.distractors())
                : people((InversionSizes) protocol);
    }

    private static String people(InversionSizes roles) {
        return String.format(Locale.ROOT, "%d people and %d auxiliary photos", roles.people(), roles.auxiliaryPhotos());
    }
}
