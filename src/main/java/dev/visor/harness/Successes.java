package dev.visor.harness;

import dev.visor.core.Cell;
import dev.visor.core.Outcome.Compared;
import dev.visor.core.Pairing;
import dev.visor.core.PhotoId;
import dev.visor.core.Threshold;
import dev.visor.core.Trial;
import dev.visor.core.Trial.Found;
import dev.visor.core.Trial.Identification;
import dev.visor.core.Trial.Label;
import dev.visor.core.Trial.Verification;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which probes were protected in which cell: one truth a probe, all that paired tests ask for. A probe that was not acquired
 * counts as not protected, as in the metrics.
 *
 * <p>Kept for protected probes among clean photos on the rung {@code none} only: signs of gradient masking are about the
 * defense, not about what a tracker does to its photos.
 */
final class Successes {

    /** What a protected probe achieved. */
    enum Aim {
        /** Its subject is not at rank 1. */
        UNTARGETED("rank1_untargeted"),
        /** A target is at rank 1. */
        TARGETED("rank1_targeted"),
        /** No other photo of its subject is accepted at the strictest FAR. */
        DODGING("psr_dodging");

        private final String word;

        Aim(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    /** One list of successes. */
    record Key(Cell cell, Aim aim) {

        /** The same judgment of another defense. */
        Key of(String defense, List<String> surrogates) {
            return new Key(cell.defendedBy(defense, surrogates), aim);
        }

        /** Access follows from surrogates and victim: it would keep the control from being found. */
        private String id() {
            return aim + " " + cell.id();
        }
    }

    private final Map<String, Map<PhotoId, Boolean>> successes = new LinkedHashMap<>();
    private final Map<String, Key> keys = new LinkedHashMap<>();

    /**
     * Adds the trials of a cell, all at once.
     *
     * @param thresholds of the cell's victim; empty if it was not calibrated
     */
    void add(List<Trial> trials, List<Threshold> thresholds) {
        List<Trial> counted = trials.stream()
                .filter(trial -> trial.pairing() == Pairing.PROTECTED_CLEAN)
                .filter(trial -> trial.cell().countermeasure().equals("none"))
                .toList();
        // Where the gallery holds no target, being taken for one is not measured rather than failed.
        boolean enrolled = counted.stream()
                .anyMatch(trial -> trial instanceof Identification search
                        && search.found()
                                .filter(f -> f.targetRank().isPresent())
                                .isPresent());
        Optional<Threshold> strictest = thresholds.stream().min(Comparator.comparing(Threshold::far));
        for (Trial trial : counted) {
            if (trial instanceof Identification search) {
                Optional<Found> found = search.found();
                put(search, Aim.UNTARGETED, found.filter(f -> f.trueRank() > 1).isPresent());
                if (enrolled) {
                    put(
                            search,
                            Aim.TARGETED,
                            found.filter(f -> f.targetRank().orElse(2) == 1).isPresent());
                }
            } else if (trial instanceof Verification pair && pair.label() == Label.OTHER) {
                strictest.ifPresent(threshold -> put(pair, Aim.DODGING, rejected(pair, threshold)));
            }
        }
    }

    private static boolean rejected(Trial trial, Threshold threshold) {
        return trial.outcome() instanceof Compared compared && !threshold.accepts(compared.similarity());
    }

    /** Several comparisons of a probe succeed together or not at all. */
    private void put(Trial trial, Aim aim, boolean success) {
        Key key = new Key(trial.cell(), aim);
        keys.putIfAbsent(key.id(), key);
        successes
                .computeIfAbsent(key.id(), k -> new LinkedHashMap<>())
                .merge(trial.probe(), success, Boolean::logicalAnd);
    }

    boolean has(Key key) {
        return successes.containsKey(key.id());
    }

    /** All that was judged, in the order of the plan. */
    List<Key> keys() {
        return List.copyOf(keys.values());
    }

    /** The probes judged there. */
    Set<PhotoId> probes(Key key) {
        return successes.getOrDefault(key.id(), Map.of()).keySet();
    }

    /** @throws NullPointerException unless the probe was judged there */
    boolean success(Key key, PhotoId probe) {
        return successes.get(key.id()).get(probe);
    }

    long count(Key key) {
        return successes.get(key.id()).values().stream()
                .filter(success -> success)
                .count();
    }
}
