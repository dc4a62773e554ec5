package dev.visor.harness.inversion;

import dev.visor.core.Digest;
import dev.visor.core.Seed;
import dev.visor.core.SubjectId;
import dev.visor.dataset.DataSet;
import dev.visor.dataset.FacePhoto;
import dev.visor.dataset.PhotoSource;
import dev.visor.harness.Progress;
import dev.visor.harness.photo.FaceLocator;
import dev.visor.harness.photo.FoundPhotoWarnings;
import dev.visor.harness.plan.ResolvedInversion;
import dev.visor.result.RunInfo.Warning;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The photos of an inversion suite, opened and cut.
 *
 * @param people opens photos of those who are trained on or held out
 * @param others opens photos of strangers
 * @param seen of the people's photos, how many show a face
 */
public record InversionPhotos(
        InversionRoles roles, InversionFaces faces, FaceLocator people, FaceLocator others, int seen) {

    /** Roles are dealt out among photos that show a face; a photo that shows none could be learned from by nobody. */
    public static InversionPhotos of(
            ResolvedInversion suite,
            DataSet people,
            DataSet others,
            FaceLocator peoplePhotos,
            FaceLocator otherPhotos,
            Progress progress) {
        InversionFaces faces = new InversionFaces(suite.crop(), suite.suite().gray());
        List<FacePhoto> seen = faces.cut(
                enough(people, suite.suite().people().photos() + 1),
                peoplePhotos,
                "finding faces in " + people.id(),
                progress);
        boolean detects = otherPhotos.detects();
        DataSet strangers = new DataSet(
                others.id(),
                others.photos().stream()
                        .filter(photo -> detects || photo.landmarks().isPresent())
                        .toList(),
                List.of());
        InversionRoles dealt = InversionRoles.of(
                suite.suite(),
                new DataSet(people.id(), seen, List.of()),
                strangers,
                new Seed(suite.suite().seeds().get(0)).derive("roles"));
        String stage = "finding faces in " + others.id();
        List<FacePhoto> open = faces.cut(dealt.open(), otherPhotos, stage, progress);
        List<FacePhoto> impostors = faces.cut(dealt.impostors(), otherPhotos, stage, progress);
        InversionRoles roles = new InversionRoles(
                dealt.people(), dealt.training(), dealt.stops(), dealt.tests(), dealt.pairs(), open, impostors);
        return new InversionPhotos(roles, faces, peoplePhotos, otherPhotos, seen.size());
    }

    /** Computes the digest of what the photos in all roles hold. */
    Digest contents() {
        return Digest.builder("photos of two data sets")
                .add("people", people.contents(ofPeople()).hex())
                .add("others", others.contents(ofOthers()).hex())
                .build();
    }

    /** Warns of photos that show nothing, and of photos that are there twice. */
    List<Warning> warnings() {
        Map<PhotoSource, String> missed = new TreeMap<>(people.missed());
        missed.putAll(others.missed());
        List<Warning> raised = new ArrayList<>(FoundPhotoWarnings.undealt(missed));
        Map<Digest, List<FacePhoto>> byFace = Stream.concat(ofPeople().stream(), ofOthers().stream())
                .collect(Collectors.groupingBy(
                        photo -> faces.of(photo).digest(), LinkedHashMap::new, Collectors.toList()));
        FoundPhotoWarnings.same(byFace.values().stream()
                        .filter(group ->
                                group.stream().map(FacePhoto::source).distinct().count() > 1)
                        .toList())
                .ifPresent(raised::add);
        return raised;
    }

    private List<FacePhoto> ofPeople() {
        return Stream.of(roles.studied(), roles.tests(), roles.heldOut())
                .flatMap(List::stream)
                .distinct()
                .toList();
    }

    private List<FacePhoto> ofOthers() {
        return Stream.concat(roles.open().stream(), roles.impostors().stream())
                .distinct()
                .toList();
    }

    /** The photos of people who have that many. */
    private static List<FacePhoto> enough(DataSet data, int photos) {
        Map<SubjectId, Long> counts =
                data.photos().stream().collect(Collectors.groupingBy(FacePhoto::subject, Collectors.counting()));
        return data.photos().stream()
                .filter(photo -> counts.get(photo.subject()) >= photos)
                .toList();
    }
}
