package dev.visor.report.inversion;

import dev.visor.result.RunInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The masking defenses of a run that differ in how many photos they mix: AHM with k chosen by its strategy, drawn evenly, and fixed, and plain
 * MixUp. Told by their parameters, so that an entry changed on the command line is still known.
 *
 * @param adaptive the first whose k a strategy chooses
 * @param uniform the first whose k is drawn evenly
 * @param fixed AHM with one k each, the lowest first
 * @param mixup plain MixUp, likewise
 */
record MixChoice(String adaptive, Optional<String> uniform, List<String> fixed, List<String> mixup) {

    private static final String AHM = "ahm";
    private static final String MIXUP = "mixup";

    /** Types of attack on what the recognizer is asked with: single photos, of which none is mixed. */
    private static final Set<String> ON_QUERIES = Set.of("recovery-unet", "linkage");

    MixChoice {
        fixed = List.copyOf(fixed);
        mixup = List.copyOf(mixup);
    }

    /** Makes the choice; empty without an adaptive one. */
    static Optional<MixChoice> of(RunInfo info) {
        return ids(info, AHM, "adaptive")
                .findFirst()
                .map(adaptive -> new MixChoice(
                        adaptive,
                        ids(info, AHM, "uniform").findFirst(),
                        ids(info, AHM, "\\d+").toList(),
                        ids(info, MIXUP, "\\d+").toList()));
    }

    private static Stream<String> ids(RunInfo info, String type, String k) {
        return info.defenses().stream()
                .filter(entry -> entry.type().equals(type)
                        && String.valueOf(entry.params().get("k")).matches(k))
                .map(RunInfo.Entry::id);
    }

    /** Whether what an attack gets hold of depends on how many photos are mixed; if not, it says nothing of a choice of k. */
    static boolean bearsOn(RunInfo info, String attack) {
        return info.attacks().stream()
                .noneMatch(entry -> entry.id().equals(attack) && ON_QUERIES.contains(entry.type()));
    }

    /** Names what the adaptive one is compared with: the even draw first. */
    List<String> rivals() {
        List<String> rivals = new ArrayList<>();
        uniform.ifPresent(rivals::add);
        rivals.addAll(fixed);
        return rivals;
    }

    /** All of them, in reading order. */
    List<String> all() {
        List<String> all = new ArrayList<>(List.of(adaptive));
        all.addAll(rivals());
        all.addAll(mixup);
        return all;
    }
}
