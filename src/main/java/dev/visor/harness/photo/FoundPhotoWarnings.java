package dev.visor.harness.photo;

import dev.visor.core.PhotoId;
import dev.visor.dataset.DataSet;
import dev.visor.dataset.FacePhoto;
import dev.visor.dataset.PhotoSource;
import dev.visor.diagnosis.PhotoWarnings;
import dev.visor.diagnosis.WarningCode;
import dev.visor.result.RunInfo.Warning;
import dev.visor.result.entry.Counts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Signs that a run's numbers are about fewer photos than it seems, or about one photo twice, with what only the machine knows: which photos
 * these are.
 */
public final class FoundPhotoWarnings {

    /** Number of examples that are named. */
    private static final int NAMED = 5;

    private FoundPhotoWarnings() {}

    /** Tells what lies in the data sets' folders and is no photo. */
    public static List<Warning> leftOut(Collection<DataSet> sets) {
        return sets.stream()
                .collect(Collectors.toMap(DataSet::id, DataSet::leftOut, (one, same) -> one, TreeMap::new))
                .entrySet()
                .stream()
                .flatMap(data -> PhotoWarnings.leftOut(data.getKey(), data.getValue()).stream())
                .toList();
    }

    /** Photos that the data set holds under several names. */
    public static Optional<Warning> same(List<List<FacePhoto>> groups) {
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
        return Optional.of(WarningCode.SAME_PHOTO.says(String.format(
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
    public static List<Warning> missed(Counts counts, Map<PhotoSource, String> missed) {
        List<Warning> raised = new ArrayList<>();
        List<String> unreadable = named(missed, false);
        List<String> faceless = named(missed, true);
        if (counts.unreadable() > 0 || !unreadable.isEmpty()) {
            raised.add(PhotoWarnings.unreadable(counts, examples(unreadable)));
        }
        if (counts.noFace() > 0 || !faceless.isEmpty()) {
            raised.add(PhotoWarnings.noFace(counts, examples(faceless)));
        }
        return raised;
    }

    /** Photos that no role was dealt to, because they show nothing. */
    public static List<Warning> undealt(Map<PhotoSource, String> missed) {
        List<Warning> raised = new ArrayList<>();
        List<String> unreadable = named(missed, false);
        List<String> faceless = named(missed, true);
        if (!unreadable.isEmpty()) {
            raised.add(WarningCode.UNREADABLE_PHOTOS.says(String.format(
                    Locale.ROOT,
                    "%d photos cannot be read and play no role: %s",
                    unreadable.size(),
                    examples(unreadable))));
        }
        if (!faceless.isEmpty()) {
            raised.add(WarningCode.NO_FACE.says(String.format(
                    Locale.ROOT, "%d photos show no face and play no role: %s", faceless.size(), examples(faceless))));
        }
        return raised;
    }

    private static List<String> named(Map<PhotoSource, String> missed, boolean faceless) {
        List<String> named = new ArrayList<>();
        missed.forEach((file, reason) -> {
            if (reason.equals(FaceLocator.NO_FACE) == faceless) {
                named.add(file.name() + (faceless ? "" : " (" + reason + ")"));
            }
        });
        return named;
    }

    private static String examples(List<String> named) {
        String first = String.join("; ", named.subList(0, Math.min(NAMED, named.size())));
        return named.size() <= NAMED
                ? first
                : first + String.format(Locale.ROOT, "; and %d more", named.size() - NAMED);
    }
}
