package dev.visor.report.recognition;

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
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The image quality of protected photos. */
public final class Quality {

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
        String above = "";
        for (Map.Entry<Protection, List<ProtectedPhoto>> entry : photos.entrySet()) {
            Protection protection = entry.getKey();
            rows.add(new Row(
                    run.stubs(protection),
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
