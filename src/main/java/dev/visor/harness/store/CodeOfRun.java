package dev.visor.harness.store;

import dev.visor.harness.TestBed;
import dev.visor.harness.code.Implementation;
import dev.visor.harness.plan.Experiment;
import dev.visor.harness.plan.ResolvedInversion;
import dev.visor.harness.plan.ResolvedSuite;
import dev.visor.result.RunInfo;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tells which code a run is made by: a digest for each entry, recognizer and detector, and for each stage of the harness. */
public final class CodeOfRun {

    /**
     * Key in the settings of a record: the code of detectors, of stages, and of defenses that only make pairs for trackers, as entries and
     * recognizers have theirs beside them.
     */
    public static final String SETTING = "code";

    private CodeOfRun() {}

    /**
     * The code that runs the suite now, by what it runs: {@code defense noise}, {@code stage embedding}.
     *
     * @param stages of such a run
     */
    public static SortedMap<String, String> now(Experiment experiment, TestBed testBed, List<Stage> stages) {
        SortedMap<String, Implementation> now = new TreeMap<>();
        experiment.defenses().forEach(entry -> now.put("defense " + entry.id(), entry.implementation()));
        experiment.evaluated().forEach(entry -> now.put("attack " + entry.id(), entry.implementation()));
        experiment
                .recognizers()
                .forEach((id, card) -> now.put("recognizer " + id, Implementation.of(testBed.code(card))));
        detectors(experiment)
                .forEach(word -> testBed.detectorCode(word)
                        .ifPresent(code -> now.put("detector " + word, Implementation.of(code))));
        if (experiment instanceof ResolvedSuite suite) {
            suite.pairDefenses().entries().forEach((name, entry) -> now.put("pairs " + name, entry.implementation()));
        }
        stages.forEach(stage -> now.put("stage " + stage.word(), stage.implementation()));
        SortedMap<String, String> digests = new TreeMap<>();
        now.forEach((what, code) -> digests.put(what, code.digest().hex()));
        return digests;
    }

    private static List<String> detectors(Experiment experiment) {
        return experiment instanceof ResolvedInversion inversion
                ? List.of(
                        inversion.suite().people().detector(),
                        inversion.suite().others().detector())
                : Stream.concat(
                                Stream.of(((ResolvedSuite) experiment).suite().detector()),
                                ((ResolvedSuite) experiment)
                                        .countermeasures().stream()
                                                .flatMap(entry -> entry.plugin().look().detector().stream()))
                        .distinct()
                        .toList();
    }

    /** Returns the part of the code that the settings of a record tell. */
    public static Map<String, String> setting(SortedMap<String, String> code) {
        return code.entrySet().stream()
                .filter(part -> part.getKey().matches("(detector|stage|pairs) .*"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** The code that a record was made by; empty for one of before that was told. */
    public static SortedMap<String, String> told(RunInfo info) {
        SortedMap<String, String> told = new TreeMap<>();
        info.defenses().forEach(entry -> told.put("defense " + entry.id(), entry.implementation()));
        info.attacks().forEach(entry -> told.put("attack " + entry.id(), entry.implementation()));
        info.recognizers().forEach(entry -> told.put("recognizer " + entry.id(), entry.implementation()));
        told.putAll(info.suite().settings().code());
        told.values().removeIf(implementation -> !RunInfo.isOfCode(implementation));
        return told;
    }

    /**
     * Tells what is run by other code now than in that record, in words; empty if nothing is, as far as the record
     * tells.
     */
    public static Optional<String> changes(RunInfo info, SortedMap<String, String> now) {
        List<String> changed = told(info).entrySet().stream()
                .filter(part -> !part.getValue().equals(now.get(part.getKey())))
                .map(Map.Entry::getKey)
                .toList();
        return changed.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", changed));
    }
}
