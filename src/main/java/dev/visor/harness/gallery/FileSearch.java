package dev.visor.harness.gallery;

import dev.visor.core.InputError;
import dev.visor.core.file.NpyRows;
import dev.visor.harness.Progress;
import dev.visor.harness.gallery.BlockSearch.Match;
import dev.visor.harness.gallery.GalleryStudy.Searched;
import dev.visor.result.csv.Columns;
import dev.visor.result.csv.CsvTable;
import dev.visor.tensor.Compute;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** The search of embeddings that a user brings, in a gallery of the same. */
public final class FileSearch {

    private static final Columns COLUMNS = Columns.of(List.of("photo", "subject"));

    /**
     * A request to search a file.
     *
     * @param galleryNames a table of photo and subject, a line for each row; empty if nobody is named, and rows are told by their numbers
     * @param probeNames likewise
     * @param out folder of the tables
     */
    public record Request(
            NpyRows gallery,
            String galleryFile,
            NpyRows probes,
            String probeFile,
            Optional<Path> galleryNames,
            Optional<Path> probeNames,
            int candidates,
            int block,
            String device,
            Path out) {}

    private record Named(String photo, String subject) {}

    private FileSearch() {}

    /**
     * Searches, and writes {@code candidates.csv}, and, where people are named, {@code cmc.csv} and {@code open-set.csv}.
     *
     * @return what was counted; empty if nobody is named
     * @throws InputError if the files do not belong together
     */
    public static Optional<Searched> search(Request request, Progress progress) {
        List<Named> gallery = names(request.galleryNames(), request.gallery().rows());
        List<Named> probes = names(request.probeNames(), request.probes().rows());
        List<List<Match>> found;
        try (Compute compute = Compute.open(request.device())) {
            found = new BlockSearch(compute, progress, request.block())
                    .best(
                            Embeddings.of(request.probes(), request.probeFile()),
                            Embeddings.of(request.gallery(), request.galleryFile()),
                            request.candidates());
        }
        SearchTables.candidates(
                request.out().resolve("candidates.csv"),
                found,
                probes.stream().map(Named::photo).toList(),
                gallery.stream().map(Named::photo).toList());
        if (request.galleryNames().isEmpty()) {
            return Optional.empty();
        }
        List<String> people = gallery.stream().map(Named::subject).toList();
        Searched searched = new Searched(
                gallery.size(),
                new HashSet<>(people).size(),
                Identification.of(found, probes.stream().map(Named::subject).toList(), people, request.candidates()));
        SearchTables.cmc(request.out().resolve("cmc.csv"), List.of(searched));
        SearchTables.openSet(request.out().resolve("open-set.csv"), List.of(searched));
        return Optional.of(searched);
    }

    private static List<Named> names(Optional<Path> file, int rows) {
        List<Named> names = file.map(table ->
                        new CsvTable(table, COLUMNS).read(row -> new Named(row.text("photo"), row.text("subject"))))
                .orElseGet(() -> IntStream.range(0, rows)
                        .mapToObj(row -> new Named("row-" + row, ""))
                        .toList());
        if (names.size() != rows) {
            throw new InputError(String.format(
                    Locale.ROOT,
                    "%s names %d photos, and its embeddings have %d rows; expected a line a row",
                    file.orElseThrow(),
                    names.size(),
                    rows));
        }
        return names;
    }
}
