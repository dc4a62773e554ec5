package dev.visor.report.recognition;

import dev.visor.report.page.RecordPicture;
import dev.visor.report.page.Section;
import dev.visor.report.page.Section.Block;
import dev.visor.report.page.Section.Triple;
import dev.visor.report.page.Text;
import dev.visor.report.run.ReportOptions;
import dev.visor.report.run.Run;
import dev.visor.result.csv.RecordFolder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Photos before and after, from {@code images/<defense>/<surrogates>/<probe>-original.png} and its neighbors. */
public final class PhotoStrip {

    private static final String IMAGES = "images";
    private static final String ORIGINAL = "-original.png";

    /** Number of probes; more say nothing new, and a page has to be sent around. */
    private static final int PROBES = 3;

    private PhotoStrip() {}

    public static Optional<Section> section(Run run, ReportOptions options) {
        RecordFolder record = new RecordFolder(run.directory());
        if (!record.has(IMAGES)) {
            return Optional.empty();
        }
        List<Block> blocks = new ArrayList<>();
        if (options.photos()) {
            blocks.add(new Block.Paragraph(
                    "Each triple: the original, the mask amplified around gray, the photo as it is shared."));
            for (String defense : record.folders(IMAGES)) {
                for (String surrogates : record.folders(IMAGES, defense)) {
                    strip(record, defense, surrogates).ifPresent(blocks::add);
                }
            }
        } else {
            blocks.add(new Block.Paragraph("Photos were left out of this report on request; the run keeps them."));
        }
        return Section.of(run.prefix() + "photos", "Photos", blocks);
    }

    /** Returns the first photos under a defense of which the record keeps any. */
    static Optional<Block.Strip> firsts(RecordFolder record, String defense, int most) {
        if (!record.has(IMAGES, defense)) {
            return Optional.empty();
        }
        return record.folders(IMAGES, defense).stream()
                .flatMap(surrogates -> strip(record, defense, surrogates, most).stream())
                .findFirst();
    }

    private static Optional<Block> strip(RecordFolder record, String defense, String surrogates) {
        return strip(record, defense, surrogates, PROBES).map(strip -> strip);
    }

    private static Optional<Block.Strip> strip(RecordFolder record, String defense, String surrogates, int most) {
        List<String> originals = record.files(IMAGES, defense, surrogates).stream()
                .filter(name -> name.endsWith(ORIGINAL))
                .toList();
        List<Triple> triples = new ArrayList<>();
        for (String original : originals.subList(0, Math.min(most, originals.size()))) {
            triples.add(
                    triple(record, defense, surrogates, original.substring(0, original.length() - ORIGINAL.length())));
        }
        String label = new Run.Protection(defense, surrogates).label();
        return triples.isEmpty()
                ? Optional.empty()
                : Optional.of(new Block.Strip(
                        String.format(
                                Locale.ROOT,
                                "%s, %d of %s",
                                label,
                                triples.size(),
                                Text.plural(originals.size(), "photo")),
                        triples));
    }

    /** The pictures of a probe, be they there or not. */
    static Triple triple(RecordFolder record, String defense, String surrogates, String probe) {
        List<RecordPicture> pictures = Stream.of(ORIGINAL, "-mask.png", "-protected.png")
                .map(ending -> new RecordPicture(record, List.of(IMAGES, defense, surrogates, probe + ending)))
                .toList();
        return new Triple(probe, pictures.get(0), pictures.get(1), pictures.get(2));
    }
}
