package dev.visor.diagnosis;

import dev.visor.core.Access;
import dev.visor.core.Alignment;
import dev.visor.core.AttackerAccess;
import dev.visor.core.Cell;
import dev.visor.core.measure.Far;
import dev.visor.core.measure.Interval;
import dev.visor.result.RunInfo;
import dev.visor.result.RunInfo.RecognizerEntry;
import dev.visor.result.RunInfo.Warning;
import dev.visor.result.entry.Dirty;
import dev.visor.result.settings.RecognitionSizes;
import dev.visor.stats.Wilson;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Signs that the evaluation of a recognition suite says less than it seems to, those that its plan alone raises. */
final class RecognitionPlanWarnings {

    /** The word of a suite that takes the landmarks of the data set, so that nothing looks for faces again. */
    private static final String NO_DETECTOR = "landmarks";

    /** Below this many probes the 95 % interval of a rate may be 35 points wide. */
    private static final int FEW_PROBES = 30;

    /** A FAR is resolved by at least this many false accepts expected. */
    private static final int MIN_FALSE_ACCEPTS = 10;

    private final RunInfo info;
    private final SuiteSettings settings;
    private final List<Cell> cells;

    /** @param cells of the whole plan */
    RecognitionPlanWarnings(RunInfo info, List<Cell> cells) {
        this.info = info;
        this.settings = new SuiteSettings(info);
        this.cells = cells;
    }

    List<Warning> raised() {
        List<Warning> raised = new ArrayList<>();
        targetsNotEnrolled().ifPresent(raised::add);
        fewProbes().ifPresent(raised::add);
        unresolvedFars().ifPresent(raised::add);
        surrogates().forEach(surrogate -> sameArchitecture(surrogate).ifPresent(raised::add));
        whiteBoxOnly().ifPresent(raised::add);
        unknownTrainingData().ifPresent(raised::add);
        trainingOverlap().ifPresent(raised::add);
        noDetector().ifPresent(raised::add);
        noPurification().ifPresent(raised::add);
        raised.addAll(restricted());
        uncommitted(info).ifPresent(raised::add);
        PhotoWarnings.leftOut(info.dataset().id(), info.dataset().leftOut()).ifPresent(raised::add);
        return raised;
    }

    static Optional<Warning> uncommitted(RunInfo info) {
        return info.dirty() == Dirty.YES
                ? Optional.of(WarningCode.UNCOMMITTED_CODE.says(
                        "the code differed from its commit: this run cannot be repeated from it"))
                : Optional.empty();
    }

    private Optional<Warning> targetsNotEnrolled() {
        return sizes().targets() > 0 && sizes().targetGallery() == 0
                ? Optional.of(
                        WarningCode.TARGETS_NOT_ENROLLED.says(
                                "no target has a second photo for the gallery: whether a protected face is taken for a target was not measured"))
                : Optional.empty();
    }

    /** The defense with the fewest probes speaks for all. */
    private Optional<Warning> fewProbes() {
        int fewest = defenses().stream().mapToInt(this::probes).min().orElse(0);
        if (fewest <= 0 || fewest >= FEW_PROBES) {
            return Optional.empty();
        }
        List<String> few =
                defenses().stream().filter(id -> probes(id) == fewest).toList();
        Interval half = Wilson.interval(fewest / 2, fewest);
        return Optional.of(WarningCode.FEW_PROBES.says(String.format(
                Locale.ROOT,
                "%s ran on %d probes: the 95 %% interval of a rate near one half spans %.0f points",
                few.size() == defenses().size() ? "all" : String.join(", ", few),
                fewest,
                100 * (half.high() - half.low()))));
    }

    private int probes(String defense) {
        return settings.probes(defense, sizes().probes());
    }

    /** A suite with impostors is refused unless it names such FARs itself. */
    private Optional<Warning> unresolvedFars() {
        long impostors = sizes().impostors();
        long pairs = impostors * (impostors - 1) / 2;
        List<String> unresolved = settings.fars().stream()
                .filter(far -> impostors > 0 && pairs < needed(far))
                .map(far -> String.format(Locale.ROOT, "%s (%.2g false accepts expected)", far, far.rate() * pairs))
                .toList();
        return WarningCode.UNRESOLVED_FAR.about(
                unresolved,
                ", ",
                String.format(
                        Locale.ROOT, "%d impostor pairs cannot tell these FARs from their neighbors: %%s", pairs));
    }

    private static long needed(Far far) {
        return (long) Math.ceil(MIN_FALSE_ACCEPTS / far.rate() - 1e-9);
    }

    private Optional<Warning> sameArchitecture(RecognizerEntry surrogate) {
        List<String> relatives = models().stream()
                .filter(model -> !model.id().equals(surrogate.id()))
                .filter(model -> family(surrogate).equals(family(model)))
                .map(RecognizerEntry::id)
                .toList();
        return relatives.isEmpty()
                ? Optional.empty()
                : Optional.of(WarningCode.SAME_ARCHITECTURE.says(
                        "surrogate %s and victims %s are of one family of nets: transfer among them is no cross-architecture claim"
                                .formatted(surrogate.id(), String.join(", ", relatives))));
    }

    private Optional<Warning> whiteBoxOnly() {
        List<String> known = defenses().stream()
                .filter(defense ->
                        met(defense) && cells(defense).allMatch(cell -> cell.defenseAccess() == Access.WHITE_BOX))
                .toList();
        if (known.isEmpty()) {
            return Optional.empty();
        }
        String judges = settings.models().stream()
                .map(model -> model
                        + copyOf(model)
                                .map(of -> " (the weights of " + of + ")")
                                .orElse(""))
                .collect(Collectors.joining(", "));
        return Optional.of(WarningCode.WHITE_BOX_ONLY.says(
                "%s met only victims that are its surrogates, %s: nothing was measured of how it transfers"
                        .formatted(String.join(", ", known), judges)));
    }

    /** The surrogate of another name whose weights the model has. */
    private Optional<String> copyOf(String model) {
        return recognizers(List.of(model)).stream()
                .flatMap(card -> surrogates().stream()
                        .filter(surrogate -> surrogate.sha256().equals(card.sha256()))
                        .map(RecognizerEntry::id)
                        .filter(id -> !id.equals(model)))
                .findFirst();
    }

    private Optional<Warning> unknownTrainingData() {
        List<String> untold = info.recognizers().stream()
                .filter(card -> card.trainedOn().toLowerCase(Locale.ROOT).contains("unknown"))
                .map(RecognizerEntry::id)
                .toList();
        return WarningCode.UNKNOWN_TRAINING_DATA.about(
                surrogates().isEmpty() ? List.of() : untold,
                ", ",
                "it is not told what %s were trained on: they may share people with a surrogate, or know the data set");
    }

    private Optional<Warning> trainingOverlap() {
        List<String> overlaps = new ArrayList<>();
        for (RecognizerEntry surrogate : surrogates()) {
            for (RecognizerEntry model : models()) {
                TrainingSets.shared(surrogate.trainedOn(), model.trainedOn())
                        .filter(set -> !model.sha256().equals(surrogate.sha256()))
                        .ifPresent(set -> overlaps.add(
                                "surrogate %s and victim %s on %s".formatted(surrogate.id(), model.id(), set)));
            }
        }
        for (RecognizerEntry card : info.recognizers()) {
            TrainingSets.shared(card.trainedOn(), info.dataset().id())
                    .ifPresent(set -> overlaps.add("%s on %s, whose people it judges".formatted(card.id(), set)));
        }
        return WarningCode.TRAINING_OVERLAP.about(overlaps, "; ", "recognizers were trained on the same people: %s");
    }

    private Optional<Warning> noDetector() {
        return info.detector().id().equals(NO_DETECTOR) && settings.alignments().contains(Alignment.PHOTO.word())
                ? Optional.of(
                        WarningCode.NO_DETECTOR.says(
                                "alignment photo used the originals' landmarks, as no detector was asked for: a face that a detector would miss counts as found"))
                : Optional.empty();
    }

    /** Defenses that met the tracker who does nothing only, whatever others met. */
    private Optional<Warning> noPurification() {
        List<String> spared = defenses().stream()
                .filter(defense -> !defense.equals(Cell.CONTROL)
                        && met(defense)
                        && cells(defense)
                                .filter(cell -> cell.attackerAccess() != AttackerAccess.KEY)
                                .allMatch(cell -> cell.countermeasure().equals(Cell.CONTROL)))
                .toList();
        return WarningCode.NO_PURIFICATION.about(
                spared,
                ", ",
                "%s met no rung but none: a tracker who compresses, blurs or filters the photos first may undo it");
    }

    /** One for each countermeasure that some defenses were spared; the control never is. */
    private List<Warning> restricted() {
        List<Warning> raised = new ArrayList<>();
        info.recognition().countermeasureDefenses().forEach((countermeasure, allowed) -> {
            if (info.recognition().keys().containsKey(countermeasure)) {
                return;
            }
            List<String> spared = defenses().stream()
                    .filter(defense -> !defense.equals(Cell.CONTROL) && !allowed.contains(defense))
                    .toList();
            WarningCode.COUNTERMEASURE_RESTRICTED
                    .about(
                            spared,
                            ", ",
                            countermeasure.replace("%", "%%")
                                    + " was not tried against %s: their worst case leaves it out, and may look better for that")
                    .ifPresent(raised::add);
        });
        return raised;
    }

    private boolean met(String defense) {
        return cells(defense).findAny().isPresent();
    }

    private Stream<Cell> cells(String defense) {
        return cells.stream().filter(cell -> cell.defense().equals(defense));
    }

    private List<String> defenses() {
        return info.defenses().stream().map(RunInfo.Entry::id).toList();
    }

    private List<RecognizerEntry> surrogates() {
        return recognizers(settings.surrogates());
    }

    private List<RecognizerEntry> models() {
        return recognizers(settings.models());
    }

    /** Returns recognizers in the order of the ids; those that the record does not hold are left out. */
    private List<RecognizerEntry> recognizers(List<String> ids) {
        var byId = info.recognizers().stream()
                .collect(Collectors.toMap(RecognizerEntry::id, Function.identity(), (one, same) -> one));
        return ids.stream().filter(byId::containsKey).map(byId::get).toList();
    }

    /** The first word of an architecture names its family: "MobileFaceNet, 512-d" is a MobileFaceNet. */
    private static String family(RecognizerEntry card) {
        return card.architecture().split("[\\s,(:]", 2)[0].toLowerCase(Locale.ROOT);
    }

    private RecognitionSizes sizes() {
        return (RecognitionSizes) info.protocol();
    }
}
