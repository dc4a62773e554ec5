package dev.visor.harness.single;

import dev.visor.harness.single.ProtectedPhoto.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The outcomes of all photos that were to be protected at once.
 *
 * @param photos in the order in which they were given, each once
 */
public record ProtectedPhotos(List<ProtectedPhoto> photos) {

    public ProtectedPhotos {
        photos = List.copyOf(photos);
    }

    /** The files written. */
    public List<Path> copies() {
        return photos.stream()
                .map(ProtectedPhoto::copy)
                .flatMap(Optional::stream)
                .toList();
    }

    /** Whether there is nothing to be said against any of the copies. */
    public boolean allProtected() {
        return count(Verdict.PROTECTED) == photos.size();
    }

    /** A sentence for each photo that is not protected. */
    public List<String> reasons() {
        return photos.stream()
                .map(ProtectedPhoto::reason)
                .filter(reason -> !reason.isEmpty())
                .toList();
    }

    /**
     * The verdicts, counted; then each recognizer that still finds the person in photos that are protected, because they were not
     * protected against it.
     */
    public List<String> summary() {
        List<String> counts = new ArrayList<>();
        for (Verdict verdict : Verdict.values()) {
            if (verdict == Verdict.PROTECTED || count(verdict) > 0) {
                counts.add(String.format(Locale.ROOT, "%d %s", count(verdict), verdict.words()));
            }
        }
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "of %d photo%s: %s",
                photos.size(),
                photos.size() == 1 ? "" : "s",
                String.join(", ", counts)));
        knowing()
                .forEach((recognizer, known) -> lines.add(String.format(
                        Locale.ROOT,
                        "%s, which they were not protected against, still finds the person in %d of the %d protected",
                        recognizer,
                        known,
                        count(Verdict.PROTECTED))));
        return lines;
    }

    private Map<String, Integer> knowing() {
        Map<String, Integer> knowing = new LinkedHashMap<>();
        photos.stream()
                .filter(photo -> photo.verdict() == Verdict.PROTECTED)
                .flatMap(photo -> photo.resemblances().stream())
                .filter(resemblance -> !resemblance.decides() && resemblance.recognized())
                .forEach(resemblance -> knowing.merge(resemblance.recognizer(), 1, Integer::sum));
        return knowing;
    }

    private int count(Verdict verdict) {
        return (int) photos.stream().filter(photo -> photo.verdict() == verdict).count();
    }
}
