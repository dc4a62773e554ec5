package dev.visor.harness;

import dev.visor.core.PhotoId;
import dev.visor.dataset.DataSet;
import dev.visor.dataset.FacePhoto;
import dev.visor.dataset.PhotoFiles;
import dev.visor.result.RunInfo.Counts;
import dev.visor.result.RunInfo.Warning;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Signs that a run's numbers are about fewer photos than it seems, or about one photo twice. */
final class PhotoWarnings {

    /** So many examples are named. */
    private static final int NAMED = 5;

    private PhotoWarnings() {}

    /** What lies in the data sets' folders and is no photo. */
    static List<Warning> leftOut(Collection<DataSet> sets) {
        return sets.stream()
                .filter(data -> !data.leftOut().isEmpty())
                .collect(Collectors.toMap(DataSet::id, DataSet::leftOut, (one, same) -> one, TreeMap::new))
                .entrySet()
                .stream()
                .map(data -> new Warning(
                        "photos-left-out",
                        String.format(
                                Locale.ROOT,
                                "of what lies among the photos of %s, this was left out: %s",
                                data.getKey(),
                                PhotoFiles.told(data.getValue()))))
                .toList();
    }

    /** Photos that the data set holds under several names. */
    static Optional<Warning> same(List<List<FacePhoto>> groups) {
        if (groups.isEmpty()) {
            return Optional.empty();
        }
        long people = groups.stream()
                .filter(group ->
                        group.stream().map(FacePhoto::subject).distinct().count() > 1)
                .count();
        List<String> named = groups.stream()
                .map(group ->
                        group.stream().map(FacePhoto::id).map(PhotoId::value).collect(Collectors.joining(" = ")))
                .toList();
        return Optional.of(new Warning(
                "same-photo",
                String.format(
                        Locale.ROOT,
                        "%d of the photos used are there under several names, %d of them as several people: %s",
                        groups.size(),
                        people,
                        examples(named))));
    }

    /**
     * Trials without a comparison.
     *
     * @param missed photos in which nothing was seen, with the reason; empty where it is not known any more
     */
    static List<Warning> missed(Counts counts, Map<Path, String> missed) {
        List<Warning> raised = new ArrayList<>();
        List<String> unreadable = named(missed, false);
        List<String> faceless = named(missed, true);
        if (counts.unreadable() > 0 || !unreadable.isEmpty()) {
            raised.add(unreadable(String.format(
                    Locale.ROOT,
                    "%d of %d trials were not compared, for a photo cannot be read%s",
                    counts.unreadable(),
                    counts.planned(),
                    examples(": ", unreadable))));
        }
        if (counts.noFace() > 0 || !faceless.isEmpty()) {
            raised.add(noFace(String.format(
                    Locale.ROOT,
                    "%d of %d trials were not compared, for a photo shows no face%s",
                    counts.noFace(),
                    counts.planned(),
                    examples(", unprotected ones among them: ", faceless))));
        }
        return raised;
    }

    /** Photos that no role was dealt to, because they show nothing. */
    static List<Warning> undealt(Map<Path, String> missed) {
        List<Warning> raised = new ArrayList<>();
        List<String> unreadable = named(missed, false);
        List<String> faceless = named(missed, true);
        if (!unreadable.isEmpty()) {
            raised.add(unreadable(String.format(
                    Locale.ROOT,
                    "%d photos cannot be read and play no role: %s",
                    unreadable.size(),
                    examples(unreadable))));
        }
        if (!faceless.isEmpty()) {
            raised.add(noFace(String.format(
                    Locale.ROOT, "%d photos show no face and play no role: %s", faceless.size(), examples(faceless))));
        }
        return raised;
    }

    /** Whether a warning tells numbers of one shard. */
    static boolean counted(Warning warning) {
        return warning.code().equals(unreadable("").code())
                || warning.code().equals(noFace("").code());
    }

    private static Warning unreadable(String message) {
        return new Warning("unreadable-photos", message);
    }

    private static Warning noFace(String message) {
        return new Warning("no-face", message);
    }

    private static List<String> named(Map<Path, String> missed, boolean faceless) {
        List<String> named = new ArrayList<>();
        missed.forEach((file, reason) -> {
            if (reason.equals(Photographs.NO_FACE) == faceless) {
                named.add(file.getFileName() + (faceless ? "" : " (" + reason + ")"));
            }
        });
        return named;
    }

    private static String examples(String before, List<String> named) {
        return named.isEmpty() ? "" : before + examples(named);
    }

    private static String examples(List<String> named) {
        String first = String.join("; ", named.subList(0, Math.min(NAMED, named.size())));
        return named.size() <= NAMED
                ? first
                : first + String.format(Locale.ROOT, "; and %d more", named.size() - NAMED);
    }
}
