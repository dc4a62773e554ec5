package dev.visor.audit.verify.plan;

import dev.visor.core.Cell;
import dev.visor.core.PhotoId;
import dev.visor.core.SubjectId;
import dev.visor.core.Trial;
import dev.visor.core.Trial.Label;
import dev.visor.result.RecordFile;
import dev.visor.result.RunInfo;
import dev.visor.result.RunRecord;
import dev.visor.result.entry.SplitPhoto;
import dev.visor.result.entry.SplitPhoto.Role;
import dev.visor.result.settings.RecognitionSizes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The rules that {@code splits.csv} and the trials of a run in splits have to follow: the same people in every split, no photo in two roles of one, none
 * looked up in two, as many as {@code run.json} says, and every person asked about alike in all of them.
 */
public final class PlannedSplits {

    private final RecognitionSizes sizes;
    private final Set<String> ownWork;
    private final List<SplitPhoto> photos;
    private final Map<PhotoId, SplitPhoto> probes = new HashMap<>();
    private final Set<SplitPhoto> rows;
    private final List<String> problems = new ArrayList<>();

    /** Reads those of a record. */
    public PlannedSplits(RunInfo info, RunRecord record) {
        this.sizes = (RecognitionSizes) info.protocol();
        this.ownWork = Set.copyOf(info.recognition().recognizerAttacks());
        this.photos = RecordFile.SPLITS.rows(record, SplitPhoto::of);
        this.rows = new HashSet<>(photos);
    }

    /** Whether the record tells of several splits anywhere. */
    public boolean several() {
        return sizes.splits() != 1 || !photos.isEmpty();
    }

    /** Returns the number of photos in splits. */
    public int rows() {
        return photos.size();
    }

    /**
     * Tells what does not follow from the rest, in sentences.
     *
     * @param trials by cell
     */
    public List<String> problems(Map<Cell, List<Trial>> trials) {
        Set<Integer> numbers = new TreeSet<>();
        photos.forEach(photo -> numbers.add(photo.split()));
        if (sizes.splits() < 2 || numbers.size() != sizes.splits() || !numbers.contains(1) || !within(numbers)) {
            return List.of(String.format(
                    Locale.ROOT,
                    "the splits %s, expected 1 to %d, two or more, as protocol.splits of run.json says",
                    numbers,
                    sizes.splits()));
        }
        roles();
        numbers.forEach(this::sizes);
        trials.forEach((cell, asked) -> {
            if (!ownWork.contains(cell.attack())) {
                asked.forEach(trial -> mate(cell, trial));
                cell(cell, asked);
            }
        });
        return List.copyOf(problems);
    }

    private boolean within(Collection<Integer> numbers) {
        return numbers.stream().allMatch(number -> number <= sizes.splits());
    }

    /** Every photo has one role in a split, and is a probe in one split; every person has as many of a role in each. */
    private void roles() {
        Set<String> seen = new HashSet<>();
        Map<PhotoId, SubjectId> subjects = new HashMap<>();
        Map<SubjectId, Map<String, Integer>> counts = new TreeMap<>();
        for (SplitPhoto row : photos) {
            if (!seen.add(row.split() + " " + row.photo())) {
                tell("photo %s has two roles in split %d", row.photo(), row.split());
            }
            if (!subjects.computeIfAbsent(row.photo(), photo -> row.subject()).equals(row.subject())) {
                tell("photo %s shows two people", row.photo());
            }
            if (row.role() == Role.PROBE && probes.put(row.photo(), row) != null) {
                tell("photo %s is looked up in two splits", row.photo());
            }
            counts.computeIfAbsent(row.subject(), person -> new TreeMap<>())
                    .merge(row.role().word() + " photos in split " + row.split(), 1, Integer::sum);
        }
        Map<String, Integer> first = counts.values().iterator().next();
        counts.forEach((person, own) -> {
            if (!own.equals(first)) {
                tell(
                        "%s has %s, and %s has %s",
                        person, own, counts.keySet().iterator().next(), first);
            }
        });
    }

    private void sizes(int split) {
        size(split, Role.PROBE, sizes.probes() / sizes.splits(), "probes");
        size(split, Role.LEARNING, sizes.learning(), "learning");
        size(split, Role.GALLERY, sizes.mates(), "mates");
    }

    private void size(int split, Role role, int expected, String key) {
        long found = photos.stream()
                .filter(row -> row.split() == split && row.role() == role)
                .count();
        if (found != expected) {
            tell(
                    "split %d has %d photos of role %s, expected %d by protocol.%s of run.json",
                    split, found, role.word(), expected, key);
        }
    }

    /** Whoever is asked about in a cell is asked about in every split, all probes. */
    private void cell(Cell cell, List<Trial> asked) {
        Set<PhotoId> found = new LinkedHashSet<>();
        Set<SubjectId> people = new HashSet<>();
        for (Trial trial : asked) {
            SplitPhoto probe = probes.get(trial.probe());
            if (probe == null || !probe.subject().equals(trial.subject())) {
                tell("%s asks about %s of %s, which no split looks up", cell.id(), trial.probe(), trial.subject());
                return;
            }
            found.add(trial.probe());
            people.add(trial.subject());
        }
        long expected = probes.values().stream()
                .filter(probe -> people.contains(probe.subject()))
                .count();
        if (found.size() != expected) {
            tell(
                    "%s asks about %d photos, expected the %d that are looked up of its %d people",
                    cell.id(), found.size(), expected, people.size());
        }
    }

    /** A photo of the subject that a probe is compared with is enrolled in the probe's split. */
    private void mate(Cell cell, Trial trial) {
        SplitPhoto probe = probes.get(trial.probe());
        if (probe != null) {
            compared(trial)
                    .filter(mate -> !rows.contains(new SplitPhoto(probe.split(), Role.GALLERY, trial.subject(), mate)))
                    .ifPresent(mate -> tell(
                            "%s compares %s with %s, which is not enrolled in split %d",
                            cell.id(), trial.probe(), mate, probe.split()));
        }
    }

    /** The photo of the subject that a trial names as compared with; a tracker's gallery grows, and may hold any. */
    private static Optional<PhotoId> compared(Trial trial) {
        if (trial instanceof Trial.Retrieval search) {
            return Optional.of(search.mate());
        }
        return trial instanceof Trial.Verification pair && pair.label() == Label.OTHER
                ? Optional.of(pair.mate())
                : Optional.empty();
    }

    private void tell(String sentence, Object... values) {
        problems.add(String.format(Locale.ROOT, sentence, values));
    }
}
