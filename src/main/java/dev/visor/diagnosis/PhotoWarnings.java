package dev.visor.diagnosis;

import dev.visor.result.RunInfo.Warning;
import dev.visor.result.entry.Counts;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Signs that a run's numbers are about fewer photos than it seems, as far as the record counts them. */
public final class PhotoWarnings {

    private PhotoWarnings() {}

    /**
     * Tells what lies in a data set's folders and is no photo.
     *
     * @param leftOut how many, by what they are
     * @return empty if there is nothing of the kind
     */
    public static Optional<Warning> leftOut(String dataset, Map<String, Integer> leftOut) {
        List<String> parts = new TreeMap<>(leftOut)
                .entrySet().stream()
                        .map(part -> String.format(Locale.ROOT, "%d %s", part.getValue(), part.getKey()))
                        .toList();
        return parts.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        WarningCode.PHOTOS_LEFT_OUT.says("of what lies among the photos of %s, this was left out: %s"
                                .formatted(dataset, String.join(", ", parts))));
    }

    /**
     * Tells of trials that were not compared because a photo cannot be read.
     *
     * @param examples names of such photos and what is wrong with them; empty where nobody knows any more
     */
    public static Warning unreadable(Counts counts, String examples) {
        return WarningCode.UNREADABLE_PHOTOS.says(String.format(
                Locale.ROOT,
                "%d of %d trials were not compared, for a photo cannot be read%s",
                counts.unreadable(),
                counts.planned(),
                examples.isEmpty() ? "" : ": " + examples));
    }

    /**
     * Tells of trials that were not compared because a photo shows no face.
     *
     * @param examples names of unprotected photos among them; empty where there are none or nobody knows any more
     */
    public static Warning noFace(Counts counts, String examples) {
        return WarningCode.NO_FACE.says(String.format(
                Locale.ROOT,
                "%d of %d trials were not compared, for a photo shows no face%s",
                counts.noFace(),
                counts.planned(),
                examples.isEmpty() ? "" : ", unprotected ones among them: " + examples));
    }
}
