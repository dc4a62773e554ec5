package dev.visor.harness.gallery;

import dev.visor.core.measure.Interval;
import dev.visor.harness.gallery.BlockSearch.Match;
import dev.visor.result.csv.CsvWriter;
import dev.visor.result.csv.Decimals;
import dev.visor.stats.Wilson;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Results of searches as tables: candidates, rates by rank (CMC), and rates by threshold for open sets. */
public final class SearchTables {

    private static final int PLACES = 9;
    private static final List<String> INTERVAL = List.of("rate", "low", "high");

    private SearchTables() {}

    /**
     * Writes the candidates of each probe, the best first.
     *
     * @param probes their names
     * @param gallery the names of its rows
     */
    public static void candidates(Path file, List<List<Match>> found, List<String> probes, List<String> gallery) {
        CsvWriter.whole(
                file,
                List.of("probe", "rank", "photo", "row", "similarity"),
                Stream.iterate(0, i -> i < probes.size(), i -> i + 1).flatMap(i -> {
                    List<List<String>> rows = new ArrayList<>();
                    for (int rank = 0; rank < found.get(i).size(); rank++) {
                        Match match = found.get(i).get(rank);
                        rows.add(List.of(
                                CsvWriter.name(probes.get(i)),
                                Integer.toString(rank + 1),
                                CsvWriter.name(gallery.get(match.row())),
                                Integer.toString(match.row()),
                                Decimals.places(match.similarity(), PLACES)));
                    }
                    return rows.stream();
                }));
    }

    /** Writes, for each gallery and rank, the share of probes with a mate that have one among so many candidates. */
    public static void cmc(Path file, List<GalleryStudy.Searched> galleries) {
        CsvWriter.whole(
                file,
                columns("photos", "people", "rank", "hits", "mated"),
                galleries.stream().flatMap(gallery -> ranks(gallery).stream()));
    }

    private static List<List<String>> ranks(GalleryStudy.Searched gallery) {
        Identification counts = gallery.counts();
        List<List<String>> rows = new ArrayList<>();
        for (int rank = 1; rank <= counts.hits().length && counts.mated() > 0; rank++) {
            rows.add(row(
                    List.of(
                            Integer.toString(gallery.photos()),
                            Integer.toString(gallery.people()),
                            Integer.toString(rank)),
                    counts.within(rank),
                    counts.mated()));
        }
        return rows;
    }

    /** Writes FPIR and FNIR for each gallery and threshold, those at which nothing changes left out. */
    public static void openSet(Path file, List<GalleryStudy.Searched> galleries) {
        List<String> columns = new ArrayList<>(List.of("photos", "threshold", "accepted", "non_mated"));
        INTERVAL.forEach(name -> columns.add("fpir_" + name));
        columns.addAll(List.of("missed", "mated"));
        INTERVAL.forEach(name -> columns.add("fnir_" + name));
        CsvWriter.whole(file, columns, galleries.stream().flatMap(gallery -> thresholds(gallery).stream()));
    }

    private static List<List<String>> thresholds(GalleryStudy.Searched gallery) {
        Identification counts = gallery.counts();
        List<List<String>> rows = new ArrayList<>();
        for (int t = 1; t < Identification.THRESHOLDS && counts.mated() > 0 && counts.nonMated() > 0; t++) {
            if (counts.accepted()[t] != counts.accepted()[t - 1] || counts.missed()[t] != counts.missed()[t - 1]) {
                List<String> row = new ArrayList<>(row(
                        List.of(Integer.toString(gallery.photos()), Decimals.places(Identification.threshold(t), 3)),
                        counts.accepted()[t],
                        counts.nonMated()));
                row.addAll(row(List.of(), counts.missed()[t], counts.mated()));
                rows.add(row);
            }
        }
        return rows;
    }

    /** Returns a rate in percent with its interval, {@code 99.0 [97.7, 99.6]}; a dash if nothing was counted. */
    public static String percent(long count, long of) {
        if (of == 0) {
            return CsvWriter.NOT_APPLICABLE;
        }
        Interval interval = Wilson.interval(count, of);
        return String.format(
                Locale.ROOT, "%.1f [%.1f, %.1f]", 100. * count / of, 100 * interval.low(), 100 * interval.high());
    }

    private static List<String> columns(String... names) {
        List<String> columns = new ArrayList<>(List.of(names));
        columns.addAll(INTERVAL);
        return columns;
    }

    private static List<String> row(List<String> front, long count, long of) {
        Interval interval = Wilson.interval(count, of);
        List<String> row = new ArrayList<>(front);
        row.addAll(List.of(
                Long.toString(count),
                Long.toString(of),
                Decimals.digits(count / (double) of),
                Decimals.digits(interval.low()),
                Decimals.digits(interval.high())));
        return row;
    }
}
