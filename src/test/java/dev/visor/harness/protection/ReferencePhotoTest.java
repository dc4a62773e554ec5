package dev.visor.harness.protection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visor.core.InputError;
import dev.visor.core.Seed;
import dev.visor.core.image.Crop;
import dev.visor.core.image.FaceImage;
import dev.visor.core.image.Landmarks;
import dev.visor.core.image.Photo;
import dev.visor.dataset.FacePhoto;
import dev.visor.dataset.ImageFiles;
import dev.visor.dataset.Reading.Decoded;
import dev.visor.dataset.layout.Lfw;
import dev.visor.defense.CompositeDefense;
import dev.visor.defense.Defense;
import dev.visor.defense.PhotoFacts;
import dev.visor.defense.composition.Composed;
import dev.visor.defense.makeup.Makeup;
import dev.visor.defense.makeup.PhotoMakeup;
import dev.visor.defense.obfuscation.None;
import dev.visor.external.LocalFiles;
import dev.visor.harness.AnalyticTestBed;
import dev.visor.harness.Progress;
import dev.visor.harness.photo.FaceLocator;
import dev.visor.harness.plan.Entry;
import dev.visor.harness.store.MemoryStore;
import dev.visor.recognizer.FaceCropper;
import dev.visor.recognizer.mesh.FaceMesh;
import dev.visor.recognizer.mesh.MeshFinder;
import dev.visor.recognizer.mesh.MeshPackage;
import dev.visor.tensor.Compute;
import java.io.IOException;
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

/** Makeup that is taken from a photo of somebody else, whose face nobody has marked. */
@Tag("model")
class ReferencePhotoTest {

    private static final Crop CROP = Crop.ARCFACE112;
    private static final List<String> LIPS = List.of("lips 000000 opacity 1 softness 0");

    private static Compute compute;
    private static MeshFinder finder;
    private static List<FacePhoto> people;

    @TempDir
    private Path folder;

    @BeforeAll
    static void open() {
        String assets = System.getenv("VISOR_ASSETS");
        if (assets == null) {
            System.err.println("skipped: real photos need VISOR_ASSETS, a folder with models/ and data/");
        }
        Assumptions.assumeTrue(assets != null, "VISOR_ASSETS is not set");
        compute = Compute.open("cpu");
        finder = MeshPackage.finder(compute);
        List<FacePhoto> all =
                new Lfw(Lfw.VIEW_2).read("lfw", Path.of(assets, "data/lfw")).photos();
        people = List.of(all.get(0), all.get(997), all.get(1994), all.get(2991));
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
    void theMeshOfAPortraitIsFoundWithoutLandmarks() {
        for (FacePhoto photo : people) {
            Photo pixels = pixels(photo.file());
            FaceMesh known =
                    finder.find(pixels, photo.landmarks().orElseThrow()).orElseThrow();

            FaceMesh found = finder.find(pixels).orElseThrow();

            double eyes = known.at(33).distanceTo(known.at(263));
            double sum = 0;
            for (int i = 0; i < 468; i++) {
                sum += found.at(i).distanceTo(known.at(i)) / 468;
            }
            assertThat(sum / eyes).as("%s", photo.file()).isLessThan(0.04);
            Landmarks landmarks = photo.landmarks().orElseThrow();
            for (int i = 0; i < 5; i++) {
                assertThat(found.landmarks()
                                .points()
                                .get(i)
                                .distanceTo(landmarks.points().get(i)))
                        .isLessThan(0.25 * eyes);
            }
        }
    }

    @Test
    void lipsTakeTheColorsOfTheReferencesLips() {
        Path reference = painted(people.get(1));

        FaceImage made = protect(makeup(reference));

        FaceMesh mesh = finder.find(pixels(people.get(0).file()), landmarks(0))
                .orElseThrow()
                .moved(CROP.fit(landmarks(0)));
        double[] before = mean(FaceCropper.crop(pixels(people.get(0).file()), landmarks(0), CROP), mesh);
        double[] after = mean(made, mesh);
        Photo worn = pixels(reference);
        FaceMesh other = finder.find(worn).orElseThrow();
        Landmarks points = other.landmarks();
        double[] wanted = mean(FaceCropper.crop(worn, points, CROP), other.moved(CROP.fit(points)));
        // Not all the way: what is but partly covered at the edge keeps some of its own color.
        assertThat(distance(after, wanted)).isLessThan(0.5 * distance(before, wanted));
    }

    @Test
    void aPartOfAComposedDefenseIsShownItsReferenceToo() {
        Path reference = painted(people.get(1));
        PhotoMakeup alone = makeup(reference);

        FaceImage made = protect(Composed.of(
                List.of(new CompositeDefense.Part("none", new None()), new CompositeDefense.Part("lips", alone))));

        assertThat(made.pixels()).isEqualTo(protect(alone).pixels());
    }

    @Test
    void aReferenceWithoutAFaceAndOneThatIsNoPhotoAreRefused() throws IOException {
        byte[] rgb = new byte[3 * 100 * 100];
        Arrays.fill(rgb, (byte) 90);
        Path gray = folder.resolve("gray.png");
        Files.write(gray, ImageFiles.png(new Photo(100, 100, rgb)));
        Path text = folder.resolve("text.png");
        Files.writeString(text, "no photo");

        assertThatThrownBy(() -> protect(makeup(gray)))
                .isInstanceOf(InputError.class)
                .hasMessage(
                        gray
                                + ", the reference of mine, shows no face that the mesh network sees; take a photo with one face, in its middle and at least a fifth as high as the photo");
        assertThatThrownBy(() -> protect(makeup(text)))
                .isInstanceOf(InputError.class)
                .hasMessageStartingWith(text + ", the reference of mine, is no photo: ");
    }

    @Test
    void aReferenceThatChangedIsRefused() throws IOException {
        Path reference = painted(people.get(1));
        PhotoMakeup makeup = makeup(reference);
        Files.write(reference, Files.readAllBytes(people.get(2).file()));

        assertThatThrownBy(() -> protect(makeup)).hasMessageContaining("was changed while it was in use");
    }

    private FaceImage protect(Defense defense) {
        Entry<Defense> entry = AnalyticTestBed.entry("mine", defense);
        ProtectionSpec spec = new ProtectionSpec(
                entry, List.of(), List.of(), CROP, new Seed(1), List.of(), Optional.of(finder), List.of());
        ProtectionResult result = new Protector(
                        spec,
                        new FaceLocator(Optional.empty(), new MemoryStore()),
                        new MemoryStore(),
                        compute,
                        Rules.attended(),
                        Protector.BATCH)
                .protect(people.subList(0, 1), Progress.SILENT)
                .get(0);
        return ((ProtectionResult.Done) result).face();
    }

    private PhotoMakeup makeup(Path reference) {
        try {
            return new PhotoMakeup(new PhotoMakeup.Params(
                    LocalFiles.of(folder, List.of(reference.getFileName().toString())), LIPS));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The photo with blue lips, as the one who took it would not have them. */
    private Path painted(FacePhoto photo) {
        Photo pixels = pixels(photo.file());
        FaceMesh mesh = finder.find(pixels, photo.landmarks().orElseThrow()).orElseThrow();
        byte[] rgb = pixels.rgb().clone();
        boolean[] lips = lips(mesh, pixels.width(), pixels.height());
        for (int i = 0; i < lips.length; i++) {
            if (lips[i]) {
                rgb[3 * i] = 30;
                rgb[3 * i + 1] = 60;
                rgb[3 * i + 2] = (byte) 230;
            }
        }
        try {
            return Files.write(folder.resolve("reference.png"), ImageFiles.png(pixels.repainted(rgb)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean[] lips(FaceMesh mesh, int width, int height) {
        FaceImage blank = new FaceImage(width, height, new float[3 * width * height]);
        return new Makeup(new Makeup.Params(LIPS))
                .area(blank, new PhotoFacts(mesh.landmarks(), Optional.empty()).with(mesh))
                .orElseThrow();
    }

    private static double[] mean(FaceImage face, FaceMesh mesh) {
        boolean[] lips = lips(mesh, face.width(), face.height());
        double[] mean = new double[3];
        int count = 0;
        for (int i = 0; i < lips.length; i++) {
            count += lips[i] ? 1 : 0;
            for (int channel = 0; lips[i] && channel < 3; channel++) {
                mean[channel] += face.pixels()[channel * lips.length + i];
            }
        }
        for (int channel = 0; channel < 3; channel++) {
            mean[channel] /= count;
        }
        return mean;
    }

    private static double distance(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += Math.abs(one[i] - other[i]);
        }
        return sum;
    }

    private static Landmarks landmarks(int i) {
        return people.get(i).landmarks().orElseThrow();
    }

    private static Photo pixels(Path file) {
        return ((Decoded) ImageFiles.read(file)).photo();
    }
}
