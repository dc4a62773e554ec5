package dev.visor.report.recognition;

import dev.visor.core.measure.MetricValue;
import dev.visor.report.page.Section;
import dev.visor.report.page.Section.Block;
import dev.visor.report.page.Text;
import dev.visor.report.run.Run;
import dev.visor.report.run.Run.Protection;
import dev.visor.report.table.Table;
import dev.visor.report.table.Table.Column;
import dev.visor.report.table.Table.Row;
import dev.visor.report.table.Value;
import dev.visor.result.ProtectedPhoto;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The image quality of protected photos. */
public final class Quality {

    /** Metrics that a run may be asked for, and what a reader must know of each. */
    private static final SortedMap<String, String> FURTHER = new TreeMap<>(Map.of(
            "lpips",
            " LPIPS: by a network that the run was given; 0 is unchanged.",
            "fid",
            " FID: by a recognizer's embeddings; smaller line: of how many photos."));

    private Quality() {}

    public static Optional<Section> section(Run run) {
        Map<Protection, List<ProtectedPhoto>> photos = new LinkedHashMap<>();
        run.protections(run.photos().stream().map(Quality::protection)).forEach(p -> photos.put(p, new ArrayList<>()));
        run.photos().forEach(photo -> photos.get(protection(photo)).add(photo));
        if (photos.isEmpty()) {
            return Optional.empty();
        }
        List<Block> blocks = new ArrayList<>();
        blocks.addAll(Tradeoff.blocks(run, photos));
        blocks.add(new Block.Tabular(table(run, photos)));
        return Section.of(run.prefix() + "quality", "Quality, time and protection", blocks);
    }

    private static Protection protection(ProtectedPhoto photo) {
        return new Protection(
                photo.defense(), photo.surrogates().isEmpty() ? "-" : String.join("+", photo.surrogates()));
    }

    private static Table table(Run run, Map<Protection, List<ProtectedPhoto>> photos) {
        List<Row> rows = new ArrayList<>();
        List<String> further = FURTHER.keySet().stream()
                .filter(metric ->
                        run.metrics().stream().anyMatch(value -> value.metric().equals(metric)))
                .toList();
        List<Column> columns = new ArrayList<>(List.of(
                Column.number("SSIM"),
                Column.number("PSNR"),
                Column.number("largest change"),
                Column.number("photos"),
                Column.number("not protected")));
        further.forEach(metric -> columns.add(2, Column.number(metric.toUpperCase(Locale.ROOT))));
        String above = "";
        for (Map.Entry<Protection, List<ProtectedPhoto>> entry : photos.entrySet()) {
            Protection protection = entry.getKey();
            List<Value> values = new ArrayList<>(values(entry.getValue()));
            further.forEach(metric -> values.add(2, perceptual(run, protection, metric)));
            rows.add(new Row(
                    run.stubs(protection), values, !protection.surrogates().equals(above)));
            above = protection.surrogates();
        }
        return new Table(
                run.prefix() + "image-quality",
                "Image quality of the protected faces",
                "Means over the photos that could be protected, measured on the face crop. SSIM: 1 is unchanged; smaller"
                        + " line: the worst photo. PSNR in dB, over the photos that changed. Largest change of any pixel, of"
                        + " 255. not protected: photos in which no face was found or the defense failed."
                        + further.stream().map(FURTHER::get).collect(Collectors.joining()),
                List.of("surrogate", "defense"),
                columns,
                rows);
    }

    private static Value perceptual(Run run, Protection protection, String metric) {
        List<MetricValue> measured = run.metrics().stream()
                .filter(value -> value.metric().equals(metric)
                        && value.cell().defense().equals(protection.defense())
                        && value.cell().surrogatesWord().equals(protection.surrogates()))
                .toList();
        if (measured.isEmpty()) {
            return Value.missing("not measured");
        }
        String mean = Text.fixed(
                measured.stream().mapToDouble(MetricValue::value).average().orElseThrow(), 4);
        return metric.equals("fid")
                ? Value.of(mean, "n = " + Text.count(measured.get(0).n()))
                : Value.of(mean);
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

    /** Tells which marker stands for which surrogates, in words. */
    static String shapes(List<String> surrogates) {
        List<String> names = List.of("circle", "square", "diamond", "triangle up", "triangle down", "cross");
        List<String> words = new ArrayList<>();
        for (int i = 0; i < surrogates.size(); i++) {
            String who = surrogates.get(i).equals("-") ? "no surrogate" : surrogates.get(i);
            words.add(names.get(i % names.size()) + " " + who);
        }
        return String.join(", ", words);
    }
}
