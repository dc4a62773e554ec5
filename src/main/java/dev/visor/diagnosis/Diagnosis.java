package dev.visor.diagnosis;

import dev.visor.core.Cell;
import dev.visor.core.measure.MetricValue;
import dev.visor.diagnosis.WarningCode.Ground;
import dev.visor.result.RunInfo;
import dev.visor.result.RunInfo.Warning;
import dev.visor.result.entry.Counts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Raises the warnings that follow from a record, as a pure function of it: for the run that writes them down, and for whoever checks them
 * afterwards. Codes are explained in {@code docs/warnings.md}.
 */
public final class Diagnosis {

    /** Codes that a shard cannot settle, as its cells are not those of the plan. */
    private static final Set<WarningCode> OF_ALL_CELLS =
            Set.of(WarningCode.WHITE_BOX_ONLY, WarningCode.NO_PURIFICATION);

    private Diagnosis() {}

    /**
     * Raises the warnings of a plan, known before anything runs.
     *
     * @param info what the record says then
     * @param cells of the whole plan, whatever a shard judges of it
     */
    public static List<Warning> ofPlan(RunInfo info, List<Cell> cells) {
        List<Warning> raised = new ArrayList<>(
                new SuiteSettings(info).inverts()
                        ? new InversionPlanWarnings(info).raised()
                        : new RecognitionPlanWarnings(info, cells).raised());
        raised.addAll(OthersWorkWarnings.of(info));
        return raised;
    }

    /**
     * Raises the warnings of a measurement, known at its end.
     *
     * @param info of the run, with its ledgers
     * @param trials all of the record
     * @param metrics as the record holds them, rounded, so that whoever reads it comes to the same
     */
    public static List<Warning> ofMeasurement(RunInfo info, JudgedTrials trials, List<MetricValue> metrics) {
        return new SuiteSettings(info).inverts()
                ? InversionWarnings.of(info, trials, metrics)
                : MeasuredWarnings.of(info, trials.successes(), metrics);
    }

    /**
     * Tells of questions to third-party services that have no answer.
     *
     * @param capped whether a service's cap on calls or dollars was reached, as far as is known
     */
    public static Optional<Warning> unanswered(RunInfo info, JudgedTrials trials, Predicate<String> capped) {
        return trials.unanswered().of(new SuiteSettings(info).services(), capped);
    }

    /** Whether a merged record takes that warning over from its shards, because it cannot raise it from the tables. */
    public static boolean staysWithTheMachine(RunInfo info, Warning warning) {
        return WarningCode.of(warning.code())
                .filter(code -> code.ground() == Ground.MACHINE
                        || code.ground() == Ground.PARTLY && new SuiteSettings(info).inverts())
                .isPresent();
    }

    /** Tells all warnings that a completed record holds if it is sound, whatever warnings it does hold. */
    public static List<ExpectedWarning> expected(
            RunInfo info, List<Cell> cells, JudgedTrials trials, List<MetricValue> metrics) {
        SuiteSettings settings = new SuiteSettings(info);
        List<ExpectedWarning> expected = new ArrayList<>();
        Set<WarningCode> unknown = settings.shard() ? OF_ALL_CELLS : Set.of();
        unknown.forEach(code -> expected.add(ExpectedWarning.inAnyWords(code, false)));
        Stream.of(
                        ofPlan(info, cells).stream(),
                        ofMeasurement(info, trials, metrics).stream(),
                        unanswered(info, trials, service -> false).stream())
                .flatMap(all -> all)
                .map(ExpectedWarning::required)
                .filter(warning -> !unknown.contains(warning.code()))
                .forEach(expected::add);
        Arrays.stream(WarningCode.values())
                .filter(code -> code.ground() == Ground.MACHINE)
                .forEach(code -> expected.add(ExpectedWarning.inAnyWords(code, false)));
        expected.addAll(settings.inverts() ? photosOfInversion(info) : missedPhotos(info.counts()));
        return expected;
    }

    /** A photo in which nothing was seen may be in no trial; then the machine tells of it, and the trials do not. */
    private static List<ExpectedWarning> missedPhotos(Counts counts) {
        Warning unreadable = PhotoWarnings.unreadable(counts, "");
        Warning faceless = PhotoWarnings.noFace(counts, "");
        return List.of(
                counts.unreadable() > 0 ? ExpectedWarning.required(unreadable) : ExpectedWarning.possible(unreadable),
                counts.noFace() > 0 ? ExpectedWarning.required(faceless) : ExpectedWarning.possible(faceless));
    }

    /** The record sums up what was left out of two data sets, and counts no photo that played no role. */
    private static List<ExpectedWarning> photosOfInversion(RunInfo info) {
        return List.of(
                ExpectedWarning.inAnyWords(
                        WarningCode.PHOTOS_LEFT_OUT, !info.dataset().leftOut().isEmpty()),
                ExpectedWarning.inAnyWords(WarningCode.UNREADABLE_PHOTOS, false),
                ExpectedWarning.inAnyWords(WarningCode.NO_FACE, false));
    }
}
