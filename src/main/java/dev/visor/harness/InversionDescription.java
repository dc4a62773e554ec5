package dev.visor.harness;

import dev.visor.core.Digest;
import dev.visor.dataset.DataSet;
import dev.visor.dataset.PhotoFiles;
import dev.visor.diagnosis.Diagnosis;
import dev.visor.recognizer.RecognizerCard;
import dev.visor.result.Dirty;
import dev.visor.result.RunInfo;
import dev.visor.result.RunInfo.Counts;
import dev.visor.result.RunInfo.Data;
import dev.visor.result.RunInfo.Detector;
import dev.visor.result.RunInfo.RecognizerEntry;
import dev.visor.result.RunInfo.Roles;
import dev.visor.result.RunInfo.Status;
import dev.visor.tensor.Compute;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What an inversion run's record says before anything has been computed. */
final class InversionDescription {

    /** In the settings of a record, with the value {@value #INVERSION}; recognition runs lack it. */
    private static final String KIND = "kind";

    private static final String INVERSION = "inversion";

    /**
     * Edition of what is measured, in the settings. The first, which lacks it, told nothing of chance and left exact reconstructions out; in
     * the second, a defended recognizer's verification pointed down.
     */
    private static final int METRICS = 3;

    private InversionDescription() {}

    /** Whether a record is of an inversion run. */
    static boolean inverts(RunInfo info) {
        return INVERSION.equals(info.suite().settings().get(KIND));
    }

    static RunInfo of(
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
                Status.STARTED,
                started,
                Optional.empty(),
                new RunInfo.Suite(
                        suite.id(),
                        suite.summary(),
                        suite.caveat(),
                        suite.digest().hex(),
                        Description.settings(suite, code)),
                suite.defenses().stream().map(Description::entry).toList(),
                suite.evaluated().stream().map(Description::entry).toList(),
                suite.recognizers().values().stream()
                        .map(card -> recognizer(card, code, asked))
                        .toList(),
                new Detector(asked.people().detector(), detector),
                new Data(
                        suite.people().id(),
                        photos.seen(),
                        roles.people().size() + asked.people().heldOut(),
                        dataDigest(roles),
                        photos.contents().hex(),
                        PhotoFiles.sum(sets.stream().distinct().map(DataSet::leftOut))),
                new Roles(
                        roles.people().size(),
                        roles.training().size(),
                        0,
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

    /** Of who plays which role, in the words that it was always made of: by it, runs on equal data know each other. */
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

    /** What a suite asks for. */
    static Map<String, Object> asked(ResolvedInversion resolved) {
        InversionSuite suite = resolved.suite();
        Map<String, Object> settings = new TreeMap<>();
        settings.put(KIND, INVERSION);
        settings.put("model", suite.modelId());
        settings.put("recipe", suite.model().toString());
        settings.put("people", suite.people().toString());
        settings.put("others", suite.others().toString());
        settings.put("gray", suite.gray());
        settings.put("attacks", resolved.evaluated().stream().map(Entry::id).toList());
        settings.put("attack_defenses", suite.attackDefenses());
        settings.put("attack_reaches", reaches(resolved));
        settings.put("judges", judges(resolved));
        settings.put("surrogates", suite.surrogates());
        settings.put("jury", suite.jury());
        settings.put("teacher", suite.teacher());
        settings.put("fars", suite.fars().stream().map(far -> far.rate()).toList());
        settings.put("tries", suite.tries());
        settings.put("leaked", suite.leaked());
        settings.put("budget", suite.budget());
        settings.put("scale", suite.scale());
        settings.put("ahm_score_attacks", suite.scoreAttacks());
        settings.put("metrics", METRICS);
        settings.put("made_of", resolved.parts());
        settings.put("overrides", resolved.overrides());
        return settings;
    }

    /** What each attack reaches for; the own accuracy of a recognizer is no attack on it. */
    private static Map<String, String> reaches(ResolvedInversion suite) {
        Map<String, String> reaches = new TreeMap<>();
        suite.attacks()
                .forEach(entry -> reaches.put(entry.id(), entry.plugin().reach().word()));
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
            roles.add("juror");
        }
        if (suite.teacher().equals(card.id())) {
            roles.add("teacher");
        }
        if (suite.surrogates().contains(card.id())) {
            roles.add("surrogate");
        }
        return new RecognizerEntry(
                card.id(),
                card.type(),
                0,
                card.sha256().hex(),
                card.digest().hex(),
                code.get("recognizer " + card.id()),
                card.crop().name(),
                card.dimension(),
                card.architecture(),
                card.trainedOn(),
                card.licence(),
                roles);
    }
}
