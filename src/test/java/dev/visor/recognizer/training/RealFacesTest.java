package dev.visor.recognizer.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.core.Seed;
import dev.visor.core.SubjectId;
import dev.visor.core.image.Crop;
import dev.visor.core.image.FaceImage;
import dev.visor.core.image.Landmarks;
import dev.visor.core.image.Photo;
import dev.visor.dataset.FacePhoto;
import dev.visor.dataset.ImageFiles;
import dev.visor.dataset.Reading;
import dev.visor.dataset.layout.Orl;
import dev.visor.recognizer.FaceChoice;
import dev.visor.recognizer.FaceCropper;
import dev.visor.recognizer.djl.MtcnnDetector;
import dev.visor.recognizer.training.RecognizerTraining.Step;
import dev.visor.recognizer.training.RecognizerTraining.Trained;
import dev.visor.recognizer.training.optimization.Split;
import dev.visor.tensor.Compute;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether the small net learns people from a few photos of each: 6 people of ORL, 7 photos to learn from, 3 to be known by; chance is 1/6. */
@Tag("model")
class RealFacesTest {

    private static final int PEOPLE = 6;
    private static final int PHOTOS = 10;
    private static final int LEARNED = 7;

    private static Compute compute;
    private static List<FaceImage> faces;

    @BeforeAll
    static void open() {
        String folder = System.getenv("VISOR_ASSETS");
        if (folder == null) {
            System.out.println("skipped: learning real faces needs VISOR_ASSETS, a folder with models/ and data/");
        }
        Assumptions.assumeTrue(folder != null, "VISOR_ASSETS is not set");
        compute = Compute.open("cpu");
        faces = onOneThread(() -> faces(Path.of(folder)));
    }

    @AfterAll
    static void close() {
        if (compute != null) {
            compute.close();
        }
    }

    private static <T> T onOneThread(Callable<T> work) {
        return compute.sideBySide(2, List.<Callable<Optional<T>>>of(() -> Optional.of(work.call()), Optional::empty))
                .get(0)
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"softmax", "arcface"})
    void peopleAreKnownFromSevenPhotosEach(String head) {
        TrainingConfig trainingConfig = new TrainingConfig("residual", 64, 64, head, 10, 8, .01, .9, 1e-2, true, 10);

        Trained trained = onOneThread(() -> RecognizerTraining.train(
                trainingConfig,
                faces,
                IntStream.range(0, faces.size()).map(i -> i / PHOTOS).toArray(),
                PEOPLE,
                split(faces.size()),
                new Pixels(),
                Optional.empty(),
                compute,
                new Seed(1),
                step -> {}));

        assertThat(trained.steps().stream()
                        .mapToDouble(Step::validationAccuracy)
                        .max()
                        .orElseThrow())
                .isGreaterThan(.6);
    }

    private static Split split(int faces) {
        return new Split(
                IntStream.range(0, faces).filter(i -> i % PHOTOS < LEARNED).toArray(),
                IntStream.range(0, faces).filter(i -> i % PHOTOS >= LEARNED).toArray());
    }

    /** Person by person. */
    private static List<FaceImage> faces(Path assets) {
        Map<SubjectId, List<FaceImage>> people = new LinkedHashMap<>();
        try (MtcnnDetector mtcnn =
                new MtcnnDetector(assets.resolve("models"), MtcnnDetector.Settings.STANDARD, compute)) {
            for (FacePhoto file :
                    new Orl().read("orl", assets.resolve("data/orl")).photos()) {
                if (people.size() < PEOPLE || people.containsKey(file.subject())) {
                    Photo photo = ((Reading.Decoded) ImageFiles.read(file.file())).photo();
                    Landmarks landmarks = FaceChoice.main(mtcnn.detect(photo), photo)
                            .orElseThrow()
                            .landmarks();
                    people.computeIfAbsent(file.subject(), subject -> new ArrayList<>())
                            .add(FaceCropper.crop(photo, landmarks, Crop.ARCFACE64)
                                    .quantized());
                }
            }
        }
        return people.values().stream().flatMap(List::stream).toList();
    }
}
