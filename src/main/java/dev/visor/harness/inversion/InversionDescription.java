package dev.visor.harness.inversion;

import dev.visor.core.Digest;
import dev.visor.dataset.DataSet;
import dev.visor.dataset.PhotoFiles;
import dev.visor.diagnosis.Diagnosis;
import dev.visor.harness.photo.FoundPhotoWarnings;
import dev.visor.harness.plan.Entry;
import dev.visor.harness.plan.InversionSuite;
import dev.visor.harness.plan.Provenance;
import dev.visor.harness.plan.ResolvedInversion;
import dev.visor.harness.store.CodeOfRun;
import dev.visor.recognizer.RecognizerCard;
import dev.visor.recognizer.training.TrainingConfig;
import dev.visor.result.RunInfo;
import dev.visor.result.RunInfo.Detector;
import dev.visor.result.RunInfo.RecognizerEntry;
import dev.visor.result.RunInfo.Status;
import dev.visor.result.entry.Counts;
import dev.visor.result.entry.DatasetEntry;
import dev.visor.result.entry.Dirty;
import dev.visor.result.settings.InversionSettings;
import dev.visor.result.settings.InversionSizes;
import dev.visor.result.settings.Settings;
import dev.visor.tensor.Compute;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Tells what an inversion run's record says before anything has been computed. */
public final class InversionDescription {

    /**
     * Edition of what is measured, in the settings. The first, which lacks it, told nothing of chance and left exact reconstructions out; in
     * the second, a defended recognizer's verification pointed down.
     */
    private static final int METRICS = 3;

    private InversionDescription() {}

    public static RunInfo of(
            ResolvedInversion suite,
            InversionPhotos photos,
            List<DataSet> sets,
            String detector,
            Compute compute,
            Instant started,
            String commit,
            Dirty dirty,
            SortedMap<String, String> code) {
        InversionSuite asked = suite.suite();
        InversionRoles roles = photos.roles();
        RunInfo planned = new RunInfo(
                RunInfo.FORMAT_VERSION,
                RunInfo.EDITION,
                Status.STARTED,
                started,
                Optional.empty(),
                new RunInfo.Suite(
                        suite.id(),
                        suite.summary(),
                        suite.caveat(),
                        suite.digest().hex(),
                        settings(suite, code)),
                suite.defenses().stream().map(Entry::recorded).toList(),
                suite.evaluated().stream().map(Entry::recorded).toList(),
                suite.recognizers().values().stream()
                        .map(card -> recognizer(card, code, asked))
                        .toList(),
                new Detector(asked.people().detector(), detector),
                new DatasetEntry(
                        suite.people().id(),
                        photos.seen(),
                        roles.people().size() + asked.people().heldOut(),
                        dataDigest(roles),
                        photos.contents().hex(),
                        PhotoFiles.sum(sets.stream().distinct().map(DataSet::leftOut))),
                new InversionSizes(
                        roles.people().size(),
                        roles.training().size(),
                        roles.tests().size(),
                        roles.open().size(),
                        roles.impostors().size(),
                        roles.pairs().size(),
                        roles.digest().hex()),
                List.of(),
                asked.seeds(),
                commit,
                dirty,
                Provenance.environment(compute),
                Counts.NONE,
                List.of(),
                List.of(),
                Map.of());
        return planned.withWarnings(
                Stream.of(Diagnosis.ofPlan(planned, suite.cells()), FoundPhotoWarnings.leftOut(sets), photos.warnings())
                        .flatMap(List::stream)
                        .toList());
    }

    /**
     * Computes the digest of who plays which role, in the words that it was always made of: by it, runs on equal data
     * know each other.
     */
    private static String dataDigest(InversionRoles roles) {
        return Digest.of(roles.manifest("people", "others").stream()
                        .map(row -> "RolePlayed[role=%s, dataset=%s, subject=%s, photo=%s]"
                                .formatted(
                                        row.role(),
                                        row.dataset(),
                                        row.subject().value(),
                                        row.photo().value()))
                        .toList()
                        .toString())
                .hex();
    }

    public static InversionSettings settings(ResolvedInversion resolved, SortedMap<String, String> code) {
        InversionSuite suite = resolved.suite();
        return new InversionSettings(
                suite.modelId(),
                training(suite.model()),
                new InversionSettings.People(
                        suite.people().dataset(),
                        suite.people().detector(),
                        suite.people().trained(),
                        suite.people().photos(),
                        suite.people().heldOut()),
                new InversionSettings.Others(
                        suite.others().dataset(),
                        suite.others().detector(),
                        suite.others().open(),
                        suite.others().impostors()),
                suite.gray(),
                resolved.evaluated().stream().<String>map(Entry::id).toList(),
                suite.attackDefenses(),
                reaches(resolved),
                judges(resolved),
                suite.surrogates(),
                suite.jury(),
                suite.teacher(),
                suite.fars().stream().map(far -> far.rate()).toList(),
                suite.tries(),
                suite.leaked(),
                suite.budget(),
                suite.scale(),
                suite.scoreAttacks(),
                METRICS,
                resolved.parts(),
                CodeOfRun.setting(code),
                resolved.overrides(),
                Settings.WHOLE);
    }

    private static InversionSettings.Training training(TrainingConfig model) {
        return new InversionSettings.Training(
                model.architecture(),
                model.side(),
                model.dimension(),
                model.head(),
                model.epochs(),
                model.batch(),
                model.rate(),
                model.momentum(),
                model.weightDecay(),
                model.mirror(),
                model.patience());
    }

    /** Returns what each attack has of the model; the own accuracy of a recognizer is no attack on it. */
    private static Map<String, String> reaches(ResolvedInversion suite) {
        Map<String, String> reaches = new TreeMap<>();
        suite.attacks()
                .forEach(
                        entry -> reaches.put(entry.id(), entry.plugin().access().word()));
        return reaches;
    }

    private static Map<String, List<String>> judges(ResolvedInversion suite) {
        Map<String, List<String>> judges = new TreeMap<>();
        judges.put(ResolvedInversion.UTILITY.id(), List.of(suite.suite().modelId()));
        suite.attacks().forEach(entry -> judges.put(entry.id(), suite.judges(entry)));
        return judges;
    }

    private static RecognizerEntry recognizer(
            RecognizerCard card, SortedMap<String, String> code, InversionSuite suite) {
        List<String> roles = new ArrayList<>();
        if (suite.jury().contains(card.id())) {
            roles.add("judge");
        }
        if (suite.teacher().equals(card.id())) {
            roles.add("teacher");
        }
        if (suite.surrogates().contains(card.id())) {
            roles.add("surrogate");
        }
        return Provenance.recognizer(card, code, roles);
    }
}
