package dev.visor.defense.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visor.attack.external.NetworkPurification;
import dev.visor.contract.Home;
import dev.visor.core.InputError;
import dev.visor.core.Seed;
import dev.visor.core.SubjectId;
import dev.visor.core.Trust;
import dev.visor.core.file.Npy;
import dev.visor.core.file.NpyArray;
import dev.visor.core.image.FaceImage;
import dev.visor.core.image.Landmarks;
import dev.visor.core.image.Point;
import dev.visor.dataset.ImageFiles;
import dev.visor.defense.Defense;
import dev.visor.defense.DefenseContext;
import dev.visor.defense.PhotoFacts;
import dev.visor.defense.Surrogates;
import dev.visor.external.Job;
import dev.visor.external.LocalFiles;
import dev.visor.recognizer.djl.OnnxText;
import dev.visor.tensor.Compute;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Defenses that lie in files, and the command that is one. */
class ExternalDefensesTest {

    private static final int SIDE = 8;
    private static final Path NETWORKS = Home.PATH.resolve("src/test/resources/networks");
    private static Compute compute;

    @TempDir
    private Path folder;

    @BeforeAll
    static void open() {
        compute = Compute.open("cpu");
    }

    @AfterAll
    static void close() {
        compute.close();
    }

    @Test
    void aNetworkIsGivenItsOwnScaleAndItsImagesComeBackOnOurs() {
        FaceImage face = flat(SIDE, 55.5f);

        FaceImage made =
                network("half.pt", 0, 255, 0).protect(List.of(face), context(1)).get(0);

        // (55.5 / 255 - .5) / 2 + .5, times 255
        assertThat(made.pixels()[7]).isCloseTo(91.5f, org.assertj.core.data.Offset.offset(1e-3f));
    }

    @Test
    void anOnnxGraphComputesTheSame() throws IOException {
        Files.write(
                folder.resolve("half.onnx"),
                OnnxText.model("h = Mul(x, f0.5); y = Add(h, f0.25)", 13, -1).toByteArray());
        List<FaceImage> faces = List.of(flat(SIDE, 0), flat(SIDE, 55.5f), flat(SIDE, 255));
        Defense onnx =
                new NetworkDefense(new NetworkDefense.Params(files(folder, "half.onnx"), Job.Unit.FACE, 0, 255, 8, 0));

        List<FaceImage> byTorch = network("half.pt", 0, 255, 0).protect(faces, context(3));
        List<FaceImage> byRuntime = onnx.protect(faces, context(3));
        for (int i = 0; i < faces.size(); i++) {
            assertThat(byRuntime.get(i).pixels()[0])
                    .isNotEqualTo(faces.get(i).pixels()[0])
                    .isCloseTo(byTorch.get(i).pixels()[0], org.assertj.core.data.Offset.offset(1e-3f));
        }
    }

    @Test
    void aNetworkTakesImagesOfSeveralSizes() {
        List<FaceImage> made =
                network("half.pt", 0, 255, 0).protect(List.of(flat(SIDE, 0), flat(SIDE + 3, 255)), context(2));

        assertThat(made).extracting(FaceImage::width).containsExactly(SIDE, SIDE + 3);
    }

    @Test
    void aNetworkIsCutBackToItsBudget() {
        FaceImage made = network("half.pt", 0, 255, 4 / 255.)
                .protect(List.of(flat(SIDE, 0)), context(1))
                .get(0);

        assertThat(made.pixels()).containsOnly(4f);
    }

    @Test
    void aNetworkThatGivesOtherShapesIsNamed() {
        assertThatThrownBy(() -> network("doubled.pt", 0, 255, 0).protect(List.of(flat(SIDE, 0)), context(1)))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("doubled.pt")
                .hasMessageContaining("expected one tensor of the same shape");
    }

    @Test
    void aFileThatIsNoNetworkIsNamed() throws IOException {
        Files.writeString(folder.resolve("net.pt"), "<html>");
        Defense defense = new NetworkDefense(
                new NetworkDefense.Params(LocalFiles.of(folder, List.of("net.pt")), Job.Unit.FACE, 0, 1, 8, 0));

        assertThatThrownBy(() -> defense.protect(List.of(flat(SIDE, 0)), context(1)))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("is no TorchScript model");
    }

    @Test
    void aPurifyingNetworkComputesTheSame() {
        FaceImage face = flat(SIDE, 55.5f);
        NetworkPurification purification =
                new NetworkPurification(new NetworkPurification.Params(files(NETWORKS, "half.pt"), 0, 255));

        assertThat(purification.purify(face, new Seed(1).generator()).pixels())
                .containsExactly(network("half.pt", 0, 255, 0)
                        .protect(List.of(face), context(1))
                        .get(0)
                        .pixels());
        assertThat(purification.trust()).isEqualTo(Trust.APPLIED);
    }

    @Test
    void aPerturbationIsAddedWhateverItsFileIsLike() throws IOException {
        float[] planar = new float[3 * SIDE * SIDE];
        float[] interleaved = new float[planar.length];
        float[] shifted = new float[planar.length];
        for (int i = 0; i < SIDE * SIDE; i++) {
            for (int channel = 0; channel < 3; channel++) {
                float value = i % 11 - 5 + channel;
                planar[channel * SIDE * SIDE + i] = value;
                interleaved[3 * i + channel] = value;
                shifted[channel * SIDE * SIDE + i] = 128 + value;
            }
        }
        Npy.write(folder.resolve("planar.npy"), NpyArray.of(planar, 3, SIDE, SIDE));
        Npy.write(folder.resolve("interleaved.npy"), NpyArray.of(interleaved, SIDE, SIDE, 3));
        ImageFiles.writePng(new FaceImage(SIDE, SIDE, shifted).toPhoto(), folder.resolve("shifted.png"));

        float[] expected = new float[planar.length];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = Math.min(255, 250 + planar[i]);
        }
        for (String name : List.of("planar.npy", "interleaved.npy", "shifted.png")) {
            assertThat(added(AddedPerturbation.Per.ALL, 0, name)
                            .protect(List.of(flat(SIDE, 250)), context(1))
                            .get(0)
                            .pixels())
                    .as(name)
                    .containsExactly(expected);
        }
    }

    @Test
    void aPerturbationForAPersonIsAddedToThatPersonAlone() {
        Npy.write(folder.resolve("ann.npy"), NpyArray.of(filled(3), 3, SIDE, SIDE));
        Npy.write(folder.resolve("bob.npy"), NpyArray.of(filled(-20), 3, SIDE, SIDE));
        Defense defense = added(AddedPerturbation.Per.PERSON, 10 / 255., "ann.npy", "bob.npy");

        List<FaceImage> made = defense.protect(List.of(flat(SIDE, 100), flat(SIDE, 100)), context(2, "bob", "ann"));

        assertThat(defense.needsIdentity()).isTrue();
        assertThat(made.get(0).pixels()).containsOnly(90f);
        assertThat(made.get(1).pixels()).containsOnly(103f);
        assertThatThrownBy(() -> defense.protect(List.of(flat(SIDE, 100)), context(1, "eve")))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("no perturbation for eve");
    }

    @Test
    void aPerturbationOfAnotherSizeIsRefused() {
        Npy.write(folder.resolve("small.npy"), NpyArray.of(new float[12], 3, 2, 2));

        assertThatThrownBy(() ->
                        added(AddedPerturbation.Per.ALL, 0, "small.npy").protect(List.of(flat(SIDE, 100)), context(1)))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("has the shape [3, 2, 2]; expected [8, 8, 3] or [3, 8, 8]");
    }

    @Test
    void aCommandSaysWhatItNeedsAndPromises() {
        CommandDefense.Params params = new CommandDefense.Params(
                List.of("bash", "-c", "cp {job}/photos/* {result}; echo done; grep -c landmarks {job}/job.json"),
                files(folder),
                Job.Unit.PHOTO,
                5,
                10,
                false,
                false,
                false,
                8 / 255.);
        CommandDefense defense = new CommandDefense(params);

        assertThat(defense.protect(List.of(flat(SIDE, 9)), context(1)).get(0).pixels())
                .containsOnly(9f);
        assertThat(defense.said()).containsExactly("done\n1\n");
        assertThat(defense.said()).isEmpty();
        assertThat(defense.protectsPhotos()).isTrue();
        assertThat(defense.repeatable()).isFalse();
        assertThat(defense.trust()).isEqualTo(Trust.COMMAND);
        assertThat(defense.budget().orElseThrow().inPixels()).isEqualTo(8);
    }

    private Defense network(String name, double mean, double std, double epsilon) {
        return new NetworkDefense(
                new NetworkDefense.Params(files(NETWORKS, name), Job.Unit.FACE, mean, std, 8, epsilon));
    }

    private Defense added(AddedPerturbation.Per per, double epsilon, String... names) {
        return new AddedPerturbation(new AddedPerturbation.Params(files(folder, names), per, epsilon));
    }

    private static LocalFiles files(Path folder, String... names) {
        try {
            return LocalFiles.of(folder, List.of(names));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DefenseContext context(int photos, String... people) {
        List<PhotoFacts> facts = new java.util.ArrayList<>();
        for (int i = 0; i < photos; i++) {
            facts.add(new PhotoFacts(
                    Landmarks.of(java.util.Collections.nCopies(5, new Point(i, i))),
                    people.length == 0 ? Optional.empty() : Optional.of(new SubjectId(people[i]))));
        }
        return new DefenseContext(
                new Surrogates(List.of(), compute),
                List.of(),
                java.util.Collections.nCopies(photos, new Seed(1).generator()),
                facts);
    }

    private static float[] filled(float value) {
        float[] values = new float[3 * SIDE * SIDE];
        Arrays.fill(values, value);
        return values;
    }

    private static FaceImage flat(int side, float value) {
        float[] pixels = new float[3 * side * side];
        Arrays.fill(pixels, value);
        return new FaceImage(side, side, pixels);
    }
}
