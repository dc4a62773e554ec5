package dev.visor.diagnosis;

import dev.visor.core.AttackerAccess;
import dev.visor.core.measure.Far;
import dev.visor.result.RunInfo;
import dev.visor.result.settings.InversionSettings;
import dev.visor.result.settings.RecognitionSettings;
import dev.visor.result.settings.Settings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** Reads of a record's suite what signs need, whichever kind it is of; what a kind does not have is empty. */
final class SuiteSettings {

    private final Settings settings;

    SuiteSettings(RunInfo info) {
        this.settings = info.suite().settings();
    }

    /** Whether recognizers are inverted; otherwise defenses are put before recognizers. */
    boolean inverts() {
        return settings instanceof InversionSettings;
    }

    /** Whether the record holds a part of the plan only. */
    boolean shard() {
        return settings.slice().isPresent();
    }

    /** The edition of what an inversion run measures; 1 in the oldest records, which do not tell. */
    int metrics() {
        return inversion().map(InversionSettings::metrics).orElse(1);
    }

    /** Returns the ids of the surrogates, without repetition and in their order. */
    List<String> surrogates() {
        Stream<String> all = settings instanceof InversionSettings inversion
                ? inversion.surrogates().stream()
                : recognition().surrogates().stream().flatMap(List::stream);
        return all.distinct().sorted().toList();
    }

    List<String> models() {
        return recognition().models();
    }

    List<String> services() {
        return recognition().services();
    }

    List<String> alignments() {
        return recognition().alignments();
    }

    List<Far> fars() {
        return settings.fars().stream().map(Far::new).toList();
    }

    /** Returns the number of probes, of so many, on which that defense runs. */
    int probes(String defense, int all) {
        return Math.min(all, recognition().probeLimits().getOrDefault(defense, all));
    }

    /** Returns the number of probes, recognized unprotected, that metrics are asked for; empty if none. */
    OptionalInt recognized() {
        int wanted = recognition().recognized();
        return wanted > 0 ? OptionalInt.of(wanted) : OptionalInt.empty();
    }

    /** Returns what an inversion attack has of the model. */
    AttackerAccess attackerAccess(String attack) {
        return inversion().map(inversion -> inversion.attackerAccess(attack)).orElse(AttackerAccess.NONE);
    }

    /** Attacks that were kept to some defenses, with those. */
    Map<String, List<String>> attackDefenses() {
        return inversion().map(InversionSettings::attackDefenses).orElse(Map.of());
    }

    /** The share of their steps or queries that attacks had, 0 to 1. */
    double budget() {
        return inversion().map(InversionSettings::budget).orElse(1.);
    }

    String scale() {
        return inversion().map(InversionSettings::scale).orElse("-");
    }

    private RecognitionSettings recognition() {
        return settings instanceof RecognitionSettings recognition ? recognition : RecognitionSettings.NONE;
    }

    private Optional<InversionSettings> inversion() {
        return settings instanceof InversionSettings inversion ? Optional.of(inversion) : Optional.empty();
    }
}
