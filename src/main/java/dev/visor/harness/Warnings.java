package dev.visor.harness;

import dev.visor.core.Access;
import dev.visor.core.Alignment;
import dev.visor.core.Cell;
import dev.visor.core.Interval;
import dev.visor.dataset.Protocol;
import dev.visor.recognizer.RecognizerCard;
import dev.visor.result.Dirty;
import dev.visor.result.RunInfo.Warning;
import dev.visor.stats.Wilson;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Signs that an evaluation says less than it seems to, those that its plan alone raises; each code is explained in {@code
 * docs/warnings.md}. {@link MeasuredWarnings} are known at the end only.
 */
final class Warnings {

    /** Below this many probes the 95 % interval of a rate may be 35 points wide. */
    private static final int FEW_PROBES = 30;

    private final ResolvedSuite suite;
    private final Protocol protocol;
    private final List<Warning> raised = new ArrayList<>();

    private Warnings(ResolvedSuite suite, Protocol protocol) {
        this.suite = suite;
        this.protocol = protocol;
    }

    /**
     * Those that the plan alone raises.
     *
     * @param detects whether faces are detected again in shared photos
     * @param dirty whether the code differs from its commit
     */
    static List<Warning> of(ResolvedSuite suite, Protocol protocol, boolean detects, Dirty dirty) {
        Warnings warnings = new Warnings(suite, protocol);
        warnings.people();
        warnings.recognizers();
        warnings.attacks(detects);
        if (dirty == Dirty.YES) {
            warnings.raised.add(uncommitted());
        }
        return List.copyOf(warnings.raised);
    }

    static Warning uncommitted() {
        return new Warning(
                "uncommitted-code", "the code differed from its commit: this run cannot be repeated from it");
    }

    private void people() {
        if (!protocol.targets().isEmpty() && protocol.targetGallery().isEmpty()) {
            raised.add(
                    new Warning(
                            "targets-not-enrolled",
                            "no target has a second photo for the gallery: whether a protected face is taken for a target was not measured"));
        }
        fewProbes().ifPresent(raised::add);
        unresolvedFars().ifPresent(raised::add);
    }

    private Optional<Warning> unresolvedFars() {
        Suite.Protocol sizes = suite.suite().protocol();
        List<String> unresolved = sizes.unresolvedFars().stream()
                .filter(far -> !sizes.resolves(far))
                .map(far -> String.format(
                        Locale.ROOT, "%s (%.2g false accepts expected)", far, far.rate() * sizes.impostorPairs()))
                .toList();
        return unresolved.isEmpty()
                ? Optional.empty()
                : Optional.of(new Warning(
                        "unresolved-far",
                        String.format(
                                Locale.ROOT,
                                "%d impostor pairs cannot tell these FARs from their neighbors: %s",
                                sizes.impostorPairs(),
                                String.join(", ", unresolved))));
    }

    /** The defense with the fewest probes speaks for all. */
    private Optional<Warning> fewProbes() {
        Set<Integer> counts = new TreeSet<>();
        suite.defenses().forEach(defense -> counts.add(probes(defense.id())));
        int fewest = counts.iterator().next();
        if (fewest == 0 || fewest >= FEW_PROBES) {
            return Optional.empty();
        }
        List<String> defenses = suite.defenses().stream()
                .map(Entry::id)
                .filter(id -> probes(id) == fewest)
                .toList();
        Interval half = Wilson.interval(fewest / 2, fewest);
        return Optional.of(new Warning(
                "few-probes",
                String.format(
                        Locale.ROOT,
                        "%s ran on %d probes: the 95 %% interval of a rate near one half spans %.0f points",
                        defenses.size() == suite.defenses().size() ? "all" : String.join(", ", defenses),
                        fewest,
                        100 * (half.high() - half.low()))));
    }

    private int probes(String defense) {
        return Math.min(protocol.probes().size(), suite.suite().protocol().probesFor(defense));
    }

    private void recognizers() {
        surrogates().forEach(surrogate -> sameArchitecture(surrogate).ifPresent(raised::add));
        whiteBoxOnly().ifPresent(raised::add);
        unknownTrainingData().ifPresent(raised::add);
        trainingOverlap().ifPresent(raised::add);
    }

    private Optional<Warning> sameArchitecture(RecognizerCard surrogate) {
        List<String> relatives = victims().stream()
                .filter(victim -> !victim.id().equals(surrogate.id()))
                .filter(victim -> family(surrogate).equals(family(victim)))
                .map(RecognizerCard::id)
                .toList();
        return relatives.isEmpty()
                ? Optional.empty()
                : Optional.of(new Warning(
                        "same-architecture",
                        "surrogate %s and victims %s are of one family of nets: transfer among them is no cross-architecture claim"
                                .formatted(surrogate.id(), String.join(", ", relatives))));
    }

    private Optional<Warning> whiteBoxOnly() {
        List<String> known = suite.defenses().stream()
                .map(Entry::id)
                .filter(defense -> cells(defense).stream().allMatch(cell -> cell.defenseAccess() == Access.WHITE_BOX))
                .filter(defense -> !cells(defense).isEmpty())
                .toList();
        if (known.isEmpty()) {
            return Optional.empty();
        }
        String judges = suite.suite().victims().stream()
                .map(victim -> victim
                        + copyOf(victim)
                                .map(of -> " (the weights of " + of + ")")
                                .orElse(""))
                .collect(Collectors.joining(", "));
        return Optional.of(new Warning(
                "white-box-only",
                "%s met only victims that are its surrogates, %s: nothing was measured of how it transfers"
                        .formatted(String.join(", ", known), judges)));
    }

    private List<Cell> cells(String defense) {
        return suite.cells().stream()
                .filter(cell -> cell.defense().equals(defense))
                .toList();
    }

    /** The surrogate of another name whose weights the victim has. */
    private Optional<String> copyOf(String victim) {
        RecognizerCard card = suite.recognizers().get(victim);
        return surrogates().stream()
                .filter(surrogate -> surrogate.sha256().equals(card.sha256()))
                .map(RecognizerCard::id)
                .filter(id -> !id.equals(victim))
                .findFirst();
    }

    private Optional<Warning> unknownTrainingData() {
        List<String> untold = suite.recognizers().values().stream()
                .filter(card -> card.trainedOn().toLowerCase(Locale.ROOT).contains("unknown"))
                .map(RecognizerCard::id)
                .toList();
        return surrogates().isEmpty() || untold.isEmpty()
                ? Optional.empty()
                : Optional.of(new Warning(
                        "unknown-training-data",
                        "it is not told what %s were trained on: they may share people with a surrogate, or know the data set"
                                .formatted(String.join(", ", untold))));
    }

    private Optional<Warning> trainingOverlap() {
        List<String> overlaps = new ArrayList<>();
        for (RecognizerCard surrogate : surrogates()) {
            for (RecognizerCard victim : victims()) {
                TrainingSets.shared(surrogate.trainedOn(), victim.trainedOn())
                        .filter(set -> !victim.sha256().equals(surrogate.sha256()))
                        .ifPresent(set -> overlaps.add(
                                "surrogate %s and victim %s on %s".formatted(surrogate.id(), victim.id(), set)));
            }
        }
        for (RecognizerCard card : suite.recognizers().values()) {
            TrainingSets.shared(card.trainedOn(), suite.dataset().id())
                    .ifPresent(set -> overlaps.add("%s on %s, whose people it judges".formatted(card.id(), set)));
        }
        return overlaps.isEmpty()
                ? Optional.empty()
                : Optional.of(new Warning(
                        "training-overlap",
                        "recognizers were trained on the same people: %s".formatted(String.join("; ", overlaps))));
    }

    private void attacks(boolean detects) {
        if (!detects && suite.suite().alignments().contains(Alignment.PHOTO)) {
            raised.add(
                    new Warning(
                            "no-detector",
                            "alignment photo used the originals' landmarks, as no detector was asked for: a face that a detector would miss counts as found"));
        }
        noPurification().ifPresent(raised::add);
    }

    /** Defenses that met the tracker who does nothing only, whatever others met. */
    private Optional<Warning> noPurification() {
        List<String> spared = suite.defenses().stream()
                .map(Entry::id)
                .filter(defense -> !defense.equals("none") && !cells(defense).isEmpty())
                .filter(defense -> cells(defense).stream()
                        .allMatch(cell -> cell.countermeasure().equals("none")))
                .toList();
        return spared.isEmpty()
                ? Optional.empty()
                : Optional.of(new Warning(
                        "no-purification",
                        "%s met no rung but none: a tracker who compresses, blurs or filters the photos first may undo it"
                                .formatted(String.join(", ", spared))));
    }

    private List<RecognizerCard> surrogates() {
        return suite.suite().surrogates().stream()
                .flatMap(List::stream)
                .distinct()
                .sorted()
                .map(suite.recognizers()::get)
                .toList();
    }

    private List<RecognizerCard> victims() {
        return suite.suite().victims().stream().map(suite.recognizers()::get).toList();
    }

    /** The first word of an architecture names its family: "MobileFaceNet, 512-d" is a MobileFaceNet. */
    private static String family(RecognizerCard card) {
        return card.architecture().split("[\\s,(:]")[0].toLowerCase(Locale.ROOT);
    }

    /** What ended the run, in the record that it left. */
    static Warning failed(Throwable fault) {
        return new Warning("run-failed", fault.getMessage() == null ? fault.toString() : fault.getMessage());
    }
}
