package dev.visor.report.board;

import dev.visor.core.Alignment;
import dev.visor.core.Cell;
import dev.visor.core.measure.Far;
import dev.visor.core.measure.MetricValue;
import dev.visor.report.page.Text;
import dev.visor.report.run.Countermeasures;
import dev.visor.report.run.Run;
import dev.visor.result.RunInfo;
import dev.visor.result.settings.RecognitionSettings;
import dev.visor.result.settings.RecognitionSizes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Collects what decides a number of a recognition suite, beside the defense. */
final class RecognitionProtocol {

    private final Run run;
    private final RunInfo info;
    private final RecognitionSettings settings;

    RecognitionProtocol(Run run) {
        this.run = run;
        this.info = run.info();
        this.settings = info.recognition();
    }

    /**
     * Makes the protocol of some cells of a defense.
     *
     * @param pairs surrogates and model of each cell, as the table's other rows have them
     * @param countermeasure {@code worst}, or a single one
     */
    Protocol of(String defense, List<MetricValue> cells, List<Pair> pairs, String countermeasure) {
        List<Facet> facets = new ArrayList<>(people(info));
        facets.add(Facet.of("attacker holds", holds(), holds() + settings.crop()));
        facets.add(entries(
                "attack", cells.stream().map(v -> v.cell().attack()).distinct().toList()));
        facets.add(Facet.of(
                "threshold",
                cells.get(0)
                        .far()
                        .map(Far::rate)
                        .map(Text::rate)
                        .map("FAR "::concat)
                        .orElse("none")));
        facets.add(
                recognizers("surrogates", pairs.stream().map(Pair::surrogates).toList(), ""));
        facets.add(recognizers(
                "models",
                pairs.stream().map(Pair::model).toList(),
                pairs.stream().sorted().map(Pair::toString).collect(Collectors.joining(" "))));
        facets.add(countermeasures(defense, countermeasure));
        facets.add(Facet.of("n before one model", Text.range(cells.stream().mapToLong(MetricValue::n))));
        facets.add(Facet.of("slice of the plan", settings.slice().orElse("whole")));
        return new Protocol(facets, info.dataset());
    }

    /** A recognizer and the surrogates that a defense had before it. */
    record Pair(String surrogates, String model, long seed) implements Comparable<Pair> {

        static Pair of(MetricValue value) {
            return new Pair(
                    value.cell().surrogatesWord(),
                    value.cell().model(),
                    value.cell().seed());
        }

        @Override
        public int compareTo(Pair other) {
            return toString().compareTo(other.toString());
        }

        @Override
        public String toString() {
            return surrogates + ">" + model + "#" + seed;
        }
    }

    /** Returns what both kinds of suites have: whose photos play which roles, and who found their faces. */
    static List<Facet> people(RunInfo info) {
        return List.of(
                Facet.of(
                        "data set",
                        info.dataset().id(),
                        info.dataset().id() + " " + info.dataset().digest()),
                Facet.of(
                        "roles",
                        sizes(info) + ", digest " + Text.brief(info.protocol().digest()),
                        info.protocol().digest()),
                Facet.of(
                        "detector",
                        info.detector().id(),
                        info.detector().id() + " " + info.detector().digest()),
                new Facet(
                        "seeds",
                        info.seeds().stream().map(seed -> Long.toString(seed)).toList(),
                        info.seeds().toString()));
    }

    private static String sizes(RunInfo info) {
        return info.protocol() instanceof RecognitionSizes sizes
                ? "%s, %s, %s"
                        .formatted(
                                Text.plural(sizes.probes(), "probe")
                                        + (sizes.inSplits() ? " in " + Text.plural(sizes.splits(), "split") : ""),
                                Text.plural(sizes.mates(), "mate"),
                                Text.plural(sizes.distractors(), "distractor"))
                : "%s, %s"
                        .formatted(
                                Text.count(info.inversionSizes().people()) + " people",
                                Text.plural(info.inversionSizes().trainingPhotos(), "training photo"));
    }

    private String holds() {
        return run.alignment() == Alignment.PHOTO ? "the shared photo" : "the protected crop";
    }

    private Facet entries(String name, List<String> ids) {
        return new Facet(
                name,
                ids,
                ids.stream().map(id -> id + settings(info, id)).sorted().collect(Collectors.joining(" ")));
    }

    /** Writes type and parameters of an attack; its code may change, or no change could be followed. */
    static String settings(RunInfo info, String id) {
        return info.attacks().stream()
                .filter(entry -> entry.id().equals(id))
                .map(entry -> entry.type() + new TreeMap<>(entry.params()))
                .findFirst()
                .orElse("");
    }

    private Facet recognizers(String name, List<String> words, String more) {
        TreeSet<String> ids = words.stream()
                .flatMap(word -> Stream.of(word.split("\\+")))
                .filter(id -> !id.equals(Cell.NOT_APPLICABLE))
                .collect(Collectors.toCollection(TreeSet::new));
        List<String> shown = words.stream().distinct().sorted().toList();
        return new Facet(
                name,
                shown.equals(List.of(Cell.NOT_APPLICABLE)) ? List.of("none") : shown,
                ids.stream().map(id -> id + " " + weights(info, id)).collect(Collectors.joining(" ")) + more);
    }

    /** Returns the digest of a recognizer's weights, or of all that is known of a service. */
    static String weights(RunInfo info, String id) {
        return info.recognizers().stream()
                .filter(recognizer -> recognizer.id().equals(id))
                .map(RunInfo.RecognizerEntry::sha256)
                .findFirst()
                .orElseGet(() -> info.suite().settings().madeOf().getOrDefault("service " + id, ""));
    }

    /** Lists the countermeasures that this defense met: a worst case over more of them is lower for that alone. */
    private Facet countermeasures(String defense, String countermeasure) {
        if (!countermeasure.equals(Countermeasures.WORST)) {
            return entries("countermeasures", List.of(countermeasure));
        }
        Map<String, List<String>> restricted = settings.countermeasureDefenses();
        List<String> met = run.countermeasures().applied().stream()
                .filter(id -> defense.equals(Cell.CONTROL)
                        || restricted.getOrDefault(id, List.of(defense)).contains(defense))
                .toList();
        String judges = met.stream()
                .map(id -> settings.countermeasureJudges().getOrDefault(id, "")
                        + settings.countermeasureModels().getOrDefault(id, List.of()))
                .collect(Collectors.joining(" "));
        return new Facet("countermeasures", met, entries("", met).exact() + judges);
    }
}
