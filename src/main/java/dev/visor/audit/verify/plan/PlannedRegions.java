package dev.visor.audit.verify.plan;

import dev.visor.result.ProtectedPhoto;
import dev.visor.result.RecordFile;
import dev.visor.result.RunInfo;
import dev.visor.result.RunRecord;
import dev.visor.result.entry.ChangedRegion;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The rows that {@code regions.csv} has to have by the plan of {@code run.json}: one for each region of each protected photo, and none changed outside. */
public final class PlannedRegions {

    private PlannedRegions() {}

    /** Reads those of a record; none of a run in which no defense works on regions. */
    public static List<ChangedRegion> read(RunRecord record) {
        return RecordFile.REGIONS.rows(record, ChangedRegion::of);
    }

    /** Tells what is missing, stands there and should not, or cannot be, in sentences. */
    public static List<String> problems(RunInfo info, List<ChangedRegion> regions, List<ProtectedPhoto> photos) {
        Set<List<String>> expected = new LinkedHashSet<>();
        photos.stream()
                .filter(photo -> photo.quality().isPresent())
                .forEach(photo -> info.recognition()
                        .regions()
                        .getOrDefault(photo.defense(), List.of())
                        .forEach(region -> expected.add(key(
                                photo.defense(),
                                photo.surrogates(),
                                photo.seed(),
                                photo.probe().value(),
                                region))));
        List<String> problems = new ArrayList<>();
        for (ChangedRegion region : regions) {
            String what = "the %s of %s under %s".formatted(region.region(), region.probe(), region.defense());
            if (!expected.remove(key(
                    region.defense(),
                    region.surrogates(),
                    region.seed(),
                    region.probe().value(),
                    region.region()))) {
                problems.add(what + " stands there twice, or is not in the plan");
            }
            if (region.pixels() > 0 != region.change().isPresent()) {
                problems.add(what + " has a change without pixels, or pixels without a change");
            }
            if (region.before().isPresent() != region.after().isPresent()) {
                problems.add(what + " has one distance from the wanted colors, and not the other");
            }
            if (region.region().equals(ChangedRegion.OUTSIDE) && region.change().orElse(0) != 0) {
                problems.add(what
                        + " was changed by %s levels; nothing may change there"
                                .formatted(region.change().getAsDouble()));
            }
        }
        if (!expected.isEmpty()) {
            problems.add("%s rows are missing, the first that of %s"
                    .formatted(
                            expected.size(),
                            String.join(", ", expected.iterator().next())));
        }
        return problems;
    }

    private static List<String> key(String defense, List<String> surrogates, long seed, String photo, String region) {
        return List.of(defense, String.join("+", surrogates), Long.toString(seed), photo, region);
    }
}
