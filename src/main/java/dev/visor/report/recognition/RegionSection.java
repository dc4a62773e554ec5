package dev.visor.report.recognition;

import dev.visor.core.Seed;
import dev.visor.core.SubjectId;
import dev.visor.core.measure.Interval;
import dev.visor.report.page.Section;
import dev.visor.report.page.Section.Block;
import dev.visor.report.page.Text;
import dev.visor.report.run.Run;
import dev.visor.report.run.Run.Protection;
import dev.visor.report.table.Table;
import dev.visor.report.table.Table.Column;
import dev.visor.report.table.Table.Row;
import dev.visor.report.table.Value;
import dev.visor.result.RecordFile;
import dev.visor.result.RunRecord;
import dev.visor.result.entry.ChangedRegion;
import dev.visor.stats.ClusterBootstrap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** The regions of faces that defenses work on: how near to the wanted colors each came, how much it changed, and that nothing changed outside. */
public final class RegionSection {

    private static final int PLACES = 2;

    private RegionSection() {}

    /** Returns the section; empty for a run in which no defense works on regions. */
    public static Optional<Section> section(Run run) {
        List<ChangedRegion> regions = RecordFile.REGIONS.rows(new RunRecord(run.directory()), ChangedRegion::of);
        return regions.isEmpty()
                ? Optional.empty()
                : Section.of(
                        run.prefix() + "regions",
                        "Regions: what became of lips, eyes and skin?",
                        List.of(new Block.Tabular(table(run, regions))));
    }

    /** A region under a protection. */
    private record Key(Protection protection, String region) {}

    private static Table table(Run run, List<ChangedRegion> regions) {
        Map<Key, List<ChangedRegion>> groups = new LinkedHashMap<>();
        regions.stream()
                .filter(region -> region.pixels() > 0)
                .forEach(region -> groups.computeIfAbsent(
                                new Key(
                                        new Protection(
                                                region.defense(),
                                                region.surrogates().isEmpty()
                                                        ? "-"
                                                        : String.join("+", region.surrogates())),
                                        region.region()),
                                key -> new ArrayList<>())
                        .add(region));
        List<Row> rows = new ArrayList<>();
        groups.forEach((key, faces) -> {
            List<String> stubs = new ArrayList<>(run.stubs(key.protection()));
            stubs.add(key.region());
            rows.add(new Row(
                    stubs,
                    List.of(
                            Value.of(Text.count(faces.size())),
                            mean(faces, ChangedRegion::before),
                            mean(faces, ChangedRegion::after),
                            mean(faces, ChangedRegion::change),
                            mean(faces, ChangedRegion::ssim)),
                    false));
        });
        return new Table(
                run.prefix() + "regions",
                "Protected photos by region",
                "Means over photos that show the region, with 95 % intervals by drawing people anew. Distance: of the region's colors from the wanted ones"
                        + " (Wasserstein, mean of the channels, in levels of 255), of the original and of the protected photo. Change: mean absolute change of"
                        + " the region's pixels, in levels. Outside: the pixels that the defense promises to leave as they are.",
                List.of("surrogate", "defense", "region"),
                Column.numbers(List.of("photos", "distance before", "distance after", "change", "SSIM")),
                rows);
    }

    private static Value mean(List<ChangedRegion> faces, Function<ChangedRegion, OptionalDouble> figure) {
        Map<SubjectId, List<Double>> people = new LinkedHashMap<>();
        faces.forEach(face -> figure.apply(face)
                .ifPresent(value -> people.computeIfAbsent(face.subject(), subject -> new ArrayList<>())
                        .add(value)));
        if (people.isEmpty()) {
            return Value.missing();
        }
        double[] sums = people.values().stream()
                .mapToDouble(values ->
                        values.stream().mapToDouble(Double::doubleValue).sum())
                .toArray();
        double[] counts = people.values().stream().mapToDouble(List::size).toArray();
        double sum = 0;
        double count = 0;
        for (int i = 0; i < sums.length; i++) {
            sum += sums[i];
            count += counts[i];
        }
        Optional<Interval> interval = ClusterBootstrap.interval(sums, counts, new Seed(0));
        String shown = Text.fixed(sum / count, PLACES);
        return interval.map(one -> Value.of(
                        shown, "%s–%s".formatted(Text.fixed(one.low(), PLACES), Text.fixed(one.high(), PLACES))))
                .orElseGet(() -> Value.of(shown));
    }
}
