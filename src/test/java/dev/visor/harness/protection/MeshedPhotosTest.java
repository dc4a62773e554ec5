package dev.visor.harness.protection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visor.core.InputError;
import dev.visor.core.PhotoId;
import dev.visor.core.Seed;
import dev.visor.core.SubjectId;
import dev.visor.core.image.FaceImage;
import dev.visor.core.image.Landmarks;
import dev.visor.core.image.Photo;
import dev.visor.dataset.FacePhoto;
import dev.visor.dataset.ImageFiles;
import dev.visor.dataset.Reading.Decoded;
import dev.visor.dataset.layout.Lfw;
import dev.visor.defense.Defense;
import dev.visor.defense.person.FeatureLoss;
import dev.visor.defense.person.Perceptibility;
import dev.visor.defense.person.PersonPerturbation;
import dev.visor.defense.person.Update;
import dev.visor.harness.AnalyticTestBed;
import dev.visor.harness.Heard;
import dev.visor.harness.Progress;
import dev.visor.harness.photo.FaceLocator;
import dev.visor.harness.plan.Entry;
import dev.visor.harness.plan.ResolvedSuite.Protection;
import dev.visor.harness.store.ContentStore;
import dev.visor.harness.store.MemoryStore;
import dev.visor.recognizer.LinearRecognizer;
import dev.visor.recognizer.mesh.MeshFinder;
import dev.visor.recognizer.mesh.MeshPackage;
import dev.visor.tensor.Compute;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A texture on real faces, and a photo of one person that shows no face although its landmarks say so. */
@Tag("model")
class MeshedPhotosTest {

    private static Compute compute;
    private static MeshFinder finder;
    private static List<FacePhoto> people;

    @TempDir
    Path folder;

    private final ContentStore store = new MemoryStore();
    private final Heard heard = new Heard();

    @BeforeAll
    static void open() {
        String assets = System.getenv("VISOR_ASSETS");
        if (assets == null) {
            System.err.println("skipped: real photos need VISOR_ASSETS, a folder with models/ and data/");
        }
        Assumptions.assumeTrue(assets != null, "VISOR_ASSETS is not set");
        compute = Compute.open("cpu");
        finder = MeshPackage.finder(compute);
        people = new Lfw(Lfw.VIEW_2)
                .read("lfw", Path.of(assets, "data/lfw")).photos().stream()
                        .filter(photo -> photo.subject().value().equals("Abdullah_Gul"))
                        .toList();
    }

    @AfterAll
    static void close() {
        if (finder != null) {
            finder.close();
        }
        if (compute != null) {
            compute.close();
        }
    }

    @Test
    void aPhotoWithoutAMeshStaysAsItIsAndIsCounted() {
        Protector protector = protector(people.subList(0, 2));

        List<ProtectionResult> results = protector.protect(List.of(people.get(2), faceless()), heard);

        assertThat(results).extracting(ProtectionResult::outcome).containsExactly("protected", "unprotected");
        assertThat(AlikeImages.of(new Protection(entry(), List.of()), results)
                        .orElseThrow()
                        .message())
                .isEqualTo(
                        "protego-mesh: of the images for 2 photos, 1 are the same as their photos; 0 are the same as another's");
    }

    @Test
    void aPhotoWithoutAMeshIsNotLearnedFromAndThatIsTold() {
        Protector protector = protector(List.of(people.get(0), faceless()));

        protector.protect(List.of(people.get(2)), heard);

        assertThat(protector.learned())
                .singleElement()
                .satisfies(learned -> assertThat(learned.photos()).isEqualTo(1));
        assertThat(heard.lines())
                .contains(
                        "protego-mesh learned from 1 of 2 photos of Abdullah_Gul: no mesh of a face is found in the others");
    }

    @Test
    void somebodyOfWhomNoMeshIsFoundIsRefused() {
        Protector protector = protector(List.of(faceless()));

        assertThatThrownBy(() -> protector.protect(List.of(people.get(2)), Progress.SILENT))
                .isInstanceOf(InputError.class)
                .hasMessage(
                        "protego-mesh: no mesh of a face is found in any of the 1 photos of Abdullah_Gul that it is to learn from; leave the person out");
    }

    @Test
    void somebodyOfWhomNoPhotosAreKeptMayHaveAPhotoWithoutAMesh() {
        Protector protector = protector(List.of());

        List<ProtectionResult> results = protector.protect(List.of(people.get(0), faceless()), Progress.SILENT);

        assertThat(results).extracting(ProtectionResult::outcome).containsExactly("protected", "unprotected");
        assertThat(protector.learned()).hasSize(1);
    }

    @Test
    void whatLiesAroundTheCropCountsAsTheMeshSeesIt() throws IOException {
        FacePhoto photo = people.get(2);
        Photo pixels = ((Decoded) ImageFiles.read(photo.file())).photo();
        byte[] rgb = pixels.rgb().clone();
        rgb[0] ^= 1;
        FacePhoto other = written("other.png", pixels.repainted(rgb), photo.landmarks());
        List<FacePhoto> learnedFrom = people.subList(0, 2);
        protector(learnedFrom).protect(List.of(photo), Progress.SILENT);
        Protector again = protector(learnedFrom);
        Protector changed = protector(learnedFrom);

        again.protect(List.of(photo), Progress.SILENT);
        changed.protect(List.of(other), Progress.SILENT);

        assertThat(again.computed()).isZero();
        assertThat(changed.computed()).isEqualTo(1);
    }

    private Protector protector(List<FacePhoto> learnedFrom) {
        ProtectionSpec spec = new ProtectionSpec(
                entry(),
                List.of(new LinearRecognizer("linear", 1, compute)),
                List.of(),
                LinearRecognizer.CROP,
                new Seed(1),
                learnedFrom,
                Optional.of(finder),
                List.of());
        return new Protector(
                spec,
                new FaceLocator(Optional.empty(), new MemoryStore()),
                store,
                compute,
                Rules.attended(),
                Protector.BATCH);
    }

    private static Entry<Defense> entry() {
        return AnalyticTestBed.entry(
                "protego-mesh",
                new PersonPerturbation(new PersonPerturbation.Params(
                        FeatureLoss.VOLUME,
                        Update.MINI_BATCH,
                        16 / 255.,
                        4 / 255.,
                        2,
                        4,
                        Perceptibility.NONE,
                        0,
                        PersonPerturbation.Start.BUDGET,
                        PersonPerturbation.Area.MESH,
                        PersonPerturbation.Whose.PERSON)));
    }

    /** One gray, with the landmarks of a real face. */
    private FacePhoto faceless() {
        byte[] rgb = new byte[FaceImage.CHANNELS * 250 * 250];
        Arrays.fill(rgb, (byte) 90);
        try {
            return written(
                    "faceless.png", new Photo(250, 250, rgb), people.get(0).landmarks());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private FacePhoto written(String name, Photo photo, Optional<Landmarks> landmarks) throws IOException {
        Path file = folder.resolve(name);
        Files.write(file, ImageFiles.png(photo));
        return new FacePhoto(new PhotoId(name), new SubjectId("Abdullah_Gul"), file, landmarks);
    }
}
