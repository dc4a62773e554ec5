package dev.visor.report;

import dev.visor.core.MetricValue;
import dev.visor.report.Run.Protection;
import dev.visor.report.Section.Block;
import dev.visor.report.chart.Figure;
import dev.visor.report.chart.PointChart;
import dev.visor.report.table.Table;
import dev.visor.report.table.Table.Column;
import dev.visor.report.table.Table.Row;
import dev.visor.report.table.Value;
import dev.visor.result.ProtectedPhoto;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** Protection against quality against time: which entries no other one beats in all three. */
final class Tradeoff {

    private Tradeoff() {}

    /** @param cells black-box, at the headline's rung */
    private record Candidate(Protection protection, Mean rate, Pareto.Choice choice, long n) {}

    /** One chart and table for each number of probes: entries that met others cannot be compared. */
    static List<Block> blocks(Run run, Map<Protection, List<ProtectedPhoto>> photos) {
        List<Block> blocks = new ArrayList<>();
        for (Measure measure : Measure.of(run).stream().limit(1).toList()) {
            Map<Long, List<Candidate>> byProbes = new TreeMap<>(java.util.Comparator.reverseOrder());
            photos.forEach((protection, own) -> candidate(run, measure, protection, own)
                    .ifPresent(c -> byProbes.computeIfAbsent(c.n(), n -> new ArrayList<>())
                            .add(c)));
            byProbes.forEach((n, candidates) -> {
                List<Boolean> front =
                        Pareto.front(candidates.stream().map(Candidate::choice).toList());
                if (candidates.size() > 1) {
                    blocks.add(new Block.Charts(List.of(figure(run, measure, n, candidates, front))));
                }
                blocks.add(new Block.Tabular(table(run, measure, n, candidates, front)));
            });
        }
        return blocks;
    }

    private static Optional<Candidate> candidate(
            Run run, Measure measure, Protection protection, List<ProtectedPhoto> photos) {
        List<MetricValue> cells = measure.blackBox(run, run.rungs().headline())
                .filter(v -> Protection.of(v).equals(protection))
                .toList();
        OptionalDouble ssim = photos.stream()
                .flatMap(p -> p.quality().stream())
                .mapToDouble(ProtectedPhoto.Quality::ssim)
                .average();
        Optional<Double> milliseconds = milliseconds(run, protection);
        if (cells.isEmpty() || ssim.isEmpty() || milliseconds.isEmpty()) {
            return Optional.empty();
        }
        Mean rate = Mean.of(cells).orElseThrow();
        long n = cells.stream().mapToLong(MetricValue::n).max().orElseThrow();
        return Optional.of(new Candidate(
                protection, rate, new Pareto.Choice(rate.value(), ssim.getAsDouble(), milliseconds.get()), n));
    }

    /** From the measured speed; else from the ledger, if anything was computed in this run. */
    private static Optional<Double> milliseconds(Run run, Protection protection) {
        return run.of("protect_images_per_s")
                .filter(v -> Protection.of(v).equals(protection) && v.value() > 0)
                .findFirst()
                .map(v -> 1000 / v.value())
                .or(() -> run.info().ledgers().stream()
                        .filter(l -> Throughput.protection(l).equals(protection) && l.perPhotoSeconds() > 0)
                        .findFirst()
                        .map(l -> l.perPhotoSeconds() * 1000));
    }

    private static Figure figure(Run run, Measure measure, long n, List<Candidate> candidates, List<Boolean> front) {
        List<String> surrogates = candidates.stream()
                .map(c -> c.protection().surrogates())
                .distinct()
                .toList();
        List<PointChart.Line> lines = new ArrayList<>();
        List<PointChart.Label> labels = new ArrayList<>();
        for (int i = 0; i < candidates.size(); i++) {
            Candidate candidate = candidates.get(i);
            String defense = candidate.protection().defense();
            boolean named = lines.stream().anyMatch(line -> line.legend().equals(Optional.of(defense)));
            double y = candidate.rate().value() * 100;
            lines.add(new PointChart.Line(
                    candidate.protection().label(),
                    run.color(defense),
                    surrogates.indexOf(candidate.protection().surrogates()),
                    named ? Optional.empty() : Optional.of(defense),
                    List.of(new PointChart.Point(
                            candidate.choice().ssim(),
                            y,
                            candidate.rate().interval().map(PointChart::inPercent)))));
            if (front.get(i)) {
                labels.add(new PointChart.Label(
                        candidate.choice().ssim(), y, time(candidate.choice().milliseconds())));
            }
        }
        PointChart.Axes axes = new PointChart.Axes("mean SSIM", "black-box " + measure.words() + ", %", false, false);
        return new Figure(
                run.prefix() + "pareto-" + n,
                "Scatter of black-box %s over mean SSIM, one point a defense and surrogate, those on the Pareto front labeled with their time a photo; up and to the right is better; the numbers are in the table below."
                        .formatted(measure.words()),
                ("Up protects better, right looks better; a time a photo stands beside those that no other entry beats in all"
                                + " three. Black-box %s%s, mean over victims, with 95 %% intervals, n = %s. Color: defense."
                                + " Shape: %s.")
                        .formatted(
                                measure.words(),
                                run.rungs().worst() ? ", worst case over the ladder" : "",
                                Text.count(n),
                                Quality.shapes(surrogates)),
                ink -> PointChart.draw(ink, axes, lines, labels));
    }

    private static Table table(Run run, Measure measure, long n, List<Candidate> candidates, List<Boolean> front) {
        List<Row> rows = new ArrayList<>();
        String above = "";
        for (int i = 0; i < candidates.size(); i++) {
            Candidate candidate = candidates.get(i);
            rows.add(new Row(
                    candidate.protection().stubs(),
                    List.of(
                            Value.of(front.get(i) ? "on the front" : "beaten"),
                            Value.of(
                                    Text.percent(candidate.rate().value()),
                                    Text.percent(candidate.rate().interval())),
                            Value.of(Text.fixed(candidate.choice().ssim(), 3)),
                            Value.of(Text.speed(candidate.choice().milliseconds()))),
                    !candidate.protection().surrogates().equals(above)));
            above = candidate.protection().surrogates();
        }
        return new Table(
                run.prefix() + "pareto-table-" + n,
                "Protection, quality and time, n = " + Text.count(n),
                ("On the front: no other entry of this table protects at least as well, looks at least as good and is at least"
                                + " as fast, and better in one. Compared by their means: intervals may overlap. Black-box %s"
                                + " in percent%s. Only entries with the same number of probes share a table. Times: %s.")
                        .formatted(
                                measure.words(),
                                run.rungs().worst() ? ", worst case over the ladder" : "",
                                Throughput.device(run)),
                List.of("surrogate", "defense"),
                List.of(
                        Column.words("Pareto"),
                        Column.number("protection, %"),
                        Column.number("SSIM"),
                        Column.number("ms a photo")),
                rows);
    }

    /** {@code 0.5 ms}, {@code 201 ms}, {@code 3.3 s}. */
    private static String time(double milliseconds) {
        return milliseconds < 1000
                ? Text.speed(milliseconds) + " ms"
                : String.format(Locale.ROOT, "%.1f s", milliseconds / 1000);
    }
}
