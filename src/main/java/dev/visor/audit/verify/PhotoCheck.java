package dev.visor.audit.verify;

import dev.visor.audit.verify.Evidence.Line;
import dev.visor.audit.verify.plan.RecognitionPlan;
import dev.visor.core.Cell;
import dev.visor.core.Pairing;
import dev.visor.core.PhotoId;
import dev.visor.result.ProtectedPhoto;
import dev.visor.result.RecordFile;
import dev.visor.result.entry.Counts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/** {@code photos.csv} against the plan, and the quality of every trial against it. */
final class PhotoCheck implements Check {

    /** Outcomes in which a defense made something of a photo, be it the photo as it was. */
    private static final Set<String> MASKED = Set.of("protected", "unprotected");

    /** A photo under one defense, or a face that an attack made of a model that was trained under it. */
    private record Key(String defense, List<String> surrogates, long seed, String attack, String model, PhotoId probe) {

        static Key of(ProtectedPhoto photo) {
            return new Key(
                    photo.defense(), photo.surrogates(), photo.seed(), photo.attack(), photo.model(), photo.probe());
        }
    }

    @Override
    public void of(Evidence evidence, Findings findings) {
        evidence.photos().ifPresent(photos -> {
            Map<Key, ProtectedPhoto> byKey = unique(photos, findings);
            protections(evidence, photos, findings);
            evidence.trials()
                    .ifPresent(trials -> trials.forEach(
                            (cell, lines) -> lines.forEach(line -> quality(cell, line, byKey, findings))));
            findings.recomputed("photos", photos.size());
        });
    }

    private static Map<Key, ProtectedPhoto> unique(List<ProtectedPhoto> photos, Findings findings) {
        Map<Key, ProtectedPhoto> byKey = new HashMap<>();
        for (int i = 0; i < photos.size(); i++) {
            ProtectedPhoto photo = photos.get(i);
            Key key = Key.of(photo);
            if (byKey.put(key, photo) != null) {
                findings.mismatch(
                        RecordFile.PHOTOS, i + 2L, "probe", "\"%s\" stands there twice for one defense", photo.probe());
            }
            outcome(photo, i + 2L, findings);
        }
        return byKey;
    }

    private static void outcome(ProtectedPhoto photo, long line, Findings findings) {
        if (photo.quality().isPresent() != MASKED.contains(photo.outcome())) {
            findings.mismatch(
                    RecordFile.PHOTOS,
                    line,
                    "outcome",
                    "\"%s\" with%s a quality, expected a quality just where a defense returned the photo",
                    photo.outcome(),
                    photo.quality().isPresent() ? "" : "out");
        }
        boolean changed = photo.quality().filter(quality -> quality.linf() > 0).isPresent();
        if (photo.outcome().equals("unprotected") && changed) {
            findings.mismatch(
                    RecordFile.PHOTOS,
                    line,
                    "outcome",
                    "\"unprotected\", expected \"protected\": its pixels were changed");
        }
    }

    /** The protections of {@code run.json}, each with its probes at least; a protection for every protected photo, and more where a countermeasure trains. */
    private static void protections(Evidence evidence, List<ProtectedPhoto> photos, Findings findings) {
        List<ProtectedPhoto> left = new ArrayList<>(photos);
        for (RecognitionPlan.Protection protection : evidence.plan().protections()) {
            for (long seed : evidence.info().seeds()) {
                long rows = left.stream()
                        .filter(photo -> belongs(photo, protection, seed))
                        .count();
                int probes = evidence.plan().probes(protection.defense());
                if (rows < probes) {
                    findings.mismatch(
                            RecordFile.PHOTOS.word(),
                            "%d photos of %s, expected the %d probes at least",
                            rows,
                            protection.word(),
                            probes);
                }
                left.removeIf(photo -> belongs(photo, protection, seed));
            }
        }
        left.stream()
                .map(photo -> new RecognitionPlan.Protection(photo.defense(), photo.surrogates()).word())
                .distinct()
                .forEach(word -> findings.mismatch(
                        RecordFile.PHOTOS.word(), "photos of %s, which run.json has no ledger of", word));
        Counts counts = evidence.info().counts();
        long masks = counts.masksComputed() + counts.masksReused();
        long made = photos.stream()
                .filter(photo -> MASKED.contains(photo.outcome()))
                .count();
        if (masks < made) {
            findings.mismatchOf(
                    "counts.masks_computed",
                    "%d and %d reused, expected %d together at least by photos.csv",
                    counts.masksComputed(),
                    counts.masksReused(),
                    made);
        }
    }

    private static boolean belongs(ProtectedPhoto photo, RecognitionPlan.Protection protection, long seed) {
        return photo.defense().equals(protection.defense())
                && photo.surrogates().equals(protection.surrogates())
                && photo.seed() == seed;
    }

    private static void quality(Cell cell, Line line, Map<Key, ProtectedPhoto> photos, Findings findings) {
        String expected = "-";
        if (line.trial().pairing() != Pairing.CLEAN_CLEAN) {
            ProtectedPhoto photo = photos.get(new Key(
                    cell.defense(),
                    cell.surrogates(),
                    cell.seed(),
                    Cell.NOT_APPLICABLE,
                    Cell.NOT_APPLICABLE,
                    line.trial().probe()));
            if (photo == null) {
                findings.mismatch(
                        RecordFile.TRIALS,
                        line.number(),
                        "probe",
                        "\"%s\" is not in photos.csv under %s",
                        line.trial().probe(),
                        cell.defense());
                return;
            }
            expected =
                    photo.quality().map(q -> text(OptionalDouble.of(q.ssim()))).orElse("-");
        }
        String found = text(line.recorded().quality());
        if (!found.equals(expected)) {
            findings.mismatch(
                    RecordFile.TRIALS, line.number(), "ssim", "\"%s\", expected \"%s\" by photos.csv", found, expected);
        }
    }

    private static String text(OptionalDouble quality) {
        return quality.isPresent() ? String.format(Locale.ROOT, "%.4f", quality.getAsDouble()) : "-";
    }
}
