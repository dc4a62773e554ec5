package dev.visor.report.inversion;

import dev.visor.core.Pairing;
import dev.visor.core.PhotoId;
import dev.visor.core.SubjectId;
import dev.visor.core.Trial;
import dev.visor.core.Trial.Found;
import dev.visor.core.Trial.Identification;
import dev.visor.metric.evaluation.JuryVerdict;
import dev.visor.report.run.Run;
import dev.visor.result.RecordFile;
import dev.visor.result.RunInfo;
import dev.visor.result.RunRecord;
import dev.visor.stats.PairedRates;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Tells which reconstructions were recognized, and which photos rightly named, one by one: what two defenses can be
 * compared on. One pass over {@code trials.csv}.
 */
final class InversionTrials {

    /** Stands for an attack where the recognizer did its own work. */
    static final String OWN_WORK = "-";

    private final Map<Series, Map<Probe, List<Integer>>> ranks = new HashMap<>();

    private InversionTrials() {}

    private record Series(String defense, String attack) {}

    private record Probe(long seed, SubjectId person, PhotoId photo) {}

    /** Reads the trials; nothing of a run that is not over: its trials may end in the middle of a line. */
    static InversionTrials read(Run run) {
        InversionTrials trials = new InversionTrials();
        if (run.info().status() == RunInfo.Status.COMPLETED && new RunRecord(run.directory()).has(RecordFile.TRIALS)) {
            new RunRecord(run.directory()).forEachTrial(recorded -> trials.add(recorded.trial()));
        }
        return trials;
    }

    private void add(Trial trial) {
        boolean own = trial.pairing() == Pairing.ASKED_TRAINED;
        if (trial instanceof Identification search && (own || trial.pairing() == Pairing.RECONSTRUCTED_CLEAN)) {
            ranks.computeIfAbsent(
                            new Series(
                                    trial.cell().defense(),
                                    own ? OWN_WORK : trial.cell().attack()),
                            series -> new HashMap<>())
                    .computeIfAbsent(
                            new Probe(trial.cell().seed(), trial.subject(), trial.probe()), probe -> new ArrayList<>())
                    .add(search.found().map(Found::trueRank).orElse(Integer.MAX_VALUE));
        }
    }

    boolean isEmpty() {
        return ranks.isEmpty();
    }

    /**
     * Compares how often the right person came first, the second defense's rate less the first one's, on the probes
     * that both have; the trials of a person rise and fall together. Empty if there are none.
     *
     * @param attack {@link #OWN_WORK} for the recognizer's own accuracy
     */
    Optional<PairedRates> compare(String first, String second, String attack) {
        Map<Probe, List<Integer>> one = ranks.getOrDefault(new Series(first, attack), Map.of());
        Map<Probe, List<Integer>> other = ranks.getOrDefault(new Series(second, attack), Map.of());
        Map<String, long[]> people = new TreeMap<>();
        one.forEach((probe, before) -> {
            if (other.containsKey(probe)) {
                long[] counts = people.computeIfAbsent(probe.person().value(), person -> new long[3]);
                boolean was = JuryVerdict.firstForMost(before);
                boolean is = JuryVerdict.firstForMost(other.get(probe));
                counts[0] += was && !is ? 1 : 0;
                counts[1] += is && !was ? 1 : 0;
                counts[2]++;
            }
        });
        return people.isEmpty()
                ? Optional.empty()
                : Optional.of(PairedRates.ofSubjects(column(people, 0), column(people, 1), column(people, 2)));
    }

    private static long[] column(Map<String, long[]> people, int index) {
        return people.values().stream().mapToLong(counts -> counts[index]).toArray();
    }
}
