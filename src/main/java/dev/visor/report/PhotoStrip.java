package dev.visor.report;

import dev.visor.core.InputError;
import dev.visor.report.Section.Block;
import dev.visor.report.Section.Triple;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Photos before and after, from {@code images/<defense>/<surrogates>/<probe>-original.png} and its neighbors. */
final class PhotoStrip {

    private static final String ORIGINAL = "-original.png";

    /** More say nothing new, and a page has to be sent around. */
    private static final int PROBES = 3;

    private PhotoStrip() {}

    static Optional<Section> section(Run run, ReportOptions options) {
        Path images = run.directory().resolve("images");
        if (!Files.isDirectory(images)) {
            return Optional.empty();
        }
        List<Block> blocks = new ArrayList<>();
        if (options.photos()) {
            blocks.add(new Block.Paragraph(
                    "Each triple: the original, the mask amplified around gray, the photo as it is shared."));
            folders(images).stream().flatMap(f -> folders(f).stream()).forEach(f -> strip(f).ifPresent(blocks::add));
        } else {
            blocks.add(new Block.Paragraph("Photos were left out of this report on request; the run keeps them."));
        }
        return Section.of(run.prefix() + "photos", "Photos", blocks);
    }

    private static Optional<Block> strip(Path folder) {
        List<Path> originals = files(folder, ORIGINAL);
        List<Triple> triples = new ArrayList<>();
        for (Path original : originals.subList(0, Math.min(PROBES, originals.size()))) {
            String name = original.getFileName().toString();
            String probe = name.substring(0, name.length() - ORIGINAL.length());
            triples.add(new Triple(
                    probe, original, folder.resolve(probe + "-mask.png"), folder.resolve(probe + "-protected.png")));
        }
        String defense = folder.getParent().getFileName().toString();
        String surrogates = folder.getFileName().toString();
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

    private static List<Path> folders(Path parent) {
        return list(parent).stream().filter(Files::isDirectory).toList();
    }

    private static List<Path> files(Path folder, String ending) {
        return list(folder).stream()
                .filter(p -> p.getFileName().toString().endsWith(ending))
                .toList();
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        } catch (IOException e) {
            throw new InputError("%s cannot be read: %s".formatted(folder, e.getMessage()), e);
        }
    }
}
