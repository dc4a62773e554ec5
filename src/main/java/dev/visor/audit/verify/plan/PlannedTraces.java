package dev.visor.audit.verify.plan;

import dev.visor.audit.verify.plan.RecognitionPlan.Protection;
import dev.visor.core.Access;
import dev.visor.core.Alignment;
import dev.visor.core.Cell;
import dev.visor.core.measure.MetricValue;
import dev.visor.metric.evaluation.TraceMetrics;
import dev.visor.result.ProtectedPhoto;
import dev.visor.result.RecordFile;
import dev.visor.result.RunInfo;
import dev.visor.result.RunRecord;
import dev.visor.result.entry.TracedFace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The rows that {@code traces.csv} has to have by the plan of {@code run.json}, and the metrics that follow from them. */
public final class PlannedTraces {

    private final RunInfo info;
    private final RecognitionPlan plan;

    public PlannedTraces(RunInfo info) {
        this.info = info;
        this.plan = new RecognitionPlan(info);
    }

    /** Reads those of a record; none of a run in which no photo carries a name. */
    public static List<TracedFace> read(RunRecord record) {
        return RecordFile.TRACES.rows(record, TracedFace::of);
    }

    /** A protection's faces after one countermeasure. */
    private record Group(Protection protection, long seed, String alignment, String countermeasure) {

        static Group of(TracedFace face) {
            return new Group(
                    new Protection(face.defense(), face.surrogates()),
                    face.seed(),
                    face.alignment(),
                    face.countermeasure());
        }
    }

    private Set<Group> groups() {
        Set<Group> groups = new LinkedHashSet<>();
        for (Protection protection : plan.protections()) {
            for (long seed : info.seeds()) {
                for (String alignment : info.recognition().alignments()) {
                    info.recognition()
                            .traces()
                            .getOrDefault(protection.defense(), List.of())
                            .forEach(countermeasure ->
                                    groups.add(new Group(protection, seed, alignment, countermeasure)));
                }
            }
        }
        return groups;
    }

    /** Tells what is missing, or stands there and should not, in sentences. */
    public List<String> problems(List<TracedFace> faces, List<ProtectedPhoto> photos) {
        Set<List<String>> expected = new LinkedHashSet<>();
        for (Group group : groups()) {
            photos.stream()
                    .filter(photo -> photo.defense().equals(group.protection().defense())
                            && photo.surrogates().equals(group.protection().surrogates())
                            && photo.seed() == group.seed())
                    .forEach(photo -> List.of(TracedFace.OWN, TracedFace.UNMARKED)
                            .forEach(mark ->
                                    expected.add(key(group, photo.probe().value(), mark))));
        }
        List<String> problems = new ArrayList<>();
        for (TracedFace face : faces) {
            if (!expected.remove(key(Group.of(face), face.probe().value(), face.mark()))) {
                problems.add("the row of %s under %s after %s stands there twice, or is not in the plan"
                        .formatted(face.probe(), face.defense(), face.countermeasure()));
            }
        }
        if (!expected.isEmpty()) {
            problems.add(String.format(
                    Locale.ROOT,
                    "%d rows are missing, the first that of %s",
                    expected.size(),
                    String.join(", ", expected.iterator().next())));
        }
        return problems;
    }

    private static List<String> key(Group group, String photo, String mark) {
        return List.of(
                group.protection().word(),
                Long.toString(group.seed()),
                group.alignment(),
                group.countermeasure(),
                photo,
                mark);
    }

    /** Returns the metrics that follow from the rows of a record, with their slack; none if they cannot be read. */
    public static Map<MetricValue, Double> metrics(RunInfo info, Optional<List<TracedFace>> faces) {
        Map<MetricValue, Double> exact = new LinkedHashMap<>();
        faces.ifPresent(all -> metrics(info, all).forEach(value -> exact.put(value, 0.)));
        return exact;
    }

    private static List<MetricValue> metrics(RunInfo info, List<TracedFace> faces) {
        Map<Group, List<TraceMetrics.Face>> read = new LinkedHashMap<>();
        faces.forEach(face ->
                read.computeIfAbsent(Group.of(face), group -> new ArrayList<>()).add(judged(face)));
        List<MetricValue> values = new ArrayList<>();
        read.forEach((group, judged) -> values.addAll(TraceMetrics.of(
                Cell.of(
                                group.protection().defense(),
                                group.protection().surrogates(),
                                info.dataset().id(),
                                group.seed())
                        .against(Cell.NOT_APPLICABLE, Access.NONE)
                        .restingOn(info.trust(group.protection().defense())),
                Alignment.valueOf(group.alignment().toUpperCase(Locale.ROOT)),
                group.countermeasure(),
                judged)));
        return values;
    }

    private static TraceMetrics.Face judged(TracedFace face) {
        double bits = face.bits();
        return new TraceMetrics.Face(
                face.subject(),
                face.mark().equals(TracedFace.OWN),
                face.read().map(read -> 1 - read.wrong() / bits).orElse(0.),
                face.read().map(read -> 1 - read.wrongRandom() / bits).orElse(0.),
                face.read().isPresent(),
                face.read().map(read -> read.owner().equals(TracedFace.SUBJECT)).orElse(false),
                face.read().map(read -> read.owner().equals(TracedFace.ANOTHER)).orElse(false),
                face.read()
                        .map(read -> read.ownerUnregistered().equals(TracedFace.ANOTHER))
                        .orElse(false));
    }
}
