package dev.visor.report.recognition;

import dev.visor.core.PhotoId;
import dev.visor.core.measure.MetricValue;
import dev.visor.report.chart.Figure;
import dev.visor.report.chart.PointChart;
import dev.visor.report.page.Section.Block;
import dev.visor.report.page.Text;
import dev.visor.report.run.MeanRate;
import dev.visor.report.run.Measure;
import dev.visor.report.run.Run;
import dev.visor.report.run.Run.Protection;
import dev.visor.report.run.SharedProbes;
import dev.visor.report.run.Throughput;
import dev.visor.report.table.Table;
import dev.visor.report.table.Table.Column;
import dev.visor.report.table.Table.Row;
import dev.visor.report.table.Value;
import dev.visor.result.ProtectedPhoto;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Protection against quality against time: which entries no other one beats in all three. */
final class Tradeoff {

    private static final String SSIM = "SSIM";
    private static final String PROTECTION = "protection, %";

    private Tradeoff() {}

    private static String worst(Run run) {
        return run.countermeasures().worst() ? ", worst case over the countermeasures" : "";
    }

    private static String tableId(Run run, long n) {
        return run.prefix() + "pareto-table-" + n;
    }

    /** @param rate before black-box models, at the headline's countermeasure */
    private record Candidate(Protection protection, MeanRate rate, Pareto.Choice choice) {}

    /**
     * One chart and table for each number of probes that entries met: those that met more are counted again on the probes
     * that all share, if the record has its trials, and left out otherwise.
     */
    static List<Block> blocks(Run run, Map<Protection, List<ProtectedPhoto>> photos) {
        List<Block> blocks = new ArrayList<>();
        for (Measure measure : Measure.of(run).stream().limit(1).toList()) {
            Map<Protection, List<MetricValue>> cells = new LinkedHashMap<>();
            photos.keySet().forEach(protection -> cells.put(protection, cells(run, measure, protection)));
            List<Long> sizes = cells.values().stream()
                    .flatMap(own -> n(own).stream())
                    .distinct()
                    .sorted(Comparator.reverseOrder())
                    .toList();
            for (long n : sizes) {
                List<Candidate> candidates = candidates(run, measure, n, cells, photos);
                if (candidates.isEmpty()) {
                    continue;
                }
                List<Boolean> front =
                        Pareto.front(candidates.stream().map(Candidate::choice).toList());
                List<String> surrogates = photos.keySet().stream()
                        .map(Protection::surrogates)
                        .distinct()
                        .toList();
                if (candidates.size() > 1) {
                    blocks.add(new Block.Live(
                            figure(run, measure, n, candidates, front, surrogates),
                            tableId(run, n),
                            SSIM,
                            PROTECTION,
                            "Up protects better, right looks better. Black-box %s%s, mean over models, with 95 %% intervals, n = %s. Color: defense."
                                    .formatted(measure.words(), worst(run), Text.count(n))));
                }
                blocks.add(new Block.Tabular(table(run, measure, n, candidates, front)));
            }
        }
        return blocks;
    }

    private static List<MetricValue> cells(Run run, Measure measure, Protection protection) {
        return measure.blackBox(run, run.countermeasures().headline())
                .filter(v -> Protection.of(v).equals(protection))
                .toList();
    }

    private static Optional<Long> n(List<MetricValue> cells) {
        return cells.stream().map(MetricValue::n).max(Comparator.naturalOrder());
    }

    private static List<Candidate> candidates(
            Run run,
            Measure measure,
            long n,
            Map<Protection, List<MetricValue>> cells,
            Map<Protection, List<ProtectedPhoto>> photos) {
        SharedProbes shared = cells.entrySet().stream()
                .filter(entry -> n(entry.getValue()).equals(Optional.of(n)))
                .findFirst()
                .map(entry -> SharedProbes.of(run, entry.getKey()))
                .orElseThrow();
        List<Candidate> candidates = new ArrayList<>();
        cells.forEach((protection, own) -> {
            long met = n(own).orElse(0L);
            if (met == n) {
                candidate(run, protection, own, photos.get(protection)).ifPresent(candidates::add);
            } else if (met > n && measure.equals(Measure.SEARCH)) {
                List<MetricValue> again =
                        own.stream().flatMap(v -> shared.rate(v).stream()).toList();
                Set<PhotoId> looked = shared.photos();
                List<ProtectedPhoto> same = photos.get(protection).stream()
                        .filter(p -> looked.contains(p.probe()))
                        .toList();
                if (again.size() == own.size()) {
                    candidate(run, protection, again, same).ifPresent(candidates::add);
                }
            }
        });
        return candidates;
    }

    private static Optional<Candidate> candidate(
            Run run, Protection protection, List<MetricValue> cells, List<ProtectedPhoto> photos) {
        OptionalDouble ssim = photos.stream()
                .flatMap(p -> p.quality().stream())
                .mapToDouble(ProtectedPhoto.Quality::ssim)
                .average();
        Optional<Double> milliseconds = milliseconds(run, protection);
        if (cells.isEmpty() || ssim.isEmpty() || milliseconds.isEmpty()) {
            return Optional.empty();
        }
        MeanRate rate = MeanRate.of(cells).orElseThrow();
        return Optional.of(new Candidate(
                protection, rate, new Pareto.Choice(rate.value(), ssim.getAsDouble(), milliseconds.get())));
    }

    /** Returns milliseconds from the measured speed; else from the ledger, if anything was computed in this run. */
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

    private static Figure figure(
            Run run,
            Measure measure,
            long n,
            List<Candidate> candidates,
            List<Boolean> front,
            List<String> surrogates) {
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
                                + " three. Black-box %s%s, mean over models, with 95 %% intervals, n = %s. Color: defense."
                                + " Shape: %s.")
                        .formatted(measure.words(), worst(run), Text.count(n), Quality.shapes(surrogates)),
                ink -> PointChart.draw(ink, axes, lines, labels));
    }

    private static Table table(Run run, Measure measure, long n, List<Candidate> candidates, List<Boolean> front) {
        List<Row> rows = new ArrayList<>();
        String above = "";
        for (int i = 0; i < candidates.size(); i++) {
            Candidate candidate = candidates.get(i);
            rows.add(new Row(
                    run.stubs(candidate.protection()),
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
                tableId(run, n),
                "Protection, quality and time, n = " + Text.count(n),
                ("On the front: no other entry of this table protects at least as well, looks at least as good and is at least"
                                + " as fast, and better in one. Compared by their means: intervals may overlap. Black-box %s"
                                + " in percent%s. All on the same %s probes. Times: %s.")
                        .formatted(measure.words(), worst(run), Text.count(n), Throughput.device(run)),
                List.of("surrogate", "defense"),
                List.of(
                        Column.words("Pareto"),
                        Column.number(PROTECTION),
                        Column.number(SSIM),
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
