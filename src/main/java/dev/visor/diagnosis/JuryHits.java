package dev.visor.diagnosis;

import dev.visor.core.Pairing;
import dev.visor.core.PhotoId;
import dev.visor.core.SubjectId;
import dev.visor.core.Trial;
import dev.visor.core.Trial.Found;
import dev.visor.core.Trial.Identification;
import dev.visor.metric.evaluation.JuryVerdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts the reconstructions of each person for which a jury put that person first, by defense and attack: one number a person, all tries and seeds. */
final class JuryHits {

    private final Map<Series, Map<Shown, List<Integer>>> ranks = new HashMap<>();

    private record Series(String defense, String attack) {}

    private record Shown(SubjectId person, long seed, PhotoId probe) {}

    /** Adds what one judge says; trials that are no searches for whom a reconstruction shows do not count. */
    void add(Trial trial) {
        if (trial instanceof Identification search && trial.pairing() == Pairing.RECONSTRUCTED_CLEAN) {
            ranks.computeIfAbsent(
                            new Series(trial.cell().defense(), trial.cell().attack()), series -> new HashMap<>())
                    .computeIfAbsent(
                            new Shown(trial.subject(), trial.cell().seed(), trial.probe()), shown -> new ArrayList<>())
                    .add(search.found().map(Found::trueRank).orElse(Integer.MAX_VALUE));
        }
    }

    /** Counts by person, those of whom nothing was recognized with 0; empty if the attack did not meet the defense. */
    SortedMap<SubjectId, Integer> of(String defense, String attack) {
        SortedMap<SubjectId, Integer> hits = new TreeMap<>();
        ranks.getOrDefault(new Series(defense, attack), Map.of())
                .forEach((shown, all) ->
                        hits.merge(shown.person(), JuryVerdict.firstForMost(all) ? 1 : 0, Integer::sum));
        return hits;
    }

    /** Counts the reconstructions that the attack made of the defense's people. */
    int shown(String defense, String attack) {
        return ranks.getOrDefault(new Series(defense, attack), Map.of()).size();
    }
}
