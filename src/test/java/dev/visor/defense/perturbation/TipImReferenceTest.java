package dev.visor.defense.perturbation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.core.Seed;
import dev.visor.core.image.FaceImage;
import dev.visor.defense.DefenseContext;
import dev.visor.defense.Surrogates;
import dev.visor.recognizer.djl.TorchScriptRecognizer;
import dev.visor.tensor.Compute;
import dev.visor.tensor.ProjectedStep.Norm;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Side by side with {@code src/test/python/tipim_reference.py}: the same weights, photos and targets.
 *
 * <p>Needs {@code VISOR_ASSETS}, and a Python with PyTorch, {@code python3} or the one that {@code VISOR_PYTHON} names.
 */
@Tag("model")
class TipImReferenceTest {

    private static final int ITERATIONS = 5;
    private static final String PYTHON =
            Optional.ofNullable(System.getenv("VISOR_PYTHON")).orElse("python3");

    private static RealFaces real;
    private static List<FaceImage> crops;

    @TempDir
    private Path folder;

    @BeforeAll
    static void load() throws IOException, InterruptedException {
        String folder = System.getenv("VISOR_ASSETS");
        boolean torch = folder != null && run(List.of(PYTHON, "-c", "import torch"));
        if (!torch) {
            System.out.println(
                    "skipped: TIP-IM beside its PyTorch reference needs VISOR_ASSETS and a Python with torch (VISOR_PYTHON)");
        }
        Assumptions.assumeTrue(torch, "no VISOR_ASSETS, or no PyTorch");
        real = new RealFaces(Path.of(folder));
        crops = real.crops(8);
    }

    @ParameterizedTest
    @CsvSource({"edgeface_xxs, 512", "mfn_y1, 128", "mobileface_v2, 256"})
    void fiveIterationsAgreeWithPyTorchToWithinRounding(String id, int dimension)
            throws IOException, InterruptedException {
        List<FaceImage> faces = crops.subList(0, 2);
        List<FaceImage> targets = crops.subList(2, 8);
        write(faces, folder.resolve("faces.bin"));
        write(targets, folder.resolve("targets.bin"));
        assertThat(run(List.of(
                        PYTHON,
                        "src/test/python/tipim_reference.py",
                        "--model",
                        real.model(id).toString(),
                        "--faces",
                        folder.resolve("faces.bin").toString(),
                        "--targets",
                        folder.resolve("targets.bin").toString(),
                        "--iterations",
                        Integer.toString(ITERATIONS),
                        "--out",
                        folder.resolve("out.bin").toString())))
                .isTrue();
        List<FaceImage> reference = read(folder.resolve("out.bin"));

        List<FaceImage> ours;
        try (Compute compute = Compute.open("cpu");
                TorchScriptRecognizer surrogate = real.recognizer(id, dimension, compute)) {
            ours = paper().protect(
                            faces,
                            new DefenseContext(
                                    new Surrogates(List.of(surrogate), compute), targets, randoms(faces.size())));
        }

        int agreeing = 0;
        int values = 0;
        for (int i = 0; i < faces.size(); i++) {
            for (int k = 0; k < faces.get(i).pixels().length; k++) {
                values++;
                agreeing += Math.abs(ours.get(i).pixels()[k] - reference.get(i).pixels()[k]) <= .5 ? 1 : 0;
            }
        }
        System.out.printf("%s: %.4f of values agree to within 8-bit rounding%n", id, agreeing / (double) values);
        assertThat(agreeing / (double) values).isGreaterThanOrEqualTo(.99);
    }

    private static TipIm paper() {
        return new TipIm(new TipIm.Params(
                12 / 255.,
                1.5 / 255,
                ITERATIONS,
                Norm.LINF,
                1,
                Distance.SQUARED_L2,
                Distance.SQUARED_L2,
                Gain.MAX,
                0,
                1,
                Diversity.NONE));
    }

    private static List<RandomGenerator> randoms(int count) {
        return Stream.generate(() -> new Seed(1).generator()).limit(count).toList();
    }

    private static boolean run(List<String> command) throws IOException, InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(3, TimeUnit.MINUTES) && process.exitValue() == 0;
        } catch (IOException e) {
            // No such program: as good as none.
            return false;
        }
    }

    private static void write(List<FaceImage> faces, Path file) throws IOException {
        FaceImage first = faces.get(0);
        ByteBuffer bytes = ByteBuffer.allocate(12 + faces.size() * first.pixels().length * Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(faces.size())
                .putInt(first.height())
                .putInt(first.width());
        faces.forEach(face -> {
            for (float value : face.pixels()) {
                bytes.putFloat(value);
            }
        });
        Files.write(file, bytes.array());
    }

    private static List<FaceImage> read(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        int count = bytes.getInt();
        int height = bytes.getInt();
        int width = bytes.getInt();
        List<FaceImage> faces = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] pixels = new float[FaceImage.CHANNELS * height * width];
            for (int k = 0; k < pixels.length; k++) {
                pixels[k] = bytes.getFloat();
            }
            faces.add(new FaceImage(width, height, pixels));
        }
        return faces;
    }
}
