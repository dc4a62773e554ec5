package dev.visor.report;

import dev.visor.core.Alignment;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** What protection costs the photo. */
final class Quality {

    private Quality() {}

    static Optional<Section> section(Run run) {
        Map<Protection, List<ProtectedPhoto>> photos = new LinkedHashMap<>();
        run.protections(run.photos().stream().map(Quality::protection)).forEach(p -> photos.put(p, new ArrayList<>()));
        run.photos().forEach(photo -> photos.get(protection(photo)).add(photo));
        if (photos.isEmpty()) {
            return Optional.empty();
        }
        List<Block> blocks = new ArrayList<>();
        chart(run, photos).ifPresent(blocks::add);
        blocks.add(new Block.Tabular(table(run, photos)));
        return Section.of(run.prefix() + "quality", "Quality against protection", blocks);
    }

    private static Protection protection(ProtectedPhoto photo) {
        return new Protection(
                photo.defense(), photo.surrogates().isEmpty() ? "-" : String.join("+", photo.surrogates()));
    }

    private static Table table(Run run, Map<Protection, List<ProtectedPhoto>> photos) {
        List<Row> rows = new ArrayList<>();
        String above = "";
        for (Map.Entry<Protection, List<ProtectedPhoto>> entry : photos.entrySet()) {
            Protection protection = entry.getKey();
            rows.add(new Row(
                    protection.stubs(),
                    values(entry.getValue()),
                    !protection.surrogates().equals(above)));
            above = protection.surrogates();
        }
        return new Table(
                run.prefix() + "image-quality",
                "Image quality of the protected faces",
                "Means over the photos that could be protected, measured on the face crop. SSIM: 1 is unchanged; smaller"
                        + " line: the worst photo. PSNR in dB, over the photos that changed. Largest change of any pixel, of"
                        + " 255. not protected: photos in which no face was found or the defense failed.",
                List.of("surrogate", "defense"),
                List.of(
                        Column.number("SSIM"),
                        Column.number("PSNR"),
                        Column.number("largest change"),
                        Column.number("photos"),
                        Column.number("not protected")),
                rows);
    }

    private static List<Value> values(List<ProtectedPhoto> photos) {
        List<ProtectedPhoto.Quality> measured =
                photos.stream().flatMap(p -> p.quality().stream()).toList();
        long without = photos.size() - measured.size();
        if (measured.isEmpty()) {
            Value none = Value.missing("no photo could be protected");
            return List.of(none, none, none, Value.of("0"), Value.of(Text.count(without)));
        }
        double worst = measured.stream()
                .mapToDouble(ProtectedPhoto.Quality::ssim)
                .min()
                .orElseThrow();
        OptionalDouble psnr =
                measured.stream().flatMapToDouble(q -> q.psnr().stream()).average();
        double linf = measured.stream()
                .mapToDouble(ProtectedPhoto.Quality::linf)
                .max()
                .orElseThrow();
        return List.of(
                Value.of(Text.fixed(ssim(measured), 3), Text.fixed(worst, 3)),
                psnr.isPresent()
                        ? Value.of(Text.fixed(psnr.getAsDouble(), 2))
                        : Value.missing("nothing changed, so PSNR is infinite"),
                Value.of(Text.fixed(linf * 255, 0)),
                Value.of(Text.count(measured.size())),
                Value.of(Text.count(without)));
    }

    private static double ssim(List<ProtectedPhoto.Quality> measured) {
        return measured.stream()
                .mapToDouble(ProtectedPhoto.Quality::ssim)
                .average()
                .orElseThrow();
    }

    private static Optional<Block> chart(Run run, Map<Protection, List<ProtectedPhoto>> photos) {
        List<String> surrogates =
                photos.keySet().stream().map(Protection::surrogates).distinct().toList();
        List<PointChart.Line> lines = new ArrayList<>();
        for (Map.Entry<Protection, List<ProtectedPhoto>> entry : photos.entrySet()) {
            Protection protection = entry.getKey();
            List<ProtectedPhoto.Quality> measured =
                    entry.getValue().stream().flatMap(p -> p.quality().stream()).toList();
            Optional<Mean> protectedRate = Mean.of(blackBox(run, protection));
            if (measured.isEmpty() || protectedRate.isEmpty()) {
                continue;
            }
            boolean named = lines.stream().anyMatch(line -> line.legend().equals(Optional.of(protection.defense())));
            lines.add(new PointChart.Line(
                    protection.label(),
                    run.color(protection.defense()),
                    surrogates.indexOf(protection.surrogates()),
                    named ? Optional.empty() : Optional.of(protection.defense()),
                    List.of(new PointChart.Point(
                            ssim(measured),
                            protectedRate.get().value() * 100,
                            protectedRate.get().interval().map(PointChart::inPercent)))));
        }
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        PointChart.Axes axes = new PointChart.Axes("mean SSIM", "black-box rank1_untargeted, %", false, false);
        Figure figure = new Figure(
                run.prefix() + "quality",
                "Scatter of black-box rank1_untargeted over mean SSIM, one point a defense and surrogate; up and to the"
                        + " right is better.",
                ("Up protects better, right looks better. Black-box rank1_untargeted on the shared photo, mean over"
                                + " victims, with 95 %% intervals. Color: defense. Shape: %s.")
                        .formatted(shapes(surrogates)),
                ink -> PointChart.draw(ink, axes, lines));
        return Optional.of(new Block.Charts(List.of(figure)));
    }

    private static List<MetricValue> blackBox(Run run, Protection protection) {
        return run.of("rank1_untargeted")
                .filter(v -> v.cell().alignment() == Alignment.PHOTO && !Run.whiteBox(v))
                .filter(v -> Protection.of(v).equals(protection))
                .toList();
    }

    private static String shapes(List<String> surrogates) {
        List<String> names = List.of("circle", "square", "diamond", "triangle up", "triangle down", "cross");
        List<String> words = new ArrayList<>();
        for (int i = 0; i < surrogates.size(); i++) {
            String who = surrogates.get(i).equals("-") ? "no surrogate" : surrogates.get(i);
            words.add(names.get(i % names.size()) + " " + who);
        }
        return String.join(", ", words);
    }
}
