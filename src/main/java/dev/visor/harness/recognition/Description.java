package dev.visor.harness.recognition;

import dev.visor.core.Digest;
import dev.visor.core.image.Landmarks;
import dev.visor.core.image.Point;
import dev.visor.dataset.DataSet;
import dev.visor.dataset.FacePhoto;
import dev.visor.dataset.Protocol;
import dev.visor.dataset.Splits;
import dev.visor.defense.Defense;
import dev.visor.defense.RegionalDefense;
import dev.visor.diagnosis.Diagnosis;
import dev.visor.harness.photo.FaceLocator;
import dev.visor.harness.plan.Entry;
import dev.visor.harness.plan.Provenance;
import dev.visor.harness.plan.Removals;
import dev.visor.harness.plan.ResolvedSuite;
import dev.visor.harness.plan.Suite;
import dev.visor.harness.plan.Traces;
import dev.visor.harness.store.CodeOfRun;
import dev.visor.recognizer.FaceDetector;
import dev.visor.recognizer.RecognizerCard;
import dev.visor.result.RunInfo;
import dev.visor.result.RunInfo.Detector;
import dev.visor.result.RunInfo.RecognizerEntry;
import dev.visor.result.RunInfo.Status;
import dev.visor.result.entry.ChangedRegion;
import dev.visor.result.entry.Counts;
import dev.visor.result.entry.DatasetEntry;
import dev.visor.result.entry.Dirty;
import dev.visor.result.entry.SplitPhoto;
import dev.visor.result.entry.SplitPhoto.Role;
import dev.visor.result.settings.RecognitionSettings;
import dev.visor.result.settings.RecognitionSizes;
import dev.visor.result.settings.Settings;
import dev.visor.tensor.Compute;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Tells what a run's record says before anything has been computed. */
public final class Description {

    private static final Digest NO_DETECTOR = Digest.of("landmarks of the data set");

    private Description() {}

    public static RunInfo of(
            ResolvedSuite suite,
            DataSet data,
            Splits splits,
            FaceLocator photographs,
            Optional<FaceDetector> detector,
            Compute compute,
            Instant started,
            String commit,
            Dirty dirty,
            SortedMap<String, String> code) {
        RunInfo planned = new RunInfo(
                RunInfo.FORMAT_VERSION,
                RunInfo.EDITION,
                Status.STARTED,
                started,
                Optional.empty(),
                new RunInfo.Suite(
                        suite.suite().id(),
                        suite.suite().summary(),
                        suite.suite().caveat(),
                        suite.digest().hex(),
                        settings(suite, code)),
                suite.defenses().stream().map(Entry::recorded).toList(),
                suite.evaluated().stream().map(Entry::recorded).toList(),
                suite.recognizers().values().stream()
                        .map(card -> recognizer(card, code, suite))
                        .toList(),
                new Detector(
                        suite.suite().detector(),
                        detector.map(FaceDetector::digest).orElse(NO_DETECTOR).hex()),
                data(data, splits, photographs),
                roles(splits),
                List.of(),
                suite.suite().seeds(),
                commit,
                dirty,
                Provenance.environment(compute),
                Counts.NONE,
                List.of(),
                List.of(),
                Map.of());
        return planned.withWarnings(Diagnosis.ofPlan(planned, suite.cells()));
    }

    public static DatasetEntry data(DataSet data, Splits splits, FaceLocator photographs) {
        return new DatasetEntry(
                data.id(),
                data.photos().size(),
                subjects(data),
                digest(data),
                photographs.contents(splits.photos()).hex(),
                data.leftOut());
    }

    /** Tells what a suite asks for, and which code it is run by. */
    public static RecognitionSettings settings(ResolvedSuite resolved, SortedMap<String, String> code) {
        Suite suite = resolved.suite();
        return new RecognitionSettings(
                suite.alignments().stream().map(a -> a.word()).toList(),
                suite.crop().name(),
                suite.fars().stream().map(f -> f.rate()).toList(),
                suite.attacks(),
                resolved.recognitionAttacks(false).stream().map(Entry::id).toList(),
                suite.countermeasures(),
                suite.countermeasureDefenses(),
                suite.countermeasureModels(),
                judges(resolved),
                Removals.of(resolved),
                Traces.of(resolved),
                regions(resolved),
                suite.models(),
                suite.surrogates(),
                suite.surrogateDefenses(),
                suite.protocol().probeLimits(),
                suite.protocol().recognized(),
                suite.services(),
                serviceAttacks(resolved),
                serviceResults(resolved),
                resolved.parts(),
                CodeOfRun.setting(code),
                resolved.overrides(),
                Settings.WHOLE);
    }

    /** Returns the regions of each defense that works on some, and those that it leaves as they are. */
    private static Map<String, List<String>> regions(ResolvedSuite suite) {
        Map<String, List<String>> regions = new TreeMap<>();
        for (Entry<Defense> defense : suite.defenses()) {
            if (defense.plugin() instanceof RegionalDefense regional) {
                List<String> words = new ArrayList<>(regional.regionWords());
                words.add(ChangedRegion.OUTSIDE);
                regions.put(defense.id(), words);
            }
        }
        return regions;
    }

    /** Returns the attacks that each service could be asked. */
    private static Map<String, List<String>> serviceAttacks(ResolvedSuite suite) {
        Map<String, List<String>> attacks = new TreeMap<>();
        suite.services()
                .forEach((id, card) -> attacks.put(
                        id,
                        suite.recognitionAttacks(true).stream()
                                .filter(attack -> ResolvedSuite.canBeAsked(attack.plugin(), card.kind()))
                                .map(Entry::id)
                                .toList()));
        return attacks;
    }

    /** Returns the most matches that each service returns: a rank one above it says "or farther down". */
    private static Map<String, Integer> serviceResults(ResolvedSuite suite) {
        Map<String, Integer> results = new TreeMap<>();
        suite.services().forEach((id, card) -> results.put(id, card.limits().results()));
        return results;
    }

    /** Returns the judges on the countermeasures on which it is not the model. */
    private static Map<String, String> judges(ResolvedSuite suite) {
        Map<String, String> judges = new TreeMap<>();
        suite.countermeasures()
                .forEach(countermeasure ->
                        countermeasure.plugin().judge().ifPresent(id -> judges.put(countermeasure.id(), id)));
        return judges;
    }

    private static RecognizerEntry recognizer(
            RecognizerCard card, SortedMap<String, String> code, ResolvedSuite suite) {
        List<String> roles = new ArrayList<>();
        if (suite.suite().models().contains(card.id())) {
            roles.add("model");
        }
        if (suite.suite().surrogates().stream().anyMatch(s -> s.contains(card.id()))) {
            roles.add("surrogate");
        }
        if (suite.countermeasures().stream()
                .anyMatch(countermeasure -> countermeasure.plugin().judge().equals(Optional.of(card.id())))) {
            roles.add("judge");
        }
        return Provenance.recognizer(card, code, roles);
    }

    private static int subjects(DataSet data) {
        return (int) data.photos().stream().map(FacePhoto::subject).distinct().count();
    }

    /** Computes the digest of names and landmarks. */
    private static String digest(DataSet data) {
        Digest.Builder digest = Digest.builder("data set");
        for (FacePhoto photo : data.photos()) {
            digest.add(photo.id().value(), photo.subject() + " " + text(photo.landmarks()));
        }
        return digest.build().hex();
    }

    /** Returns landmarks as they always stood in this digest, by which runs on equal data know each other. */
    private static String text(Optional<Landmarks> landmarks) {
        return landmarks
                .map(at -> "Optional[Landmarks[leftEye=%s, rightEye=%s, nose=%s, leftMouth=%s, rightMouth=%s]]"
                        .formatted(
                                text(at.leftEye()),
                                text(at.rightEye()),
                                text(at.nose()),
                                text(at.leftMouth()),
                                text(at.rightMouth())))
                .orElse("Optional.empty");
    }

    private static String text(Point point) {
        return "Point[x=" + point.x() + ", y=" + point.y() + "]";
    }

    private static RecognitionSizes roles(Splits splits) {
        Protocol protocol = splits.first();
        return new RecognitionSizes(
                splits.probes().size(),
                protocol.mates().size(),
                protocol.learning().size(),
                protocol.targets().size(),
                protocol.targetGallery().size(),
                protocol.distractors().size(),
                protocol.impostors().size(),
                protocol.pairs().size(),
                splits.count(),
                splits.digest().hex());
    }

    /** Tells the roles of protected people's photos in every split. */
    static List<SplitPhoto> photos(Splits splits) {
        List<SplitPhoto> photos = new ArrayList<>();
        for (int i = 0; i < splits.count(); i++) {
            int split = i + 1;
            Protocol protocol = splits.protocols().get(i);
            Map<Role, List<FacePhoto>> roles = new EnumMap<>(Map.of(
                    Role.LEARNING, protocol.learning(),
                    Role.PROBE, protocol.probes(),
                    Role.GALLERY, protocol.mates()));
            roles.forEach((role, of) ->
                    of.forEach(photo -> photos.add(new SplitPhoto(split, role, photo.subject(), photo.id()))));
        }
        return photos;
    }
}
